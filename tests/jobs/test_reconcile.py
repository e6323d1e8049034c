"""Cards that Slack would not change are mended, and what can never be changed is replaced."""

import pytest

from bot.app import handlers
from bot.blocks import ids
from bot.domain.approvals import YES
from bot.edge import Reply
from bot.edge.downloads import Downloads
from bot.edge.people import Directory
from bot.edge.requests import Kind, Request
from bot.edge.work import Worker
from bot.jobs.reconcile import Mender
from bot.services import decisions
from bot.services.orders import LineDraft, change
from bot.store import audit, order_changes, orders, workspaces
from bot.store.audit import Verb
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.jobs.conftest import Office
from tests.trade import draft, large_order


def asked(office: Office, cast: Cast) -> int:
    """Post the card of an order to the approvers' channel."""
    with workspace_session(office.engine, ACME) as session:
        workspaces.change(session, approvals_channel="CAPPROVALS")
        order = large_order(session, cast.ravi, at=office.clock())
    office.deliver()
    return order.id


def approve(office: Office, cast: Cast, order_id: int) -> None:
    with workspace_session(office.engine, ACME) as session:
        decisions.decide(session, order_id, YES, by=cast.maya.actor, at=office.clock())
    office.deliver()


def cards(office: Office) -> list[str]:
    return [str(message["text"]) for message in office.person("UMAYA").messages("CAPPROVALS")]


def mend(office: Office) -> int:
    return Mender(office.engine, office.clock).mend_all()


def noted(office: Office) -> int:
    with workspace_session(office.engine, ACME) as session:
        audit.write_pending(session)
        return len([each for each in audit.entries(session) if each.verb == Verb.POST_GIVEN_UP])


def test_a_card_whose_change_was_refused_is_mended_once_slack_takes_it(
    office: Office, cast: Cast
) -> None:
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error="is_archived", times=1)
    approve(office, cast, order_id)
    assert "pending approval" in cards(office)[0]

    assert mend(office) == 0
    office.deliver()
    assert "pending approval" in cards(office)[0], "An hour passes before it is tried again."

    office.clock.pass_by(hours=1)
    assert mend(office) == 1
    office.deliver()

    assert len(cards(office)) == 1
    assert "Approved by Maya" in cards(office)[0]
    assert mend(office) == 0


def test_pressing_a_dead_button_has_the_card_changed_at_once(office: Office, cast: Cast) -> None:
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error="is_archived", times=1)
    approve(office, cast, order_id)
    worker = Worker(
        handlers(), office.engine, Directory(office.teams), Downloads(office.teams), office.clock
    )
    press = Request(Kind.BUTTON, ids.APPROVE_ORDER, ACME, "UOMAR", ACME, text=f"{order_id}@1/")

    answer = worker.run(press).answer
    office.deliver()

    assert isinstance(answer, Reply)
    assert "Maya" in answer.text, "It says who decided."
    assert "Approved by Maya" in cards(office)[0]


@pytest.mark.parametrize("error", ["cant_update_message", "edit_window_closed"])
def test_a_card_that_can_never_be_changed_gets_a_fresh_one(
    office: Office, cast: Cast, error: str
) -> None:
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error=error, times=1)
    approve(office, cast, order_id)
    office.deliver()

    assert sum("Approved by Maya" in text for text in cards(office)) == 1
    assert mend(office) == 0


def test_an_earlier_card_that_can_never_be_changed_gets_no_fresh_one(
    office: Office, cast: Cast
) -> None:
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error="edit_window_closed", times=1)
    with workspace_session(office.engine, ACME) as session:
        order = orders.get(session, order_id)
        dearer = draft(order.customer_id, LineDraft(order.lines[0].product_id, 2_000))
        change(
            session,
            order_id,
            dearer,
            revision=order.revision,
            by=cast.ravi.actor,
            at=office.clock(),
        )

    office.deliver()
    office.deliver()

    assert len(cards(office)) == 2
    assert "2,000" in str(office.person("UMAYA").messages("CAPPROVALS")[-1])


