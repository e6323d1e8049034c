"""Changing what is approved, in steps, in pieces and in other currencies, on every database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.cancellations import CancelReason
from bot.domain.errors import NotAllowed, UserError
from bot.domain.orders import Order, OrderStatus
from bot.services import decisions
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import editions, orders
from bot.store.db import in_workspace, workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME, NOON, Cast, Person
from tests.trade import customer, draft, large_order, product, small_order

LATER = NOON + timedelta(hours=1)
DAY = timedelta(days=1)


def changed(
    session: Session, order: Order, quantity: int, *, by: Person, at: datetime = LATER
) -> Order:
    wanted = draft(order.customer_id, LineDraft(order.lines[0].product_id, quantity))
    return service.change(session, order.id, wanted, revision=order.revision, by=by.actor, at=at)


def approved(session: Session, cast: Cast, quantity: int = 1_000) -> Order:
    """An order of EUR 18.00 a piece that Maya has approved."""
    wanted = draft(customer(session), LineDraft(product(session), quantity))
    order = service.submit(session, wanted, by=cast.ravi.actor, at=NOON)
    return decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)


def newest_post(session: Session, destination: str) -> PostRow:
    wanted = select(PostRow).where(PostRow.destination == destination)
    return session.scalars(wanted.order_by(PostRow.id.desc())).all()[0]


def test_an_approved_order_that_is_raised_is_asked_anew_with_a_diff_and_the_reason(
    session: Session, cast: Cast
) -> None:
    order = approved(session, cast)

    raised = changed(session, order, 1_100, by=cast.ravi)

    assert (raised.status, raised.edition) == (OrderStatus.PENDING, 2)
    assert raised.decision is None
    why = orders.moves(session, order.id)[-1].reason
    assert why == "Total raised from €18,000.00 to €19,800.00, so approval is asked anew."
    asked = newest_post(session, "UMAYA")
    assert "1,000 → 1,100 pieces" in str(asked.payload["blocks"])
    assert "*Changed since it was approved*" in str(asked.payload["blocks"])
    assert "Total raised from" in asked.payload["text"]


def test_an_approved_order_that_is_lowered_stays_approved_and_says_why(
    session: Session, cast: Cast
) -> None:
    order = approved(session, cast)

    lowered = changed(session, order, 900, by=cast.ravi)

    assert lowered.status is OrderStatus.APPROVED
    assert lowered.decision == order.decision
    assert "no new approval is needed" in (orders.moves(session, order.id)[-1].reason or "")
    assert [each.number for each in editions.of_order(session, order.id)] == [1, 2]


def test_small_steps_are_held_against_what_people_approved_not_the_step_before(
    session: Session, cast: Cast
) -> None:
    order = changed(session, approved(session, cast), 500, by=cast.ravi)

    back = changed(session, order, 1_000, by=cast.ravi)
    beyond = changed(session, back, 1_001, by=cast.ravi)

    assert back.status is OrderStatus.APPROVED
    assert beyond.status is OrderStatus.PENDING


def test_an_order_that_approved_itself_is_asked_once_it_passes_the_threshold(
    session: Session, cast: Cast
) -> None:
    order = small_order(session, cast.ravi)
    steps = []
    for quantity in (20, 40, 56):
        order = changed(session, order, quantity, by=cast.ravi)
        steps.append(order.status)

    assert steps == [OrderStatus.APPROVED, OrderStatus.APPROVED, OrderStatus.PENDING]
    asked = newest_post(session, "UMAYA")
    assert "*Changed since the policy let it through*" in str(asked.payload["blocks"])


def test_who_approved_an_order_does_not_change_it_alone(session: Session, cast: Cast) -> None:
    order = approved(session, cast)

    lowered = changed(session, order, 900, by=cast.maya)

    assert lowered.status is OrderStatus.PENDING
    assert cast.maya.member.id in lowered.owned_by


def test_another_customer_is_approved_anew(session: Session, cast: Cast) -> None:
    order = approved(session, cast)
    wanted = draft(customer(session, "Globex"), LineDraft(order.lines[0].product_id, 1_000))

    moved = service.change(
        session, order.id, wanted, revision=order.revision, by=cast.ravi.actor, at=LATER
    )

    assert moved.status is OrderStatus.PENDING
    why = orders.moves(session, order.id)[-1].reason or ""
    assert why.startswith("Customer changed from Acme Tools to Globex")


def test_another_currency_is_approved_anew(session: Session, cast: Cast) -> None:
    order = approved(session, cast)
    line = LineDraft(product(session, "Tofu", USD=100), 1)

    moved = service.change(
        session,
        order.id,
        draft(order.customer_id, line, currency="USD"),
        revision=order.revision,
        by=cast.ravi.actor,
        at=LATER,
    )

    assert moved.status is OrderStatus.PENDING


def test_what_is_executed_is_not_changed_and_others_leave_it_alone(
    session: Session, cast: Cast
) -> None:
    order = approved(session, cast)
    with pytest.raises(NotAllowed, match="belongs to Ravi"):
        changed(session, order, 1, by=replace(cast.ravi, member=replace(cast.ravi.member, id=99)))
    executed = decisions.execute(session, order.id, by=cast.ravi.actor, at=LATER)

    with pytest.raises(UserError, match="can no longer be changed"):
        changed(session, executed, 1, by=cast.ravi)


def test_the_second_half_of_an_order_weighs_with_the_first_and_says_so(
    session: Session, cast: Cast
) -> None:
    buyer, chai = old_customer(session, cast), product(session)
    half = draft(buyer, LineDraft(chai, 150))

    first = service.submit(session, half, by=cast.ravi.actor, at=NOON)
    second = service.submit(session, half, by=cast.ravi.actor, at=LATER)
    tomorrow = service.submit(session, half, by=cast.ravi.actor, at=LATER + DAY)

    assert [each.status for each in (first, second, tomorrow)] == [
        OrderStatus.APPROVED,
        OrderStatus.PENDING,
        OrderStatus.APPROVED,
    ]
    assert second.approval is not None
    assert "counted with order 2 of the same customer" in second.approval.why


def test_two_halves_at_the_same_moment_do_not_both_slip_through(engine: Engine, cast: Cast) -> None:
    for _ in range(3):
        with workspace_session(engine, ACME) as session:
            half = draft(old_customer(session, cast), LineDraft(product(session), 150))
        together = Barrier(2)

        def press(_: int, start: Barrier = together, wanted: service.OrderDraft = half) -> str:
            start.wait()
            return in_workspace(
                engine,
                ACME,
                lambda session: service.submit(session, wanted, by=cast.ravi.actor, at=NOON).status,
            )

        with ThreadPoolExecutor(2) as pool:
            said = sorted(pool.map(press, range(2)))

        assert said == [OrderStatus.APPROVED, OrderStatus.PENDING]


def test_halves_in_two_currencies_are_for_the_highest_approver(
    session: Session, cast: Cast
) -> None:
    buyer, chai = old_customer(session, cast), product(session, EUR=1800, USD=1800)
    service.submit(session, draft(buyer, LineDraft(chai, 1)), by=cast.ravi.actor, at=NOON)

    other = draft(buyer, LineDraft(chai, 1), currency="USD")
    second = service.submit(session, other, by=cast.ravi.actor, at=LATER)

    assert second.status is OrderStatus.PENDING
    asked = session.scalars(select(PostRow.destination).where(PostRow.replaces_id.is_(None)))
    assert set(asked) == {"UANA"}


def test_a_cancelled_half_and_a_draft_weigh_nothing(session: Session, cast: Cast) -> None:
    buyer, chai = old_customer(session, cast), product(session)
    half = draft(buyer, LineDraft(chai, 150))
    service.save_draft(session, half, by=cast.ravi.actor, at=NOON)
    first = service.submit(session, half, by=cast.ravi.actor, at=NOON)
    decisions.cancel(
        session,
        first.id,
        by=cast.ravi.actor,
        at=NOON,
        reason="Entered wrongly",
        code=CancelReason.OTHER,
    )

    second = service.submit(session, half, by=cast.ravi.actor, at=LATER)

    assert second.status is OrderStatus.APPROVED


def test_a_draft_weighs_once_it_is_sent_and_is_sent_once(session: Session, cast: Cast) -> None:
    buyer, chai = old_customer(session, cast), product(session)
    half = draft(buyer, LineDraft(chai, 150))
    kept = service.save_draft(session, half, by=cast.ravi.actor, at=NOON)
    service.submit(session, half, by=cast.ravi.actor, at=NOON)

    sent = service.send(session, kept.id, by=cast.ravi.actor, at=LATER)

    assert sent.status is OrderStatus.PENDING
    with pytest.raises(UserError):
        service.send(session, kept.id, by=cast.ravi.actor, at=LATER)


def test_an_old_order_that_is_raised_weighs_on_the_day_of_the_change(
    session: Session, cast: Cast
) -> None:
    buyer, chai = old_customer(session, cast), product(session)
    first = service.submit(session, draft(buyer, LineDraft(chai, 10)), by=cast.ravi.actor, at=NOON)
    raised = changed(session, first, 150, by=cast.ravi, at=NOON + 3 * DAY)

    second = service.submit(
        session,
        draft(buyer, LineDraft(chai, 150)),
        by=cast.ravi.actor,
        at=NOON + 3 * DAY + timedelta(hours=1),
    )

    assert (raised.status, raised.ordered_at) == (OrderStatus.APPROVED, NOON)
    assert second.status is OrderStatus.PENDING


def test_a_return_does_not_hide_a_sale(session: Session, cast: Cast) -> None:
    buyer, chai = old_customer(session, cast), product(session)
    tofu = product(session, "Tofu", EUR=1800)
    hidden = draft(buyer, LineDraft(chai, 300), LineDraft(tofu, -299))

    order = service.submit(session, hidden, by=cast.ravi.actor, at=NOON)

    assert order.total_minor == 1800
    assert order.status is OrderStatus.PENDING


def test_a_small_change_is_not_an_excuse_to_change_what_waits(session: Session, cast: Cast) -> None:
    """While an order waits the votes of its first edition fall away with every change."""
    order = large_order(session, cast.ravi)

    again = changed(session, order, 1_001, by=cast.ravi)

    assert again.asked is not None
    assert again.asked.acts == ()
    asked = newest_post(session, "UMAYA")
    assert "*Changed since it was sent before*" in str(asked.payload["blocks"])


def old_customer(session: Session, cast: Cast) -> int:
    """A customer who has ordered before, long ago."""
    buyer = customer(session)
    once = draft(buyer, LineDraft(product(session, "Salt", EUR=100), 1))
    service.submit(session, once, by=cast.ravi.actor, at=NOON - 9 * DAY)
    return buyer
