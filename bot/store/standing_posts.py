"""Messages that stand in Slack, held against the orders that they show."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.store.deliveries import Claimed
from bot.store.outbox import PostState, tell
from bot.store.tables import OrderRow, PostRow
from bot.store.tables.base import KEY_LENGTH

# So many of the newest cards are looked at in one round.
MOST_LOOKED_AT = 1_000
# A card whose change Slack refused is tried again this often, and this long.
AGAIN_AFTER, AT_LONGEST = timedelta(hours=1), timedelta(days=30)


def behind(session: Session, *, limit: int = 20) -> list[int]:
    """Return the ids of orders of which a card shows an earlier revision, none on its way."""
    cards = session.execute(
        select(PostRow.id, PostRow.subject, PostRow.revision)
        .where(
            PostRow.state == PostState.SENT,
            PostRow.replaces_id.is_(None),
            PostRow.subject.startswith("order:"),
        )
        .order_by(PostRow.id.desc())
        .limit(MOST_LOOKED_AT)
    ).all()
    shown = {(card.id, int(str(card.subject).split(":")[1])): card.revision for card in cards}
    on_their_way = set(
        session.scalars(
            select(PostRow.replaces_id).where(
                PostRow.state == PostState.WAITING, PostRow.replaces_id.is_not(None)
            )
        )
    )
    ids = {order_id for _, order_id in shown}
    rows = session.execute(select(OrderRow.id, OrderRow.revision).where(OrderRow.id.in_(ids)))
    current = {row.id: row.revision for row in rows}
    found = [
        order_id
        for (post_id, order_id), revision in shown.items()
        if revision < current.get(order_id, 0) and post_id not in on_their_way
    ]
    return list(dict.fromkeys(found))[:limit]


def try_again(session: Session, subject: str, *, at: datetime, after: timedelta) -> None:
    """Put the newest change of each card of `subject` on its way again, where it was refused."""
    cards = session.scalars(
        select(PostRow.id).where(
            PostRow.subject == subject,
            PostRow.replaces_id.is_(None),
            PostRow.state == PostState.SENT,
            PostRow.sent_at > at - AT_LONGEST,
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
            )
            .values(
                state=PostState.WAITING, attempts=0, lease_until=None, not_before=at, created_at=at
            )
            .execution_options(synchronize_session=False)
        )
        tell(session)


def retire(session: Session, claimed: Claimed, *, at: datetime, again: bool) -> None:
    """Give up a message that takes no change any more; `again` posts a fresh one instead."""
    old = session.scalars(select(PostRow).where(PostRow.id == claimed.updates_id)).one_or_none()
    if old is None or old.state != PostState.SENT:
        return
    old.state = PostState.GIVEN_UP
    if again:
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
