"""What a file changes about orders, shown where their cards were posted and on Homes."""

from collections.abc import Iterable

from bot.imports.kinds import Desk
from bot.services import order_posts
from bot.store import homes, order_loading, orders, workflow_steps


def refresh(desk: Desk, order_ids: Iterable[int]) -> None:
    """Bring the cards of these orders up to date; most imported orders never had one.

    So are the workflows that wait for them, with a card or without.
    """
    homes.follow_all(desk.session)
    ids = list(order_ids)
    shown = order_loading.shown(desk.session, ids)
    for order_id in sorted(shown | workflow_steps.awaited(desk.session, ids)):
        order_posts.refresh(desk.session, orders.get(desk.session, order_id), at=desk.at)
