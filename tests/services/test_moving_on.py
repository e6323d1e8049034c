"""What happens to an order that is approved: executed, completed, cancelled; on every database."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.cancellations import CancelReason
from bot.domain.errors import NotAllowed, UserError
from bot.domain.orders import Order, OrderStatus, WrongMove
from bot.services import decisions
from bot.store import orders
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast, Person
from tests.trade import small_order

LATER = NOON + timedelta(hours=1)


def cancel(session: Session, order: Order, by: Person, reason: str) -> Order:
    return decisions.cancel(
        session, order.id, by=by.actor, at=LATER, reason=reason, code=CancelReason.OTHER
    )


def test_an_approved_order_is_executed_and_completed(session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)

    decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)
    completed = decisions.complete(session, order.id, by=cast.ravi.actor, at=LATER)

    assert completed.status is OrderStatus.COMPLETED
    steps = [move.after for move in orders.moves(session, order.id)]
    assert steps == [OrderStatus.APPROVED, OrderStatus.EXECUTING, OrderStatus.COMPLETED]


def test_a_completed_order_moves_no_more(session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)
    decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)
    decisions.complete(session, order.id, by=cast.ravi.actor, at=NOON)

    with pytest.raises(WrongMove, match="is completed"):
        cancel(session, order, cast.maya, "Late")


def test_cancelling_needs_a_reason_and_tells_the_owner(session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)
    with pytest.raises(UserError, match="Say why"):
        cancel(session, order, cast.maya, "")

    cancel(session, order, cast.maya, "Out of stock")

    told = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).one()
    assert "cancelled" in told.payload["text"]


def test_a_rep_does_not_cancel_what_is_being_executed(session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)
    decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)

    with pytest.raises(NotAllowed, match="ask a sales manager"):
        cancel(session, order, cast.ravi, "Changed mind")


def test_a_cancelled_order_counts_no_more(session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)
    assert not orders.customer_is_new(session, order.customer_id, until=LATER)

    cancel(session, order, cast.ravi, "Wrong customer")

    assert orders.customer_is_new(session, order.customer_id, until=LATER)
