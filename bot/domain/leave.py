"""Being away as people type it: "until Friday, Sam decides", "from 1 Dec to 5 Dec, @maya"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.cycles import DAY, MONTHS, WEEKDAYS
from bot.domain.errors import UserError
from bot.domain.periods import COUNT, DAY_OF_MONTH, MONTH, NUMBERS, WEEKDAY, YEAR, normalised
from bot.domain.zones import at_wall, time_zone

EXAMPLE = "`/approvals away until Friday, Sam decides`"
LONGEST_DAYS = 366
# A day without a year that was so lately is a slip, not a plan for the next year.
LATELY = timedelta(days=60)
VERB = re.compile(r"\s+(?:decides?|will decide|approves?|stands in)\W*$", re.IGNORECASE)
MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days ahead, both included; a first day of today means from now on."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Leave:
    """What was typed: when, and in whose words who decides; `member` if it is somebody else."""

    days: Days
    delegate: str
    member: str | None = None


def parse(text: str, *, today: date) -> Leave:
    """Read who is away when and who decides; raises UserError that says how to write it."""
    words = VERB.sub("", text.strip())
    begin, comma, who = words.rpartition(",")
    if comma:
        found = _days_at_the_end(begin.split(), today)
        return _leave(found, who)
    parts = words.split()
    for length in range(len(parts) - 1, 0, -1):
        found = _days_at_the_end(parts[:length], today)
        if found is not None:
            return _leave(found, " ".join(parts[length:]))
    if _days_at_the_end(parts, today) is not None:
        raise UserError(f"Say who decides meanwhile, as in {EXAMPLE}.")
    raise UserError(f"I do not see when you are away. Type it as in {EXAMPLE}.")


def _leave(found: tuple[str, Days] | None, who: str) -> Leave:
    if found is None:
        raise UserError(f"I do not see when you are away. Type it as in {EXAMPLE}.")
    delegate = _name(who)
    if not delegate:
        raise UserError(f"Say who decides meanwhile, as in {EXAMPLE}.")
    member, days = found
    return Leave(days, delegate, _name(member) or None)


def _name(words: str) -> str:
    return MENTION.sub(r"\1", words.strip()).removeprefix("@").strip()


def _days_at_the_end(parts: list[str], today: date) -> tuple[str, Days] | None:
    """Find the days that the words end with; before them stands whose they are."""
    for start in range(len(parts)):
        days = read(" ".join(parts[start:]), today=today)
        if days is not None:
            return " ".join(parts[:start]), days
    return None


def read(text: str, *, today: date) -> Days | None:
    """Read days ahead, None where these are none. A day without a year is the next one.

    Raises UserError for one that was a short while ago, or before the first of a span.
    """
    words = normalised(text)
    try:
        return _until(words, today) or _span(words, today) or _for(words, today)
    except (ValueError, OverflowError):
        return None


def bounds(days: Days, *, zone: str, at: datetime) -> tuple[datetime, datetime]:
    """Return when it begins, not before `at`, and when the last day is over in this zone.

    Raises UserError for days that are past, out of order or too many.
    """
    where = time_zone(zone)
    if days.last < days.first:
        raise UserError("It ends before it begins. Put the earlier day first.")
    if (days.last - days.first).days > LONGEST_DAYS:
        raise UserError("Nobody can be away for more than a year. Choose an earlier day.")
    begin = at_wall(datetime.combine(days.first, time()), where)
    end = at_wall(datetime.combine(days.last + DAY, time()), where)
    if end <= at:
        raise UserError("These days are past. Choose a day that is still to come.")
    return max(begin, at).astimezone(UTC), end


def _until(words: str, today: date) -> Days | None:
    found = re.fullmatch(r"(?:until|till|to|through) (.+)", words)
    last = _day(found[1], today) if found else None
    return Days(today, last) if last else None


def _span(words: str, today: date) -> Days | None:
    if words in {"next week", "this week"}:
        monday = today - today.weekday() * DAY
        sunday = monday + 6 * DAY
        week = timedelta(weeks=1)
        return Days(today, sunday) if words == "this week" else Days(monday + week, sunday + week)
    bare = re.sub(r"^(?:from|between|on) ", "", words)
    begin, joint, end = _split(bare)
    first = _day(begin, today)
    if first is None:
        return None
    last = _day(end, first) if joint else first
    return Days(first, last) if last else None


def _split(words: str) -> tuple[str, str, str]:
    found = re.search(r" (?:to|until|till|through|and|-) ", words)
    if found is None:
        return words, "", ""
    return words[: found.start()], found.group(), words[found.end() :]


def _for(words: str, today: date) -> Days | None:
    found = re.fullmatch(rf"for (?:the next )?(?:{COUNT}|an?) (?P<unit>day|week)s?", words)
    if found is None:
        return None
    return Days(today, today + (_count(found) * _unit(found) - 1) * DAY)


def _day(words: str, today: date) -> date | None:
    for pattern, reader in DAYS:
        found = pattern.fullmatch(words)
        if found:
            return reader(found, today)
    return None


def _count(found: re.Match[str]) -> int:
    words = found["count"] or "one"
    return NUMBERS.index(words) + 1 if words in NUMBERS else int(words)


def _unit(found: re.Match[str]) -> int:
    return 7 if found["unit"] == "week" else 1


def _named(found: re.Match[str], today: date) -> date:
    return today + DAY if found.group() == "tomorrow" else today


def _weekday(found: re.Match[str], today: date) -> date:
    index = next(i for i, name in enumerate(WEEKDAYS) if name.lower()[:3] == found["weekday"][:3])
    if found["next"]:
        return today - today.weekday() * DAY + (7 + index) * DAY
    return today + (index - today.weekday()) % 7 * DAY


def _ahead(found: re.Match[str], today: date) -> date:
    return today + _count(found) * _unit(found) * DAY


def _date(found: re.Match[str], today: date) -> date:
    named, day = found["month"], int(found["day"])
    number = (
        int(named)
        if named.isdigit()
        else 1 + next(i for i, name in enumerate(MONTHS) if name.lower()[:3] == named[:3])
    )
    if found["year"]:
        return date(int(found["year"]), number, day)
    this_year = date(today.year, number, day)
    if timedelta() < today - this_year <= LATELY:
        raise UserError(
            f"{day} {MONTHS[number - 1]} comes before {today.day} {MONTHS[today.month - 1]}."
            " Choose a later day, or write the year as well."
        )
    return this_year if this_year >= today else date(today.year + 1, number, day)


DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"today|tomorrow", _named),
        (rf"(?:(?P<next>next)|this|on)? ?{WEEKDAY}", _weekday),
        (rf"in (?:{COUNT}|an?) (?P<unit>day|week)s?", _ahead),
        (rf"{YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})", _date),
        (rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{YEAR}", _date),
        (rf"(?:the )?{DAY_OF_MONTH} {MONTH}(?: {YEAR})?", _date),
        (rf"{MONTH} {DAY_OF_MONTH}(?: {YEAR})?", _date),
    )
)
