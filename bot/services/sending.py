"""Sending orders, and changing what was sent: held against the policy, written, announced."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import deciding, revisions
from bot.domain import orders as rules
from bot.domain.conditions import Facts
from bot.domain.errors import ChangedMeanwhile
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Actor
from bot.domain.policies import Policy, Ruling
from bot.domain.policy_codec import facts_to_json
from bot.services import edition_views, order_posts, rulings, step_times
from bot.store import approvals, audit, editions, order_changes, orders


def send(
    session: Session,
    before: Order,
    wanted: Order,
    *,
    by: Actor,
    at: datetime,
    first: bool = False,
    said: str | None = None,
) -> Order:
    """Hold the order against the policy and write it with what comes of it.

    `first` is an order that was written in this same transaction; `said` is what was done to
    it, for its history. Whether `by` may is for the caller to ask.
    """
    policy, facts, ruling = rulings.rule_on(session, wanted, at=at)
    why: str | None
    if before.status in (OrderStatus.APPROVED, OrderStatus.EXECUTING):
        sent, why = _revised(session, wanted, policy, facts, ruling, by=by, at=at)
    else:
        sent = deciding.send(wanted, ruling, version=policy.version, by=by, at=at)
        why = _why(sent, before)
    asked = _with_approval(session, sent, facts)
    saved = save(session, asked, before=before.status, by=by, lines=not first)
    if before.approval is not None:
        approvals.withdraw(session, before.approval, at=at)
    saved = step_times.begin(session, saved, at=at)
    editions.add(session, saved, by_id=by.member_id, at=at, facts=facts)
    told = " ".join(part for part in (said, why) if part) or None
    _record(session, saved, None if first else before.status, facts, by=by, at=at, why=told)
    return saved


def save(
    session: Session, changed: Order, *, before: OrderStatus, by: Actor, lines: bool = True
) -> Order:
    """Write the order, with its lines; who loses a race hears what has become of it."""
    try:
        return order_changes.save(session, changed, before=before, lines=lines)
    except ChangedMeanwhile:
        rules.check_changeable(orders.get(session, changed.id), by=by)
        raise


def details(order: Order) -> dict[str, object]:
    """Return what the audit keeps of an order's content."""
    return {
        "order": order.number,
        "customer": order.customer_id,
        "status": order.status,
        "currency": order.currency,
        "net_minor": order.total_minor,
    }


def _revised(
    session: Session,
    wanted: Order,
    policy: Policy,
    facts: Facts,
    ruling: Ruling,
    *,
    by: Actor,
    at: datetime,
) -> tuple[Order, str]:
    """Return the approved order as changed, and why it does or does not wait again."""
    known = edition_views.last_approved(session, wanted)
    matter = edition_views.matter(session, wanted, facts, ruling, by_id=by.member_id, at=at)
    covers = known is not None and matter is None and not ruling.lets_through
    revised = deciding.revise(
        wanted,
        ruling,
        covered_by=known.approval if known is not None and covers else None,
        version=policy.version,
        by=by,
        at=at,
    )
    if matter is not None:
        return revised, f"{matter}, so approval is asked anew."
    if ruling.lets_through:
        return revised, "Changed; the approval policy lets it through."
    return revised, f"Changed; {revisions.COVERED}."


def _with_approval(session: Session, order: Order, facts: Facts) -> Order:
    """Store what is asked for, so that the order can point at it."""
    if order.asked is None:
        return order
    return replace(order, approval=approvals.add(session, order.asked, facts=facts_to_json(facts)))


def _record(
    session: Session,
    order: Order,
    before: OrderStatus | None,
    facts: Facts,
    *,
    by: Actor,
    at: datetime,
    why: str | None,
) -> None:
    order_changes.note_move(session, order, before=before, by_id=by.member_id, at=at, reason=why)
    changed = before in (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.EXECUTING)
    audit.record(
        session,
        audit.Verb.ORDER_CHANGED if changed else audit.Verb.ORDER_SUBMITTED,
        by=by,
        at=at,
        **details(order),
        edition=order.edition,
        policy=order.policy_version,
        rule=order.rule,
        facts=facts_to_json(facts),
    )
    tell = order_posts.ask if order.status is OrderStatus.PENDING else order_posts.refresh
    tell(session, order, at=at)


def _why(order: Order, before: Order) -> str | None:
    if order.status is OrderStatus.APPROVED:
        return "The approval policy lets it through."
    if before.status is OrderStatus.PENDING:
        return "Changed, so approval is asked anew."
    return None
