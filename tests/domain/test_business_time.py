"""Due times in working hours and quiet hours, above all where clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.business_time import (
    Calendar,
    after,
    is_quiet,
    next_allowed,
)
from bot.domain.errors import UserError
from bot.domain.schedules import EVERY_DAY
from bot.domain.zones import time_zone

CHRISTMAS = date(2026, 12, 25)
BERLIN = Calendar("Europe/Berlin", holidays=frozenset({CHRISTMAS}))
NIGHT_WATCH = Calendar("Europe/Berlin", time(22), time(6), EVERY_DAY)
ROUND_THE_CLOCK = Calendar("Europe/Berlin", time(0), time(0), EVERY_DAY)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_four_hours_from_monday_morning_end_on_monday() -> None:
    assert after(utc(2026, 8, 17, 8), 4, BERLIN) == utc(2026, 8, 17, 12)


def test_what_is_left_on_friday_evening_goes_on_on_monday() -> None:
    assert after(utc(2026, 8, 14, 14), 4, BERLIN) == utc(2026, 8, 17, 10)


def test_a_request_at_night_begins_at_the_next_opening() -> None:
    assert after(utc(2026, 8, 15, 23), 0, BERLIN) == utc(2026, 8, 17, 7)
    assert after(utc(2026, 8, 15, 23), 2, BERLIN) == utc(2026, 8, 17, 9)


def test_what_ends_with_the_day_is_due_at_its_close() -> None:
    assert after(utc(2026, 8, 14, 7), 8, BERLIN) == utc(2026, 8, 14, 15)


def test_nobody_works_on_a_holiday() -> None:
    assert after(utc(2026, 12, 24, 15, 30), 1, BERLIN) == utc(2026, 12, 28, 8, 30)


def test_nine_is_nine_on_the_wall_on_both_sides_of_a_clock_change() -> None:
    """Clocks in Berlin go back on Sunday, 25 October 2026."""
    assert after(utc(2026, 10, 23, 14), 2, BERLIN) == utc(2026, 10, 26, 9)


def test_a_night_that_loses_an_hour_is_seven_hours_of_work() -> None:
    """Berlin goes from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC."""
    evening, morning = utc(2026, 3, 28, 21), utc(2026, 3, 29, 4)

    assert after(evening, 7, NIGHT_WATCH) == morning
    assert after(evening, 8, NIGHT_WATCH) == utc(2026, 3, 29, 21)


def test_a_moment_told_by_a_zones_clock_counts_as_the_same_moment_in_utc() -> None:
    start = utc(2026, 3, 28, 23)
    here = start.astimezone(time_zone("Europe/Berlin"))

    assert after(here, 3, ROUND_THE_CLOCK) == after(start, 3, ROUND_THE_CLOCK)
    assert after(here, 3, ROUND_THE_CLOCK) - start == timedelta(hours=3)


def test_two_people_in_two_zones_have_different_due_times() -> None:
    asked = utc(2026, 8, 17, 15)

    assert after(asked, 2, BERLIN) == utc(2026, 8, 18, 9)
    assert after(asked, 2, Calendar("America/New_York")) == utc(2026, 8, 17, 17)


def test_a_calendar_without_a_day_or_with_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UserError, match="at least one weekday"):
        Calendar(weekdays=frozenset())
    with pytest.raises(UserError, match="no time zone"):
        Calendar("Middle/Earth")


def test_quiet_hours_go_over_midnight() -> None:
    evening, night, morning = time(19), utc(2026, 8, 17, 1), utc(2026, 8, 17, 6)

    assert is_quiet(night, evening, time(8), "Europe/Berlin")
    assert next_allowed(night, evening, time(8), "Europe/Berlin") == morning
    assert next_allowed(utc(2026, 8, 16, 20), evening, time(8), "Europe/Berlin") == morning
    assert next_allowed(morning, evening, time(8), "Europe/Berlin") == morning


def test_quiet_hours_at_noon_end_the_same_day() -> None:
    assert next_allowed(utc(2026, 8, 17, 12), time(12), time(13), "UTC") == utc(2026, 8, 17, 13)


def test_from_eight_to_eight_is_never_quiet() -> None:
    assert not is_quiet(utc(2026, 8, 17, 8), time(8), time(8), "UTC")


def test_quiet_hours_that_end_in_the_doubled_hour_end_when_it_is_over() -> None:
    """Berlin shows 02:00 to 03:00 twice on 25 October 2026; it is 02:40 for the first time."""
    assert next_allowed(utc(2026, 10, 25, 0, 10), time(22), time(2, 30), "Europe/Berlin") == utc(
        2026, 10, 25, 0, 30
    )
    assert next_allowed(utc(2026, 10, 25, 1, 10), time(22), time(2, 30), "Europe/Berlin") == utc(
        2026, 10, 25, 1, 30
    )


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - hypothesis wants naive bounds
    lambda naive: naive.replace(tzinfo=UTC)
)
zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata"]
)
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
calendars = st.builds(
    Calendar,
    zone=zones,
    works_from=walls,
    works_to=walls,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.frozensets(st.dates(date(2025, 1, 1), date(2028, 1, 31)), max_size=20),
)
hours = st.integers(0, 6 * 60).map(lambda minutes: minutes / 60)


@settings(deadline=None)
@given(moments, hours, hours, calendars)
def test_more_hours_never_end_earlier(
    start: datetime, some: float, more: float, calendar: Calendar
) -> None:
    first, second = sorted((some, more))

    assert start <= after(start, first, calendar) <= after(start, second, calendar)


@settings(deadline=None)
@given(moments, moments, hours, calendars)
def test_what_begins_later_never_ends_earlier(
    one: datetime, other: datetime, count: float, calendar: Calendar
) -> None:
    first, second = sorted((one, other))

    assert after(first, count, calendar) <= after(second, count, calendar)


@settings(deadline=None)
@given(moments, st.integers(0, 12), st.integers(0, 12), calendars)
def test_hours_one_after_the_other_are_their_sum(
    start: datetime, some: int, more: int, calendar: Calendar
) -> None:
    assert after(after(start, some, calendar), more, calendar) == after(
        start, some + more, calendar
    )


@given(moments, walls, walls, zones)
@example(utc(2026, 10, 25, 1, 15), time(22), time(2, 30), "Europe/Berlin")
def test_what_waits_for_the_end_of_quiet_hours_comes_within_the_day_and_not_in_them(
    moment: datetime, quiet_from: time, quiet_to: time, zone: str
) -> None:
    allowed = next_allowed(moment, quiet_from, quiet_to, zone)

    assert not is_quiet(allowed, quiet_from, quiet_to, zone)
    assert moment <= allowed <= moment + timedelta(hours=26)
    assert (allowed == moment) is not is_quiet(moment, quiet_from, quiet_to, zone)
