"""How somebody wants to be reminded, and what cannot be meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.errors import InvalidFields
from bot.domain.preferences import Preferences, Reminders, check

BERLIN = Preferences(1, "Europe/Berlin")
FRIDAY_EVENING = datetime(2026, 11, 27, 19, 30, tzinfo=UTC)


def test_the_usual_preferences_can_be_meant() -> None:
    assert check(BERLIN) == BERLIN


def test_the_daily_list_comes_on_working_days_at_its_hour() -> None:
    assert BERLIN.next_digest(FRIDAY_EVENING) == datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_quiet_hours_are_by_the_own_clock() -> None:
    there = replace(BERLIN, zone="America/New_York")

    assert BERLIN.is_quiet(FRIDAY_EVENING)
    assert not there.is_quiet(FRIDAY_EVENING)
    assert BERLIN.next_allowed(FRIDAY_EVENING) == datetime(2026, 11, 28, 7, tzinfo=UTC)


def test_a_working_day_is_one_of_the_own_calendar_and_no_holiday() -> None:
    """It is Saturday in Tokyo when it is Friday evening in Berlin."""
    assert BERLIN.is_working_day(FRIDAY_EVENING)
    assert not BERLIN.is_working_day(FRIDAY_EVENING, {date(2026, 11, 27)})
    assert not replace(BERLIN, zone="Asia/Tokyo").is_working_day(FRIDAY_EVENING)


def test_each_mistake_stands_at_its_field() -> None:
    wrong = replace(BERLIN, weekdays=frozenset(), works_to=BERLIN.works_from, digest_at=time(7))

    with pytest.raises(InvalidFields) as refusal:
        check(wrong)

    assert set(refusal.value.fields) == {"weekdays", "works_to", "digest_at"}


def test_a_night_is_a_working_day_and_a_minute_is_none() -> None:
    night = replace(BERLIN, works_from=time(22), works_to=time(6))

    assert check(night) == night
    with pytest.raises(InvalidFields, match="two hours"):
        check(replace(BERLIN, works_from=time(9), works_to=time(9, 1)))


def test_who_wants_no_reminders_may_leave_the_list_in_the_quiet_hours() -> None:
    silent = replace(BERLIN, digest_at=time(7), reminders=Reminders.NONE)

    assert check(silent) == silent
