"""Cards that fell behind their order, brought up to it again."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.domain.posts import earlier_subject, opinion_subject, order_subject, seen_subject
from bot.services import order_posts
from bot.store import orders, standing_posts


def mend_order(
    session: Session, order_id: int, *, at: datetime, after: timedelta = timedelta(0)
) -> None:
    """Bring every card of an order up to it, those too that Slack refused `after` so long."""
    order_posts.refresh(session, orders.get(session, order_id), at=at)
    for subject in (
        order_subject(order_id),
        order_subject(order_id, own=True),
        opinion_subject(order_id),
        seen_subject(order_id),
        earlier_subject(order_id),
    ):
        standing_posts.try_again(session, subject, at=at, after=after)
