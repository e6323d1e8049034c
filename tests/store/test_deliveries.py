"""The sender's side: one of many gets a post, and who lost the lease changes nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.posts import Placement, Post, PostFile
from bot.store import audit, deliveries, outbox
from bot.store.db import in_workspace, workspace_session
from bot.store.deliveries import LEASE, Claimed, LeaseLost
from bot.store.tables import PostFileRow
from tests.conftest import ACME, NOON, Cast
from tests.store.test_outbox import CARD, claimed, refresh, sent

LATER = NOON + LEASE + timedelta(seconds=1)


def post_files(session: Session) -> int:
    return len(session.scalars(select(PostFileRow.id)).all())


def test_each_post_is_claimed_by_one_of_many(engine: Engine, cast: Cast) -> None:
    keys = [f"post:{number}" for number in range(30)]
    with workspace_session(engine, ACME) as session:
        for key in keys:
            outbox.add(session, Post(key, "CSALES", key), at=NOON)
    start = Barrier(6)

    def claim_all(_: int) -> list[str]:
        start.wait()
        taken = []
        misses = 0
        # Another's claim of the same candidates may leave one empty-handed for a moment.
        while misses < 5:
            post = in_workspace(engine, ACME, lambda session: deliveries.claim(session, now=NOON))
            if post is None:
                misses += 1
            else:
                taken.append(post.key)
        return taken

    with ThreadPoolExecutor(6) as pool:
        taken = [key for keys in pool.map(claim_all, range(6)) for key in keys]

    assert sorted(taken) == sorted(keys)


def test_a_claimed_post_is_nobody_elses_until_its_lease_ends(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    first = claimed(session)

    assert deliveries.claim(session, now=NOON + LEASE) is None
    second = deliveries.claim(session, now=LATER)
    assert second is not None
    assert (first.attempts, second.attempts) == (1, 2)


def test_a_step_that_is_noted_keeps_the_lease(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    post = claimed(session)

    deliveries.renew(session, post, at=NOON + LEASE)

    assert deliveries.claim(session, now=LATER) is None


def test_who_lost_the_lease_can_note_nothing(session: Session) -> None:
    table = PostFile(Placement.THREAD, "sales.csv", b"1")
    outbox.add(session, Post("report:1", "CSALES", "Sales", files=(table,)), at=NOON)
    late = claimed(session)
    now = deliveries.claim(session, now=LATER)
    assert now is not None
    file = late.files[0]

    steps: tuple[Callable[[], None], ...] = (
        lambda: deliveries.renew(session, late, at=LATER),
        lambda: deliveries.note_uploaded(session, late, file, "F1", at=LATER),
        lambda: deliveries.note_posted(session, late, channel="CSALES", ts="1.1", at=LATER),
        lambda: deliveries.note_shared(session, late, file, at=LATER),
        lambda: deliveries.finish(session, late, at=LATER),
        lambda: deliveries.put_off(session, late, until=LATER, failure=""),
        lambda: deliveries.give_up(session, late, at=LATER, failure=""),
    )
    for step in steps:
        with pytest.raises(LeaseLost):
            step()
    deliveries.finish(session, now, at=LATER)


def test_each_step_that_was_noted_is_known_after_a_takeover(session: Session) -> None:
    picture = PostFile(Placement.MESSAGE, "sales.png", b"\x89PNG", "A line")
    table = PostFile(Placement.THREAD, "sales.csv", b"1")
    outbox.add(session, Post("report:1", "CSALES", "Sales", files=(picture, table)), at=NOON)
    first = claimed(session)
    deliveries.note_uploaded(session, first, first.files[0], "F1", at=NOON)
    deliveries.note_posted(session, first, channel="CSALES", ts="1.1", at=NOON)
    deliveries.note_shared(session, first, first.files[1], at=NOON)

    second = deliveries.claim(session, now=LATER)

    assert second is not None
    assert (second.channel, second.ts) == ("CSALES", "1.1")
    assert (second.files[0].slack_file_id, second.files[1].shared) == ("F1", True)


def test_a_post_put_off_waits_until_then(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    until = NOON + timedelta(seconds=30)

    deliveries.put_off(session, claimed(session), until=until, failure="ratelimited")

    assert deliveries.claim(session, now=NOON + timedelta(seconds=29)) is None
    assert deliveries.claim(session, now=until) is not None


def test_a_post_given_up_is_audited_and_its_files_are_gone(session: Session) -> None:
    table = PostFile(Placement.THREAD, "sales.csv", b"1")
    outbox.add(session, Post("report:1", "CSALES", "Sales", files=(table,)), at=NOON)

    deliveries.give_up(session, claimed(session), at=NOON, failure="The channel is gone.")
    audit.write_pending(session)

    assert deliveries.claim(session, now=LATER) is None
    assert post_files(session) == 0
    entry = audit.newest(session, audit.Verb.POST_GIVEN_UP)[0]
    assert "The channel is gone." in entry.details
    assert "report:1" in entry.details


def test_the_files_of_a_sent_post_are_gone(session: Session) -> None:
    table = PostFile(Placement.THREAD, "sales.csv", b"1")
    outbox.add(session, Post("report:1", "CSALES", "Sales", files=(table,)), at=NOON)

    sent(session)

    assert post_files(session) == 0


def test_changes_of_a_message_that_waits_hold_up_nothing_else(session: Session) -> None:
    """More of them than a claim looks at, all of messages that Slack does not take now."""
    for number in range(25):
        subject = f"order:{number}"
        outbox.add(session, Post(f"{subject}:asked", "CFULL", "Waits", (), subject, 1), at=NOON)
        deliveries.put_off(session, claimed(session), until=LATER, failure="ratelimited")
        outbox.refresh(session, outbox.Picture(subject, "Done", list), revision=2, at=NOON)
    outbox.add(session, Post("other", "CSALES", "Free"), at=NOON)

    assert claimed(session).key == "other"


def second_update(session: Session) -> tuple[Claimed, Claimed]:
    """A message with two changes: the first was claimed and lost, the second is claimed now."""
    outbox.add(session, CARD, at=NOON)
    sent(session)
    refresh(session, 2)
    late = claimed(session)
    refresh(session, 3)
    taken_over = deliveries.claim(session, now=LATER)
    assert taken_over is not None
    assert taken_over.text == "Revision 2"
    deliveries.finish(session, taken_over, at=LATER)
    newer = deliveries.claim(session, now=LATER)
    assert newer is not None
    assert newer.text == "Revision 3"
    return late, newer


def test_a_change_waits_for_the_one_that_is_being_sent(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    sent(session)
    refresh(session, 2)
    first = claimed(session)

    refresh(session, 3)

    assert deliveries.claim(session, now=NOON) is None
    deliveries.finish(session, first, at=NOON)
    assert claimed(session).text == "Revision 3"


def test_a_change_put_off_gives_way_to_a_newer_one(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    sent(session)
    refresh(session, 2)
    first = claimed(session)
    refresh(session, 3)

    deliveries.put_off(session, first, until=LATER, failure="ratelimited")

    assert sent(session).text == "Revision 3"
    assert deliveries.claim(session, now=LATER) is None
    assert outbox.waiting_count(session) == 0


def test_a_late_change_is_covered_by_the_newest_once_more(session: Session) -> None:
    late, newer = second_update(session)
    deliveries.finish(session, newer, at=LATER)

    with pytest.raises(LeaseLost):
        deliveries.finish(session, late, at=LATER)
    deliveries.mend(session, late, at=LATER)

    again = deliveries.claim(session, now=LATER)
    assert again is not None
    assert again.text == "Revision 3"
    deliveries.finish(session, again, at=LATER)
    assert outbox.waiting_count(session) == 0


def test_a_late_change_is_covered_also_while_the_newest_is_being_sent(session: Session) -> None:
    late, newer = second_update(session)

    deliveries.mend(session, late, at=LATER)

    with pytest.raises(LeaseLost):
        deliveries.finish(session, newer, at=LATER)
    again = deliveries.claim(session, now=LATER)
    assert again is not None
    assert again.text == "Revision 3"


def test_nothing_is_sent_again_where_the_late_change_was_the_newest(session: Session) -> None:
    outbox.add(session, CARD, at=NOON)
    sent(session)
    refresh(session, 2)
    late = claimed(session)
    taken_over = deliveries.claim(session, now=LATER)
    assert taken_over is not None
    deliveries.finish(session, taken_over, at=LATER)

    deliveries.mend(session, late, at=LATER)

    assert deliveries.claim(session, now=LATER) is None
