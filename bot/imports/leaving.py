"""Orders that a file changes while somebody is asked whether they may be cancelled."""

from collections.abc import Iterable

from bot.domain.orders import OrderStatus
from bot.imports.kinds import Desk
from bot.store import approvals
from bot.store.order_loading import LoadedOrder


def leaving(desk: Desk, changed: Iterable[LoadedOrder]) -> list[LoadedOrder]:
    """Return those of these orders, as the file has them, that stay although somebody has
    asked to cancel them.
    """
    known = {order.id: order for order in changed if order.status is not OrderStatus.CANCELLED}
    return [known[order_id] for order_id in sorted(approvals.leaving(desk.session, known))]


def news(orders: Iterable[LoadedOrder]) -> list[str]:
    return [
        f"Order {order.number}: its cancellation waits for approval. The file changes the order,"
        " which ends that request; whoever asked is told."
        for order in orders
    ]
