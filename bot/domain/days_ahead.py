"""Days to come, as people type them: "until Friday", "1-5 Dec", "from 5.12. for two weeks"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.cycles import DAY, MONTHS, WEEKDAYS, Cycle, before, whole
from bot.domain.errors import UserError
from bot.domain.periods import COUNT, DAY_OF_MONTH, MONTH, NUMBERS, WEEKDAY, normalised

# A day without a year that was so lately is a slip, not a plan for the next year.
LATELY = timedelta(days=60)
CENTURY = 100
JOINT = re.compile(r" (?:to|until|till?|through|and|-) ")
LENGTH = rf"for (?:the next )?(?:{COUNT}|an?) (?P<unit>day|week)s?"
NUMBER = re.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?")


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days ahead, both included; a first day of today means from now on."""

    first: date
    last: date


def read(text: str, *, today: date) -> Days | None:
    """Read days ahead, None where these are none. A day without a year is the next one.

    Raises UserError for what may mean two things, and for a day that was a short while ago
    or before the first of a span.
    """
    words = normalised(text)
    words = re.sub(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", r"\3.\2.\1", words)
    words = re.sub(r"(?<=\d)(st|nd|rd|th|\.)? of ", " ", words)
    # What is left of hyphens stands between two days.
    words = re.sub(r" ?(?:-|\.\.) ?", " - ", words)
    try:
        return _until(words, today) or _span(words, today) or _for(words, today)
    except (ValueError, OverflowError):
        return None


def _until(words: str, today: date) -> Days | None:
    found = re.fullmatch(r"(?:until?l?|till?|to|through|by) (?:and including )?(.+)", words)
    if not found:
        return None
    _refuse_today(found[1], today)
    last = _day(found[1], today)
    return Days(today, last) if last else None


def _refuse_today(words: str, today: date) -> None:
    """Ask back where the weekday of today is named: it may be the one in a week."""
    found = re.fullmatch(rf"(?:on )?{WEEKDAY}", words)
    if found and _weekday_of(found) == today.weekday():
        name = WEEKDAYS[today.weekday()]
        raise UserError(f"Today is a {name}. Say `today` or `next {name}`.")


def _span(words: str, today: date) -> Days | None:
    if found := re.fullmatch(r"(this|next) (week|month)", words):
        return _cycle(found[1], Cycle(found[2]), today)
    bare = re.sub(r"^(?:from|between|on|starting) ", "", words)
    joint = JOINT.search(bare)
    if joint is not None:
        return _between(bare[: joint.start()], bare[joint.end() :], today)
    day = _day(bare, today)
    if day is None:
        return None
    if words.startswith(("from ", "starting ")):
        raise UserError(
            "Say until when you are away, as in `/approvals away from 1 Dec to 5 Dec, Sam decides`."
        )
    _refuse_today(words, today)
    return Days(day, day)


def _cycle(which: str, cycle: Cycle, today: date) -> Days:
    now = whole(cycle, today)
    if which == "this":
        return Days(today, now.last)
    following = whole(cycle, now.last + DAY)
    return Days(following.first, following.last)


def _between(begin: str, end: str, today: date) -> Days | None:
    """Read both ends of a span; one that is a mere number is of the other's month."""
    number = NUMBER.fullmatch(begin)
    if number is not None:
        last = _day(end, today)
        return Days(_latest(int(number["day"]), last), last) if last else None
    first = _day(begin, today)
    if first is None:
        return None
    last = _day(f"{end}." if end.isdigit() else end, first)
    return Days(first, last) if last else None


def _latest(day: int, until: date) -> date:
    month = until if day <= until.day else before(Cycle.MONTH, until, count=1).first
    return month.replace(day=day)


def _for(words: str, today: date) -> Days | None:
    found = re.fullmatch(rf"(?:(?:from|on) (?P<begin>.+) )?{LENGTH}(?: from (?P<start>.+))?", words)
    if found is None:
        return None
    begin = found["begin"] or found["start"]
    first = _day(begin, today) if begin else today
    return Days(first, first + (_count(found) * _unit(found) - 1) * DAY) if first else None


def _day(words: str, today: date) -> date | None:
    named = re.fullmatch(rf"{WEEKDAY}\.? (?P<rest>(?:the )?\d.*|{MONTH}.*)", words)
    if named is not None:
        return _checked(named, _day(named["rest"], today))
    for pattern, reader in DAYS:
        found = pattern.fullmatch(words)
        if found:
            return reader(found, today)
    return None


def _checked(named: re.Match[str], day: date | None) -> date | None:
    """Refuse a date that is not the weekday that was typed with it."""
    if day is not None and day.weekday() != _weekday_of(named):
        raise UserError(
            f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {WEEKDAYS[day.weekday()]}."
            " Type the date alone, or the weekday."
        )
    return day


def _count(found: re.Match[str]) -> int:
    words = found["count"] or "one"
    return NUMBERS.index(words) + 1 if words in NUMBERS else int(words)


def _unit(found: re.Match[str]) -> int:
    return 7 if found["unit"] == "week" else 1


def _named(found: re.Match[str], today: date) -> date:
    return today + DAY if found.group() == "tomorrow" else today


def _weekday_of(found: re.Match[str]) -> int:
    return next(i for i, name in enumerate(WEEKDAYS) if name.lower()[:3] == found["weekday"][:3])


def _weekday(found: re.Match[str], today: date) -> date:
    index = _weekday_of(found)
    if found["next"]:
        return today - today.weekday() * DAY + (7 + index) * DAY
    return today + (index - today.weekday()) % 7 * DAY


def _ahead(found: re.Match[str], today: date) -> date:
    return today + _count(found) * _unit(found) * DAY


def _end(found: re.Match[str], today: date) -> date:
    return whole(Cycle(found["cycle"]), today).last


def _ordinal(found: re.Match[str], today: date) -> date:
    """Return the next day with this number."""
    day = int(found["day"])
    month = today if day >= today.day else whole(Cycle.MONTH, today).last + DAY
    return month.replace(day=day)


def _date(found: re.Match[str], today: date) -> date:
    named, day = found["month"], int(found["day"])
    number = (
        int(named)
        if named.isdigit()
        else 1 + next(i for i, name in enumerate(MONTHS) if name.lower()[:3] == named[:3])
    )
    if found["year"]:
        year = int(found["year"])
        return date(
            year if year >= CENTURY else today.year // CENTURY * CENTURY + year, number, day
        )
    this_year = date(today.year, number, day)
    if timedelta() < today - this_year <= LATELY:
        raise UserError(
            f"{day} {MONTHS[number - 1]} comes before {today.day} {MONTHS[today.month - 1]}."
            " Choose a later day, or write the year as well."
        )
    return this_year if this_year >= today else date(today.year + 1, number, day)


YEAR = r"(?P<year>(?:20|21)\d\d)"
DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"today|now|tomorrow", _named),
        (rf"(?:(?P<next>next)|this|on)? ?{WEEKDAY}", _weekday),
        (rf"in (?:{COUNT}|an?) (?P<unit>day|week)s?", _ahead),
        (r"(?:the )?end of (?:the |this )?(?P<cycle>week|month)", _end),
        (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>(?:2[01])?\d\d)?)?", _date),
        (rf"(?:the )?{DAY_OF_MONTH} {MONTH}(?: {YEAR})?", _date),
        (rf"{MONTH} {DAY_OF_MONTH}(?: {YEAR})?", _date),
        (r"(?P<the>the )?(?P<day>\d{1,2})(?(the)(?:st|nd|rd|th|\.)?|(?:st|nd|rd|th|\.))", _ordinal),
    )
)
