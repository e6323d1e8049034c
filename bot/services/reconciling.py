"""Cards that fell behind their order, brought up to it again."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.posts import opinion_subject, order_subject
from bot.services import order_posts
from bot.store import orders, standing_posts


def mend_cards(session: Session, *, at: datetime) -> int:
    """Bring cards to their order's present state whose change failed or never was made.

    Returns how many orders were looked at: a bounded number each time.
    """
    found = standing_posts.behind(session)
    for order_id in found:
        order_posts.refresh(session, orders.get(session, order_id), at=at)
        for subject in (
            order_subject(order_id),
            order_subject(order_id, own=True),
            opinion_subject(order_id),
        ):
            standing_posts.try_again(session, subject, at=at)
    return len(found)
