"""Orders: read with their lines and the names of those concerned."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.domain.approvals import Approval, ApprovalState
from bot.domain.errors import NotFound
from bot.domain.orders import (
    COUNTED,
    CancelledLine,
    Decision,
    Order,
    OrderLine,
    OrderMove,
    OrderStatus,
)
from bot.store import approvals
from bot.store.tables import (
    ApprovalRow,
    CustomerRow,
    MemberRow,
    OrderLineRow,
    OrderMoveRow,
    OrderRow,
    shared_alias,
)

Requester = shared_alias(MemberRow)
Decider = shared_alias(MemberRow)


def get(session: Session, order_id: int) -> Order:
    """Return the order as it stands in the database now; raises NotFound."""
    found = _load(session, _with_id(), order_id=order_id)
    if not found:
        raise NotFound("This order is not there any more. `/order list` shows the recent ones.")
    return found[0]


def by_number(session: Session, number: int) -> Order:
    """Return the order that people know by `number`; raises NotFound."""
    found = _load(session, _orders().where(OrderRow.number == number))
    if not found:
        raise NotFound(f"There is no order {number}. `/order list` shows the recent ones.")
    return found[0]


def hold(session: Session, order_id: int) -> None:
    """Keep everybody else from changing the order until the end of the transaction."""
    session.scalars(select(OrderRow.id).where(OrderRow.id == order_id).with_for_update()).all()


def waiting(session: Session) -> list[Order]:
    """Return the orders that wait for approval, of whatever kind, the longest waiting first."""
    asked = _orders().join(
        ApprovalRow,
        and_(ApprovalRow.id == OrderRow.approval_id, ApprovalRow.state == ApprovalState.WAITING),
    )
    return _load(session, asked.order_by(ApprovalRow.opened_at, OrderRow.id))


def of_member(session: Session, member_id: int, *, limit: int = 20) -> list[Order]:
    """Return a member's own orders, the newest first."""
    return _newest(session, OrderRow.requested_by_id == member_id, limit=limit)


def of_others(session: Session, reader_id: int, *, limit: int = 20) -> list[Order]:
    """Return everybody else's orders, the newest first; drafts are their owners' own affair."""
    others = OrderRow.requested_by_id != reader_id
    return _newest(session, others, OrderRow.status != OrderStatus.DRAFT, limit=limit)


def of_customer(session: Session, customer_id: int, *, limit: int = 20) -> list[Order]:
    """Return a customer's orders that were sent, the newest first."""
    theirs = OrderRow.customer_id == customer_id
    return _newest(session, theirs, OrderRow.status != OrderStatus.DRAFT, limit=limit)


def open_of_customer(session: Session, customer_id: int) -> list[int]:
    """Return the ids of a customer's orders that wait or are approved, and not executed yet."""
    return list(
        session.scalars(
            select(OrderRow.id)
            .where(
                OrderRow.customer_id == customer_id,
                OrderRow.status.in_((OrderStatus.PENDING, OrderStatus.APPROVED)),
            )
            .order_by(OrderRow.id)
        )
    )


def customer_is_new(session: Session, customer_id: int, *, until: datetime, but: int = 0) -> bool:
    """Return whether no order of the customer until then counts, the one with id `but` apart."""
    counted = select(OrderRow.id).where(
        OrderRow.customer_id == customer_id,
        OrderRow.status.in_(COUNTED),
        OrderRow.id != but,
        OrderRow.ordered_at <= until,
    )
    return session.scalars(counted.limit(1)).first() is None


def moves(session: Session, order_id: int) -> list[OrderMove]:
    """Return an order's history, the first step first."""
    rows = session.execute(_moves(), {"order_id": order_id})
    return [
        OrderMove(
            before=OrderStatus(row.before) if row.before else None,
            after=OrderStatus(row.after),
            by=name,
            by_slack_id=slack_id,
            at=row.at,
            reason=row.reason,
            code=row.code,
        )
        for row, name, slack_id in rows
    ]


@cache
def _moves() -> Select[*tuple[Any, ...]]:
    return (
        select(OrderMoveRow, MemberRow.name, MemberRow.slack_id)
        .outerjoin(MemberRow, MemberRow.id == OrderMoveRow.by_id)
        .where(OrderMoveRow.order_id == bindparam("order_id"))
        .order_by(OrderMoveRow.id)
    )


@cache
def _with_id() -> Select[*tuple[Any, ...]]:
    return _orders().where(OrderRow.id == bindparam("order_id"))


