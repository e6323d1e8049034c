"""Orders held against the policy anew, once their customer or a file changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import reweighing as rules
from bot.domain import standings
from bot.domain.approvals import Approval
from bot.domain.conditions import Facts
from bot.domain.customers import CustomerDetails
from bot.domain.orders import COUNTED, Order, OrderStatus
from bot.domain.people import Actor, Role, demand
from bot.domain.policies import judge
from bot.domain.policy_codec import facts_to_json
from bot.domain.rosters import Roster
from bot.services import cancelling, edition_views, order_posts, rulings, sending, step_times
from bot.store import approvals, audit, editions, order_changes, order_facts, orders


def follow(
    session: Session, customer_id: int, before: CustomerDetails, *, by: Actor | None, at: datetime
) -> list[Order]:
    """Ask anew about whatever of the customer's waits or is approved, where it matters.

    `before` is the customer as they were until now; `by` is None for a file. Return the orders
    that are asked about anew.
    """
    if by is not None:
        demand(by, Role.REP, "change customers")
    found = []
    for order_id in orders.open_of_customer(session, customer_id):
        # Whoever decides at this moment does so before, or is told that it was changed.
        orders.hold(session, order_id)
        order = orders.get(session, order_id)
        if order.status not in (OrderStatus.PENDING, OrderStatus.APPROVED):
            # Somebody has decided on it, executed or cancelled it while it was waited for.
            continue
        anew = _reweighed(session, order, before, by=by, at=at)
        if anew is not None:
            found.append(anew)
    return found


def follow_lines(session: Session, order_ids: Iterable[int], *, at: datetime) -> list[Order]:
    """Ask anew about orders that a file has changed: those that wait, since nothing counts
    that was said of other lines, and approved ones where it matters.

    The latter are weighed against what people approved. Return those that are asked about anew.
    """
    found = []
    for order_id in order_ids:
        order = orders.get(session, order_id)
        policy, facts, ruling = rulings.rule_on(session, order, at=at)
        if order.asked is not None and order.status is OrderStatus.PENDING:
            asks = rules.still_asked(order.asked) if ruling.lets_through else ruling
            why = rules.BY_FILE
        else:
            asks = ruling
            matter = edition_views.matter(session, order, facts, ruling, by_id=None, at=at)
            if matter is None:
                continue
            why = f"{matter}, so approval is asked anew."
        anew = rules.asked_anew(order, asks, version=policy.version, at=at)
        found.append(_write(session, order, anew, facts, by=None, at=at, why=why))
    return found


def begin_anew(session: Session, order_id: int, roster: Roster, *, at: datetime) -> bool:
    """Ask everybody anew where whoever approved has turned out to be whose own it is; return
    whether that was so.
    """
    orders.hold(session, order_id)
    order = orders.get(session, order_id)
    if order.asked is None or not rules.approved_by_own(order, roster):
        return False
    weighed = approvals.weighed(session, order.asked.id)
    facts = weighed or rulings.facts_of(session, order, at=at, occasion=order.asked.occasion)
    anew = rules.begun_anew(order, order.asked, at=at)
    _write(session, order, anew, facts, by=None, at=at, why=rules.OWN)
    return True


def _reweighed(
    session: Session, order: Order, before: CustomerDetails, *, by: Actor | None, at: datetime
) -> Order | None:
    policy, facts, ruling = rulings.rule_on(session, order, at=at)
    standing = order_facts.standing(session, order.customer_id, but=order.id, at=at)
    was = judge(policy, standings.facts(order, rules.as_before(standing, before)))
    if not rules.matters(was, ruling, _given(session, order)):
        return None
    if order.leaves:
        # It would else go through as it is, once somebody refuses to cancel it.
        cancelling.end_requests(session, [order.id], at=at)
        order = orders.get(session, order.id)
    anew = rules.asked_anew(order, ruling, version=policy.version, at=at)
    return _write(session, order, anew, facts, by=by, at=at)


def _given(session: Session, order: Order) -> Approval | None:
    """Return what the order waits for, or what people approved of it last."""
    if order.asked is not None and not order.leaves:
        return order.asked
    known = edition_views.last_approved(session, order)
    return known.approval if known else None


def _write(
    session: Session,
    before: Order,
    anew: Order,
    facts: Facts,
    *,
    by: Actor | None,
    at: datetime,
    why: str = rules.WHY,
) -> Order:
    if before.asked is not None:
        approvals.withdraw(session, before.asked, at=at)
    if anew.approval is not None:
        kept = approvals.add(session, anew.approval, facts=facts_to_json(facts))
        anew = replace(anew, approval=kept)
    saved = order_changes.save(session, anew, before=before.status)
    saved = step_times.begin(session, saved, at=at)
    by_id, asked = by.member_id if by else None, saved.asked
    if not before.leaves:
        editions.add(session, saved, by_id=by_id, at=at, facts=facts)
        order_changes.note_move(
            session, saved, before=before.status, by_id=by_id, at=at, reason=why
        )
    audit.record(
        session,
        audit.Verb.ORDER_REWEIGHED,
        by=by,
        at=at,
        **sending.details(saved),
        edition=saved.edition,
        policy=asked.policy_version if asked else saved.policy_version,
        rule=asked.why if asked else saved.rule,
        facts=facts_to_json(facts),
    )
    drawn = order_posts.ask(session, saved, at=at)
    if before.status in COUNTED and not before.leaves:
        order_posts.tell_requester(session, saved, at=at, drawn=drawn)
    return saved
