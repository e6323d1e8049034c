"""What the App Home tab of one person shows now."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.blocks.home import MOST_FOLLOW_UPS, MOST_ORDERS, HomeTab
from bot.domain.people import Actor, Role
from bot.services.order_views import waiting_view
from bot.store import interactions, orders


def home_tab(session: Session, *, by: Actor, at: datetime, today: date) -> HomeTab:
    """Gather what waits for `by`; `today` is the date where they are."""
    follow_ups = interactions.follow_ups(session, by.member_id, limit=MOST_FOLLOW_UPS + 1)
    return HomeTab(
        today,
        waiting_view(session, by=by, at=at),
        orders.of_member(session, by.member_id, limit=MOST_ORDERS + 1),
        follow_ups[:MOST_FOLLOW_UPS],
        more_follow_ups=len(follow_ups) > MOST_FOLLOW_UPS,
        may_write=by.has(Role.REP),
    )
