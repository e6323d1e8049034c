"""What one person sees of orders: the card's facts, and what waits for them."""

from sqlalchemy.orm import Session

from bot.blocks.approvals import Waiting
from bot.blocks.orders import OrderView
from bot.domain.deeds import deeds
from bot.domain.orders import Order
from bot.domain.people import Actor
from bot.services.order_posts import deciders
from bot.store import orders


def order_view(session: Session, order: Order, *, by: Actor) -> OrderView:
    """Return the order with what `by` may do with it now."""
    history = tuple(orders.moves(session, order.id))
    return OrderView(order, deeds(order, by=by), history, deciders(session, order))


def waiting_view(session: Session, *, by: Actor) -> Waiting:
    """Return what waits for `by`, and which orders of theirs wait for others."""
    pending = orders.waiting(session)
    return Waiting(
        tuple(order for order in pending if deeds(order, by=by).decide),
        tuple(
            (order, deciders(session, order))
            for order in pending
            if order.requested_by_id == by.member_id
        ),
    )
