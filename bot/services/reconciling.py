"""Cards that fell behind their order, brought up to it again."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.domain.orders import Order
from bot.domain.posts import opinion_subject, order_subject
from bot.services import order_posts
from bot.store import orders, standing_posts


def mend_cards(session: Session, *, at: datetime) -> int:
    """Bring cards to their order's present state whose change failed or never was made.

    Returns how many orders were looked at: a bounded number each time.
    """
    found = standing_posts.behind(session)
    for order_id in found:
        mend_order(session, orders.get(session, order_id), at=at, after=standing_posts.AGAIN_AFTER)
    return len(found)


def mend_order(
    session: Session, order: Order, *, at: datetime, after: timedelta = timedelta(0)
) -> None:
    """Bring every card of one order up to it, those too that Slack refused `after` so long."""
    order_posts.refresh(session, order, at=at)
    for subject in (
        order_subject(order.id),
        order_subject(order.id, own=True),
        opinion_subject(order.id),
    ):
        standing_posts.try_again(session, subject, at=at, after=after)
