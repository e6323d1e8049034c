"""What a customer bought in the year before an order, and what became of orders like it."""

from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.domain.backgrounds import Background, Similar
from bot.domain.orders import COUNTED, Order, OrderStatus
from bot.domain.standings import WHOLE, margin, overall_discount
from bot.store.tables import MemberRow, OrderLineRow, OrderRow, shared_alias

YEAR = timedelta(days=365)
MOST_SIMILAR = 3
# Likely to be decided as the one in question: from half of its total to twice as much.
NEAR = 2
Decider = shared_alias(MemberRow)


def of_order(session: Session, order: Order, *, at: datetime) -> Background:
    """Return how the order compares with the customer's others of the year before `at`."""
    others = (
        OrderRow.customer_id == order.customer_id,
        OrderRow.currency == order.currency,
        OrderRow.id != order.id,
        OrderRow.ordered_at > at - YEAR,
        OrderRow.ordered_at <= at,
    )
    bought = session.execute(
        select(
            func.count(OrderRow.id), func.sum(OrderRow.net_minor), func.max(OrderRow.ordered_at)
        ).where(*others, OrderRow.status.in_(COUNTED))
    ).one()
    known = OrderLineRow.unit_cost_minor.is_not(None)
    net, gross, costed, spent = session.execute(
        select(
            func.sum(OrderLineRow.net_minor),
            func.sum(OrderLineRow.quantity * OrderLineRow.unit_price_minor),
            func.sum(case((known, OrderLineRow.net_minor))),
            func.sum(case((known, OrderLineRow.quantity * OrderLineRow.unit_cost_minor))),
        )
        .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        .where(
            *others,
            OrderRow.status.in_(COUNTED),
            OrderLineRow.quantity > 0,
            OrderLineRow.cancelled_at.is_(None),
        )
    ).one()
    return Background(
        currency=order.currency,
        order_count=bought[0],
        revenue_minor=int(bought[1] or 0),
        last_ordered_at=bought[2],
        discount=overall_discount(order.lines),
        usual_discount=_share(gross, net),
        margin=margin(order.lines),
        usual_margin=_share(costed, spent),
        similar=_similar(session, order, at=at),
    )


def _share(whole: int | None, rest: int | None) -> int | None:
    """Return what is left of `whole` besides `rest`, in basis points; sums may be Decimal."""
    if not whole or rest is None:
        return None
    return round((int(whole) - int(rest)) * WHOLE / int(whole))


def _similar(session: Session, order: Order, *, at: datetime) -> tuple[Similar, ...]:
    size = abs(order.total_minor)
    rows = session.execute(
        select(OrderRow, Decider.name)
        .outerjoin(Decider, Decider.id == OrderRow.decided_by_id)
        .where(
            OrderRow.customer_id == order.customer_id,
            OrderRow.currency == order.currency,
            OrderRow.id != order.id,
            OrderRow.ordered_at <= at,
            OrderRow.status.in_((*COUNTED, OrderStatus.REJECTED)),
            func.abs(OrderRow.net_minor) >= size // NEAR,
            func.abs(OrderRow.net_minor) <= size * NEAR,
        )
        .order_by(OrderRow.ordered_at.desc(), OrderRow.id.desc())
        .limit(MOST_SIMILAR)
    )
    return tuple(
        Similar(
            row.number,
            row.net_minor,
            row.currency,
            OrderStatus(row.status),
            row.ordered_at,
            decider,
        )
        for row, decider in rows
    )
