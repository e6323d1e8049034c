"""Schedules as stored: their turns in local time, and their end."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy.orm import Session

from bot.domain.errors import NotFound
from bot.domain.schedules import Schedule, ScheduleRule
from bot.store import schedules
from tests.conftest import NOON, Cast

MONDAYS_AT_NINE = ScheduleRule(frozenset({0}), time(9), "Europe/Berlin")


def scheduled(
    session: Session, cast: Cast, rule: ScheduleRule = MONDAYS_AT_NINE, *, at: datetime = NOON
) -> Schedule:
    """Let the weekly sales come to #sales."""
    return schedules.add(
        session,
        channel="CSALES",
        report="weekly-sales",
        rule=rule,
        created_by_id=cast.maya.member.id,
        at=at,
    )


def test_the_first_turn_is_the_next_one_in_local_time(session: Session, cast: Cast) -> None:
    made = scheduled(session, cast)

    assert made.next_due_at == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert schedules.active(session) == [made]


def test_the_rule_comes_back_as_it_was_given(session: Session, cast: Cast) -> None:
    rule = ScheduleRule(frozenset({0, 2, 6}), time(17, 30), "Asia/Kolkata")

    made = scheduled(session, cast, rule)

    assert schedules.get(session, made.id).rule == rule


def test_nine_stays_nine_when_the_clocks_change(session: Session, cast: Cast) -> None:
    summer = datetime(2026, 10, 20, 12, tzinfo=UTC)
    winter = datetime(2026, 10, 27, 12, tzinfo=UTC)

    before = scheduled(session, cast, at=summer).next_due_at
    after = scheduled(session, cast, at=winter).next_due_at

    # Clocks went back on Sunday, 25 October.
    assert before == datetime(2026, 10, 26, 8, tzinfo=UTC)
    assert after == datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_an_ended_schedule_is_gone(session: Session, cast: Cast) -> None:
    made = scheduled(session, cast)

    schedules.end(session, made.id, at=NOON)

    assert schedules.active(session) == []
    with pytest.raises(NotFound, match="has ended already"):
        schedules.get(session, made.id)


def test_another_workspace_sees_no_schedule(session: Session, cast: Cast, charlie: Session) -> None:
    made = scheduled(session, cast)
    session.commit()

    assert schedules.active(charlie) == []
    with pytest.raises(NotFound):
        schedules.get(charlie, made.id)
