"""Rows for reports, as plain tuples: the reports know no rows, and the store no reports."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.orders import COUNTED
from bot.store.tables import CustomerRow, MemberRow, OrderLineRow, OrderRow, ProductRow

ROWS_AT_ONCE = 200

# order id, ordered at, customer id and name, rep id and name, product id, name and
# category, quantity, currency, net amount in minor units.
SalesTuple = tuple[int, datetime, int, str, int, str, int, str, str, int, str, int]


def sales_data(session: Session, *, start: datetime, end: datetime) -> Sequence[SalesTuple]:
    """Return the lines of counted orders from `start` to before `end` (both UTC), oldest first."""
    rows = session.execute(
        select(
            OrderRow.id,
            OrderRow.ordered_at,
            CustomerRow.id,
            CustomerRow.name,
            MemberRow.id,
            MemberRow.name,
            ProductRow.id,
            ProductRow.name,
            func.coalesce(ProductRow.category, ""),
            OrderLineRow.quantity,
            OrderRow.currency,
            OrderLineRow.net_minor,
        )
        .select_from(OrderLineRow)
        .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        .join(CustomerRow, CustomerRow.id == OrderRow.customer_id)
        .join(MemberRow, MemberRow.id == OrderRow.requested_by_id)
        .join(ProductRow, ProductRow.id == OrderLineRow.product_id)
        .where(
            OrderRow.status.in_(COUNTED),
            OrderRow.ordered_at >= start,
            OrderRow.ordered_at < end,
            OrderLineRow.cancelled_at.is_(None),
        )
        .order_by(OrderRow.ordered_at, OrderRow.id, OrderLineRow.position)
        # Many rows at once are read without a pause, in which no request is answered.
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    return [tuple(row) for row in rows]


def first_orders(
    session: Session, customer_ids: Collection[int] | None = None
) -> dict[int, datetime]:
    """Return when each customer's first counted order ever was made; all customers for None."""
    statement = (
        select(OrderRow.customer_id, func.min(OrderRow.ordered_at))
        .where(OrderRow.status.in_(COUNTED))
        .group_by(OrderRow.customer_id)
    )
    if customer_ids is not None:
        statement = statement.where(OrderRow.customer_id.in_(set(customer_ids)))
    return {row[0]: row[1] for row in session.execute(statement)}
