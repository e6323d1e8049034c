"""Who is there to decide at one moment, read in one go."""

from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from bot.domain.rosters import Absence, Roster
from bot.store import absences, groups, members
from bot.store.tables import AbsenceRow, GroupRow


def current(session: Session, *, at: datetime) -> Roster:
    """Return who is there and who has left, the user groups, and the absences that last now."""
    known = members.known(session)
    return Roster(
        tuple(member for member in known if member.active),
        groups.memberships(session),
        tuple(_absences(session, at)),
        tuple(member for member in known if not member.active),
    )


def handles(session: Session) -> dict[str, str]:
    """Return the handles of the user groups by their Slack ids."""
    rows = session.scalars(select(GroupRow).order_by(GroupRow.handle))
    return {row.slack_id: row.handle for row in rows}


def _absences(session: Session, at: datetime) -> list[Absence]:
    return [absences.to_absence(row) for row in session.scalars(_absent(), {"at": at})]


@cache
def _absent() -> Select[AbsenceRow]:
    at: BindParameter[datetime] = bindparam("at")
    return (
        select(AbsenceRow)
        .where(
            AbsenceRow.starts_at <= at,
            AbsenceRow.ends_at > at,
            or_(AbsenceRow.ended_at.is_(None), AbsenceRow.ended_at > at),
        )
        .order_by(AbsenceRow.id)
    )
