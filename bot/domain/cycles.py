"""Weeks, months, quarters and years: stretches of whole days, and what came before them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = timedelta(days=1)


class Cycle(Enum):
    """What a period is a part or a multiple of."""

    DAYS = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


# Plain days have no step: they are compared with as many days before.
STEPS = {
    Cycle.WEEK: relativedelta(weeks=1),
    Cycle.MONTH: relativedelta(months=1),
    Cycle.QUARTER: relativedelta(months=3),
    Cycle.YEAR: relativedelta(years=1),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included, without a zone."""

    label: str
    first: date
    last: date
    cycle: Cycle = Cycle.DAYS

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def dates(self) -> str:
        """The first and last day in words."""
        return _span(self.first, self.last)

    @property
    def text(self) -> str:
        """The label, with the dates where the label does not say them."""
        return self.label if self.label == self.dates else f"{self.label} ({self.dates})"

    def so_far(self, today: date) -> "Period":
        """Return the part of the period up to and including `today`; all of it once it is over."""
        running = self.first <= today < self.last
        return stretch(self.first, today, self.cycle) if running else self

    def previous(self) -> "Period":
        """Return what to compare with: the same kind, directly before.

        A part of a week, month, quarter or year is compared with the same part of
        the one before, never with the whole of it.
        """
        step = STEPS.get(self.cycle)
        if step is None:
            return stretch(self.first - self.days * DAY, self.first - DAY)
        if cycle_start(self.cycle, self.last + DAY) != self.last + DAY:
            return stretch(self.first - step, self.last - step, self.cycle)
        start, cursor = self.first, self.first
        while cursor <= self.last:
            start, cursor = start - step, cursor + step
        return stretch(start, self.first - DAY, self.cycle)


def whole(cycle: Cycle, day: date) -> Period:
    """Return the day, week, month, quarter or year that holds `day`."""
    start = cycle_start(cycle, day)
    last = start + STEPS[cycle] - DAY if cycle in STEPS else start
    return stretch(start, last, cycle)


def before(cycle: Cycle, today: date, *, count: int) -> Period:
    """Return the `count` whole cycles that ended last."""
    last = cycle_start(cycle, today) - DAY
    if cycle is Cycle.DAYS:
        return stretch(last - (count - 1) * DAY, last)
    return stretch(cycle_start(cycle, today) - count * STEPS[cycle], last, cycle)


def cycle_start(cycle: Cycle, day: date) -> date:
    match cycle:
        case Cycle.DAYS:
            return day
        case Cycle.WEEK:
            return day - day.weekday() * DAY
        case Cycle.MONTH:
            return day.replace(day=1)
        case Cycle.QUARTER:
            return date(day.year, day.month - (day.month - 1) % 3, 1)
        case Cycle.YEAR:
            return date(day.year, 1, 1)


def stretch(first: date, last: date, cycle: Cycle = Cycle.DAYS) -> Period:
    return Period(_label(first, last, cycle), first, last, cycle)


def _label(first: date, last: date, cycle: Cycle) -> str:
    """Name a single whole cycle; anything else goes by its dates."""
    if cycle not in STEPS or first + STEPS[cycle] - DAY != last:
        return _span(first, last)
    match cycle:
        case Cycle.WEEK:
            year, week, _ = first.isocalendar()
            return f"Week {week} of {year}"
        case Cycle.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year}"
        case Cycle.QUARTER:
            return f"Q{first.month // 3 + 1} {first.year}"
        case _:
            return str(first.year)


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{WEEKDAYS[first.weekday()][:3]} {_written(first)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1][:3]} – {_written(last)}"
    return f"{_written(first)} – {_written(last)}"


def _written(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
