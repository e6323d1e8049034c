"""What earlier editions of an order say of the present one."""

from datetime import datetime
from itertools import pairwise

from sqlalchemy.orm import Session

from bot.domain import revisions
from bot.domain.approvals import ApprovalState
from bot.domain.conditions import Facts, Occasion
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import Ruling
from bot.domain.revisions import Approved, Content, Diff, Since
from bot.store import approvals, editions, rosters
from bot.store.order_facts import DAY


def last_approved(session: Session, order: Order) -> Approved | None:
    """Return the newest edition that people approved, if there is one."""
    given = [
        each
        for each in approvals.of_order(session, order.id)
        if each.occasion is Occasion.ORDER and each.state is ApprovalState.APPROVED
    ]
    if not given:
        return None
    kept = {each.number: each for each in editions.of_order(session, order.id)}
    edition = kept.get(given[-1].edition)
    if edition is None or edition.facts is None:
        return None
    return Approved(edition.content, edition.facts, given[-1])


def matter(
    session: Session, order: Order, facts: Facts, ruling: Ruling, *, by_id: int | None, at: datetime
) -> str | None:
    """Return why an approved order as it is now, changed by somebody (None for a file), needs
    another approval; None where it needs none.
    """
    own = {*order.owned_by, *(() if by_id is None else (by_id,))}
    return revisions.matters(
        last_approved(session, order),
        revisions.content_of(order),
        facts,
        ruling,
        own=rosters.current(session, at=at).same_people(own),
    )


def of_the_day(session: Session, order: Order, *, at: datetime) -> list[Content]:
    """Return what an order said within the day before and that had gone through, newest first."""
    kept = editions.of_order(session, order.id)
    states = _states(session, order)
    return [
        each.content
        for each, following in reversed(list(pairwise(kept)))
        if following.at > at - DAY and states.get(each.number) in {None, ApprovalState.APPROVED}
    ]


def changes(session: Session, order: Order) -> Diff | None:
    """Return how an order that waits differs from what was approved last, or else was seen.

    None where nothing was: it waits as it was sent first.
    """
    if order.status is not OrderStatus.PENDING or order.edition == 1:
        return None
    kept = [each for each in editions.of_order(session, order.id) if each.number < order.edition]
    states = _states(session, order)
    by_people = [each for each in kept if states.get(each.number) is ApprovalState.APPROVED]
    let_through = [each for each in kept if each.number not in states]
    bases = ((Since.APPROVED, by_people), (Since.LET_THROUGH, let_through), (Since.SENT, kept))
    for since, base in bases:
        if base:
            now = revisions.content_of(order)
            return revisions.diff(base[-1].content, now, since=since)
    return None


def _states(session: Session, order: Order) -> dict[int, ApprovalState]:
    """Return what became of the request for each edition that people were asked about."""
    return {
        each.edition: each.state
        for each in approvals.of_order(session, order.id)
        if each.occasion is Occasion.ORDER
    }
