"""Writing orders: every write is guarded, and every step is kept."""

from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile
from bot.domain.orders import Order, OrderStatus
from bot.store import homes
from bot.store.guard import changed_one
from bot.store.orders import get
from bot.store.tables import CounterRow, OrderLineRow, OrderMoveRow, OrderRow


def next_number(session: Session) -> int:
    """Take the workspace's next order number; a transaction that fails gives it back."""
    session.execute(
        update(CounterRow)
        .values(orders=CounterRow.orders + 1)
        .execution_options(synchronize_session=False)
    )
    return int(session.scalars(select(CounterRow.orders)).one())


def add(session: Session, order: Order) -> Order:
    """Store a new order with its lines; `order.id` and `order.number` are ignored."""
    row = OrderRow(
        number=next_number(session),
        customer_id=order.customer_id,
        requested_by_id=order.requested_by_id,
        revision=0,
        **_columns(order),
    )
    session.add(row)
    session.flush()
    _add_lines(session, row.id, order)
    homes.follow(session, member_ids=(order.requested_by_id,))
    return get(session, row.id)


def save(session: Session, order: Order, *, before: OrderStatus, lines: bool = False) -> Order:
    """Do as `write` does, and return the order as it is read at its next revision."""
    write(session, order, before=before, lines=lines)
    return get(session, order.id)


def write(session: Session, order: Order, *, before: OrderStatus, lines: bool = False) -> None:
    """Write `order` over the revision it was made from, which the next one follows.

    `lines` writes its lines and customer anew too. Raises ChangedMeanwhile when somebody
    else's write came first: then nothing is written.
    """
    columns = _columns(order)
    if lines:
        columns["customer_id"] = order.customer_id
    if not changed_one(
        session,
        _guarded(),
        order_id=order.id,
        known_revision=order.revision,
        known_status=before,
        revision=order.revision + 1,
        **columns,
    ):
        raise ChangedMeanwhile(
            f"Somebody else changed order {order.number} just now."
            f" `/order {order.number}` shows how it stands."
        )
    if lines:
        session.execute(
            delete(OrderLineRow)
            .where(OrderLineRow.order_id == order.id)
            .execution_options(synchronize_session=False)
        )
        _add_lines(session, order.id, order)
    homes.follow(session, order_ids=(order.id,), member_ids=(order.requested_by_id,))


@cache
def _guarded() -> Update:
    return (
        update(OrderRow)
        .where(
            OrderRow.id == bindparam("order_id"),
            OrderRow.revision == bindparam("known_revision"),
            OrderRow.status == bindparam("known_status"),
        )
        .execution_options(synchronize_session=False)
    )


def note_move(
    session: Session,
    order: Order,
    *,
    before: OrderStatus | None,
    by_id: int | None,
    at: datetime,
    reason: str | None = None,
    code: str | None = None,
) -> None:
    """Keep the step from `before` to the order's present status.

    `code` is why it is cancelled or to be cancelled, or a `Kept` where that came to nothing.
    """
    session.add(
        OrderMoveRow(
            order_id=order.id,
            before=before,
            after=order.status,
            by_id=by_id,
            at=at,
            reason=reason,
            code=code,
        )
    )
    session.flush()


def _columns(order: Order) -> dict[str, Any]:
    verdict = order.decision
    return {
        "currency": order.currency,
        "status": order.status,
        "net_minor": order.total_minor,
        "notes": order.notes,
        "ordered_at": order.ordered_at,
        "rule": order.rule,
        "policy_version": order.policy_version,
        "edition": order.edition,
        "approval_id": order.approval.id if order.approval else None,
        "author_ids": list(order.author_ids),
        "sent_by_id": order.sent_by_id,
        "decided_by_id": verdict.by_id if verdict else None,
        "decided_at": verdict.at if verdict else None,
        "approved": verdict.approved if verdict else None,
        "reason": verdict.reason if verdict else None,
    }


def _add_lines(session: Session, order_id: int, order: Order) -> None:
    wanted = [
        {**asdict(line), "net_minor": line.total_minor, "position": position}
        for position, line in zip(order.positions, order.lines, strict=True)
    ]
    cancelled = [
        {
            **asdict(each.line),
            "net_minor": 0,
            "position": each.position,
            "cancelled_at": each.at,
            "cancelled_by_id": each.by_id,
            "cancelled_reason": each.code,
            "cancelled_words": each.words,
        }
        for each in order.cancelled
    ]
    for rows in (wanted, cancelled):
        if rows:
            session.execute(insert(OrderLineRow), [{**row, "order_id": order_id} for row in rows])
