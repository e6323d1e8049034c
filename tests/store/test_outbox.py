"""Posts on their way: added once, rewritten until somebody tries them, updated afterwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.posts import Placement, Post, PostFile
from bot.store import deliveries, outbox
from bot.store.db import in_workspace, workspace_session
from bot.store.deliveries import Claimed
from tests.conftest import ACME, NOON, Cast

CARD = Post("order:1:asked", "CSALES", "Order 1 waits", ({"type": "divider"},), "order:1", 1)


def claimed(session: Session) -> Claimed:
    """Take the next post; there must be one."""
    post = deliveries.claim(session, now=NOON)
    assert post is not None
    return post


def sent(session: Session, ts: str = "1.1") -> Claimed:
    """Take the next post and mark it as sent."""
    post = claimed(session)
    if post.updates_id is None:
        deliveries.note_posted(session, post, channel="CSALES", ts=ts, at=NOON)
    deliveries.finish(session, post, at=NOON)
    return post


def refresh(session: Session, revision: int) -> None:
    outbox.refresh(
        session,
        outbox.Picture("order:1", f"Revision {revision}", list),
        revision=revision,
        at=NOON,
    )


def test_a_post_added_twice_waits_once(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    outbox.add(session, CARD, at=NOON + timedelta(minutes=1))

    assert outbox.waiting_count(session) == 1


def test_a_post_added_again_after_it_was_sent_stays_sent(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    sent(session)

    outbox.add(session, CARD, at=NOON)

    assert outbox.waiting_count(session) == 0


def test_a_post_added_by_two_at_the_same_moment_waits_once(engine: Engine, cast: Cast) -> None:
    start = Barrier(4)

    def add(_: int) -> None:
        start.wait()
        with workspace_session(engine, ACME) as session:
            outbox.add(session, CARD, at=NOON)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))

    with workspace_session(engine, ACME) as session:
        assert outbox.waiting_count(session) == 1


def test_the_same_key_in_another_workspace_is_another_post(
    session: Session, charlie: Session
) -> None:
    outbox.add(session, CARD, at=NOON)
    session.commit()

    assert outbox.waiting_count(charlie) == 0
    assert deliveries.claim(charlie, now=NOON) is None


def test_a_post_whose_deed_was_rolled_back_was_never_added(engine: Engine, cast: Cast) -> None:
    def deed(session: Session) -> None:
        outbox.add(session, CARD, at=NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_workspace(engine, ACME, deed)

    with workspace_session(engine, ACME) as session:
        assert outbox.waiting_count(session) == 0


def test_what_is_claimed_is_what_was_added(session: Session) -> None:
    picture = PostFile(Placement.MESSAGE, "sales.png", b"\x89PNG", "A rising line")
    table = PostFile(Placement.THREAD, "sales.csv", b"rep;total\r\n")
    outbox.add(session, Post("report:1", "CSALES", "Sales", files=(picture, table)), at=NOON)

    post = claimed(session)

    assert (post.key, post.destination, post.text, post.blocks) == (
        "report:1",
        "CSALES",
        "Sales",
        [],
    )
    assert [(file.placement, file.name, file.content, file.alt_text) for file in post.files] == [
        (Placement.MESSAGE, "sales.png", b"\x89PNG", "A rising line"),
        (Placement.THREAD, "sales.csv", b"rep;total\r\n", ""),
    ]
    assert post.created_at == NOON


def test_a_post_that_nobody_tried_yet_is_rewritten_in_place(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)

    refresh(session, 2)

    post = sent(session)
    assert (post.updates_id, post.text) == (None, "Revision 2")
    assert outbox.waiting_count(session) == 0


def test_a_post_that_may_stand_in_slack_is_updated_once_it_is_sent(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    post = claimed(session)

    refresh(session, 2)

    assert deliveries.claim(session, now=NOON) is None
    deliveries.note_posted(session, post, channel="CSALES", ts="1.1", at=NOON)
    deliveries.finish(session, post, at=NOON)
    update = claimed(session)
    assert (update.text, update.channel, update.ts) == ("Revision 2", "CSALES", "1.1")


def test_a_newer_update_supersedes_one_that_waits(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    sent(session)

    refresh(session, 2)
    refresh(session, 3)

    assert sent(session).text == "Revision 3"
    assert outbox.waiting_count(session) == 0


def test_an_older_state_never_replaces_a_newer_one(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    sent(session)
    refresh(session, 3)
    sent(session)

    refresh(session, 2)
    refresh(session, 3)

    assert outbox.waiting_count(session) == 0


def test_every_copy_is_brought_up_to_date(session: Session) -> None:
    for number, destination in enumerate(("CSALES", "UMAYA", "UOMAR"), start=1):
        key = f"order:1:asked:{destination}"
        outbox.add(session, Post(key, destination, "Waits", (), "order:1", 1), at=NOON)
        sent(session, ts=f"{number}.1")
    outbox.add(session, Post("order:2:asked", "CSALES", "Waits", (), "order:2", 1), at=NOON)
    sent(session, ts="9.9")

    refresh(session, 2)

    assert {sent(session).ts for _ in range(3)} == {"1.1", "2.1", "3.1"}
    assert outbox.waiting_count(session) == 0
    assert len(outbox.copies(session, "order:1")) == 3


def test_an_update_of_a_message_that_was_given_up_is_dropped(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    post = claimed(session)
    refresh(session, 2)

    deliveries.give_up(session, post, at=NOON, failure="gone")

    assert deliveries.claim(session, now=NOON) is None
    assert outbox.waiting_count(session) == 0
