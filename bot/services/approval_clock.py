"""What happens to a waiting approval by itself: reminders, escalation, expiry.

All of it in the transaction that claims the step, with keys of its own for each message:
whatever process does it, and however often it begins anew, it happens once.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import nudges
from bot.domain import step_times as rules
from bot.domain.approvals import escalated_to
from bot.domain.orders import Kept, Order
from bot.domain.preferences import Preferences, Reminders
from bot.domain.rosters import Roster
from bot.domain.step_times import StepTimes
from bot.services import order_posts
from bot.store import (
    approvals,
    audit,
    holidays,
    order_changes,
    orders,
    preferences,
    rosters,
    step_clock,
)
from bot.store.step_clock import DueStep


def nudge(session: Session, step: DueStep, *, at: datetime) -> bool:
    """Do what is due about a step; False where it was done already, or decided meanwhile."""
    if not step_clock.take(session, step):
        return False
    order = orders.get(session, step.order_id)
    if order.asked is None or (order.asked.id, order.asked.position) != (
        step.approval_id,
        step.position,
    ):
        return False
    roster = rosters.current(session, at=at)
    hears = rules.reminded(order, roster)
    wants = preferences.of_members(session, hears.values())
    times = _times(session, order, step, wants.values())
    if times.is_expired(at):
        _expire(session, order, at=at)
        return True
    level = times.level(at, backup=order.asked.step.backup is not None)
    # After an outage both may be due; the managers do not come instead of the backup.
    for reached in range(step.escalation + 1, level + 1):
        order = _escalate(session, order, roster, level=reached, at=at)
    order = _dated(order, times)
    again = _remind(session, order, roster, times, at=at)
    nexts = [each for each in (times.after(at), *again) if each is not None]
    step_clock.put(
        session,
        step,
        times,
        nudge_at=min(nexts, default=None),
        escalation=max(level, step.escalation),
    )
    return True


def _times(
    session: Session, order: Order, step: DueStep, wants: Collection[Preferences]
) -> StepTimes:
    """Return the times set when the step was first looked at; set now where it was not yet."""
    asked = order.asked
    if asked is None:
        return StepTimes()
    off = holidays.days(session)
    now = rules.times(asked.step, step.opened_at, [each.calendar(off) for each in wants])
    known = step.times
    if known == StepTimes():
        return now
    return replace(known, managers_at=now.managers_at)


def _dated(order: Order, times: StepTimes) -> Order:
    if order.approval is None:
        return order
    return replace(order, approval=replace(order.approval, due_at=times.due_at))


def _remind(
    session: Session, order: Order, roster: Roster, times: StepTimes, *, at: datetime
) -> list[datetime]:
    """Write to everybody who should hear of it by now, and return when it is quiet no more
    for those who are not to be disturbed yet.
    """
    later, told = [], []
    besides = escalated_to(order.asked) if order.asked else ()
    hears = rules.reminded(order, roster)
    wants = preferences.of_members(session, hears.values())
    for seat, member_id in sorted(hears.items()):
        person = roster.get(member_id)
        wanted = wants.get(member_id)
        if person is None or person.slack_id is None or wanted is None:
            continue
        occasion = _occasion(wanted, times, escalated=seat in besides, at=at)
        if occasion is None:
            continue
        if wanted.is_quiet(at):
            later.append(wanted.next_allowed(at))
        elif order_posts.nudge(session, order, occasion, person, _words(order, occasion), at=at):
            told.append(member_id)
    if told and order.asked is not None:
        audit.record(
            session,
            audit.Verb.STEP_REMINDED,
            by=None,
            at=at,
            order=order.number,
            step=order.asked.position + 1,
            members=told,
        )
    return later


def _occasion(
    wanted: Preferences, times: StepTimes, *, escalated: bool, at: datetime
) -> str | None:
    """Return what somebody should hear now, if anything; a request is no mere reminder."""
    if escalated:
        return order_posts.ESCALATED
    if wanted.reminders is not Reminders.EACH or not times.reminds(at):
        return None
    return order_posts.OVERDUE if times.is_overdue(at) else order_posts.REMINDED


def _words(order: Order, occasion: str) -> str:
    if occasion == order_posts.ESCALATED:
        return nudges.escalation(order)
    return nudges.reminder(order, overdue=occasion == order_posts.OVERDUE)


def _escalate(
    session: Session, before: Order, roster: Roster, *, level: int, at: datetime
) -> Order:
    wanted = rules.escalated(before, roster, level=level, at=at)
    if wanted == before:
        return before
    after, _ = _asked_besides(session, before, wanted, at=at, level=level)
    return after


def _asked_besides(
    session: Session, before: Order, wanted: Order, *, at: datetime, **why: object
) -> tuple[Order, frozenset[int]]:
    """Save the order with others asked besides, and return it with who these are."""
    after = _saved(session, before, wanted, at=at)
    known = escalated_to(before.asked) if before.asked else frozenset()
    new = escalated_to(after.asked) - known if after.asked else frozenset()
    audit.record(
        session,
        audit.Verb.STEP_ESCALATED,
        by=None,
        at=at,
        order=after.number,
        step=after.asked.position + 1 if after.asked else None,
        members=sorted(new),
        **why,
    )
    order_posts.refresh(session, after, at=at)
    return after, new


def deserted(session: Session, *, at: datetime) -> list[int]:
    """Return the orders for which others have to be asked, as those asked are away and nobody
    decides for them.
    """
    roster = rosters.current(session, at=at)
    if not roster.absences:
        return []
    return [
        order.id
        for order in orders.waiting(session)
        if rules.asked_instead(order, roster, at=at) != order
    ]


def ask_instead(session: Session, order_id: int, *, at: datetime) -> bool:
    """Ask others at once where `deserted`; False where that was done already, or decided."""
    before, roster = orders.get(session, order_id), rosters.current(session, at=at)
    wanted = rules.asked_instead(before, roster, at=at)
    if wanted == before:
        return False
    gone = rules.deserted(before, roster)
    after, new = _asked_besides(session, before, wanted, at=at, away=sorted(gone))
    words = nudges.deserted(after, [each.name for each in roster.members if each.id in gone])
    for person in roster.reachable(new):
        order_posts.nudge(session, after, order_posts.ESCALATED, person, words, at=at)
    return True


def _expire(session: Session, before: Order, *, at: datetime) -> None:
    after = _saved(session, before, rules.expired(before, at=at), at=at)
    if after.status is not before.status:
        order_changes.note_move(session, after, before=before.status, by_id=None, at=at)
    elif before.leaves:
        order_changes.note_move(
            session, after, before=before.status, by_id=None, at=at, code=Kept.EXPIRED
        )
    occasion = after.approval.occasion if after.approval else None
    audit.record(
        session,
        audit.Verb.ORDER_EXPIRED,
        by=None,
        at=at,
        order=after.number,
        occasion=occasion,
    )
    drawn = order_posts.refresh(session, after, at=at)
    order_posts.tell_requester(session, after, at=at, drawn=drawn)


def _saved(session: Session, before: Order, after: Order, *, at: datetime) -> Order:
    """Write the order, so that every card is drawn anew, then its approval."""
    order_changes.write(session, after, before=before.status)
    if before.approval is not None and after.approval is not None:
        approvals.save(session, before.approval, after.approval, at=at)
    return orders.get(session, after.id)