@cache
def _orders() -> Select[*tuple[Any, ...]]:
    return (
        select(OrderRow, CustomerRow.name, Requester.name, Requester.slack_id, Decider.name)
        .join(CustomerRow, CustomerRow.id == OrderRow.customer_id)
        .join(Requester, Requester.id == OrderRow.requested_by_id)
        .outerjoin(Decider, Decider.id == OrderRow.decided_by_id)
        # What another transaction has written since must show: decisions hang on it.
        .execution_options(populate_existing=True)
    )


def _newest(session: Session, *conditions: ColumnElement[bool], limit: int) -> list[Order]:
    newest = _orders().where(*conditions)
    return _load(
        session, newest.order_by(OrderRow.ordered_at.desc(), OrderRow.id.desc()).limit(limit)
    )


def _load(session: Session, statement: Select[*tuple[Any, ...]], **bound: object) -> list[Order]:
    found = session.execute(statement, bound).all()
    lines = _lines(session, (row.id for row, *_ in found))
    asked = approvals.by_ids(session, (row.approval_id for row, *_ in found if row.approval_id))
    return [
        _to_order(
            *each,
            lines=lines[each[0].id],
            approval=asked.get(each[0].approval_id or 0),
        )
        for each in found
    ]


@dataclass(slots=True)
class _Lines:
    """An order's lines: those that are wanted, and those that were cancelled."""

    wanted: list[OrderLine] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    cancelled: list[CancelledLine] = field(default_factory=list)


def _lines(session: Session, order_ids: Iterable[int]) -> Mapping[int, _Lines]:
    rows = session.execute(_lines_of(), {"order_ids": list(order_ids)})
    found: dict[int, _Lines] = defaultdict(_Lines)
    for row, by in rows:
        line = to_line(row)
        if row.cancelled_at is None:
            found[row.order_id].wanted.append(line)
            found[row.order_id].places.append(row.position)
            continue
        found[row.order_id].cancelled.append(
            CancelledLine(
                line,
                row.position,
                row.cancelled_reason or "",
                row.cancelled_words,
                row.cancelled_by_id,
                by,
                row.cancelled_at,
            )
        )
    return found


@cache
def _lines_of() -> Select[*tuple[Any, ...]]:
    return (
        select(OrderLineRow, MemberRow.name)
        .outerjoin(MemberRow, MemberRow.id == OrderLineRow.cancelled_by_id)
        .where(OrderLineRow.order_id.in_(bindparam("order_ids", expanding=True)))
        .order_by(OrderLineRow.order_id, OrderLineRow.position)
        .execution_options(populate_existing=True)
    )


# What a line is made of, for those who read many and need no rows.
LINE_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    OrderLineRow.product_id,
    OrderLineRow.product,
    OrderLineRow.quantity,
    OrderLineRow.unit_price_minor,
    OrderLineRow.discount,
    OrderLineRow.unit_cost_minor,
    OrderLineRow.category,
)


def to_line(row: OrderLineRow | Row[Any]) -> OrderLine:
    return OrderLine(
        row.product_id,
        row.product,
        row.quantity,
        row.unit_price_minor,
        row.discount,
        row.unit_cost_minor,
        row.category,
    )


def _to_order(
    row: OrderRow,
    customer: str,
    requester: str,
    requester_slack_id: str | None,
    decider: str | None,
    *,
    lines: _Lines,
    approval: Approval | None,
) -> Order:
    return Order(
        id=row.id,
        number=row.number,
        customer_id=row.customer_id,
        customer=customer,
        currency=row.currency,
        status=OrderStatus(row.status),
        lines=tuple(lines.wanted),
        requested_by_id=row.requested_by_id,
        requested_by=requester,
        requested_by_slack_id=requester_slack_id,
        ordered_at=row.ordered_at,
        revision=row.revision,
        edition=row.edition,
        notes=row.notes,
        rule=row.rule,
        policy_version=row.policy_version,
        approval=approval,
        decision=_to_decision(row, decider),
        sent_by_id=row.sent_by_id,
        author_ids=tuple(row.author_ids),
        cancelled=tuple(lines.cancelled),
        places=tuple(lines.places),
    )


def _to_decision(row: OrderRow, decider: str | None) -> Decision | None:
    if row.decided_by_id is None or row.decided_at is None:
        return None
    return Decision(
        row.decided_by_id, decider or "", row.decided_at, bool(row.approved), row.reason
    )
