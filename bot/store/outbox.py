"""Posts on their way to Slack, and the register of where they stand.

A post is written in the transaction of the deed that it tells of, and sent later:
claimed with a lease, sent outside any transaction, marked. Every mark names the
lease it was claimed under, so that a process that lost its lease changes nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.posts import Post
from bot.store.guard import changed_one
from bot.store.tables import PostFileRow, PostRow

NEWS = "news"


class PostState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    SUPERSEDED = "superseded"
    GIVEN_UP = "given up"


def tell(session: Session) -> None:
    """Note that whoever delivers and makes reports has something to do after the commit."""
    session.info[NEWS] = True


def has_news(session: Session) -> bool:
    return NEWS in session.info


def add(session: Session, post: Post, *, at: datetime) -> bool:
    """Put a post on its way in the caller's transaction; the same key twice sends it once.

    Return whether it is a new one.
    """
    row = PostRow(
        key=post.key,
        destination=post.destination,
        payload=_payload(post.text, post.blocks),
        subject=post.subject,
        revision=post.revision,
        state=PostState.WAITING,
        attempts=0,
        lease=0,
        not_before=at,
        created_at=at,
    )
    if not _added(session, row):
        return False
    session.add_all(
        PostFileRow(
            post_id=row.id,
            placement=file.placement,
            name=file.name,
            alt_text=file.alt_text[:1000],
            content=file.content,
        )
        for file in post.files
    )
    session.flush()
    return True


def _added(session: Session, row: PostRow) -> bool:
    """Store a post unless one of its key is there."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    tell(session)
    return True


@dataclass(frozen=True, slots=True)
class Picture:
    """What every message that shows `subject` says now; drawn only where there is one."""

    subject: str
    text: str
    draw: Callable[[], Sequence[Mapping[str, Any]]]


def show_instead(session: Session, subject: str, other: str, destinations: Collection[str]) -> None:
    """Let what stands or is on its way to these destinations show another subject from now on."""
    if destinations:
        session.execute(
            update(PostRow)
            .where(
                PostRow.subject == subject,
                PostRow.destination.in_(destinations),
                PostRow.replaces_id.is_(None),
            )
            .values(subject=other)
        )


def stands(session: Session, subject: str, destination: str) -> bool:
    """Return whether a message that shows `subject` is at the destination, or on its way."""
    found = select(PostRow.id).where(
        PostRow.subject == subject,
        PostRow.destination == destination,
        PostRow.replaces_id.is_(None),
        PostRow.state.in_((PostState.WAITING, PostState.SENT)),
    )
    return session.scalars(found.limit(1)).first() is not None


def refresh(session: Session, *pictures: Picture, revision: int, at: datetime) -> None:
    """Bring every copy of what is pictured to `revision`, sent ones and those on their way."""
    known = {each.subject: each for each in pictures}
    originals = session.scalars(_originals(), {"subjects": [*known], "before": revision}).all()
    drawn: dict[str, dict[str, Any]] = {}
    for original in originals:
        subject = str(original.subject)
        if subject not in drawn:
            drawn[subject] = _payload(known[subject].text, known[subject].draw())
        if not _rewritten(session, original, drawn[subject], revision):
            _add_update(session, original, drawn[subject], revision, at)


@cache
def _originals() -> Select[PostRow]:
    return (
        select(PostRow)
        .where(
            PostRow.subject.in_(bindparam("subjects", expanding=True)),
            PostRow.replaces_id.is_(None),
            PostRow.state.in_((PostState.WAITING, PostState.SENT)),
            PostRow.revision < bindparam("before"),
        )
        .order_by(PostRow.id)
    )


def _rewritten(session: Session, original: PostRow, payload: dict[str, Any], revision: int) -> bool:
    """Change a post that nobody has tried to send yet; return whether it was one."""
    if not changed_one(
        session, _untried(), post_id=original.id, payload=payload, revision=revision
    ):
        return False
    session.expire(original)
    return True


@cache
def _untried() -> Update:
    return (
        update(PostRow)
        .where(
            PostRow.id == bindparam("post_id"),
            PostRow.state == PostState.WAITING,
            PostRow.attempts == 0,
        )
        .execution_options(synchronize_session=False)
    )


def _add_update(
    session: Session, original: PostRow, payload: dict[str, Any], revision: int, at: datetime
) -> None:
    row = PostRow(
        key=f"{original.key}@{revision}",
        destination=original.destination,
        payload=payload,
        revision=revision,
        replaces_id=original.id,
        state=PostState.WAITING,
        attempts=0,
        lease=0,
        not_before=at,
        created_at=at,
    )
    if not _added(session, row):
        return
    session.execute(
        update(PostRow)
        .where(
            PostRow.replaces_id == original.id,
            PostRow.state == PostState.WAITING,
            PostRow.revision < revision,
            # One that is being sent may finish; this one follows it.
            PostRow.lease_until.is_(None),
        )
        .values(state=PostState.SUPERSEDED)
    )


def forget_waiting(session: Session) -> None:
    """Send nothing of what is on its way; for what is told when it is long past."""
    session.execute(
        delete(PostRow)
        .where(PostRow.state == PostState.WAITING)
        .execution_options(synchronize_session=False)
    )


def waiting_count(session: Session) -> int:
    return len(session.scalars(select(PostRow.id).where(PostRow.state == PostState.WAITING)).all())


def copies(session: Session, subject: str) -> list[tuple[str, str]]:
    """Return (channel, ts) of every message that shows `subject`."""
    rows = session.execute(
        select(PostRow.channel, PostRow.ts).where(
            PostRow.subject == subject, PostRow.ts.is_not(None), PostRow.replaces_id.is_(None)
        )
    )
    return [(str(channel), str(ts)) for channel, ts in rows]


def _payload(text: str, blocks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"text": text, "blocks": [dict(block) for block in blocks]}
