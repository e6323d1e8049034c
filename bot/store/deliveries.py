"""The sender's side of the outbox: claim a post, note each step, finish it.

One transaction a function, each guarded by the lease: whoever lost it gets LeaseLost.
A change of a message that stands is claimed together with that message, whose own lease
is unused by then, so that two changes never overtake each other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.domain.posts import Placement
from bot.store import audit
from bot.store.guard import changed_one
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
    for an update they are those of the message it changes. `attempts` counts this one;
    `refusal` is why a change that is tried again was given up before.
    """

    id: int
    key: str
    destination: str
    text: str
    blocks: list[dict[str, Any]]
    lease: int
    attempts: int
    refusal: str | None
    revision: int
    updates_id: int | None
    channel: str | None
    ts: str | None
    created_at: datetime
    files: tuple[ClaimedFile, ...]


def claim(session: Session, *, now: datetime) -> Claimed | None:
    """Take the oldest post that is due, for one minute; None when there is nothing to send."""
    shown = aliased(PostRow)
    candidates = session.scalars(
        select(PostRow)
        .outerjoin(shown, shown.id == PostRow.replaces_id)
        .where(
            PostRow.state == PostState.WAITING,
            PostRow.not_before <= now,
            _free(PostRow, now),
            or_(
                PostRow.replaces_id.is_(None),
                and_(shown.state != PostState.WAITING, _free(shown, now)),
            ),
        )
        .order_by(PostRow.id)
        .limit(20)
    ).all()
    for row in candidates:
        if row.replaces_id is not None and not _hold(session, row, now):
            _drop_stale(session, row)
            continue
        if _take(session, row, now):
            return _to_claimed(session, row)
        if row.replaces_id is not None:
            _release(session, row.replaces_id)
    return None


def _free(row: type[PostRow], now: datetime) -> ColumnElement[bool]:
    return or_(row.lease_until.is_(None), row.lease_until < now)


def _hold(session: Session, row: PostRow, now: datetime) -> bool:
    """Lock the message that `row` changes, unless it shows a newer state already."""
    return changed_one(
        session,
        update(PostRow)
        .where(
            PostRow.id == row.replaces_id,
            PostRow.state == PostState.SENT,
            PostRow.revision < row.revision,
            _free(PostRow, now),
        )
        .values(lease_until=now + LEASE),
    )


def _drop_stale(session: Session, row: PostRow) -> None:
    """Forget a change of a message that never came to be, or that shows a newer state."""
    original = session.scalars(
        select(PostRow)
        .where(PostRow.id == row.replaces_id)
        .execution_options(populate_existing=True)
    ).one()
    if original.state == PostState.GIVEN_UP or original.revision >= row.revision:
        session.execute(
            update(PostRow)
            .where(PostRow.id == row.id, PostRow.lease == row.lease)
            .values(state=PostState.SUPERSEDED)
        )


def _take(session: Session, row: PostRow, now: datetime) -> bool:
    return changed_one(
        session,
        update(PostRow)
        .where(PostRow.id == row.id, PostRow.lease == row.lease, PostRow.state == PostState.WAITING)
        .values(lease=row.lease + 1, lease_until=now + LEASE, attempts=row.attempts + 1),
    )


def _to_claimed(session: Session, row: PostRow) -> Claimed:
    session.refresh(row)
    place = row
    if row.replaces_id is not None:
        place = session.scalars(select(PostRow).where(PostRow.id == row.replaces_id)).one()
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
        refusal=None if row.replaces_id is None else row.failure,
        revision=row.revision,
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


def renew(session: Session, claimed: Claimed, *, at: datetime) -> None:
    """Make sure, right before something is shown to people, that the post is still ours."""
    _guarded(session, claimed, lease_until=at + LEASE)


def note_uploaded(
    session: Session, claimed: Claimed, file: ClaimedFile, slack_file_id: str, *, at: datetime
) -> None:
    renew(session, claimed, at=at)
    session.execute(
        update(PostFileRow).where(PostFileRow.id == file.id).values(slack_file_id=slack_file_id)
    )


def note_posted(session: Session, claimed: Claimed, *, channel: str, ts: str, at: datetime) -> None:
    """Keep where the message stands, at once, before anything else is done for it."""
    _guarded(session, claimed, channel=channel, ts=ts, lease_until=at + LEASE)


def note_shared(session: Session, claimed: Claimed, file: ClaimedFile, *, at: datetime) -> None:
    renew(session, claimed, at=at)
    session.execute(update(PostFileRow).where(PostFileRow.id == file.id).values(shared_at=at))


def finish(session: Session, claimed: Claimed, *, at: datetime) -> None:
    """Mark the post as sent and drop its files, which Slack holds now."""
    _guarded(session, claimed, state=PostState.SENT, sent_at=at, lease_until=None)
    _drop_files(session, claimed)
    if claimed.updates_id is not None:
        session.execute(
            update(PostRow)
            .where(PostRow.id == claimed.updates_id)
            .values(lease_until=None, revision=claimed.revision)
        )


def put_off(session: Session, claimed: Claimed, *, until: datetime, failure: str) -> None:
    """Try again later; a change keeps why it was given up before."""
    kept = failure if claimed.updates_id is None else claimed.refusal
    _guarded(session, claimed, not_before=until, lease_until=None, failure=kept)
    if claimed.updates_id is not None:
        _release(session, claimed.updates_id)


def give_up(session: Session, claimed: Claimed, *, at: datetime, failure: str) -> None:
    """Never try again, and leave a trace for the administrator.

    A change that was given up for the same before leaves none.
    """
    _guarded(session, claimed, state=PostState.GIVEN_UP, lease_until=None, failure=failure)
    _drop_files(session, claimed)
    if claimed.updates_id is not None:
        _release(session, claimed.updates_id)
    if claimed.refusal == failure:
        return
    audit.record(
        session, audit.Verb.POST_GIVEN_UP, by=None, at=at, post=claimed.key, failure=failure
    )


def mend(session: Session, late: Claimed, *, at: datetime) -> None:
    """Send the newest state again after `late`, whose lease was lost, may have covered it."""
    if late.updates_id is None:
        return
    newest = session.scalars(
        select(PostRow)
        .where(
            PostRow.replaces_id == late.updates_id,
            PostRow.revision > late.revision,
            PostRow.state.in_((PostState.SENT, PostState.WAITING)),
        )
        .order_by(PostRow.revision.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        return
    # The higher lease takes it from whoever is sending it at this moment.
    session.execute(
        update(PostRow)
        .where(PostRow.id == newest.id)
        .values(state=PostState.WAITING, lease=PostRow.lease + 1, lease_until=None, not_before=at)
    )
    session.execute(
        update(PostRow)
        .where(PostRow.id == late.updates_id)
        .values(lease_until=None, revision=late.revision)
    )


def _drop_files(session: Session, claimed: Claimed) -> None:
    session.execute(delete(PostFileRow).where(PostFileRow.post_id == claimed.id))


def _release(session: Session, post_id: int) -> None:
    session.execute(update(PostRow).where(PostRow.id == post_id).values(lease_until=None))


def _guarded(session: Session, claimed: Claimed, **values: object) -> None:
    if not changed_one(
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
