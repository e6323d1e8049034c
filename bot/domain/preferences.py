"""How somebody wants to be reminded: when they work, when it is quiet, and how often."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain import business_time
from bot.domain.business_time import Calendar
from bot.domain.errors import InvalidFields
from bot.domain.schedules import EVERY_DAY, WORKDAYS, ScheduleRule, due_after

# Whoever is asked with others makes them wait, so that nobody's day may be as good as none.
SHORTEST_DAY = timedelta(hours=2)


class Reminders(StrEnum):
    """One by one when each is due, in one list a day, or never. The values are stored."""

    EACH = "each"
    DIGEST = "digest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One member's own. `zone` is the one that counts; `zone_chosen` says that it is their
    choice, and not what Slack says of their account or the workspace of itself.
    """

    member_id: int
    zone: str
    zone_chosen: bool = False
    works_from: time = time(9)
    works_to: time = time(17)
    weekdays: frozenset[int] = WORKDAYS
    quiet_from: time = time(19)
    quiet_to: time = time(8)
    reminders: Reminders = Reminders.EACH
    digest_at: time = time(9)

    def calendar(self, holidays: Collection[date] = ()) -> Calendar:
        return Calendar(
            self.zone, self.works_from, self.works_to, self.weekdays, frozenset(holidays)
        )

    def is_quiet(self, moment: datetime) -> bool:
        return business_time.is_quiet(moment, self.quiet_from, self.quiet_to, self.zone)

    def next_allowed(self, moment: datetime) -> datetime:
        """Return `moment`, or the end of the quiet hours that it falls into."""
        return business_time.next_allowed(moment, self.quiet_from, self.quiet_to, self.zone)

    def is_working_day(self, moment: datetime, holidays: Collection[date] = ()) -> bool:
        calendar = self.calendar(holidays)
        return calendar.is_working_day(business_time.day_in(moment, self.zone))

    def next_digest(self, moment: datetime) -> datetime:
        """Return when the list of the day comes next, holidays not looked at."""
        return due_after(ScheduleRule(self.weekdays, self.digest_at, self.zone), moment).at


def _length(wanted: Preferences) -> timedelta:
    """Return how long a working day is by the clock; none where it ends as it begins."""
    begin, end = (
        timedelta(hours=wall.hour, minutes=wall.minute)
        for wall in (wanted.works_from, wanted.works_to)
    )
    return (end - begin) % timedelta(days=1)


def check(wanted: Preferences) -> Preferences:
    """Return what somebody wants; raises InvalidFields where it cannot be meant."""
    wrong = {}
    if not wanted.weekdays or not wanted.weekdays <= EVERY_DAY:
        wrong["weekdays"] = "Choose at least one day, so that requests can become due."
    if _length(wanted) < SHORTEST_DAY:
        wrong["works_to"] = "Give a working day of two hours or more, or nothing becomes due."
    if wanted.reminders is not Reminders.NONE and business_time.is_between(
        wanted.digest_at, wanted.quiet_from, wanted.quiet_to
    ):
        wrong["digest_at"] = "This is in your quiet hours; choose a time outside them."
    if wrong:
        raise InvalidFields(wrong)
    return wanted
