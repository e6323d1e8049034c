"""Days on which nobody is expected to decide, and how a list of them is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import UserError

NAME_LENGTH = 100
MOST_LINES = 2_000
# "2026-12-25 Christmas", also with a comma, a semicolon or a tab between the two.
LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[\s,;]+(.*))?")


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    day: date
    name: str


def read(text: str) -> tuple[Holiday, ...]:
    """Read a line a holiday, in order of the days; empty lines and those from a # on do not count.

    The last of two lines for a day is meant. Raises UserError that names the line.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise UserError(f"These are {len(lines):,} lines; at most {MOST_LINES:,} can be read.")
    found: dict[date, Holiday] = {}
    for number, line in enumerate(lines, start=1):
        words = line.strip().lstrip("\ufeff")
        if words and not words.startswith("#"):
            holiday = _read_line(number, words)
            found[holiday.day] = holiday
    return tuple(sorted(found.values()))


def write(holidays: Iterable[Holiday]) -> str:
    """Write a line a holiday, as `read` takes them."""
    return "\n".join(f"{each.day.isoformat()} {each.name}" for each in holidays)


def _read_line(number: int, words: str) -> Holiday:
    found = LINE.fullmatch(words)
    try:
        if found is None:
            raise ValueError  # noqa: TRY301 - one sentence for both
        day = date.fromisoformat(found[1])
    except ValueError as error:
        raise UserError(
            f"Line {number} is “{words[:60]}”. Write the day first, like “2026-12-25 Christmas”."
        ) from error
    name = (found[2] or "").strip()
    if len(name) > NAME_LENGTH:
        raise UserError(f"The name in line {number} is longer than {NAME_LENGTH} characters.")
    return Holiday(day, name or "Holiday")
