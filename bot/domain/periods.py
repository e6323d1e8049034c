"""Business periods as people type them: "last quarter", "since Monday", "2026-W31"."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.cycles import (
    DAY,
    MONTHS,
    WEEKDAYS,
    Cycle,
    Period,
    before,
    cycle_start,
    stretch,
    whole,
)
from bot.domain.errors import UserError
from bot.domain.zones import time_zone

__all__ = ["Period", "bounds", "normalised", "parse", "weeks_to"]

EXAMPLES = "last week, this month, 2026-Q3, August 2026, last 30 days or 2026-08-01 to 2026-08-31"
NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
TREND_WEEKS = 12


def bounds(period: Period, zone: str) -> tuple[datetime, datetime]:
    """Return the period's start and its end, exclusive, as moments in UTC.

    Raises UserError for a zone that does not exist.
    """
    where = time_zone(zone)
    start = datetime.combine(period.first, time(), where)
    end = datetime.combine(period.last + DAY, time(), where)
    return start.astimezone(UTC), end.astimezone(UTC)


def weeks_to(period: Period, *, count: int = TREND_WEEKS) -> tuple[Period, ...]:
    """Return the ISO weeks up to the one that holds the period's last day, oldest first."""
    latest = whole(Cycle.WEEK, period.last)
    return tuple(
        whole(Cycle.WEEK, latest.first - timedelta(weeks=back)) for back in reversed(range(count))
    )


def parse(text: str, *, today: date) -> Period:
    """Read a period; raises UserError with examples.

    What is said without a year is the latest that has begun; "last 30 days" and its
    like are whole days, weeks or months before today.
    """
    asked = " ".join(text.split())[:60]
    words = normalised(text)
    try:
        period = _since(words, today) or _range(words, today) or _single(words, today)
    except (ValueError, OverflowError) as error:
        raise UserError(f"“{asked}” is not in the calendar. Try {EXAMPLES}.") from error
    if period is None:
        raise UserError(f"“{asked}” is no period that I know. Try {EXAMPLES}.")
    if period.first > period.last:
        raise UserError(f"“{asked}” ends before it begins. Put the earlier date first.")
    if period.first > today:
        raise UserError(f"“{asked}” has not begun yet. Try {EXAMPLES}.")
    return period


