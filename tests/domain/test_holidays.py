"""Holidays as a list of lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.holidays import MOST_LINES, Holiday, read, write

LIST = """\ufeff# Germany
2026-12-26; Second day of Christmas

2026-12-25\tChristmas
2027-01-01
2026-12-25 Christmas Day
"""


def test_a_list_is_read_in_order_and_the_last_line_for_a_day_is_meant() -> None:
    assert read(LIST) == (
        Holiday(date(2026, 12, 25), "Christmas Day"),
        Holiday(date(2026, 12, 26), "Second day of Christmas"),
        Holiday(date(2027, 1, 1), "Holiday"),
    )


@pytest.mark.parametrize("line", ["Christmas", "25.12.2026 Christmas", "2026-02-30 Never"])
def test_a_line_that_is_no_day_is_named(line: str) -> None:
    with pytest.raises(UserError, match="Line 2 is"):
        read(f"2026-12-25 Christmas\n{line}")


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(UserError, match="in line 1 is longer"):
        read(f"2026-12-25 {'x' * 101}")
    with pytest.raises(UserError, match="at most 2,000"):
        read("2026-12-25\n" * (MOST_LINES + 1))


names = st.from_regex(r"[A-Za-zÄ-ü][\w .'-]{0,40}[\wä]", fullmatch=True)


@given(st.dictionaries(st.dates(date(2000, 1, 1)), names, max_size=30))
def test_what_is_written_is_read_as_it_was(days: dict[date, str]) -> None:
    holidays = tuple(sorted(Holiday(day, name) for day, name in days.items()))

    assert read(write(holidays)) == holidays
