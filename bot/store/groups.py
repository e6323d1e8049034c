"""Slack's user groups and who is in them, as Slack told when it was last asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.user_groups import GroupChange, UserGroup, changes
from bot.store.guard import changed_one
from bot.store.tables import GroupMemberRow, GroupRow, GroupSyncRow, MemberRow

HANDLE_LENGTH, NAME_LENGTH, FAILURE_LENGTH = 100, 300, 64


@dataclass(frozen=True, slots=True)
class Sync:
    """How the last asking went; `failure` is Slack's own word for why it told nothing."""

    synced_at: datetime | None
    failure: str | None


def memberships(session: Session) -> dict[str, frozenset[int]]:
    """Return the members in each group by its Slack id; whoever is no member yet is left out."""
    rows = session.execute(_memberships())
    found: dict[str, set[int]] = defaultdict(set)
    for group, member_id in rows:
        found[group].add(member_id)
    return {group: frozenset(ids) for group, ids in found.items()}


@cache
def _memberships() -> Select[*tuple[Any, ...]]:
    return (
        select(GroupRow.slack_id, MemberRow.id)
        .join(GroupMemberRow, GroupMemberRow.group_id == GroupRow.id)
        .join(MemberRow, MemberRow.slack_id == GroupMemberRow.slack_id)
    )


def known(session: Session) -> list[UserGroup]:
    """Return the groups with all their accounts, in order of their handles."""
    users: dict[int, set[str]] = defaultdict(set)
    for group_id, slack_id in session.execute(
        select(GroupMemberRow.group_id, GroupMemberRow.slack_id)
    ):
        users[group_id].add(slack_id)
    rows = session.scalars(select(GroupRow).order_by(GroupRow.handle, GroupRow.id))
    return [UserGroup(row.slack_id, row.handle, row.name, frozenset(users[row.id])) for row in rows]


def last_sync(session: Session) -> Sync | None:
    """Return how the last asking went, None where Slack has not been asked yet."""
    row = session.scalars(select(GroupSyncRow)).one_or_none()
    return Sync(row.synced_at, row.failure) if row else None


def is_due(session: Session, *, now: datetime) -> bool:
    row = session.scalars(select(GroupSyncRow)).one_or_none()
    return row is None or row.due_at <= now


def claim(session: Session, *, now: datetime, every: timedelta) -> datetime | None:
    """Take the turn to ask Slack; return the lease that `keep` wants, None where it is not due."""
    lease = now + every
    taken = update(GroupSyncRow).where(GroupSyncRow.due_at <= now).values(due_at=lease)
    if changed_one(session, taken):
        return lease
    if session.scalar(select(GroupSyncRow.id)) is not None:
        return None
    try:
        with session.begin_nested():
            session.add(GroupSyncRow(due_at=lease))
    except IntegrityError:
        return None
    return lease


def make_due(session: Session, *, at: datetime) -> None:
    """Let Slack be asked at once; an answer that is still on its way counts no more."""
    session.execute(update(GroupSyncRow).values(due_at=at))


def keep(
    session: Session, found: Iterable[UserGroup], *, lease: datetime, at: datetime
) -> list[GroupChange] | None:
    """Write down what Slack told, and return what changed.

    None where the turn was somebody else's by now, who asked later and knows better.
    """
    if not _note(session, lease=lease, synced_at=at, failure=None):
        return None
    return _replace(session, list(found), at=at)


def lose(
    session: Session, failure: str, *, lease: datetime, at: datetime, forget: bool
) -> list[GroupChange] | None:
    """Write down that Slack tells nothing; with `forget` nobody is in any group from now on."""
    synced = last_sync(session)
    before = synced.synced_at if synced else None
    if not _note(session, lease=lease, synced_at=before, failure=failure[:FAILURE_LENGTH]):
        return None
    return _replace(session, [], at=at) if forget else []


def _note(
    session: Session, *, lease: datetime, synced_at: datetime | None, failure: str | None
) -> bool:
    return changed_one(
        session,
        update(GroupSyncRow)
        .where(GroupSyncRow.due_at == lease)
        .values(synced_at=synced_at, failure=failure),
    )


def _replace(session: Session, found: list[UserGroup], *, at: datetime) -> list[GroupChange]:
    fitting = [
        UserGroup(each.slack_id, each.handle[:HANDLE_LENGTH], each.name[:NAME_LENGTH], each.users)
        for each in found
    ]
    changed = changes(known(session), fitting)
    rows = {row.slack_id: row for row in session.scalars(select(GroupRow))}
    there = {group.slack_id for group in fitting}
    for change in changed:
        if change.group.slack_id in there:
            _write(session, rows.get(change.group.slack_id), change, at=at)
        else:
            _remove(session, rows[change.group.slack_id])
    session.flush()
    session.execute(update(GroupRow).values(synced_at=at))
    return changed


def _write(session: Session, row: GroupRow | None, change: GroupChange, *, at: datetime) -> None:
    group = change.group
    if row is None:
        row = GroupRow(slack_id=group.slack_id)
        session.add(row)
    row.handle, row.name, row.synced_at = group.handle, group.name, at
    session.flush()
    _leave(session, row.id, sorted(change.left))
    session.add_all(
        GroupMemberRow(group_id=row.id, slack_id=slack_id) for slack_id in sorted(change.joined)
    )


def _leave(session: Session, group_id: int, slack_ids: Sequence[str]) -> None:
    if slack_ids:
        session.execute(
            delete(GroupMemberRow).where(
                GroupMemberRow.group_id == group_id, GroupMemberRow.slack_id.in_(slack_ids)
            )
        )


def _remove(session: Session, row: GroupRow) -> None:
    session.execute(delete(GroupMemberRow).where(GroupMemberRow.group_id == row.id))
    session.delete(row)
