"""Report schedules: which report goes where, when."""

from datetime import datetime, time

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.domain.errors import NotFound
from bot.domain.schedules import Schedule, ScheduleRule, due_after
from bot.store.tables import ScheduleRow


def add(
    session: Session,
    *,
    channel: str,
    report: str,
    rule: ScheduleRule,
    created_by_id: int,
    at: datetime,
) -> Schedule:
    """Store a schedule whose first turn is the first one after `at`."""
    row = ScheduleRow(
        channel=channel,
        report=report,
        weekdays="".join(str(day) for day in sorted(rule.weekdays)),
        at=f"{rule.at:%H:%M}",
        zone=rule.zone,
        created_by_id=created_by_id,
        created_at=at,
        next_due_at=due_after(rule, at).at,
    )
    session.add(row)
    session.flush()
    return _to_schedule(row)


def active(session: Session) -> list[Schedule]:
    rows = session.scalars(
        select(ScheduleRow).where(ScheduleRow.ended_at.is_(None)).order_by(ScheduleRow.id)
    )
    return [_to_schedule(row) for row in rows]


def get(session: Session, schedule_id: int) -> Schedule:
    row = session.scalars(
        select(ScheduleRow).where(ScheduleRow.id == schedule_id, ScheduleRow.ended_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound("This schedule has ended already. `/report list` shows those that run.")
    return _to_schedule(row)


def end(session: Session, schedule_id: int, *, at: datetime) -> None:
    session.execute(
        update(ScheduleRow)
        .where(ScheduleRow.id == schedule_id, ScheduleRow.ended_at.is_(None))
        .values(ended_at=at)
    )


def _to_schedule(row: ScheduleRow) -> Schedule:
    return Schedule(
        id=row.id,
        channel=row.channel,
        report=row.report,
        rule=rule_of(row),
        created_by_id=row.created_by_id,
        next_due_at=row.next_due_at,
    )


def rule_of(row: ScheduleRow) -> ScheduleRule:
    return ScheduleRule(
        frozenset(int(day) for day in row.weekdays), time.fromisoformat(row.at), row.zone
    )
