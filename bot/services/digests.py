"""The list of the day: all that waits for somebody, in one message."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import nudges
from bot.blocks.posts import post
from bot.domain.business_time import day_in
from bot.domain.orders import Order
from bot.domain.preferences import Preferences, Reminders
from bot.domain.step_times import reminded
from bot.store import holidays, orders, outbox, preferences, rosters


def send_due(session: Session, *, at: datetime) -> int:
    """Write the lists that are due by now, each once a day; return how many."""
    preferences.enrol(session, at=at)
    due = preferences.take_digests(session, now=at)
    off = holidays.days(session)
    due = [each for each in due if each.is_working_day(at, off) and not each.is_quiet(at)]
    if not due:
        return 0
    roster = rosters.current(session, at=at)
    waits = defaultdict(list)
    for order in orders.waiting(session):
        for member_id in sorted(set(reminded(order, roster).values())):
            waits[member_id].append(order)
    sent = 0
    for wants in due:
        person = roster.get(wants.member_id)
        listed = [order for order in waits[wants.member_id] if _lists(wants, order)]
        if person is not None and person.slack_id is not None and listed:
            key = f"digest:{wants.member_id}:{day_in(at, wants.zone).isoformat()}"
            text = nudges.digest_text(listed)
            told = post(key, person.slack_id, text, nudges.digest(listed))
            sent += outbox.add(session, told, at=at)
    return sent


def _lists(wants: Preferences, order: Order) -> bool:
    """Whoever hears of each when it is due finds here what is never due."""
    step = order.asked.step if order.asked else None
    timed = step is not None and (step.due_hours or step.remind_hours) is not None
    return wants.reminders is Reminders.DIGEST or not timed
