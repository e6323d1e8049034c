"""What happens to an order once it is sent: decided, executed, completed, cancelled."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import orders as rules
from bot.domain.errors import ChangedMeanwhile
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Actor
from bot.services import order_posts
from bot.store import audit, order_changes, orders

VERBS = {
    OrderStatus.APPROVED: audit.Verb.ORDER_APPROVED,
    OrderStatus.REJECTED: audit.Verb.ORDER_REJECTED,
    OrderStatus.EXECUTING: audit.Verb.ORDER_EXECUTING,
    OrderStatus.COMPLETED: audit.Verb.ORDER_COMPLETED,
    OrderStatus.CANCELLED: audit.Verb.ORDER_CANCELLED,
}


def decide(
    session: Session,
    order_id: int,
    *,
    approved: bool,
    by: Actor,
    at: datetime,
    reason: str | None = None,
    seen_revision: int | None = None,
) -> Order:
    """Approve or reject an order, and tell whoever raised it.

    `seen_revision` is what the approver was looking at: an order that was changed since
    is not decided. Raises AlreadyDecided, MayNotDecide, ChangedMeanwhile.
    """

    def rule(order: Order) -> Order:
        decided = rules.decide(order, approved=approved, by=by, at=at, reason=reason)
        _check_seen(order, seen_revision)
        return decided

    order = _apply(session, order_id, rule, by=by, at=at, reason=reason)
    order_posts.tell_requester(session, order, at=at)
    return order


def execute(session: Session, order_id: int, *, by: Actor, at: datetime) -> Order:
    """Start executing an approved order. Raises WrongMove or NotAllowed."""
    return _move(session, order_id, OrderStatus.EXECUTING, by=by, at=at)


def complete(session: Session, order_id: int, *, by: Actor, at: datetime) -> Order:
    """Note that an order is delivered. Raises WrongMove or NotAllowed."""
    return _move(session, order_id, OrderStatus.COMPLETED, by=by, at=at)


def cancel(session: Session, order_id: int, *, by: Actor, at: datetime, reason: str) -> Order:
    """Cancel an order and tell whoever raised it, if that is somebody else."""
    order = _move(session, order_id, OrderStatus.CANCELLED, by=by, at=at, reason=reason)
    if by.member_id != order.requested_by_id:
        order_posts.tell_requester(session, order, at=at)
    return order


def _move(
    session: Session,
    order_id: int,
    to: OrderStatus,
    *,
    by: Actor,
    at: datetime,
    reason: str | None = None,
) -> Order:
    def rule(order: Order) -> Order:
        return rules.move(order, to, by=by, reason=reason)

    return _apply(session, order_id, rule, by=by, at=at, reason=reason)


def _apply(
    session: Session,
    order_id: int,
    rule: Callable[[Order], Order],
    *,
    by: Actor,
    at: datetime,
    reason: str | None,
) -> Order:
    before = orders.get(session, order_id)
    order = _saved(session, before, rule)
    order_changes.note_move(
        session, order, before=before.status, by_id=by.member_id, at=at, reason=reason
    )
    audit.record(session, VERBS[order.status], by=by, at=at, order=order.number)
    order_posts.refresh(session, order, at=at)
    return order


def _saved(session: Session, before: Order, rule: Callable[[Order], Order]) -> Order:
    """Write what the rule makes of the order; who loses a race hears who won it."""
    try:
        return order_changes.save(session, rule(before), before=before.status)
    except ChangedMeanwhile:
        rule(orders.get(session, before.id))
        raise


def _check_seen(order: Order, seen_revision: int | None) -> None:
    if seen_revision is not None and seen_revision != order.revision:
        raise ChangedMeanwhile(
            f"Order {order.number} was changed since this card was drawn."
            f" Look at it again with `/order {order.number}`, then decide."
        )
