"""When schedules are due, above all where clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.schedules import (
    EVERY_DAY,
    WORKDAYS,
    Due,
    ScheduleRule,
    describe,
    due_after,
    due_between,
    latest_due,
)

MONDAYS_AT_NINE = ScheduleRule(frozenset({0}), time(9), "Europe/Berlin")
NIGHTLY = ScheduleRule(EVERY_DAY, time(2, 30), "Europe/Berlin")


def utc(year: int, month: int, day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def test_the_next_monday_at_nine() -> None:
    assert due_after(MONDAYS_AT_NINE, utc(2026, 8, 12, 12, 0)) == Due(
        local=datetime(2026, 8, 17, 9),  # noqa: DTZ001 - a schedule's name is wall time
        at=utc(2026, 8, 17, 7, 0),
    )


def test_due_is_strictly_after_so_that_a_turn_does_not_follow_itself() -> None:
    first = due_after(MONDAYS_AT_NINE, utc(2026, 8, 17, 6, 59, 59))
    second = due_after(MONDAYS_AT_NINE, first.at)

    assert first.at == utc(2026, 8, 17, 7, 0)
    assert second.at == utc(2026, 8, 24, 7, 0)


def test_nine_stays_nine_across_the_clock_change() -> None:
    before = due_after(MONDAYS_AT_NINE, utc(2026, 10, 13, 0, 0))
    after = due_after(MONDAYS_AT_NINE, before.at)

    assert before.at == utc(2026, 10, 19, 7, 0)
    assert after.at == utc(2026, 10, 26, 8, 0)
    assert {before.local.hour, after.local.hour} == {9}


def test_a_time_in_the_spring_gap_runs_when_the_gap_ends() -> None:
    """On 29 March 2026 Berlin goes from 02:00 to 03:00, at 01:00 UTC."""
    due = due_after(NIGHTLY, utc(2026, 3, 28, 12, 0))

    assert due.local.isoformat() == "2026-03-29T02:30:00"
    assert due.at == utc(2026, 3, 29, 1, 0)
    assert due_after(NIGHTLY, due.at).at == utc(2026, 3, 30, 0, 30)


def test_a_gap_of_half_an_hour_ends_at_its_own_moment() -> None:
    """On 4 October 2026 Lord Howe goes from 02:00 to 02:30, at 15:30 UTC the day before."""
    rule = ScheduleRule(EVERY_DAY, time(2, 15), "Australia/Lord_Howe")

    assert due_after(rule, utc(2026, 10, 3, 12, 0)).at == utc(2026, 10, 3, 15, 30)


def test_a_day_left_out_of_the_calendar_runs_as_the_next_begins() -> None:
    """Samoa had no 30 December 2011."""
    rule = ScheduleRule(EVERY_DAY, time(9), "Pacific/Apia")

    turns = due_between(rule, after=utc(2011, 12, 29, 20, 0), until=utc(2011, 12, 31, 20, 0))
    moments = [due.at for due in turns]

    assert moments[:2] == [utc(2011, 12, 30, 10, 0), utc(2011, 12, 30, 19, 0)]


def test_a_time_in_the_autumn_fold_runs_once() -> None:
    """On 25 October 2026 Berlin has 02:30 twice, at 00:30 and 01:30 UTC."""
    day = list(due_between(NIGHTLY, after=utc(2026, 10, 24, 12, 0), until=utc(2026, 10, 25, 12, 0)))

    assert [due.at for due in day] == [utc(2026, 10, 25, 0, 30)]


def test_sixty_missed_turns_are_made_up_for_once() -> None:
    daily = ScheduleRule(EVERY_DAY, time(9), "UTC")

    due = latest_due(daily, after=utc(2026, 6, 1, 9, 0), now=utc(2026, 7, 31, 8, 0))

    assert due is not None
    assert due.at == utc(2026, 7, 30, 9, 0)


def test_nothing_is_due_twice_nor_early() -> None:
    turn = utc(2026, 8, 17, 7, 0)

    assert latest_due(MONDAYS_AT_NINE, after=turn, now=turn + timedelta(days=1)) is None
    assert latest_due(
        MONDAYS_AT_NINE, after=utc(2026, 8, 10, 7, 0), now=utc(2026, 8, 17, 6, 59)
    ) is (None)


def test_what_falls_due_this_very_moment_is_due() -> None:
    due = latest_due(MONDAYS_AT_NINE, after=utc(2026, 8, 16, 0, 0), now=utc(2026, 8, 17, 7, 0))

    assert due is not None
    assert due.at == utc(2026, 8, 17, 7, 0)


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        (frozenset({0}), "every Monday at 09:05 (Asia/Kolkata)"),
        (frozenset({4, 0}), "every Monday and Friday at 09:05 (Asia/Kolkata)"),
        (frozenset({0, 2, 4}), "every Monday, Wednesday and Friday at 09:05 (Asia/Kolkata)"),
        (WORKDAYS, "every weekday at 09:05 (Asia/Kolkata)"),
        (EVERY_DAY, "every day at 09:05 (Asia/Kolkata)"),
    ],
)
def test_a_rule_is_said_in_words(weekdays: frozenset[int], words: str) -> None:
    assert describe(ScheduleRule(weekdays, time(9, 5), "Asia/Kolkata")) == words


def test_an_unknown_zone_is_refused_with_one_to_try() -> None:
    with pytest.raises(
        UserError, match=r"“Berlin” is no time zone that I know\. Try Europe/Berlin"
    ):
        ScheduleRule(frozenset({0}), time(9), "Berlin")


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7}), frozenset({-1})])
def test_a_rule_without_weekdays_is_refused(weekdays: frozenset[int]) -> None:
    with pytest.raises(UserError, match="at least one weekday"):
        ScheduleRule(weekdays, time(9), "UTC")


RULES = st.builds(
    ScheduleRule,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(
        [
            *("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"),
            *("Pacific/Apia", "Asia/Kathmandu", "America/Havana", "Africa/Casablanca"),
        ]
    ),
)
MOMENTS = st.datetimes(
    min_value=datetime(2005, 1, 1),  # noqa: DTZ001 - made aware by `timezones`
    max_value=datetime(2037, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(RULES, MOMENTS)
def test_turns_come_in_order_once_a_day_at_most(rule: ScheduleRule, moment: datetime) -> None:
    first = due_after(rule, moment)
    second = due_after(rule, first.at)

    assert moment < first.at < second.at
    assert first.local.weekday() in rule.weekdays
    assert first.local.date() < second.local.date()


@given(RULES, MOMENTS)
def test_a_turn_runs_at_its_wall_time_or_just_after_a_gap(
    rule: ScheduleRule, moment: datetime
) -> None:
    due = due_after(rule, moment)
    zone = ZoneInfo(rule.zone)
    shown = due.at.astimezone(zone).replace(tzinfo=None)
    just_before = (due.at - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)

    assert shown == due.local or just_before < due.local < shown


@given(RULES, MOMENTS, st.integers(0, 60 * 24 * 30))
def test_the_latest_turn_is_the_last_of_all_that_were_missed(
    rule: ScheduleRule, after: datetime, minutes: int
) -> None:
    now = after + timedelta(minutes=minutes)
    missed = list(due_between(rule, after=after, until=now))

    assert latest_due(rule, after=after, now=now) == (missed[-1] if missed else None)


def test_a_date_is_the_schedules_own_not_utcs() -> None:
    rule = ScheduleRule(frozenset({0}), time(0, 30), "Pacific/Auckland")

    due = due_after(rule, utc(2026, 8, 12, 0, 0))

    assert due.local.date() == date(2026, 8, 17)
    assert due.at == utc(2026, 8, 16, 12, 30)