def test_a_card_that_somebody_deleted_is_let_go(office: Office, cast: Cast) -> None:
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error="message_not_found", times=1)
    approve(office, cast, order_id)

    assert mend(office) == 0
    assert office.waiting() == 0
    assert len(cards(office)) == 1


def test_every_card_has_its_turn_however_many_there_are(office: Office, cast: Cast) -> None:
    numbers = [asked(office, cast) for _ in range(9)]
    # As if the process had died between an order and its cards, in a version that could.
    with workspace_session(office.engine, ACME) as session:
        for order_id in (numbers[0], numbers[4]):
            order = orders.get(session, order_id)
            order_changes.save(session, order, before=order.status)
    mender = Mender(office.engine, office.clock, newest=2, older=3)

    assert [mender.mend_all() for _ in range(5)] == [1, 0, 1, 0, 0]
    assert office.deliver() == 2
    assert sum(mender.mend_all() for _ in range(5)) == 0


def test_an_order_that_cannot_be_drawn_keeps_no_other_behind(
    office: Office, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    numbers = [asked(office, cast) for _ in range(2)]
    with workspace_session(office.engine, ACME) as session:
        for order_id in numbers:
            order = orders.get(session, order_id)
            order_changes.save(session, order, before=order.status)
    failed: list[str] = []

    def fail_once(step: str) -> None:
        if step == "mending" and not failed:
            failed.append(step)
            raise RuntimeError("The first cannot be drawn.")

    mender = Mender(office.engine, office.clock, fault=fail_once)

    assert mender.mend_all() == 1
    assert office.deliver() == 1
    assert "could not be mended" in caplog.text
    assert mender.mend_all() == 1


def test_a_card_that_is_mended_for_a_month_in_vain_is_left(office: Office, cast: Cast) -> None:
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error="is_archived")
    approve(office, cast, order_id)
    office.clock.pass_by(days=29)
    assert mend(office) == 1
    office.deliver()

    office.clock.pass_by(days=2)
    assert mend(office) == 0


def test_what_slack_refuses_each_hour_alike_is_noted_once(office: Office, cast: Cast) -> None:
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error="is_archived", times=4)
    office.breaks("error", method="chat.update", error="restricted_action")
    approve(office, cast, order_id)
    assert noted(office) == 1

    counts = []
    for _ in range(5):
        office.clock.pass_by(hours=1)
        assert mend(office) == 1
        office.deliver()
        counts.append(noted(office))

    assert counts == [1, 1, 1, 2, 2], "It is noted again only once it is refused otherwise."


@pytest.mark.parametrize("hours", [1, 23])
def test_what_slack_puts_off_and_then_refuses_is_noted_once(
    office: Office, cast: Cast, hours: int
) -> None:
    """After a day a change that is only put off is given up too, until the next hour."""
    order_id = asked(office, cast)
    office.breaks("error", method="chat.update", error="is_archived", times=1)
    approve(office, cast, order_id)

    for _ in range(3):
        office.clock.pass_by(hours=hours)
        assert mend(office) == 1
        office.breaks("error", method="chat.update", error="ratelimited", times=1)
        office.deliver()
        office.clock.pass_by(hours=1)
        mend(office)
        office.breaks("error", method="chat.update", error="is_archived", times=1)
        office.deliver()

    assert office.waiting() == 0
    assert noted(office) == 1


def test_an_old_card_is_mended_as_a_new_one(office: Office, cast: Cast) -> None:
    order_id = asked(office, cast)
    office.clock.pass_by(days=90)
    office.breaks("error", method="chat.update", error="is_archived", times=1)
    approve(office, cast, order_id)

    office.clock.pass_by(hours=1)
    assert mend(office) == 1
    office.deliver()
    assert "Approved by Maya" in cards(office)[0]
