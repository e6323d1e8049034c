"""When a step of an approval is due, is reminded of, goes higher and ends; whom that concerns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import approvals, deciding
from bot.domain.approvals import Act, ActKind, Approval, ApprovalState
from bot.domain.business_time import Calendar, after
from bot.domain.conditions import Occasion
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Member
from bot.domain.policies import ALL, ANY, Approvers, Step
from bot.domain.rosters import Roster

# How far an overdue step has gone.
BACKUP, MANAGERS = 1, 2


@dataclass(frozen=True, slots=True)
class StepTimes:
    """What happens to a waiting step by itself; None is never."""

    remind_at: datetime | None = None
    due_at: datetime | None = None
    expire_at: datetime | None = None
    managers_at: datetime | None = None

    def after(self, moment: datetime) -> datetime | None:
        """Return the next of them."""
        every = (self.remind_at, self.due_at, self.managers_at, self.expire_at)
        return min((each for each in every if each is not None and each > moment), default=None)

    def first(self, moment: datetime) -> datetime | None:
        """Return the next of them where none has passed, else the moment itself."""
        every = (self.remind_at, self.due_at, self.managers_at, self.expire_at)
        passed = any(each is not None and each <= moment for each in every)
        return moment if passed else self.after(moment)

    def level(self, now: datetime, *, backup: bool) -> int:
        """Return how far the step should have gone; without a backup the managers are first."""
        if self.due_at is None or now < self.due_at:
            return 0
        if not backup or (self.managers_at is not None and now >= self.managers_at):
            return MANAGERS
        return BACKUP

    def is_expired(self, now: datetime) -> bool:
        return self.expire_at is not None and now >= self.expire_at

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at is not None and now >= self.due_at

    def reminds(self, now: datetime) -> bool:
        """Return whether whoever is asked should have heard of it again by now."""
        early = self.remind_at is not None and now >= self.remind_at
        return early or self.is_overdue(now)


def times(step: Step, opened_at: datetime, calendars: Collection[Calendar]) -> StepTimes:
    """Return a step's times. Of several approvers the latest counts, so that nobody is rushed.

    A reminder comes so many hours before it is due, or after it was asked where it never is.
    """

    def latest(hours: int | None) -> datetime | None:
        if hours is None:
            return None
        each = (after(opened_at, max(hours, 0), calendar) for calendar in calendars or [Calendar()])
        return max(each)

    due, remind = step.due_hours, step.remind_hours
    return StepTimes(
        remind_at=latest(remind if remind is None or due is None else due - remind),
        due_at=latest(due),
        expire_at=latest(step.expire_hours),
        managers_at=latest(None if due is None else 2 * due),
    )


def reminded(order: Order, roster: Roster) -> Mapping[int, int]:
    """Return by each member whose verdict is lacking who hears of it: who is away is left
    in peace, and their delegate hears instead.
    """
    if order.asked is None:
        return {}
    own = deciding.barred(order, roster)
    lacking = approvals.open_seats(order.asked, roster, rep_id=order.requested_by_id, barred=own)
    return {seat: roster.stands_in_for(seat, barred=own) or seat for seat in lacking}


def escalated(order: Order, roster: Roster, *, level: int, at: datetime) -> Order:
    """Return the order with the next ones asked: the step's backup, or the managers of those
    who did not answer, or the admins where nobody knows whom they report to.
    """
    asked = order.asked
    if asked is None:
        return order
    hears = frozenset(reminded(order, roster))
    if level == BACKUP:
        backup = asked.step.backup or Approvers()
        found = roster.named(backup, rep_id=order.requested_by_id)
    else:
        found = roster.managers_of(hears - approvals.asked_besides(asked)) or roster.admins()
    known = hears | approvals.answered(asked, roster, found).keys()
    new = found - known - deciding.barred(order, roster)
    return _with_more(order, asked, roster.reachable(new), at=at)


def _with_more(
    order: Order, asked: Approval, besides: Collection[Member], *, at: datetime
) -> Order:
    acts = tuple(
        Act(ActKind.ESCALATE, asked.position, None, at, to_id=member.id) for member in besides
    )
    return replace(order, approval=replace(asked, acts=(*asked.acts, *acts)))


def deserted(order: Order, roster: Roster) -> frozenset[int]:
    """Return whose verdict is lacking while neither they nor who decides for them are there;
    nobody's where the others are enough.
    """
    asked = order.asked
    if asked is None:
        return frozenset()
    own, hears = deciding.barred(order, roster), reminded(order, roster)
    gone = frozenset(seat for seat in hears if not roster.is_attended(seat, barred=own))
    seats = approvals.seats(asked, roster, rep_id=order.requested_by_id, barred=own)
    people = {
        member.id for member in roster.reachable({hears[seat] for seat in hears.keys() - gone})
    }
    people |= {*approvals.answered(asked, roster, seats).values()}
    first = seats - approvals.asked_besides(asked) or seats
    if asked.step.need == ALL and not gone & first:
        return frozenset()
    needed = len(first) if asked.step.need == ALL else max(asked.step.need, ANY)
    return gone if roster.count_people(people) < needed else frozenset()


def asked_instead(order: Order, roster: Roster, *, at: datetime) -> Order:
    """Return the order with others asked at once for those who are `deserted`: the step's
    backup, else the managers of these, else the admins, whoever of them is there.
    """
    asked, gone = order.asked, deserted(order, roster)
    if asked is None or not gone:
        return order
    own, hears = deciding.barred(order, roster), reminded(order, roster)
    known = {*hears, *hears.values(), *own}
    backup = asked.step.backup
    first = roster.named(backup, rep_id=order.requested_by_id) if backup else frozenset()
    for found in (first, roster.managers_of(gone), roster.admins()):
        spoken = approvals.answered(asked, roster, found).keys()
        new = [
            member
            for member in roster.reachable(found - known - spoken)
            if roster.is_attended(member.id, barred=own)
        ]
        if new:
            return _with_more(order, asked, new, at=at)
    return order


def expired(order: Order, *, at: datetime) -> Order:
    """Return the order as it is when nobody has decided in time."""
    asked = order.asked
    if asked is None:
        return order
    ended = replace(
        asked,
        state=ApprovalState.EXPIRED,
        closed_at=at,
        acts=(*asked.acts, Act(ActKind.EXPIRE, asked.position, None, at)),
    )
    if asked.occasion is Occasion.CANCELLATION:
        return replace(order, approval=ended)
    return replace(order, approval=ended, status=OrderStatus.EXPIRED)
