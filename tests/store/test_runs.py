"""Runs: opened once a turn, claimed by one process, finished by whoever holds the lease."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.schedules import ScheduleRule
from bot.store import runs, schedules
from bot.store.db import in_workspace, workspace_session
from bot.store.runs import LEASE, Run
from tests.conftest import ACME, NOON, Cast
from tests.store.test_schedules import scheduled

PERIODS = {"weekly-sales": "last week"}
# Nine o'clock in Berlin, a week after NOON.
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
LATER = MONDAY + LEASE + timedelta(seconds=1)


def opened(session: Session, *, now: datetime) -> int:
    return runs.open_due(session, now=now, periods=PERIODS)


def claimed(session: Session, *, now: datetime) -> Run:
    """Take the next run; there must be one."""
    run = runs.claim(session, now=now)
    assert run is not None
    return run


def asked(session: Session, cast: Cast) -> None:
    runs.open_requested(
        session,
        report="weekly-sales",
        period="this month",
        zone="Europe/Berlin",
        destination="URAVI",
        requested_by_id=cast.ravi.member.id,
        at=NOON,
    )


def test_a_schedule_opens_a_run_when_it_is_due(session: Session, cast: Cast) -> None:
    scheduled(session, cast)

    assert opened(session, now=MONDAY - timedelta(seconds=1)) == 0
    assert opened(session, now=MONDAY) == 1

    run = claimed(session, now=MONDAY)
    assert (run.report, run.period, run.zone) == ("weekly-sales", "last week", "Europe/Berlin")
    assert (run.destination, run.due_at) == ("CSALES", MONDAY)
    assert run.requested_by_id == cast.maya.member.id


def test_a_turn_is_opened_once(session: Session, cast: Cast) -> None:
    made = scheduled(session, cast)

    opened(session, now=MONDAY)

    assert opened(session, now=MONDAY + timedelta(minutes=1)) == 0
    assert schedules.get(session, made.id).next_due_at == MONDAY + timedelta(days=7)


def test_a_turn_is_opened_once_by_many_at_the_same_moment(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        scheduled(session, cast)
    start = Barrier(6)

    def open_all(_: int) -> int:
        start.wait()
        return in_workspace(engine, ACME, lambda session: opened(session, now=MONDAY))

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(open_all, range(6))) == 1
    with workspace_session(engine, ACME) as session:
        claimed(session, now=MONDAY)
        assert runs.claim(session, now=MONDAY) is None


@pytest.mark.parametrize("late", [timedelta(hours=3), timedelta(days=1), timedelta(days=6)])
def test_a_missed_turn_is_made_up_for_with_its_own_date(
    session: Session, cast: Cast, late: timedelta
) -> None:
    scheduled(session, cast)

    assert opened(session, now=MONDAY + late) == 1

    assert claimed(session, now=MONDAY + late).due_at == MONDAY


def test_many_missed_turns_are_made_up_for_by_the_last(session: Session, cast: Cast) -> None:
    made = scheduled(session, cast)
    back = MONDAY + timedelta(days=23)

    assert opened(session, now=back) == 1

    assert claimed(session, now=back).due_at == MONDAY + timedelta(days=21)
    assert runs.claim(session, now=back) is None
    assert schedules.get(session, made.id).next_due_at == MONDAY + timedelta(days=28)


def test_the_hour_that_comes_twice_runs_once(session: Session, cast: Cast) -> None:
    """On 25 October 2026 it is half past two twice in Berlin: 00:30 and 01:30 UTC."""
    rule = ScheduleRule(frozenset({6}), time(2, 30), "Europe/Berlin")
    scheduled(session, cast, rule, at=datetime(2026, 10, 20, tzinfo=UTC))
    midnight = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)

    found = [opened(session, now=midnight + timedelta(minutes=10 * turn)) for turn in range(24)]

    assert sum(found) == 1
    assert claimed(session, now=NOON).due_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_hour_that_is_left_out_runs_once(session: Session, cast: Cast) -> None:
    """On 29 March 2026 Berlin has no half past two: the clocks jump at 01:00 UTC."""
    rule = ScheduleRule(frozenset({6}), time(2, 30), "Europe/Berlin")
    scheduled(session, cast, rule, at=datetime(2026, 3, 25, tzinfo=UTC))
    midnight = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)

    found = [opened(session, now=midnight + timedelta(minutes=10 * turn)) for turn in range(24)]

    assert sum(found) == 1
    assert claimed(session, now=NOON).due_at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_an_ended_schedule_opens_nothing(session: Session, cast: Cast) -> None:
    made = scheduled(session, cast)
    schedules.end(session, made.id, at=NOON)

    assert opened(session, now=MONDAY) == 0


def test_a_report_that_no_longer_exists_keeps_no_other_from_coming(
    session: Session, cast: Cast
) -> None:
    schedules.add(
        session,
        channel="CSALES",
        report="sales-by-moonlight",
        rule=ScheduleRule(frozenset({0}), time(9), "Europe/Berlin"),
        created_by_id=cast.maya.member.id,
        at=NOON,
    )
    scheduled(session, cast)

    assert opened(session, now=MONDAY) == 1


def test_each_run_is_claimed_by_one_of_many(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        for _ in range(10):
            asked(session, cast)
    start = Barrier(5)

    def claim_all(_: int) -> list[int]:
        start.wait()
        taken, misses = [], 0
        while misses < 5:
            run = in_workspace(engine, ACME, lambda session: runs.claim(session, now=NOON))
            if run is None:
                misses += 1
            else:
                taken.append(run.id)
        return taken

    with ThreadPoolExecutor(5) as pool:
        taken = [run for found in pool.map(claim_all, range(5)) for run in found]

    assert len(taken) == len(set(taken)) == 10


def test_a_run_is_taken_over_after_its_lease(session: Session, cast: Cast) -> None:
    scheduled(session, cast)
    opened(session, now=MONDAY)
    late = claimed(session, now=MONDAY)

    assert runs.claim(session, now=MONDAY + LEASE) is None
    taken_over = claimed(session, now=LATER)

    assert (taken_over.id, taken_over.lease) == (late.id, late.lease + 1)
    assert not runs.finish(session, late, at=LATER, outcome="Too late")
    assert runs.finish(session, taken_over, at=LATER, outcome="Made")
    assert runs.claim(session, now=LATER + LEASE) is None


def test_a_run_is_finished_once(session: Session, cast: Cast) -> None:
    asked(session, cast)
    run = claimed(session, now=NOON)

    assert runs.finish(session, run, at=NOON, outcome="Made")
    assert not runs.finish(session, run, at=NOON, outcome="Made again")


def test_a_run_given_back_is_claimed_again_when_it_said(session: Session, cast: Cast) -> None:
    asked(session, cast)
    retry_at = NOON + timedelta(seconds=30)

    runs.release(session, claimed(session, now=NOON), retry_at=retry_at)

    assert runs.claim(session, now=retry_at) is None
    assert claimed(session, now=retry_at + timedelta(seconds=1)).lease == 2


def test_the_last_outcome_of_each_schedule_is_known(session: Session, cast: Cast) -> None:
    made = scheduled(session, cast)
    for week, outcome in enumerate(("Made for week 48", "The channel is gone.")):
        now = MONDAY + timedelta(days=7 * week)
        opened(session, now=now)
        runs.finish(session, claimed(session, now=now), at=now, outcome=outcome)

    assert runs.last_outcomes(session) == {made.id: "The channel is gone."}


def test_another_workspace_sees_no_run(session: Session, cast: Cast, charlie: Session) -> None:
    asked(session, cast)
    session.commit()

    assert runs.claim(charlie, now=NOON) is None
