"""What one person sees of orders: the card's facts, and what waits for them."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.approvals import Waiting
from bot.blocks.orders import OrderView
from bot.domain.awaiting import awaited
from bot.domain.deeds import deeds
from bot.domain.orders import Order
from bot.domain.people import DECIDING, Actor, demand_decider
from bot.domain.queues import EVERYTHING, Scope, Wanted
from bot.services import edition_views
from bot.store import backgrounds, orders, rosters

SEE_ALL = "see everything that waits"


def order_view(session: Session, order: Order, *, by: Actor, at: datetime) -> OrderView:
    """Return the order with what `by` may do with it now."""
    roster = rosters.current(session, at=at)
    history = tuple(orders.moves(session, order.id))
    changes = edition_views.changes(session, order)
    waits = awaited(order, roster)
    may = deeds(order, roster=roster, by=by)
    background = backgrounds.of_order(session, order, at=at) if may.decide else None
    return OrderView(order, may, history, waits, changes, background)


def waiting_view(
    session: Session, *, by: Actor, at: datetime, wanted: Wanted = EVERYTHING
) -> Waiting:
    """Return what waits for `by`, and which orders of theirs wait for others.

    Raises NotAllowed where a rep wants to see everybody's.
    """
    roster = rosters.current(session, at=at)
    teams = {member.id: member.team for member in roster.members}
    pending = [
        each
        for each in orders.waiting(session)
        if wanted.holds(each, at=at, team=teams.get(each.requested_by_id))
    ]
    others = None
    if wanted.scope is Scope.ALL:
        demand_decider(by, SEE_ALL)
        others = tuple((order, awaited(order, roster)) for order in pending)
    mine = wanted.scope is not Scope.OWN
    return Waiting(
        tuple(order for order in pending if mine and deeds(order, roster=roster, by=by).decide),
        tuple(
            (order, awaited(order, roster))
            for order in pending
            if order.requested_by_id == by.member_id
        ),
        decides=by.role in DECIDING,
        others=others,
        wanted=wanted,
    )
