"""When a step that begins to wait is due: set with it, so that its first card says so."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import step_times as rules
from bot.domain.orders import Order
from bot.store import holidays, preferences, rosters, step_clock


def begin(session: Session, order: Order, *, at: datetime) -> Order:
    """Set the times of the step that has just begun to wait; return the order with them."""
    asked = order.asked
    if asked is None or not asked.step.has_hours:
        return order
    step = step_clock.begun(session, asked.id, asked.position)
    if step is None:
        return order
    hears = rules.reminded(order, rosters.current(session, at=at))
    wants = preferences.of_members(session, hears.values())
    off = holidays.days(session)
    times = rules.times(asked.step, step.opened_at, [each.calendar(off) for each in wants.values()])
    step_clock.put(session, step, times, nudge_at=times.first(at), escalation=0)
    return replace(order, approval=replace(asked, due_at=times.due_at))
