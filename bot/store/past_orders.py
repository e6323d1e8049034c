"""Orders as they were when they were sent, for a rehearsal; in few queries, however many."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from bot.domain import standings
from bot.domain.approvals import ApprovalState
from bot.domain.conditions import Facts, Occasion
from bot.domain.orders import Order, OrderLine, OrderStatus
from bot.domain.policy_codec import facts_from_json
from bot.domain.rehearsals import PastOrder
from bot.domain.standings import Standing
from bot.domain.weights import weight
from bot.store import orders
from bot.store.order_facts import DAY, WEIGHED
from bot.store.sales import first_orders
from bot.store.tables import ApprovalRow, CustomerRow, EditionRow, OrderLineRow, OrderRow

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Other:
    at: datetime
    number: int
    currency: str
    lines: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class _Past:
    """What is needed to work facts out anew, read once for all the orders."""

    lines: dict[int, tuple[OrderLine, ...]]
    customers: dict[int, Standing]
    firsts: dict[int, datetime]
    days: dict[int, list[_Other]]


def sent(session: Session, *, start: datetime, end: datetime) -> list[PastOrder]:
    """Return the orders last sent from `start` to before `end`, the oldest first.

    Facts that were not kept, as those of files, are worked out: customers as they are now,
    and nobody can tell what they owed then.
    """
    # A cancellation that is asked for raises the edition, and is no other content.
    last = (
        select(EditionRow.order_id, func.max(EditionRow.edition).label("edition"))
        .group_by(EditionRow.order_id)
        .subquery()
    )
    same = and_(EditionRow.order_id == last.c.order_id, EditionRow.edition == last.c.edition)
    approval = and_(ApprovalRow.id == OrderRow.approval_id, ApprovalRow.occasion == Occasion.ORDER)
    rows = session.execute(
        select(
            OrderRow.id,
            OrderRow.number,
            OrderRow.customer_id,
            OrderRow.currency,
            OrderRow.status,
            OrderRow.requested_by_id,
            OrderRow.sent_by_id,
            OrderRow.author_ids,
            OrderRow.ordered_at,
            EditionRow.facts,
            ApprovalRow.opened_at,
            ApprovalRow.closed_at,
            ApprovalRow.state,
        )
        .outerjoin(last, last.c.order_id == OrderRow.id)
        .outerjoin(EditionRow, same)
        .outerjoin(ApprovalRow, approval)
        .where(
            OrderRow.status != OrderStatus.DRAFT,
            OrderRow.ordered_at >= start,
            OrderRow.ordered_at < end,
        )
        .order_by(OrderRow.ordered_at, OrderRow.id)
    ).all()
    past = None if all(row.facts for row in rows) else _past(session, start, end)
    found = []
    for order in rows:
        waited, facts = None, order.facts
        if order.closed_at is not None and order.state != ApprovalState.WITHDRAWN:
            waited = (order.closed_at - order.opened_at) / HOUR
        owners = {order.requested_by_id, order.sent_by_id or order.requested_by_id}
        found.append(
            PastOrder(
                order.number,
                facts_from_json(facts) if facts or past is None else _rebuilt(order, past),
                order.requested_by_id,
                frozenset({*owners, *order.author_ids}),
                waited,
                not facts,
            )
        )
    return found


def _rebuilt(row: Row[Any], past: _Past) -> Facts:
    known = past.customers[row.customer_id]
    first = past.firsts.get(row.customer_id)
    day: dict[str, int] = defaultdict(int)
    around = past.days.get(row.customer_id, [])
    first_of_day, behind = (
        bisect_right(around, moment, key=_moment)
        for moment in (row.ordered_at - DAY, row.ordered_at)
    )
    others = [each for each in around[first_of_day:behind] if each.number != row.number]
    for other in others:
        day[other.currency] += weight(other.lines)
    order = Order(
        row.id,
        row.number,
        row.customer_id,
        "",
        row.currency,
        OrderStatus(row.status),
        past.lines.get(row.id, ()),
        row.requested_by_id,
        "",
        None,
        row.ordered_at,
    )
    is_new = first is None or first > row.ordered_at - DAY
    standing = replace(
        known,
        is_new=is_new,
        day=day,
        credit_limit_minor=None,
        numbers=tuple(other.number for other in others),
        others=standings.together(other.lines for other in others),
    )
    facts = standings.facts(order, standing)
    return facts if known.credit_limit_minor is None else replace(facts, over_credit=None)


def _past(session: Session, start: datetime, end: datetime) -> _Past:
    customers = session.execute(
        select(
            CustomerRow.id,
            CustomerRow.segment,
            CustomerRow.region,
            CustomerRow.country,
            CustomerRow.credit_limit_minor,
        )
    )
    standing = {
        row.id: Standing(
            segment=row.segment,
            places=tuple(place for place in (row.region, row.country) if place),
            credit_limit_minor=row.credit_limit_minor,
        )
        for row in customers
    }
    lines = _lines(session, start - DAY, end)
    return _Past(lines, standing, first_orders(session), _days(session, start, end, lines))


def _days(
    session: Session, start: datetime, end: datetime, lines: Mapping[int, tuple[OrderLine, ...]]
) -> dict[int, list[_Other]]:
    """Return by customer what may count for another order of theirs within a day."""
    rows = session.execute(
        select(
            OrderRow.id,
            OrderRow.customer_id,
            OrderRow.ordered_at,
            OrderRow.number,
            OrderRow.currency,
        )
        .where(
            OrderRow.status.in_(WEIGHED),
            OrderRow.ordered_at > start - DAY,
            OrderRow.ordered_at < end,
        )
        .order_by(OrderRow.ordered_at)
    )
    found: dict[int, list[_Other]] = defaultdict(list)
    for order_id, customer_id, at, number, currency in rows:
        if order_id in lines:
            found[customer_id].append(_Other(at, number, currency, lines[order_id]))
    return found


def _moment(other: _Other) -> datetime:
    return other.at


def _lines(session: Session, start: datetime, end: datetime) -> dict[int, tuple[OrderLine, ...]]:
    rows = session.execute(
        select(OrderLineRow.order_id, *orders.LINE_COLUMNS)
        .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        .where(
            OrderRow.ordered_at >= start,
            OrderRow.ordered_at < end,
            OrderLineRow.cancelled_at.is_(None),
        )
        .order_by(OrderLineRow.order_id, OrderLineRow.position)
    )
    found: dict[int, list[OrderLine]] = defaultdict(list)
    for row in rows:
        found[row.order_id].append(orders.to_line(row))
    return {order_id: tuple(lines) for order_id, lines in found.items()}
