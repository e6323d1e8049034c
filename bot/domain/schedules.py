"""When a schedule is due: kept in local wall time, so that nine stays nine all year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import WEEKLY, rrule

from bot.domain.cycles import WEEKDAYS
from bot.domain.errors import UserError
from bot.domain.zones import at_wall, time_zone

# A rule is due at least once in seven days; two more cover any zone's distance from UTC.
LONGEST_WAIT = timedelta(days=9)
WORKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class ScheduleRule:
    """Weekdays (0 is Monday) and a wall time in an IANA zone.

    Raises UserError for no weekday or an unknown zone.
    """

    weekdays: frozenset[int]
    at: time
    zone: str

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise UserError("Choose at least one weekday.")
        time_zone(self.zone)


@dataclass(frozen=True, slots=True)
class Due:
    """One turn of a schedule: `local`, naive wall time, names it; `at` is when it runs (UTC)."""

    local: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """A report that comes to a channel by itself; `report` is the report's name."""

    id: int
    channel: str
    report: str
    rule: ScheduleRule
    created_by_id: int
    next_due_at: datetime


def due_after(rule: ScheduleRule, moment: datetime) -> Due:
    """Return the first turn strictly after `moment`."""
    return next(due for due in _turns(rule, moment, moment + LONGEST_WAIT) if due.at > moment)


def due_between(rule: ScheduleRule, *, after: datetime, until: datetime) -> Iterator[Due]:
    """Yield the turns after `after`, up to and including `until`."""
    return (due for due in _turns(rule, after, until) if after < due.at <= until)


def latest_due(rule: ScheduleRule, *, after: datetime, now: datetime) -> Due | None:
    """Return the last turn missed since `after`: however many were missed, one is made up for."""
    start = max(after, now - LONGEST_WAIT)
    return max(due_between(rule, after=start, until=now), key=lambda due: due.at, default=None)


def describe(rule: ScheduleRule) -> str:
    """Say the rule in words: every Monday at 09:00 (Europe/Berlin)."""
    return f"every {_days(rule.weekdays)} at {rule.at:%H:%M} ({rule.zone})"


def _days(weekdays: frozenset[int]) -> str:
    if weekdays == EVERY_DAY:
        return "day"
    if weekdays == WORKDAYS:
        return "weekday"
    *most, last = (WEEKDAYS[day] for day in sorted(weekdays))
    return f"{', '.join(most)} and {last}" if most else last


def _turns(rule: ScheduleRule, start: datetime, end: datetime) -> Iterator[Due]:
    """Yield, in order, every turn from the day before `start` to the day after `end`."""
    zone = time_zone(rule.zone)
    walls = rrule(
        WEEKLY,
        byweekday=sorted(rule.weekdays),
        byhour=rule.at.hour,
        byminute=rule.at.minute,
        bysecond=0,
        dtstart=_midnight(start.astimezone(zone).date() - timedelta(days=1)),
        until=_midnight(end.astimezone(zone).date() + timedelta(days=2)),
    )
    return (Due(wall, at_wall(wall, zone)) for wall in walls)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
