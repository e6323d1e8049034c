"""Why an order needs approval, from what was weighed when it was sent; or what it would need."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.explanations import AskedStep, Why
from bot.domain import approvals, deciding, revisions
from bot.domain.approvals import Approval, opened
from bot.domain.conditions import Facts
from bot.domain.explanations import explain
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Actor
from bot.domain.rosters import Roster
from bot.services import edition_views, rulings
from bot.services.orders import OrderDraft, as_order
from bot.store import approvals as stored
from bot.store import editions, orders, policies, rosters

FROM_A_FILE = "It came from a file, so no rule of the policy was held against it"


def why(session: Session, order: Order, *, at: datetime) -> Why:
    """Say what was asked of an order and by which rule, as it was weighed when it was sent.

    A draft was not sent yet: it is weighed as it is now.
    """
    roster = rosters.current(session, at=at)
    if order.status is OrderStatus.DRAFT:
        return _needed(session, order, roster, at=at)
    steps = _asked(order.approval, order, roster) if order.approval else ()
    names = _names(roster)
    version, facts = _weighed(session, order)
    if facts is None or version is None:
        asked = f", but an approver is asked: “{order.rule}”." if steps and order.rule else "."
        return Why(None, steps, f"{FROM_A_FILE}{asked}", names=names)
    return Why(explain(policies.of_version(session, version), facts), steps, names=names)


def needed(session: Session, draft: OrderDraft, *, of: int | None, by: Actor, at: datetime) -> Why:
    """Say what an order would need if it were sent now; nothing is stored.

    `of` is the id of the order that the draft changes, None for a new one. Raises as
    sending it would.
    """
    base = orders.get(session, of) if of is not None else None
    order = as_order(session, draft, base=base, by=by, at=at)
    # Whoever changes an order is not asked about it.
    order = replace(order, author_ids=tuple(sorted({*order.author_ids, by.member_id})))
    told = _needed(session, order, rosters.current(session, at=at), at=at)
    if order.status is not OrderStatus.APPROVED or not told.steps or told.explanation is None:
        return told
    facts, ruling = told.explanation.facts, told.explanation.ruling
    matter = edition_views.matter(session, order, facts, ruling, by_id=by.member_id, at=at)
    if matter is None:
        return Why(None, instead=f"{revisions.COVERED}.")
    return replace(told, before=f"{matter}, so approval is asked anew.")


def _needed(session: Session, order: Order, roster: Roster, *, at: datetime) -> Why:
    policy = policies.in_force(session)
    told = explain(policy, rulings.facts_of(session, order, at=at))
    asked = opened(
        told.ruling, order_id=order.id, edition=order.edition, version=policy.version, at=at
    )
    steps = () if told.ruling.lets_through else _asked(asked, order, roster, sent=False)
    return Why(told, steps, names=_names(roster))


def _weighed(session: Session, order: Order) -> tuple[int | None, Facts | None]:
    """Return the version of the policy and the facts that the last ruling was made from."""
    if order.approval is not None:
        return order.approval.policy_version, stored.weighed(session, order.approval.id)
    for edition in reversed(editions.of_order(session, order.id)):
        if edition.facts is not None:
            return edition.policy_version, edition.facts
    return None, None


def _asked(
    approval: Approval, order: Order, roster: Roster, *, sent: bool = True
) -> tuple[AskedStep, ...]:
    own = deciding.barred(order, roster)
    found = []
    for position, step in enumerate(approval.steps):
        seats = approvals.seats(
            replace(approval, position=position), roster, rep_id=order.requested_by_id, barred=own
        )
        found.append(
            AskedStep(
                step,
                tuple(member for member in roster.members if member.id in seats),
                tuple(act for act in approval.acts if act.position == position),
                sent and approval.waits and position == approval.position,
            )
        )
    return tuple(found)


def _names(roster: Roster) -> dict[str, str]:
    return {str(member.id): member.name for member in roster.members}
