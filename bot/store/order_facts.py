"""What the policy weighs of a customer: their orders of the day, what they owe, who they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot.domain import standings
from bot.domain.conditions import Together
from bot.domain.orders import OrderLine, OrderStatus
from bot.domain.standings import Standing
from bot.domain.weights import weight
from bot.store import orders
from bot.store.tables import CustomerRow, EditionRow, OrderLineRow, OrderRow

DAY = timedelta(days=1)
# What counts of the day: whatever went through, or may yet.
WEIGHED = (
    OrderStatus.PENDING,
    OrderStatus.APPROVED,
    OrderStatus.EXECUTING,
    OrderStatus.COMPLETED,
)
OWED = (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.EXECUTING)


def lock_customer(session: Session, customer_id: int) -> None:
    """Let nobody else send an order for the customer before this transaction ends.

    Two halves of one order, sent at the same moment, would else not know of each other.
    """
    session.scalars(
        select(CustomerRow.id).where(CustomerRow.id == customer_id).with_for_update(key_share=True)
    ).all()


def standing(session: Session, customer_id: int, *, but: int, at: datetime) -> Standing:
    """Return the customer's standing at `at`, the order with id `but` left out."""
    customer = session.execute(
        select(
            CustomerRow.segment,
            CustomerRow.region,
            CustomerRow.country,
            CustomerRow.credit_limit_minor,
            CustomerRow.credit_currency,
        ).where(CustomerRow.id == customer_id)
    ).one()
    others = (OrderRow.customer_id == customer_id, OrderRow.id != but)
    day, numbers, together = _of_the_day(session, customer_id, but=but, at=at)
    owed = session.execute(
        select(OrderRow.currency, func.sum(OrderRow.net_minor))
        # What is to come back pays for nothing: it may never come, or be cancelled tomorrow.
        .where(*others, OrderRow.status.in_(OWED), OrderRow.net_minor > 0)
        .group_by(OrderRow.currency)
    ).all()
    places = (customer.region, customer.country)
    return Standing(
        # A small order first would else make the large one of that day no first order any more.
        orders.customer_is_new(session, customer_id, until=at - DAY, but=but),
        customer.segment,
        tuple(place for place in places if place),
        customer.credit_limit_minor,
        customer.credit_currency,
        day,
        _sums(owed),
        numbers,
        together,
    )


def _of_the_day(
    session: Session, customer_id: int, *, but: int, at: datetime
) -> tuple[dict[str, int], tuple[int, ...], Together | None]:
    """Return the weights by currency of what was ordered or changed within the day, of which
    orders, and what these are together. One that is raised day after day would else never
    count for its others.

    Whoever waits for the customer's lock has looked at the clock before: what was sent meanwhile,
    or by a machine whose clock is ahead, counts as well.
    """
    edition = select(EditionRow.id).where(
        EditionRow.order_id == OrderRow.id, EditionRow.at > at - DAY, EditionRow.at < at + DAY
    )
    changed = and_(OrderRow.edition > 1, edition.exists())
    sent = and_(OrderRow.ordered_at > at - DAY, OrderRow.ordered_at < at + DAY)
    rows = session.execute(
        select(OrderRow.number, OrderRow.currency, *orders.LINE_COLUMNS)
        .join(OrderLineRow, OrderLineRow.order_id == OrderRow.id)
        .where(
            OrderRow.customer_id == customer_id,
            OrderRow.id != but,
            OrderRow.status.in_(WEIGHED),
            OrderLineRow.cancelled_at.is_(None),
            or_(sent, changed),
        )
    )
    found: dict[tuple[int, str], list[OrderLine]] = {}
    for row in rows:
        found.setdefault((row.number, row.currency), []).append(orders.to_line(row))
    day: dict[str, int] = {}
    for (_, currency), lines in found.items():
        day[currency] = day.get(currency, 0) + weight(lines)
    together = standings.together(found.values())
    return day, tuple(sorted(number for number, _ in found)), together


def _sums(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    # A sum comes as Decimal from some databases.
    return {currency: int(total) for currency, total in rows}
