"""Approving several orders together, those about which nothing stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.deciding import check_decidable
from bot.domain.errors import UserError
from bot.domain.orders import Order
from bot.domain.people import Actor, Role, demand
from bot.domain.queues import EVERYTHING, Wanted, low_risk, may_be_low_risk
from bot.services import decisions, rulings
from bot.services.order_views import waiting_view
from bot.store import backgrounds, orders, rosters

MOST_TOGETHER = 10
# So many of those that may go together are looked at, the longest waiting first.
MOST_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order; `refusal` is why it was left as it is."""

    order_id: int
    order: Order | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """What can go together; `looked_at` is how many were weighed where that is not all."""

    orders: tuple[Order, ...]
    looked_at: int | None = None


def together(session: Session, *, by: Actor, at: datetime, wanted: Wanted = EVERYTHING) -> Together:
    """Return those of low risk of what waits for `by`, the longest waiting first."""
    found: list[Order] = []
    waiting = waiting_view(session, by=by, at=at, wanted=wanted).orders
    likely = [order for order in waiting if may_be_low_risk(order)]
    for order in likely[:MOST_LOOKED_AT]:
        if _is_low_risk(session, order, at=at):
            found.append(order)
        if len(found) == MOST_TOGETHER:
            break
    return Together(tuple(found), MOST_LOOKED_AT if len(likely) > MOST_LOOKED_AT else None)


def _is_low_risk(session: Session, order: Order, *, at: datetime) -> bool:
    background = backgrounds.of_order(session, order, at=at)
    return low_risk(order, background, rulings.facts_of(session, order, at=at))


def approve(
    session: Session, seen: Sequence[tuple[int, int]], *, by: Actor, at: datetime
) -> list[Outcome]:
    """Approve each order at the edition that was seen; what cannot be is named and left.

    `seen` holds ids and editions. Each is a decision of its own, in the audit and on its cards.
    """
    demand(by, Role.REP, "decide on orders")
    wanted = dict(seen[:MOST_TOGETHER])
    # All before any: what is approved here changes what is usual for its customer.
    outcomes = {
        order_id: _weighed(session, order_id, edition, by=by, at=at)
        for order_id, edition in wanted.items()
    }
    return [
        outcomes[order_id] or _one(session, order_id, edition, by=by, at=at)
        for order_id, edition in wanted.items()
    ]


def _weighed(
    session: Session, order_id: int, edition: int, *, by: Actor, at: datetime
) -> Outcome | None:
    """Return why an order is no longer one to approve with others, None where it is."""
    try:
        order = orders.get(session, order_id)
        check_decidable(order, roster=rosters.current(session, at=at), by=by)
    except UserError as refusal:
        return Outcome(order_id, refusal=str(refusal))
    if order.edition != edition or _is_low_risk(session, order, at=at):
        # Of another edition it is said then that it was changed.
        return None
    return Outcome(
        order_id,
        refusal=f"Order {order.number} is not as usual for its customer any more. Look at it with"
        f" `/order {order.number}`, then decide.",
    )


def _one(session: Session, order_id: int, edition: int, *, by: Actor, at: datetime) -> Outcome:
    try:
        with session.begin_nested():
            order = decisions.decide(session, order_id, YES, by=by, at=at, seen_edition=edition)
    except UserError as refusal:
        return Outcome(order_id, refusal=str(refusal))
    return Outcome(order_id, order)
