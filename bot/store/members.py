"""The people of a workspace who sell, and those who decide."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bot.domain.errors import NotFound
from bot.domain.people import Member, Role
from bot.store import audit
from bot.store.tables import MemberRow


def add(session: Session, member: Member) -> Member:
    """Store a new member and return it with its id; `member.id` is ignored."""
    row = MemberRow()
    _fill(row, member)
    session.add(row)
    session.flush()
    return _to_member(row)


def save(session: Session, member: Member) -> Member:
    row = session.scalars(select(MemberRow).where(MemberRow.id == member.id)).one()
    _fill(row, member)
    session.flush()
    return _to_member(row)


def get(session: Session, member_id: int) -> Member:
    row = session.scalars(select(MemberRow).where(MemberRow.id == member_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such member. `/crm members` lists them.")
    return _to_member(row)


def by_slack_id(session: Session, slack_id: str) -> Member | None:
    return _one(session, MemberRow.slack_id == slack_id)


def note_joined(session: Session, member: Member, *, at: datetime) -> None:
    """Note in the record who has come, and in which role."""
    audit.record(
        session,
        audit.Verb.MEMBER_JOINED,
        by=None,
        at=at,
        member_id=member.id,
        slack_id=member.slack_id,
        role=member.role,
    )


def by_email(session: Session, email: str) -> Member | None:
    """Return the member without a Slack account yet who has this address."""
    found = session.scalars(
        select(MemberRow)
        .where(MemberRow.email == email, MemberRow.slack_id.is_(None))
        .order_by(MemberRow.id)
        .limit(1)
    ).first()
    return _to_member(found) if found else None


def everybody(session: Session) -> list[Member]:
    """Return the active members in order of name."""
    rows = session.scalars(
        select(MemberRow).where(MemberRow.active).order_by(MemberRow.name, MemberRow.id)
    )
    return [_to_member(row) for row in rows]


def ever(session: Session) -> list[Member]:
    """Return all there have ever been, in the order in which they came."""
    return [_to_member(row) for row in session.scalars(select(MemberRow).order_by(MemberRow.id))]


def known(session: Session) -> list[Member]:
    """Return who is here and who has left, in order of name; but no account that was absorbed."""
    # Columns, not rows: every decision reads them all, and rows took most of its time.
    found = session.execute(_known())
    return [Member(id_, name, Role(role), *rest) for id_, name, role, *rest in found]


@cache
def _known() -> Select[*tuple[Any, ...]]:
    return (
        select(
            MemberRow.id,
            MemberRow.name,
            MemberRow.role,
            MemberRow.slack_id,
            MemberRow.email,
            MemberRow.title,
            MemberRow.manager_id,
            MemberRow.external_key,
            MemberRow.active,
            MemberRow.team,
            MemberRow.former_email,
        )
        .where(
            or_(
                MemberRow.active,
                MemberRow.slack_id.is_not(None),
                MemberRow.email.is_not(None),
                MemberRow.external_key.is_not(None),
            )
        )
        .order_by(MemberRow.name, MemberRow.id)
    )


def locked(session: Session) -> list[Member]:
    """Return all who are here or have left, locked until the transaction ends.

    Two admins who take the role from each other at the same moment, or make two people each
    other's manager, go one after the other.
    """
    rows = session.scalars(
        select(MemberRow)
        .order_by(MemberRow.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return [_to_member(row) for row in rows]


def _one(session: Session, condition: object) -> Member | None:
    row = session.scalars(select(MemberRow).where(condition)).one_or_none()  # type: ignore[arg-type]
    return _to_member(row) if row else None


def _fill(row: MemberRow, member: Member) -> None:
    row.slack_id, row.name, row.email = member.slack_id, member.name, member.email
    row.role, row.title, row.manager_id = member.role.value, member.title, member.manager_id
    row.external_key, row.active, row.team = member.external_key, member.active, member.team
    row.former_email = member.former_email


def _to_member(row: MemberRow) -> Member:
    return Member(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        slack_id=row.slack_id,
        email=row.email,
        title=row.title,
        manager_id=row.manager_id,
        external_key=row.external_key,
        active=row.active,
        team=row.team,
        former_email=row.former_email,
    )
