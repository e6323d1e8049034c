"""Who is away and who decides meanwhile."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.domain.rosters import Absence
from bot.store.guard import changed_one
from bot.store.tables import AbsenceRow, MemberRow

PLANNED, BEGUN, OVER = range(3)


def lock(session: Session, member_ids: Iterable[int]) -> None:
    """Let nobody else plan an absence of these members before the commit."""
    session.execute(
        select(MemberRow.id)
        .where(MemberRow.id.in_(sorted(member_ids)))
        .order_by(MemberRow.id)
        .with_for_update()
    ).all()


def add(
    session: Session,
    *,
    member_id: int,
    delegate_id: int,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
) -> Absence:
    row = AbsenceRow(
        member_id=member_id,
        delegate_id=delegate_id,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at=at,
        stage=BEGUN if starts_at <= at else PLANNED,
    )
    session.add(row)
    session.flush()
    return to_absence(row)


def of_member(session: Session, member_id: int, *, since: datetime) -> list[Absence]:
    """Return a member's absences that are not over at `since`, the first one first."""
    return _lasting(session, AbsenceRow.member_id == member_id, since=since)


def of_delegate(session: Session, member_id: int, *, since: datetime) -> list[Absence]:
    """Return the absences not over at `since` in which this member decides for somebody."""
    return _lasting(session, AbsenceRow.delegate_id == member_id, since=since)


def end(session: Session, absence_id: int, *, at: datetime) -> bool:
    """End an absence at `at`, perhaps before it began; return whether it was not ended yet."""
    return changed_one(
        session,
        update(AbsenceRow)
        .where(AbsenceRow.id == absence_id, AbsenceRow.ended_at.is_(None))
        .values(ended_at=at, stage=OVER)
        .execution_options(synchronize_session=False),
    )


def take_begun(session: Session, *, at: datetime) -> list[Absence]:
    """Take the absences that began by now and of which nobody was told; each is had once."""
    return _take(session, PLANNED, BEGUN, AbsenceRow.starts_at <= at)


def take_over(session: Session, *, at: datetime) -> list[Absence]:
    """Take the absences that are over by now, as `take_begun` does."""
    return _take(session, BEGUN, OVER, AbsenceRow.ends_at <= at)


def _take(session: Session, before: int, after: int, due: object) -> list[Absence]:
    rows = session.scalars(
        select(AbsenceRow)
        .where(AbsenceRow.stage == before, due)  # type: ignore[arg-type]
        .order_by(AbsenceRow.id)
    ).all()
    return [
        to_absence(row)
        for row in rows
        if changed_one(
            session,
            update(AbsenceRow)
            .where(AbsenceRow.id == row.id, AbsenceRow.stage == before)
            .values(stage=after)
            .execution_options(synchronize_session=False),
        )
    ]


def _lasting(session: Session, whose: object, *, since: datetime) -> list[Absence]:
    rows = session.scalars(
        select(AbsenceRow)
        .where(
            whose,  # type: ignore[arg-type]
            AbsenceRow.ends_at > since,
            or_(AbsenceRow.ended_at.is_(None), AbsenceRow.ended_at > since),
        )
        .order_by(AbsenceRow.starts_at, AbsenceRow.id)
        .execution_options(populate_existing=True)
    )
    return [to_absence(row) for row in rows]


def to_absence(row: AbsenceRow) -> Absence:
    return Absence(row.id, row.member_id, row.delegate_id, row.starts_at, row.ends_at)
