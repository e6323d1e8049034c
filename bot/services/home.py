"""What the App Home tab of one person shows now."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.blocks.home import MOST_FOLLOW_UPS, MOST_ORDERS, DrawnHome, HomeTab, drawn
from bot.domain.business_time import day_in
from bot.domain.people import Actor, Role
from bot.services.order_views import waiting_view
from bot.store import homes, interactions, members, orders, preferences


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


def show(session: Session, *, by: Actor, at: datetime, today: date) -> DrawnHome:
    """Draw somebody's Home for their own request; from now on it follows what changes."""
    shown = drawn(home_tab(session, by=by, at=at, today=today))
    homes.opened(session, by.member_id, shows=shown.shows, digest=shown.digest, at=at)
    return shown


def draw(session: Session, member_id: int, *, at: datetime) -> DrawnHome:
    """Draw somebody's Home though they asked for nothing; the zone is the one that is kept."""
    member = members.get(session, member_id)
    zone = preferences.get(session, member_id).zone
    by = Actor(member.id, member.slack_id or "", member.name, member.role, zone)
    return drawn(home_tab(session, by=by, at=at, today=day_in(at, zone)))
