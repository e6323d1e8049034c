"""What a customer has bought, summed by the database."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.orders import COUNTED
from bot.domain.purchases import CurrencyRevenue, PurchaseHistory, TopProduct
from bot.store.tables import OrderLineRow, OrderRow


def purchase_history(session: Session, customer_id: int, *, top: int = 3) -> PurchaseHistory:
    """Return the figures over all counted orders of a customer."""
    counted = (OrderRow.customer_id == customer_id, OrderRow.status.in_(COUNTED))
    count = func.count(OrderRow.id)
    by_currency = session.execute(
        select(
            OrderRow.currency, count, func.sum(OrderRow.net_minor), func.max(OrderRow.ordered_at)
        )
        .where(*counted)
        .group_by(OrderRow.currency)
        .order_by(count.desc(), OrderRow.currency)
    ).all()
    quantity = func.sum(OrderLineRow.quantity)
    # Grouped by id alone would leave the name open: a renamed product has lines of both names.
    products = session.execute(
        select(OrderLineRow.product_id, func.max(OrderLineRow.product), quantity)
        .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        .where(*counted, OrderLineRow.cancelled_at.is_(None))
        .group_by(OrderLineRow.product_id)
        .having(quantity > 0)
        .order_by(quantity.desc(), OrderLineRow.product_id)
        .limit(top)
    )
    return PurchaseHistory(
        order_count=sum(orders for _, orders, _, _ in by_currency),
        revenue=tuple(
            CurrencyRevenue(currency, orders, int(net)) for currency, orders, net, _ in by_currency
        ),
        last_ordered_at=max((last for *_, last in by_currency), default=None),
        top_products=tuple(
            TopProduct(product_id, product, int(bought)) for product_id, product, bought in products
        ),
    )
