"""How a file writes numbers, dates and discounts, told from all of its cells together.

A cell such as "1,234" or "03/04/2026" can be read in two ways. Others in the same
columns show which is meant; where none does, the cell is refused rather than guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.money import BASIS_POINTS
from bot.imports.columns import Reads

# Blanks of every kind and the Swiss apostrophe only part digits, and so does a currency's sign.
IGNORED = re.compile(r"[\s'’$€£¥₹₩₪฿]")
PLAIN = re.compile(r"[+-]?\d+")
MARKED = re.compile(r"[+-]?(\d+)?([.,])(\d+)")
YEARS = range(1900, 2200)
LARGEST_MONTH = 12
GROUP_LENGTH = 3
GROUPS = {
    ".": re.compile(r"[+-]?\d{1,3}(,\d{3})*(\.\d+)?"),
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})*(,\d+)?"),
}
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?")
YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?")
# An order without a time of day counts as placed at noon where the team works: a report in
# a zone up to eleven hours away then still puts it on the same day.
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the file's cells have shown; None where they have not. `zone` is the workspace's."""

    decimal_mark: str | None
    day_first: bool | None
    percent: bool | None
    zone: ZoneInfo

    def number(self, text: str) -> Decimal:
        """Read a number; raises ValueError with a sentence."""
        bare = IGNORED.sub("", text)
        mark = _own_mark(bare) or self.decimal_mark
        if PLAIN.fullmatch(bare):
            return Decimal(bare)
        if mark is None and MARKED.fullmatch(bare):
            raise ValueError(f"“{text}” can be read in two ways; write it like 1234.50.")
        return _decimal(bare, mark or ".", text)

    def moment(self, text: str) -> datetime:
        """Read a date, with or without a time, as UTC; raises ValueError with a sentence."""
        try:
            read = self._written(text.strip())
        except ValueError as error:
            raise ValueError(str(error) if "“" in str(error) else _no_date(text)) from error
        if read.year not in YEARS:
            raise ValueError(_no_date(text))
        return read.astimezone(UTC)

    def share(self, text: str) -> int:
        """Read a discount as basis points; raises ValueError with a sentence."""
        if text.rstrip().endswith("%"):
            return self.percentage(text)
        number = self.number(text)
        if number and self.percent is None:
            raise ValueError(
                f"“{text}” may be a share or percent; write the % signs, or call the column"
                " discount_percent."
            )
        return _points(number if self.percent else number * 100)

    def percentage(self, text: str) -> int:
        return _points(self.number(text.rstrip().removesuffix("%")))

    def _written(self, text: str) -> datetime:
        if slashed := SLASHED.fullmatch(text):
            return self._slashed(slashed)
        if dotted := DOTTED.fullmatch(text):
            return self._at(_day(dotted[3], dotted[2], dotted[1]), dotted[4])
        if parted := YEAR_FIRST.fullmatch(text):
            return self._at(_day(parted[1], parted[2], parted[3]), parted[4])
        if len(text) <= len("2026-03-04"):
            return self._at(date.fromisoformat(text), None)
        read = datetime.fromisoformat(text)
        return read if read.tzinfo else read.replace(tzinfo=self.zone)

    def _slashed(self, found: re.Match[str]) -> datetime:
        day_first = _day_first(found)
        if day_first is None:
            day_first = self.day_first
        if day_first is None and int(found[1]) != int(found[2]):
            raise ValueError(f"“{found[0]}” can be read in two ways; write it like 2026-03-31.")
        day, month = (found[1], found[2]) if day_first else (found[2], found[1])
        return self._at(_day(found[3], month, day), found[4])

    def _at(self, day: date, clock: str | None) -> datetime:
        at = time.fromisoformat(clock.zfill(5 if clock.count(":") == 1 else 8)) if clock else NOON
        return datetime.combine(day, at, tzinfo=self.zone)


def find_out(
    cells: Mapping[Reads, Iterable[str]], *, delimiter: str, zone: ZoneInfo
) -> Conventions:
    """Look at all cells of a kind and tell how the file writes them."""
    discounts = tuple(cells.get(Reads.DISCOUNT, ()))
    numbers = (*cells.get(Reads.NUMBER, ()), *(text.rstrip().rstrip("%") for text in discounts))
    marks = {_own_mark(IGNORED.sub("", text)) for text in numbers} - {None}
    mark = marks.pop() if len(marks) == 1 else None
    if mark is None and not marks and delimiter in {",", ""}:
        # Where commas part the cells, and in typed cells, numbers come with a point.
        mark = "."
    orders = {_day_first(found) for text in cells.get(Reads.DATE, ()) if (found := _slashes(text))}
    orders.discard(None)
    day_first = orders.pop() if len(orders) == 1 else None
    undecided = Conventions(mark, day_first, None, zone)
    return Conventions(mark, day_first, _are_percent(discounts, undecided), zone)


def _own_mark(bare: str) -> str | None:
    """Return the decimal mark that a number by itself proves, or None."""
    if "." in bare and "," in bare:
        return max(".,", key=bare.rfind)
    found = MARKED.fullmatch(bare)
    if found:
        whole, mark, digits = found.groups()
        grouping = (
            len(digits) == GROUP_LENGTH
            and whole
            and len(whole) <= GROUP_LENGTH
            and not whole.startswith("0")
        )
        return None if grouping else mark
    for mark, other in ((".", ","), (",", ".")):
        if bare.count(mark) > 1:
            return other
    return None


def _decimal(bare: str, mark: str, text: str) -> Decimal:
    grouping = "," if mark == "." else "."
    plain = MARKED.fullmatch(bare)
    if (plain and plain[2] == mark) or GROUPS[mark].fullmatch(bare):
        return Decimal(bare.replace(grouping, "").replace(mark, "."))
    raise ValueError(f"“{text}” is no number; write it like 1234.50.")


def _points(percent: Decimal) -> int:
    points = percent * 100
    if points != points.to_integral_value():
        raise ValueError("A discount takes at most two decimals of a percent.")
    if not 0 <= points <= BASIS_POINTS:
        raise ValueError("A discount lies between 0 and 100 percent.")
    return int(points)


def _are_percent(cells: Iterable[str], undecided: Conventions) -> bool | None:
    """Return whether the bare numbers of a discount column are percent; None if unprovable."""
    proofs: set[bool] = set()
    for text in cells:
        try:
            number = undecided.number(text)
        except ValueError:
            # Refused with its line when the row is read.
            continue
        if number > 1:
            proofs.add(True)
        elif 0 < number < 1:
            proofs.add(False)
    return proofs.pop() if len(proofs) == 1 else None


def _slashes(text: str) -> re.Match[str] | None:
    return SLASHED.fullmatch(text.strip())


def _day_first(found: re.Match[str]) -> bool | None:
    first, second = int(found[1]), int(found[2])
    if first == second:
        return None
    if first > LARGEST_MONTH:
        return True
    return False if second > LARGEST_MONTH else None


def _day(year: str, month: str, day: str) -> date:
    return date(int(year), int(month), int(day))


def _no_date(text: str) -> str:
    return f"“{text}” is no date; write it like 2026-03-31 or 2026-03-31 14:30."
