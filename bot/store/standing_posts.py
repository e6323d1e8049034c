"""Messages that stand in Slack, held against the orders that they show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.domain.posts import EARLIER
from bot.store.deliveries import Claimed
from bot.store.outbox import PostState, tell
from bot.store.tables import OrderRow, PostRow
from bot.store.tables.base import KEY_LENGTH

# A card whose change Slack refused is tried again this often, and this long.
AGAIN_AFTER, AT_LONGEST = timedelta(hours=1), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the cards, looked at: which orders are to be mended, and where the next one begins.

    `last_id` is None behind the oldest card.
    """

    order_ids: tuple[int, ...]
    last_id: int | None


def behind(session: Session, *, at: datetime, size: int, before: int | None = None) -> Slice:
    """Look at the newest cards from `before` back for those that show an earlier revision.

    A change on its way is waited for, and one that was refused is left for an hour.
    """
    cards = session.execute(
        select(PostRow.id, PostRow.subject, PostRow.revision)
        .where(
            PostRow.state == PostState.SENT,
            PostRow.replaces_id.is_(None),
            PostRow.subject.startswith("order:"),
            *((PostRow.id < before,) if before is not None else ()),
        )
        .order_by(PostRow.id.desc())
        .limit(size)
    ).all()
    shown = {(card.id, int(str(card.subject).split(":")[1])): card for card in cards}
    ids = {order_id for _, order_id in shown}
    rows = session.execute(select(OrderRow.id, OrderRow.revision).where(OrderRow.id.in_(ids)))
    current = {row.id: row.revision for row in rows}
    late = {
        post_id: order_id
        for (post_id, order_id), card in shown.items()
        if card.revision < current.get(order_id, 0)
    }
    under_way = _under_way(session, late, at=at)
    found = [order_id for post_id, order_id in late.items() if post_id not in under_way]
    last_id = cards[-1].id if len(cards) == size else None
    return Slice(tuple(dict.fromkeys(found)), last_id)


def _under_way(session: Session, card_ids: Iterable[int], *, at: datetime) -> set[int]:
    """Return the cards of which a change is on its way, or was refused a moment ago or for good."""
    changes = session.execute(
        select(PostRow.replaces_id, PostRow.state, PostRow.not_before, PostRow.created_at)
        .where(
            PostRow.replaces_id.in_(card_ids),
            PostRow.state.in_((PostState.WAITING, PostState.GIVEN_UP)),
        )
        .order_by(PostRow.revision)
    ).all()
    newest = {change.replaces_id: change for change in changes}
    return {
        card_id
        for card_id, change in newest.items()
        if change.state == PostState.WAITING
        or change.not_before > at - AGAIN_AFTER
        or change.created_at <= at - AT_LONGEST
    }


def try_again(session: Session, subject: str, *, at: datetime, after: timedelta) -> None:
    """Put the newest change of each card of `subject` on its way again, where it was refused."""
    cards = session.scalars(
        select(PostRow.id).where(
            PostRow.subject == subject,
            PostRow.replaces_id.is_(None),
            PostRow.state == PostState.SENT,
        )
    ).all()
    for card_id in cards:
        newest = session.scalars(
            select(PostRow)
            .where(PostRow.replaces_id == card_id)
            .order_by(PostRow.revision.desc())
            .limit(1)
        ).first()
        if newest is None or newest.state != PostState.GIVEN_UP:
            continue
        session.execute(
            update(PostRow)
            .where(
                PostRow.id == newest.id,
                PostRow.state == PostState.GIVEN_UP,
                PostRow.not_before <= at - after,
                PostRow.created_at > at - AT_LONGEST,
            )
            .values(state=PostState.WAITING, attempts=0, lease_until=None, not_before=at)
            .execution_options(synchronize_session=False)
        )
        tell(session)


def retire(session: Session, claimed: Claimed, *, at: datetime, again: bool) -> None:
    """Give up a message that takes no change any more; `again` posts a fresh one instead.

    Not of an earlier card: there is a newer one in its place.
    """
    old = session.scalars(select(PostRow).where(PostRow.id == claimed.updates_id)).one_or_none()
    if old is None or old.state != PostState.SENT:
        return
    old.state = PostState.GIVEN_UP
    if again and not str(old.subject).endswith(EARLIER):
        session.add(
            PostRow(
                key=f"{old.key}~{claimed.revision}"[:KEY_LENGTH],
                destination=old.destination,
                payload={"text": claimed.text, "blocks": claimed.blocks},
                subject=old.subject,
                revision=claimed.revision,
                state=PostState.WAITING,
                attempts=0,
                lease=0,
                not_before=at,
                created_at=at,
            )
        )
        tell(session)
    session.flush()
