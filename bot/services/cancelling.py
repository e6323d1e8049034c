"""Cancelling an order, at once or once whoever the policy asks agrees, or some of its lines."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.posts import post
from bot.domain import cancellations
from bot.domain import orders as rules
from bot.domain.cancellations import CancelReason, Unwanted
from bot.domain.conditions import Facts, Occasion
from bot.domain.errors import ChangedMeanwhile, UserError
from bot.domain.orders import Kept, Order, OrderStatus
from bot.domain.people import Actor
from bot.domain.policies import Policy, Ruling
from bot.domain.policy_codec import facts_to_json
from bot.services import decisions, edition_views, order_posts, rulings, sending, step_times
from bot.store import approvals, audit, order_changes, orders, outbox


def cancel(
    session: Session,
    order_id: int,
    *,
    by: Actor,
    at: datetime,
    words: str,
    code: str | None,
) -> Order:
    """Cancel an order, or ask for it where the policy wants somebody to agree.

    `code` is a reason of the list, and InvalidFields is raised for any other. Raises
    besides as `decisions.cancel`.
    """
    before = orders.get(session, order_id)
    # Whoever may not cancel hears that before anybody is asked.
    rules.move(before, OrderStatus.CANCELLED, by=by, reason=words)
    chosen = cancellations.checked(code)
    reason = cancellations.said(chosen, words)
    changed = cancellations.was_approved(before, orders.moves(session, order_id))
    if changed or cancellations.needs_ruling(before):
        policy, facts, ruling = _ruling(session, before, at=at)
        if changed and not ruling.lets_through:
            # An edit would else be the way around whoever has to agree.
            raise cancellations.ChangeUndecided(before)
        if not ruling.lets_through:
            asked = _asked(session, before, policy, facts, ruling, by=by, at=at)
            return _note(session, asked, facts, by=by, at=at, reason=reason, code=chosen)
    _hold(session, before)
    return decisions.cancel(session, order_id, by=by, at=at, reason=reason, code=chosen)


def cancel_lines(
    session: Session,
    order_id: int,
    unwanted: Unwanted,
    *,
    seen_edition: int | None,
    by: Actor,
    at: datetime,
) -> Order:
    """Cancel lines of the edition that was seen; the order waits again where that matters.

    Raises ChangedMeanwhile unless the order still is at `seen_edition`, or as
    `cancellations.without` does.
    """
    before = orders.get(session, order_id)
    if before.edition != seen_edition:
        raise ChangedMeanwhile(
            f"Order {before.number} was changed since you opened this."
            f" `/order {before.number}` shows how it stands; cancel from there."
        )
    wanted = cancellations.without(before, unwanted, by=by, at=at)
    gone = [each for each in wanted.cancelled if each not in before.cancelled]
    named = ", ".join(f"{each.line.quantity:,} × {each.line.product}" for each in gone)
    said = f"Cancelled {named}: {cancellations.said(unwanted.code, unwanted.words)}."
    after = sending.send(session, before, wanted, by=by, at=at, said=said)
    audit.record(
        session,
        audit.Verb.LINES_CANCELLED,
        by=by,
        at=at,
        order=after.number,
        edition=after.edition,
        lines=[each.position for each in gone],
        reason=unwanted.code,
    )
    return after


def check_free(session: Session, order_id: int, *, at: datetime) -> None:
    """Raise UserError where a file would cancel what somebody has to agree to lose."""
    order = orders.get(session, order_id)
    was = cancellations.was_approved(order, orders.moves(session, order_id))
    if not was and not cancellations.needs_ruling(order):
        return
    _, _, ruling = _ruling(session, order, at=at)
    if not ruling.lets_through:
        raise UserError(
            f"Order {order.number} is {order.status} here, and the approval policy asks somebody"
            f" before it is cancelled. Ask for it in Slack, with `/order {order.number}`."
        )


def end_requests(session: Session, order_ids: Iterable[int], *, at: datetime) -> None:
    """Note that nobody is asked any more to agree to these cancellations, since the
    orders or their customer were changed, and tell who asked and whose they are.
    """
    for order_id in order_ids:
        order, history = orders.get(session, order_id), orders.moves(session, order_id)
        if order.asked is not None and order.leaves:
            approvals.withdraw(session, order.asked, at=at)
        asked_by = [move.by_slack_id for move in history if move.asks_to_cancel][-1:]
        order_changes.note_move(
            session, order, before=order.status, by_id=None, at=at, code=Kept.CHANGED
        )
        audit.record(session, audit.Verb.CANCELLATION_ENDED, by=None, at=at, order=order.number)
        text = (
            f"The request to cancel order {order.number} no longer waits for approval: the"
            f" order or its customer was changed. `/order {order.number}` shows how it stands;"
            " ask again from there if it is still to be cancelled."
        )
        told = {*asked_by, order.requested_by_slack_id}
        for slack_id in sorted(each for each in told if each is not None):
            key = f"cancellation-ended:{order.id}:{order.revision}:{slack_id}"
            outbox.add(session, post(key, slack_id, text, []), at=at)


def _hold(session: Session, order: Order) -> None:
    """Raise ChangedMeanwhile where the order is not as it was when it needed nobody's agreement.

    Whoever approves it at this moment makes of it one that somebody may have to agree to lose.
    """
    orders.hold(session, order.id)
    if orders.get(session, order.id).revision != order.revision:
        raise ChangedMeanwhile(
            f"Somebody else changed order {order.number} just now."
            f" `/order {order.number}` shows how it stands; cancel from there."
        )


def _ruling(session: Session, order: Order, *, at: datetime) -> tuple[Policy, Facts, Ruling]:
    """Return what the policy asks of a cancellation, also of what was taken off today.

    An order that is made small first, or moved to another customer, would else be cancelled
    past whoever has to agree.
    """
    occasion = Occasion.CANCELLATION
    found = rulings.rule_on(session, order, at=at, occasion=occasion)
    for content in edition_views.of_the_day(session, order, at=at):
        _, _, ruling = found
        if not ruling.lets_through:
            break
        said = replace(
            order,
            customer_id=content.customer_id,
            lines=content.lines,
            currency=content.currency,
        )
        found = rulings.rule_on(session, said, at=at, occasion=occasion)
    return found


def _asked(
    session: Session,
    before: Order,
    policy: Policy,
    facts: Facts,
    ruling: Ruling,
    *,
    by: Actor,
    at: datetime,
) -> Order:
    asked = cancellations.asked(before, ruling, version=policy.version, by=by, at=at)
    if asked.approval is not None:
        stored = approvals.add(session, asked.approval, facts=facts_to_json(facts))
        asked = replace(asked, approval=stored)
    saved = order_changes.save(session, asked, before=before.status)
    return step_times.begin(session, saved, at=at)


def _note(
    session: Session,
    order: Order,
    facts: Facts,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    code: CancelReason,
) -> Order:
    order_changes.note_move(
        session,
        order,
        before=order.status,
        by_id=by.member_id,
        at=at,
        reason=reason,
        code=code,
    )
    audit.record(
        session,
        audit.Verb.CANCELLATION_ASKED,
        by=by,
        at=at,
        order=order.number,
        edition=order.edition,
        reason=code,
        policy=order.approval.policy_version if order.approval else None,
        rule=order.approval.why if order.approval else None,
        facts=facts_to_json(facts),
    )
    order_posts.ask(session, order, at=at)
    return order
