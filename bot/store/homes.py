"""App Homes that were opened once: what each shows, whose is behind, who draws it anew.

A deed names the orders and members it concerns; at its commit the Homes that show them
count one change more. However many changes there were, a Home is drawn once for all of
them, under a lease, as it is at that moment. Whoever opens it has it drawn there and
then, and holds the lease for as long as that may take to arrive.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.store.guard import changed_one
from bot.store.outbox import tell
from bot.store.tables import HomeOrderRow, HomeRow, MemberRow

PENDING = "homes"
LEASE = timedelta(minutes=1)
# What a person's own deed shows them is on its way for no longer than this.
HOLD = timedelta(seconds=3)
# One Home is published no more often than this, so that many changes do not use up the limit.
# https://docs.slack.dev/reference/methods/views.publish
PAUSE = timedelta(seconds=2)


@dataclass(slots=True)
class _Pending:
    order_ids: set[int] = field(default_factory=set)
    member_ids: set[int] = field(default_factory=set)
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class ClaimedHome:
    """A Home to be drawn for `wanted` changes; `digest` is of what it shows, where known."""

    id: int
    member_id: int
    slack_id: str
    wanted: int
    lease: int
    attempts: int
    digest: str | None


def follow(
    session: Session, *, order_ids: Iterable[int] = (), member_ids: Iterable[int] = ()
) -> None:
    """Let the Homes that show these orders, and those of these members, follow the commit."""
    pending = _pending(session)
    pending.order_ids.update(order_ids)
    pending.member_ids.update(member_ids)


def follow_all(session: Session) -> None:
    """Let every Home follow the commit: who decides what may have changed for anybody."""
    _pending(session).everybody = True


def _pending(session: Session) -> _Pending:
    tell(session)
    pending: _Pending = session.info.setdefault(PENDING, _Pending())
    return pending


def write_pending(session: Session) -> None:
    """Count one change more for the Homes concerned; called once, right before the commit."""
    pending: _Pending | None = session.info.pop(PENDING, None)
    if pending is None:
        return
    if pending.everybody:
        concerned = session.scalars(select(HomeRow.id).order_by(HomeRow.id))
    else:
        concerned = session.scalars(
            _showing(), {"order_ids": [*pending.order_ids], "member_ids": [*pending.member_ids]}
        )
    if found := concerned.all():
        session.execute(
            update(HomeRow)
            .where(HomeRow.id.in_(found))
            .values(wanted=HomeRow.wanted + 1)
            .execution_options(synchronize_session=False)
        )


@cache
def _showing() -> Select[int]:
    showing = select(HomeOrderRow.home_id).where(
        HomeOrderRow.order_id.in_(bindparam("order_ids", expanding=True))
    )
    own = HomeRow.member_id.in_(bindparam("member_ids", expanding=True))
    return select(HomeRow.id).where(or_(own, HomeRow.id.in_(showing))).order_by(HomeRow.id)


def opened(
    session: Session, member_id: int, *, shows: Iterable[int], digest: str, at: datetime
) -> None:
    """Note what somebody's own deed is about to show on their Home: `shows` are order ids.

    Where another drawing may be on its way, which of the two arrives last is unknown; then
    it is drawn once more, after both.
    """
    row = _row(session, member_id, at)
    if row.lease_until is not None and row.lease_until > at:
        row.wanted, row.digest = row.wanted + 1, None
    else:
        row.shown, row.digest = row.wanted, digest
    row.lease, row.lease_until = row.lease + 1, at + HOLD
    session.flush()
    _note_orders(session, row.id, shows)


def _row(session: Session, member_id: int, at: datetime) -> HomeRow:
    wanted = (
        select(HomeRow)
        .where(HomeRow.member_id == member_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    known = session.scalars(wanted).one_or_none()
    if known is not None:
        return known
    row = HomeRow(member_id=member_id, wanted=0, shown=0, attempts=0, lease=0, not_before=at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Slack tells of one opening twice, and another process took the first.
        return session.scalars(wanted).one()
    return row


def _note_orders(session: Session, home_id: int, shows: Iterable[int]) -> None:
    wanted = set(shows)
    known = set(
        session.scalars(select(HomeOrderRow.order_id).where(HomeOrderRow.home_id == home_id))
    )
    if gone := known - wanted:
        session.execute(
            delete(HomeOrderRow)
            .where(HomeOrderRow.home_id == home_id, HomeOrderRow.order_id.in_(gone))
            .execution_options(synchronize_session=False)
        )
    session.add_all(
        HomeOrderRow(home_id=home_id, order_id=order_id) for order_id in sorted(wanted - known)
    )
    session.flush()


def due(session: Session, *, now: datetime) -> bool:
    """Return whether a Home is behind, and nobody is drawing it."""
    return session.scalars(select(HomeRow.id).where(_behind(now)).limit(1)).first() is not None


def claim(session: Session, *, now: datetime) -> ClaimedHome | None:
    """Take the Home that has been behind for longest; None where there is none to draw."""
    found = session.execute(
        select(HomeRow, MemberRow.slack_id)
        .join(MemberRow, MemberRow.id == HomeRow.member_id)
        .where(_behind(now))
        .order_by(HomeRow.not_before, HomeRow.id)
        .limit(20)
        .execution_options(populate_existing=True)
    ).all()
    for row, slack_id in found:
        if changed_one(
            session,
            update(HomeRow)
            .where(HomeRow.id == row.id, HomeRow.lease == row.lease)
            .values(lease=row.lease + 1, lease_until=now + LEASE, attempts=row.attempts + 1)
            .execution_options(synchronize_session=False),
        ):
            return ClaimedHome(
                row.id,
                row.member_id,
                str(slack_id),
                row.wanted,
                row.lease + 1,
                row.attempts + 1,
                row.digest,
            )
    return None


def _behind(now: datetime) -> ColumnElement[bool]:
    there = select(MemberRow.id).where(MemberRow.active, MemberRow.slack_id.is_not(None))
    return (
        (HomeRow.wanted > HomeRow.shown)
        & (HomeRow.not_before <= now)
        & or_(HomeRow.lease_until.is_(None), HomeRow.lease_until < now)
        & HomeRow.member_id.in_(there)
    )


def finish(
    session: Session, claimed: ClaimedHome, *, shows: Iterable[int], digest: str, at: datetime
) -> None:
    """Note what the Home shows now; changes that came meanwhile have it drawn again."""
    if _guarded(
        session,
        claimed,
        shown=claimed.wanted,
        digest=digest,
        attempts=0,
        lease_until=None,
        not_before=at + PAUSE,
    ):
        _note_orders(session, claimed.id, shows)


def put_off(session: Session, claimed: ClaimedHome, *, until: datetime, all_of_them: bool) -> None:
    """Try again later, and the others too where Slack wants to hear less of all.

    What arrived of it is not known, so that the digest is none either.
    """
    _guarded(session, claimed, not_before=until, lease_until=None, digest=None)
    if all_of_them:
        session.execute(
            update(HomeRow)
            .where(HomeRow.wanted > HomeRow.shown, HomeRow.not_before < until)
            .values(not_before=until)
            .execution_options(synchronize_session=False)
        )


def forget(session: Session, claimed: ClaimedHome) -> None:
    """Let go of a Home that Slack does not have; its next opening makes it known again."""
    held = select(HomeRow).where(HomeRow.id == claimed.id, HomeRow.lease == claimed.lease)
    row = session.scalars(held.with_for_update()).one_or_none()
    if row is not None:
        _note_orders(session, row.id, ())
        session.delete(row)
        session.flush()


def _guarded(session: Session, claimed: ClaimedHome, **values: object) -> bool:
    """Write unless another process, or the person's own deed, took the Home over."""
    return changed_one(
        session,
        update(HomeRow)
        .where(HomeRow.id == claimed.id, HomeRow.lease == claimed.lease)
        .values(**values)
        .execution_options(synchronize_session=False),
    )
