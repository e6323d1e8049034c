"""Who is there to decide at one moment, read in one go."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.domain.rosters import Absence, Roster
from bot.store import members
from bot.store.tables import AbsenceRow, GroupMemberRow, GroupRow, MemberRow


def current(session: Session, *, at: datetime) -> Roster:
    """Return who is there and who has left, the user groups, and the absences that last now."""
    known = members.known(session)
    return Roster(
        tuple(member for member in known if member.active),
        _groups(session),
        tuple(_absences(session, at)),
        tuple(member for member in known if not member.active),
    )


def handles(session: Session) -> dict[str, str]:
    """Return the handles of the user groups by their Slack ids."""
    groups = session.scalars(select(GroupRow).order_by(GroupRow.handle))
    return {group.slack_id: group.handle for group in groups}


def _groups(session: Session) -> dict[str, frozenset[int]]:
    rows = session.execute(
        select(GroupRow.slack_id, MemberRow.id)
        .join(GroupMemberRow, GroupMemberRow.group_id == GroupRow.id)
        .join(MemberRow, MemberRow.slack_id == GroupMemberRow.slack_id)
    )
    found: dict[str, set[int]] = defaultdict(set)
    for group, member_id in rows:
        found[group].add(member_id)
    return {group: frozenset(ids) for group, ids in found.items()}


def _absences(session: Session, at: datetime) -> list[Absence]:
    rows = session.scalars(
        select(AbsenceRow)
        .where(
            AbsenceRow.starts_at <= at,
            AbsenceRow.ends_at > at,
            or_(AbsenceRow.ended_at.is_(None), AbsenceRow.ended_at > at),
        )
        .order_by(AbsenceRow.id)
    )
    return [
        Absence(row.id, row.member_id, row.delegate_id, row.starts_at, row.ends_at) for row in rows
    ]