def normalised(text: str) -> str:
    """Undo what keyboards and chat do to text: quotes, dashes, odd spaces, capitals."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", plain)
    plain = re.sub(r"[\"'`“”‘’„«»,]", " ", plain)
    plain = re.sub(r"[\u2010\u2011]", "-", plain)
    plain = re.sub(r"[\u2012-\u2015\u2212]", " - ", plain)
    return " ".join(plain.split()).strip(" .!?")


def _since(words: str, today: date) -> Period | None:
    if not words.startswith("since "):
        return None
    start = _single(words.removeprefix("since "), today)
    return stretch(start.first, max(start.first, today)) if start else None


def _range(words: str, today: date) -> Period | None:
    bare = re.sub(r"^(from|between) ", "", words)
    begin, separator, end = _split(bare)
    last = _single(end, today) if separator else None
    first = _range_start(begin, last, today) if last else None
    return stretch(first.first, last.last) if first and last else None


def _split(words: str) -> tuple[str, str, str]:
    found = re.search(r" (?:to|until|till|through|and|-) |\.\.", words)
    if found is None:
        return words, "", ""
    return words[: found.start()].strip(), found.group(), words[found.end() :].strip()


def _range_start(words: str, end: Period, today: date) -> Period | None:
    """Read the first half of a range, which takes its year from the second half."""
    for year in (end.last.year, end.last.year - 1):
        start = _single(f"{words} {year}", today)
        if start and start.first <= end.last:
            return start
    return _single(words, today)


YEAR = r"(?P<year>(?:19|20|21)\d\d)"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY_OF_MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
WEEKDAY = r"(?P<weekday>mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
CYCLE = r"(?P<cycle>day|week|month|quarter|year)"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})"
TO_DATE = {"w": Cycle.WEEK, "m": Cycle.MONTH, "q": Cycle.QUARTER, "y": Cycle.YEAR}


def _single(words: str, today: date) -> Period | None:
    for pattern, read in GRAMMAR:
        found = pattern.fullmatch(words)
        if found:
            return read(found, today)
    return None


def _named_day(found: re.Match[str], today: date) -> Period:
    day = today - DAY if found["name"] == "yesterday" else today
    return whole(Cycle.DAYS, day)


def _weekday(found: re.Match[str], today: date) -> Period:
    index = next(i for i, name in enumerate(WEEKDAYS) if name.lower()[:3] == found["weekday"][:3])
    back = (today.weekday() - index) % 7
    return whole(Cycle.DAYS, today - timedelta(days=back or (7 if found["last"] else 0)))


def _relative(found: re.Match[str], today: date) -> Period:
    cycle = Cycle(found["cycle"])
    if found["which"] in {"last", "previous", "past"}:
        return before(cycle, today, count=1)
    return whole(cycle, today)


def _counted(found: re.Match[str], today: date) -> Period:
    words = found["count"]
    count = NUMBERS.index(words) + 1 if words in NUMBERS else int(words)
    if count == 0:
        raise ValueError(words)
    return before(Cycle(found["cycle"]), today, count=count)


def _to_date(found: re.Match[str], today: date) -> Period:
    cycle = TO_DATE[found.group()[0]]
    return stretch(cycle_start(cycle, today), today, cycle)


def _year(found: re.Match[str], _today: date) -> Period:
    return whole(Cycle.YEAR, date(int(found["year"]), 1, 1))


def _quarter(found: re.Match[str], today: date) -> Period:
    month = 3 * int(found["quarter"]) - 2
    return whole(Cycle.QUARTER, _latest(found, today, lambda year: date(year, month, 1)))


def _month(found: re.Match[str], today: date) -> Period:
    month = _month_number(found["month"])
    return whole(Cycle.MONTH, _latest(found, today, lambda year: date(year, month, 1)))


def _week(found: re.Match[str], today: date) -> Period:
    week = int(found["week"])
    monday = _latest(found, today, lambda year: date.fromisocalendar(year, week, 1))
    return whole(Cycle.WEEK, monday)


def _date(found: re.Match[str], today: date) -> Period:
    month, day = _month_number(found["month"]), int(found["day"])
    return whole(Cycle.DAYS, _latest(found, today, lambda year: date(year, month, day)))


def _latest(found: re.Match[str], today: date, first: Callable[[int], date]) -> date:
    """Apply the year that was said, else the latest one whose `first` day has come.

    Raises ValueError where the calendar has no such day, as on 30 February.
    """
    if found["year"]:
        return first(int(found["year"]))
    # Week 1 may begin in the old year, and 29 February is up to eight years back.
    for year in range(today.year + 1, today.year - 9, -1):
        try:
            day = first(year)
        except ValueError:
            continue
        if day <= today:
            return day
    raise ValueError(found.group())


def _month_number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return 1 + next(i for i, name in enumerate(MONTHS) if name.lower()[:3] == words[:3])


GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?P<name>today|yesterday)", _named_day),
        (rf"(?P<last>last |on )?{WEEKDAY}", _weekday),
        (rf"(?:the )?(?P<which>this|current|last|previous|past) {CYCLE}", _relative),
        (rf"(?:the )?(?:last|previous|past) {COUNT} {CYCLE}s?", _counted),
        (r"[wmqy]td|(?:week|month|quarter|year)[ -]to[ -]date", _to_date),
        (YEAR, _year),
        (rf"{YEAR} ?[-/]? ?q ?(?P<quarter>[1-4])", _quarter),
        (rf"q ?(?P<quarter>[1-4])(?: ?[-/]? ?{YEAR})?", _quarter),
        (rf"{YEAR} ?[-/.]? ?w ?(?P<week>\d{{1,2}})", _week),
        (rf"(?:w|week) ?(?P<week>\d{{1,2}})(?: ?[-/]? ?(?:of )?{YEAR})?", _week),
        (rf"{YEAR} ?[-/.] ?(?P<month>\d{{1,2}})", _month),
        (rf"(?P<month>\d{{1,2}})[/.]{YEAR}", _month),
        (rf"{MONTH}(?: {YEAR})?", _month),
        (rf"{YEAR} {MONTH}", _month),
        (rf"{YEAR} ?- ?(?P<month>\d{{1,2}}) ?- ?(?P<day>\d{{1,2}})", _date),
        (rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{YEAR}", _date),
        (rf"{DAY_OF_MONTH} {MONTH}(?: {YEAR})?", _date),
        (rf"{MONTH} {DAY_OF_MONTH}(?: {YEAR})?", _date),
    )
)
