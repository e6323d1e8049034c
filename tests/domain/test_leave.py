"""Being away, as people type it on a Monday."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import UserError
from bot.domain.leave import Days, Leave, bounds, parse

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def november(first: int, last: int) -> Days:
    return Days(date(2026, 11, first), date(2026, 11, last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("until Friday, Maya decides", Leave(november(23, 27), "Maya")),
        ("until Friday Maya decides", Leave(november(23, 27), "Maya")),
        ("until friday, @maya", Leave(november(23, 27), "maya")),
        (
            "until next Friday, Maya Okafor",
            Leave(Days(MONDAY, date(2026, 12, 4)), "Maya Okafor"),
        ),
        ("today, <@UMAYA|maya> decides", Leave(november(23, 23), "UMAYA")),
        ("tomorrow, Maya decides.", Leave(november(24, 24), "Maya")),
        ("until 2026-11-30, Maya decides", Leave(november(23, 30), "Maya")),
        ("from 24 Nov to 26 Nov, Maya decides", Leave(november(24, 26), "Maya")),
        ("24 Nov – 26 Nov Maya decides", Leave(november(24, 26), "Maya")),
        ("from Thursday to Friday, Maya", Leave(november(26, 27), "Maya")),
        ("for 3 days, Maya decides", Leave(november(23, 25), "Maya")),
        ("for a week, Maya decides", Leave(november(23, 29), "Maya")),
        ("this week, Maya decides", Leave(november(23, 29), "Maya")),
        ("in 2 days, Maya decides", Leave(november(25, 25), "Maya")),
        ("on Wednesday, Maya decides", Leave(november(25, 25), "Maya")),
        ("Omar until Friday, Maya decides", Leave(november(23, 27), "Maya", "Omar")),
        ("until tomorrow, <@UMAYA>, decides", Leave(november(23, 24), "UMAYA")),
        ("until Friday, @maya,", Leave(november(23, 27), "maya")),
        ("until Friday, “Maya” decides", Leave(november(23, 27), "Maya")),
        ("Maya decides until Friday", Leave(november(23, 27), "Maya")),
        ("<@UMAYA|maya> will decide from 24 Nov to 26 Nov", Leave(november(24, 26), "UMAYA")),
        ("Maya, until Friday", Leave(november(23, 27), "Maya")),
        ("until Friday; Maya covers for me", Leave(november(23, 27), "Maya")),
        ("until Friday and Maya decides instead", Leave(november(23, 27), "Maya")),
        ("until Friday with Maya", Leave(november(23, 27), "Maya")),
        ("I'm away until Friday, Maya decides", Leave(november(23, 27), "Maya")),
        ("on holiday until Friday, Maya decides", Leave(november(23, 27), "Maya")),
        ("Omar is away until Friday, Maya decides", Leave(november(23, 27), "Maya", "Omar")),
        ("<@UOMAR7>, until Friday, Maya", Leave(november(23, 27), "Maya", "UOMAR7")),
        ("until 27.11., Maya decides", Leave(november(23, 27), "Maya")),
        ("until 27.11.26, Maya decides", Leave(november(23, 27), "Maya")),
        ("25.11.-27.11., Maya decides", Leave(november(25, 27), "Maya")),
        ("25.-27.11., Maya decides", Leave(november(25, 27), "Maya")),
        ("25-27 Nov, Maya decides", Leave(november(25, 27), "Maya")),
        ("25 to 27 November Maya decides", Leave(november(25, 27), "Maya")),
        ("Nov 25 to 27, Maya decides", Leave(november(25, 27), "Maya")),
        ("2026-11-25..2026-11-27, Maya", Leave(november(25, 27), "Maya")),
        ("28 to 5 Dec, Maya", Leave(Days(date(2026, 11, 28), date(2026, 12, 5)), "Maya")),
        ("Wed-Fri, Maya decides", Leave(november(25, 27), "Maya")),
        ("from Monday until 5 December Maya", Leave(Days(MONDAY, date(2026, 12, 5)), "Maya")),
        ("until Friday, 27 November, Maya decides", Leave(november(23, 27), "Maya")),
        ("until Friday the 27th, Maya decides", Leave(november(23, 27), "Maya")),
        ("until the 5th, Maya decides", Leave(Days(MONDAY, date(2026, 12, 5)), "Maya")),
        ("until the 27th of November, Maya decides", Leave(november(23, 27), "Maya")),
        ("until the end of the week, Maya decides", Leave(november(23, 29), "Maya")),
        ("until end of month, Maya decides", Leave(november(23, 30), "Maya")),
        ("from Tuesday for 3 days, Maya decides", Leave(november(24, 26), "Maya")),
        ("for 2 days from tomorrow, Maya decides", Leave(november(24, 25), "Maya")),
        (
            "next month, Maya decides",
            Leave(Days(date(2026, 12, 1), date(2026, 12, 31)), "Maya"),
        ),
        (
            "from 28 Dec to 3 Jan, Maya decides",
            Leave(Days(date(2026, 12, 28), date(2027, 1, 3)), "Maya"),
        ),
        (
            "until 1 March, Maya decides",
            Leave(Days(MONDAY, date(2027, 3, 1)), "Maya"),
        ),
        (
            "next week, Maya decides",
            Leave(Days(date(2026, 11, 30), date(2026, 12, 6)), "Maya"),
        ),
    ],
)
def test_it_is_read_as_it_was_meant(text: str, expected: Leave) -> None:
    assert parse(text, today=MONDAY) == expected


@pytest.mark.parametrize("text", ["until Friday", "until Friday, ", "until Friday, decides"])
def test_who_decides_must_be_said(text: str) -> None:
    with pytest.raises(UserError, match="Say who decides meanwhile"):
        parse(text, today=MONDAY)


@pytest.mark.parametrize(
    "text",
    [
        *("Maya", "until 30 Feb, Maya decides", "soon, Maya decides", ""),
        # Nobody is called "until" or "24.12.2026 bis".
        *("until next week, Maya decides", "24.12.2026 bis 31.12.2026, Maya entscheidet"),
        *("until 12/5/2026, Maya decides", "until 3pm, Maya decides", "bis Freitag, Maya"),
    ],
)
def test_when_must_be_said(text: str) -> None:
    with pytest.raises(UserError, match="do not see when"):
        parse(text, today=MONDAY)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("until 20 Nov, Maya decides", "20 November comes before 23 November"),
        ("from 5 Dec to 1 Dec, Maya decides", "1 December comes before 5 December"),
    ],
)
def test_a_day_that_was_lately_is_not_taken_for_one_in_a_year(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        parse(text, today=MONDAY)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("from Tuesday, Maya decides", "Say until when"),
        ("Omar from tomorrow, Maya decides", "Say until when"),
        ("until Monday, Maya decides", "Today is a Monday. Say `today` or `next Monday`"),
        ("on Monday, Maya decides", "Today is a Monday"),
        ("until Fri 5 Dec, Maya decides", "5 December 2026 is a Saturday"),
    ],
)
def test_what_may_mean_two_things_is_asked_back(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        parse(text, today=MONDAY)


def test_a_day_a_year_ahead_is_taken_where_the_year_is_written() -> None:
    away = parse("until 20 Nov 2027, Maya decides", today=MONDAY)
    assert away.days == Days(MONDAY, date(2027, 11, 20))


def test_it_lasts_from_now_to_the_end_of_the_last_day_where_they_are() -> None:
    begin, end = bounds(november(23, 27), zone="Europe/Berlin", at=NOON)

    assert begin == NOON
    assert end == datetime(2026, 11, 27, 23, tzinfo=UTC)


def test_a_later_first_day_begins_at_midnight_where_they_are() -> None:
    begin, _ = bounds(november(25, 27), zone="America/New_York", at=NOON)

    assert begin == datetime(2026, 11, 25, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (november(25, 24), "ends before it begins"),
        (november(20, 22), "are past"),
        (Days(MONDAY, date(2028, 1, 1)), "more than a year"),
    ],
)
def test_days_that_cannot_be_are_refused(days: Days, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        bounds(days, zone="UTC", at=NOON)
