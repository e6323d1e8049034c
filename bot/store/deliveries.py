"""The sender's side of the outbox: claim a post, note each step, finish it.

One transaction a function, each guarded by the lease: whoever lost it gets LeaseLost.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.posts import Placement
from bot.store import audit
from bot.store.outbox import PostState
from bot.store.tables import PostFileRow, PostRow

LEASE = timedelta(minutes=1)


class LeaseLost(Exception):
    """Another process took the post over; this one must leave it alone."""


@dataclass(frozen=True, slots=True)
class ClaimedFile:
    id: int
    placement: Placement
    name: str
    alt_text: str
    content: bytes
    slack_file_id: str | None
    shared: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """A post under lease. `channel` and `ts` are set once the message stands in Slack;
    for an update they are those of the message it changes. `attempts` counts this one.
    """

    id: int
    key: str
    destination: str
    text: str
    blocks: list[dict[str, Any]]
    lease: int
    attempts: int
    updates_id: int | None
    channel: str | None
    ts: str | None
    created_at: datetime
    files: tuple[ClaimedFile, ...]


def claim(session: Session, *, now: datetime) -> Claimed | None:
    """Take the oldest post that is due, for one minute; None when there is nothing to send."""
    candidates = session.scalars(
        select(PostRow)
        .where(
            PostRow.state == PostState.WAITING,
            PostRow.not_before <= now,
            or_(PostRow.lease_until.is_(None), PostRow.lease_until < now),
        )
        .order_by(PostRow.id)
        .limit(20)
    ).all()
    for row in candidates:
        original = _original(session, row)
        if row.replaces_id is not None and not _may_update(session, row, original, now):
            continue
        if _take(session, row, now):
            return _to_claimed(session, row, original)
        if original is not None:
            _release(session, original.id)
    return None


def _original(session: Session, row: PostRow) -> PostRow | None:
    if row.replaces_id is None:
        return None
    return session.scalars(select(PostRow).where(PostRow.id == row.replaces_id)).one()


def _may_update(session: Session, row: PostRow, original: PostRow | None, now: datetime) -> bool:
    """Lock the message that `row` changes; drop the change when the message never came to be."""
    if original is None or original.state == PostState.GIVEN_UP:
        session.execute(
            update(PostRow).where(PostRow.id == row.id).values(state=PostState.SUPERSEDED)
        )
        return False
    if original.state != PostState.SENT:
        return False
    # The original's lease is unused once it is sent; it keeps two changes in order.
    return _changed(
        session,
        update(PostRow)
        .where(
            PostRow.id == original.id,
            or_(PostRow.lease_until.is_(None), PostRow.lease_until < now),
        )
        .values(lease_until=now + LEASE),
    )


def _take(session: Session, row: PostRow, now: datetime) -> bool:
    return _changed(
        session,
        update(PostRow)
        .where(PostRow.id == row.id, PostRow.lease == row.lease, PostRow.state == PostState.WAITING)
        .values(lease=row.lease + 1, lease_until=now + LEASE, attempts=row.attempts + 1),
    )


def _to_claimed(session: Session, row: PostRow, original: PostRow | None) -> Claimed:
    session.refresh(row)
    place = original or row
    files = session.scalars(
        select(PostFileRow).where(PostFileRow.post_id == row.id).order_by(PostFileRow.id)
    )
    return Claimed(
        id=row.id,
        key=row.key,
        destination=row.destination,
        text=row.payload["text"],
        blocks=row.payload["blocks"],
        lease=row.lease,
        attempts=row.attempts,
        updates_id=row.replaces_id,
        channel=place.channel,
        ts=place.ts,
        created_at=row.created_at,
        files=tuple(
            ClaimedFile(
                file.id,
                Placement(file.placement),
                file.name,
                file.alt_text,
                file.content,
                file.slack_file_id,
                file.shared_at is not None,
            )
            for file in files
        ),
    )


def note_uploaded(session: Session, file: ClaimedFile, slack_file_id: str) -> None:
    session.execute(
        update(PostFileRow).where(PostFileRow.id == file.id).values(slack_file_id=slack_file_id)
    )


def note_shared(session: Session, file: ClaimedFile, *, at: datetime) -> None:
    session.execute(update(PostFileRow).where(PostFileRow.id == file.id).values(shared_at=at))


def note_posted(session: Session, claimed: Claimed, *, channel: str, ts: str) -> None:
    """Keep where the message stands, at once, before anything else is done for it."""
    _guarded(session, claimed, channel=channel, ts=ts)


def finish(session: Session, claimed: Claimed, *, at: datetime) -> None:
    """Mark the post as sent and drop its files, which Slack holds now."""
    _guarded(session, claimed, state=PostState.SENT, sent_at=at, lease_until=None)
    session.execute(delete(PostFileRow).where(PostFileRow.post_id == claimed.id))
    if claimed.updates_id is not None:
        revision = session.scalar(select(PostRow.revision).where(PostRow.id == claimed.id))
        session.execute(
            update(PostRow)
            .where(PostRow.id == claimed.updates_id)
            .values(lease_until=None, revision=revision)
        )


def put_off(session: Session, claimed: Claimed, *, until: datetime, failure: str) -> None:
    """Try again later."""
    _guarded(session, claimed, not_before=until, lease_until=None, failure=failure)
    if claimed.updates_id is not None:
        _release(session, claimed.updates_id)


def give_up(session: Session, claimed: Claimed, *, at: datetime, failure: str) -> None:
    """Never try again, and leave a trace for the administrator."""
    _guarded(session, claimed, state=PostState.GIVEN_UP, lease_until=None, failure=failure)
    if claimed.updates_id is not None:
        _release(session, claimed.updates_id)
    audit.record(
        session, audit.Verb.POST_GIVEN_UP, by=None, at=at, post=claimed.key, failure=failure
    )


def next_moment(session: Session) -> datetime | None:
    """Return when the next waiting post is due, which may be in the past."""
    return session.scalar(
        select(func.min(PostRow.not_before)).where(PostRow.state == PostState.WAITING)
    )


def _release(session: Session, post_id: int) -> None:
    session.execute(update(PostRow).where(PostRow.id == post_id).values(lease_until=None))


def _guarded(session: Session, claimed: Claimed, **values: object) -> None:
    if not _changed(
        session,
        update(PostRow)
        .where(
            PostRow.id == claimed.id,
            PostRow.lease == claimed.lease,
            PostRow.state == PostState.WAITING,
        )
        .values(**values),
    ):
        raise LeaseLost(claimed.key)


def _changed(session: Session, statement: Any) -> bool:
    result = cast("CursorResult[Any]", session.execute(statement))
    return result.rowcount == 1
