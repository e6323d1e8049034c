"""What was cancelled and why, whole orders and single lines, as plain tuples for reports."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.cancellations import SENT
from bot.domain.orders import OrderStatus
from bot.store.orders import to_line
from bot.store.tables import OrderLineRow, OrderMoveRow, OrderRow

# order's number, code of the reason, at, currency, what it came to (minor units)
CancelledTuple = tuple[int, str | None, datetime, str, int]


def whole_orders(session: Session, *, start: datetime, end: datetime) -> Sequence[CancelledTuple]:
    """Return the orders that were cancelled after they were sent, from `start` to before `end`."""
    rows = session.execute(
        select(
            OrderRow.number,
            OrderMoveRow.code,
            OrderMoveRow.at,
            OrderRow.currency,
            OrderRow.net_minor,
        )
        .join(OrderRow, OrderRow.id == OrderMoveRow.order_id)
        .where(
            OrderMoveRow.after == OrderStatus.CANCELLED,
            OrderMoveRow.before.in_(SENT),
            OrderMoveRow.at >= start,
            OrderMoveRow.at < end,
        )
        .order_by(OrderMoveRow.id)
    )
    return [(number, code, at, currency, net) for number, code, at, currency, net in rows]


def lines(session: Session, *, start: datetime, end: datetime) -> Sequence[CancelledTuple]:
    """Return the lines that were cancelled singly in that time, each with its price of then."""
    rows = session.execute(
        select(OrderLineRow, OrderRow.number, OrderRow.currency)
        .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        .where(OrderLineRow.cancelled_at >= start, OrderLineRow.cancelled_at < end)
        .order_by(OrderLineRow.id)
    )
    return [
        (number, row.cancelled_reason, row.cancelled_at, currency, to_line(row).total_minor)
        for row, number, currency in rows
        if row.cancelled_at is not None
    ]
