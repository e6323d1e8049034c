"""Reports to be made: opened by a schedule or a person, claimed by one process, finished once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.schedules import due_after, latest_due
from bot.store import outbox
from bot.store.guard import changed_one
from bot.store.schedules import rule_of
from bot.store.tables import RunRow, ScheduleRow

# Longer than drawing may take, short enough that a crash is made good within minutes.
LEASE = timedelta(minutes=2)
MOST_CLAIMS = 5


class RunState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """A report to be made now. `period` is in words, relative to `due_at` in `zone`;
    `lease` counts the claims and names this one.
    """

    id: int
    report: str
    period: str
    zone: str
    destination: str
    due_at: datetime
    lease: int
    schedule_id: int | None
    requested_by_id: int | None


def open_requested(
    session: Session,
    *,
    report: str,
    period: str,
    zone: str,
    destination: str,
    requested_by_id: int,
    at: datetime,
) -> None:
    """Ask for a report now, to be posted in `destination` (a channel, or a user's messages)."""
    session.add(
        RunRow(
            report=report,
            period=period,
            zone=zone,
            destination=destination,
            requested_by_id=requested_by_id,
            due_at=at,
            state=RunState.WAITING,
            lease=0,
        )
    )
    session.flush()
    outbox.tell(session)


def open_due(session: Session, *, now: datetime, periods: dict[str, str]) -> int:
    """Open a run for every schedule that is due, once whoever asks; return how many.

    `periods` names each report's usual period. However many turns were missed, one
    run makes up for them.
    """
    due_rows = session.scalars(
        select(ScheduleRow).where(
            ScheduleRow.ended_at.is_(None),
            ScheduleRow.next_due_at <= now,
            ScheduleRow.report.in_(periods),
        )
    ).all()
    return sum(_open(session, row, now, periods[row.report]) for row in due_rows)


def _open(session: Session, row: ScheduleRow, now: datetime, period: str) -> bool:
    rule = rule_of(row)
    due = latest_due(rule, after=row.next_due_at - timedelta(seconds=1), now=now)
    moved = changed_one(
        session,
        update(ScheduleRow)
        .where(ScheduleRow.id == row.id, ScheduleRow.next_due_at == row.next_due_at)
        .values(next_due_at=due_after(rule, now).at)
        .execution_options(synchronize_session=False),
    )
    if due is None or not moved:
        return False
    try:
        with session.begin_nested():
            session.add(
                RunRow(
                    schedule_id=row.id,
                    due_local=f"{due.local:%Y-%m-%dT%H:%M}",
                    due_at=due.at,
                    report=row.report,
                    period=period,
                    zone=row.zone,
                    destination=row.channel,
                    requested_by_id=row.created_by_id,
                    state=RunState.WAITING,
                    lease=0,
                )
            )
    except IntegrityError:
        # Another process opened this turn in the same moment.
        return False
    return True


def claim(session: Session, *, now: datetime) -> Run | None:
    """Take the oldest open run for two minutes, also one whose process went away."""
    rows = session.scalars(
        select(RunRow)
        .where(
            RunRow.state == RunState.WAITING,
            or_(RunRow.lease_until.is_(None), RunRow.lease_until < now),
        )
        .order_by(RunRow.id)
        .limit(20)
    ).all()
    for row in rows:
        taken = changed_one(
            session,
            update(RunRow)
            .where(RunRow.id == row.id, RunRow.lease == row.lease, RunRow.state == RunState.WAITING)
            .values(lease=row.lease + 1, lease_until=now + LEASE)
            .execution_options(synchronize_session=False),
        )
        if taken:
            return _to_run(row, row.lease + 1)
    return None


def finish(session: Session, run: Run, *, at: datetime, outcome: str, failed: bool = False) -> bool:
    """Close the run; return False when another process has taken it over meanwhile."""
    return changed_one(
        session,
        update(RunRow)
        .where(RunRow.id == run.id, RunRow.lease == run.lease, RunRow.state == RunState.WAITING)
        .values(
            state=RunState.FAILED if failed else RunState.DONE,
            outcome=outcome,
            finished_at=at,
            lease_until=None,
        ),
    )


def release(session: Session, run: Run, *, retry_at: datetime) -> None:
    """Give the run back, to be claimed again from `retry_at` on."""
    session.execute(
        update(RunRow)
        .where(RunRow.id == run.id, RunRow.lease == run.lease)
        .values(lease_until=retry_at)
    )


def note_undelivered(session: Session, run_id: int, sentence: str) -> Run | None:
    """Keep with a finished run that Slack would not take its report."""
    row = session.scalars(select(RunRow).where(RunRow.id == run_id)).one_or_none()
    if row is None:
        return None
    row.state, row.outcome = RunState.FAILED, sentence
    session.flush()
    return _to_run(row, row.lease)


def last_outcomes(session: Session) -> dict[int, str]:
    """Return, by schedule id, what came of its latest finished run."""
    rows = session.execute(
        select(RunRow.schedule_id, RunRow.outcome)
        .where(RunRow.schedule_id.is_not(None), RunRow.outcome.is_not(None))
        .order_by(RunRow.id)
    )
    return {schedule_id: str(outcome) for schedule_id, outcome in rows if schedule_id}


def _to_run(row: RunRow, lease: int) -> Run:
    return Run(
        id=row.id,
        report=row.report,
        period=row.period,
        zone=row.zone,
        destination=row.destination,
        due_at=row.due_at,
        lease=lease,
        schedule_id=row.schedule_id,
        requested_by_id=row.requested_by_id,
    )
