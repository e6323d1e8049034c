"""Time as people at work count it: opening hours on the wall clock, holidays, quiet hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import UserError
from bot.domain.schedules import EVERY_DAY, WORKDAYS
from bot.domain.zones import at_wall, time_zone

DAY = timedelta(days=1)
NINE, FIVE = time(9), time(17)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somebody works: by the wall clock of an IANA zone, on these weekdays (0 is Monday).

    Hours that do not end after they begin go on to the next day: 22:00 to 06:00 is a
    night's work, 00:00 to 00:00 the whole day. Raises UserError for no weekday or an
    unknown zone.
    """

    zone: str = "UTC"
    works_from: time = NINE
    works_to: time = FIVE
    weekdays: frozenset[int] = WORKDAYS
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise UserError("Choose at least one weekday.")
        time_zone(self.zone)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays


def after(start: datetime, hours: float, calendar: Calendar) -> datetime:
    """Return when `hours` of work have passed since `start`, in UTC.

    Outside opening hours the count begins at the next opening, also that of no hours
    at all. What ends with a working day is due at its close, not at the next opening.
    """
    left = timedelta(hours=hours)
    # Adding to a moment of a zone adds to what its clock shows; only UTC counts evenly.
    started = start.astimezone(UTC)
    for opens, closes in _openings(calendar, started):
        begins = max(opens, started)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    raise AssertionError  # openings never end


def is_quiet(moment: datetime, quiet_from: time, quiet_to: time, zone: str) -> bool:
    """Return whether the wall clock is between the two, maybe over midnight; never if equal."""
    return is_between(moment.astimezone(time_zone(zone)).time(), quiet_from, quiet_to)


def is_between(wall: time, begin: time, end: time) -> bool:
    """Return whether a clock that shows `wall` is past `begin` and not yet at `end`."""
    if begin <= end:
        return begin <= wall < end
    return wall >= begin or wall < end


def day_in(moment: datetime, zone: str) -> date:
    """Return the date of the moment in the zone."""
    return moment.astimezone(time_zone(zone)).date()


def next_allowed(moment: datetime, quiet_from: time, quiet_to: time, zone: str) -> datetime:
    """Return `moment`, or when the quiet hours that it falls into are over."""
    place = time_zone(zone)
    allowed = moment
    while is_quiet(allowed, quiet_from, quiet_to, zone):
        allowed = _next_at(quiet_to, allowed, place)
    return allowed


def _next_at(wall: time, moment: datetime, place: ZoneInfo) -> datetime:
    """Return when the clock next shows `wall`, also where it shows it twice."""
    today = moment.astimezone(place).date()
    return min(
        at
        for day in (today, today + DAY)
        for fold in (0, 1)
        if (at := at_wall(datetime.combine(day, wall), place, fold=fold)) > moment
    )


def _openings(calendar: Calendar, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield, in order and without end, the opening hours that do not end before `moment`.

    The holidays kept are finite, so that there is always a next working day.
    """
    place = time_zone(calendar.zone)
    over_midnight = calendar.works_to <= calendar.works_from
    day = moment.astimezone(place).date() - DAY
    while True:
        if calendar.is_working_day(day):
            last = day + DAY if over_midnight else day
            closes = at_wall(datetime.combine(last, calendar.works_to), place)
            if closes >= moment:
                yield at_wall(datetime.combine(day, calendar.works_from), place), closes
        day += DAY
