"""Being away as people type it: "until Friday, Sam decides", "from 1 Dec to 5 Dec, @maya"."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.domain.cycles import DAY
from bot.domain.days_ahead import Days, read
from bot.domain.errors import UserError
from bot.domain.periods import WEEKDAY
from bot.domain.zones import at_wall, time_zone

__all__ = ["EXAMPLE", "Days", "Leave", "bounds", "name", "parse"]

EXAMPLE = "`/approvals away until Friday, Sam decides`"
LONGEST_DAYS = 366
DECIDES = (
    r"(?:will )?(?:decides?|approves?|stands? in|covers?|takes over)"
    r"(?: (?:for me|instead|meanwhile|please))*"
)
VERB = re.compile(rf"[\s,]+{DECIDES}$", re.IGNORECASE)
WHO_FIRST = re.compile(rf"(?P<who>\S.*?)[\s,]+{DECIDES}[\s,]+(?P<days>\S.*)", re.IGNORECASE)
AWAY = r"(?:away|off|out|on (?:holiday|vacation|leave))"
OPENING = re.compile(rf"^(?:(?:i['’]?m|i am|me)\s+)?(?:{AWAY}\s+)?", re.IGNORECASE)
IS_AWAY = re.compile(rf"\s+(?:is|will be)(?:\s+{AWAY})?$", re.IGNORECASE)
BEFORE_A_NAME = re.compile(r"^(?:[-–—]|and|with|ask)\s+", re.IGNORECASE)
MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
# What stands before the days and is nobody's name, but more of when.
TIME_WORDS = re.compile(
    rf"(?<!\S)(?:until?l?|till?|to|from|by|for|on|in|at|back|starting|since|{WEEKDAY}|\d\S*)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Leave:
    """What was typed: when, and in whose words who decides; `member` if it is somebody else."""

    days: Days
    delegate: str
    member: str | None = None


def parse(text: str, *, today: date) -> Leave:
    """Read who is away when and who decides; raises UserError that says how to write it."""
    words = re.sub(r"[;:](?=\s)", ",", text.strip()).rstrip(" ,.!")
    words = OPENING.sub("", VERB.sub("", words))
    if turned := _who_first(words, today):
        return turned
    begin, comma, who = words.rpartition(",")
    if comma:
        return _leave(_days_at_the_end(begin.split(), today), who)
    parts = words.split()
    for length in range(len(parts) - 1, 0, -1):
        found = _days_at_the_end(parts[:length], today)
        if found is not None:
            return _leave(found, " ".join(parts[length:]))
    if _days_at_the_end(parts, today) is not None:
        raise UserError(f"Say who decides meanwhile, as in {EXAMPLE}.")
    raise _unreadable()


def name(words: str) -> str:
    """Return the bare name or Slack id of what was typed: "@maya,", "<@U1|maya>", "“Maya”"."""
    bare = MENTION.sub(r"\1", words.strip(" \t,.!\"'“”„‘’"))
    return BEFORE_A_NAME.sub("", bare).removeprefix("@").strip()


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


def _unreadable() -> UserError:
    return UserError(f"I do not see when you are away. Type it as in {EXAMPLE}.")


def _who_first(words: str, today: date) -> Leave | None:
    """Read "Maya decides until Friday" and "Maya, until Friday"."""
    found = WHO_FIRST.fullmatch(words) or re.fullmatch(r"(?P<who>[^,]+),(?P<days>.+)", words)
    days = read(found["days"], today=today) if found else None
    if found is None or days is None or _days_at_the_end(found["who"].split(), today):
        return None
    return _leave(("", days), found["who"])


def _leave(found: tuple[str, Days] | None, who: str) -> Leave:
    if found is None:
        raise _unreadable()
    delegate = name(who)
    if not delegate:
        raise UserError(f"Say who decides meanwhile, as in {EXAMPLE}.")
    member, days = found
    if TIME_WORDS.search(member):
        raise _unreadable()
    return Leave(days, delegate, name(IS_AWAY.sub("", member)) or None)


def _days_at_the_end(parts: list[str], today: date) -> tuple[str, Days] | None:
    """Find the days that the words end with; before them stands whose they are."""
    for start in range(len(parts)):
        days = read(" ".join(parts[start:]), today=today)
        if days is not None:
            return " ".join(parts[:start]), days
    return None
