"""Approving several orders together, those about which nothing stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.errors import UserError
from bot.domain.orders import Order
from bot.domain.people import Actor, Role, demand
from bot.domain.queues import low_risk
from bot.services import decisions, rulings
from bot.services.order_views import waiting_view
from bot.store import backgrounds

MOST_TOGETHER = 10
# So many of those that have waited longest are looked at.
MOST_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order; `refusal` is why it was left as it is."""

    order_id: int
    order: Order | None = None
    refusal: str | None = None


def together(session: Session, *, by: Actor, at: datetime) -> tuple[Order, ...]:
    """Return the orders of low risk that wait for `by`, the longest waiting first."""
    found: list[Order] = []
    for order in waiting_view(session, by=by, at=at).orders[:MOST_LOOKED_AT]:
        background = backgrounds.of_order(session, order, at=at)
        if low_risk(order, background, rulings.facts_of(session, order, at=at)):
            found.append(order)
        if len(found) == MOST_TOGETHER:
            break
    return tuple(found)


def approve(
    session: Session, seen: Sequence[tuple[int, int]], *, by: Actor, at: datetime
) -> list[Outcome]:
    """Approve each order at the edition that was seen; what cannot be is named and left.

    `seen` holds ids and editions. Each is a decision of its own, in the audit and on its cards.
    """
    demand(by, Role.REP, "decide on orders")
    return [
        _one(session, order_id, edition, by=by, at=at) for order_id, edition in seen[:MOST_TOGETHER]
    ]


def _one(session: Session, order_id: int, edition: int, *, by: Actor, at: datetime) -> Outcome:
    try:
        with session.begin_nested():
            order = decisions.decide(session, order_id, YES, by=by, at=at, seen_edition=edition)
    except UserError as refusal:
        return Outcome(order_id, refusal=str(refusal))
    return Outcome(order_id, order)
