"""What was said with customers, and what is to follow."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.errors import NotFound
from bot.domain.interactions import (
    AlreadyLogged,
    Direction,
    Interaction,
    InteractionDetails,
    InteractionKind,
    SourceMessage,
)
from bot.store.guard import changed_one
from bot.store.tables import ContactRow, CustomerRow, InteractionRow, MemberRow


def add(session: Session, details: InteractionDetails, *, rep_id: int, at: datetime) -> Interaction:
    """Store what happened; raises AlreadyLogged when its message was logged before.

    `at` is when it is written down.
    """
    source = details.source
    row = InteractionRow(
        customer_id=details.customer_id,
        contact_id=details.contact_id,
        rep_id=rep_id,
        kind=details.kind,
        direction=details.direction,
        happened_at=details.happened_at,
        logged_at=at,
        summary=details.summary,
        outcome=details.outcome,
        follow_up_on=details.follow_up_on,
        source_channel=source.channel if source else None,
        source_ts=source.ts if source else None,
        source_permalink=source.permalink if source else None,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        earlier = by_source(session, source) if source else None
        if earlier is None:
            raise
        raise AlreadyLogged(earlier) from None
    return get(session, row.id)


def get(session: Session, interaction_id: int) -> Interaction:
    found = _load(session, _interactions().where(InteractionRow.id == interaction_id))
    if not found:
        raise NotFound("This interaction is not there. `/log` writes down a new one.")
    return found[0]


def of_customer(session: Session, customer_id: int, *, limit: int = 10) -> list[Interaction]:
    """Return a customer's interactions, the newest first."""
    return _load(
        session,
        _interactions()
        .where(InteractionRow.customer_id == customer_id)
        .order_by(InteractionRow.happened_at.desc(), InteractionRow.id.desc())
        .limit(limit),
    )


def by_source(session: Session, source: SourceMessage) -> Interaction | None:
    """Return what a Slack message was logged as, None where it was not."""
    found = _load(
        session,
        _interactions().where(
            InteractionRow.source_channel == source.channel, InteractionRow.source_ts == source.ts
        ),
    )
    return found[0] if found else None


def last_customer_of_channel(session: Session, channel: str) -> int | None:
    """Return for whom a message of this channel was last logged."""
    return session.scalars(
        select(InteractionRow.customer_id)
        .where(InteractionRow.source_channel == channel)
        .order_by(InteractionRow.logged_at.desc(), InteractionRow.id.desc())
        .limit(1)
    ).first()


def follow_ups(session: Session, member_id: int, *, limit: int = 20) -> list[Interaction]:
    """Return what a member still has to follow up, the longest overdue first."""
    return _load(
        session,
        _interactions()
        .where(
            InteractionRow.rep_id == member_id,
            InteractionRow.follow_up_on.is_not(None),
            InteractionRow.follow_up_done_at.is_(None),
        )
        .order_by(InteractionRow.follow_up_on, InteractionRow.id)
        .limit(limit),
    )


def finish_follow_up(session: Session, interaction_id: int, *, at: datetime) -> bool:
    """Mark a follow-up as done; return whether it was open until now."""
    return changed_one(
        session,
        update(InteractionRow)
        .where(
            InteractionRow.id == interaction_id,
            InteractionRow.follow_up_on.is_not(None),
            InteractionRow.follow_up_done_at.is_(None),
        )
        .values(follow_up_done_at=at)
        .execution_options(synchronize_session=False),
    )


def _interactions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            InteractionRow, CustomerRow.name, MemberRow.name, MemberRow.slack_id, ContactRow.name
        )
        .join(CustomerRow, CustomerRow.id == InteractionRow.customer_id)
        .join(MemberRow, MemberRow.id == InteractionRow.rep_id)
        .outerjoin(ContactRow, ContactRow.id == InteractionRow.contact_id)
        .execution_options(populate_existing=True)
    )


def _load(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Interaction]:
    return [_to_interaction(*row) for row in session.execute(statement)]


def _to_interaction(
    row: InteractionRow, customer: str, rep: str, rep_slack_id: str | None, contact: str | None
) -> Interaction:
    details = InteractionDetails(
        customer_id=row.customer_id,
        kind=InteractionKind(row.kind),
        direction=Direction(row.direction),
        happened_at=row.happened_at,
        summary=row.summary,
        outcome=row.outcome,
        contact_id=row.contact_id,
        follow_up_on=row.follow_up_on,
        source=_to_source(row),
    )
    return Interaction(
        id=row.id,
        details=details,
        customer=customer,
        rep_id=row.rep_id,
        rep=rep,
        logged_at=row.logged_at,
        rep_slack_id=rep_slack_id,
        contact=contact,
        follow_up_done_at=row.follow_up_done_at,
    )


def _to_source(row: InteractionRow) -> SourceMessage | None:
    if row.source_channel is None or row.source_ts is None:
        return None
    return SourceMessage(row.source_channel, row.source_ts, row.source_permalink)
