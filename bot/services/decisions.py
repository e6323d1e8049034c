"""What happens to an order once it is sent: decided, executed, completed, cancelled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count

from sqlalchemy.orm import Session

from bot.domain import deciding, reasons
from bot.domain import orders as rules
from bot.domain.approvals import ActKind, Approval, Verdict
from bot.domain.cancellations import CancelReason
from bot.domain.errors import ChangedMeanwhile
from bot.domain.orders import Kept, Order, OrderStatus
from bot.domain.people import Actor, Role
from bot.domain.policies import ANY
from bot.services import order_posts, step_times
from bot.store import approvals, audit, order_changes, orders, rosters

# How often somebody's press gives way to another's before it fails.
MOST_RACES = 5
VERDICTS = {
    ActKind.APPROVE: audit.Verb.STEP_APPROVED,
    ActKind.REJECT: audit.Verb.STEP_REJECTED,
    ActKind.RETURN: audit.Verb.STEP_RETURNED,
}
VERBS = {
    OrderStatus.APPROVED: audit.Verb.ORDER_APPROVED,
    OrderStatus.REJECTED: audit.Verb.ORDER_REJECTED,
    OrderStatus.RETURNED: audit.Verb.ORDER_RETURNED,
    OrderStatus.EXPIRED: audit.Verb.ORDER_EXPIRED,
    OrderStatus.EXECUTING: audit.Verb.ORDER_EXECUTING,
    OrderStatus.COMPLETED: audit.Verb.ORDER_COMPLETED,
    OrderStatus.CANCELLED: audit.Verb.ORDER_CANCELLED,
}


def decide(
    session: Session,
    order_id: int,
    verdict: Verdict,
    *,
    by: Actor,
    at: datetime,
    seen_edition: int | None = None,
) -> Order:
    """Give the verdict of `by`: the order is decided, or waits for the next approver.

    `seen_edition` is what the approver was looking at: an order that was changed since is
    not decided.
    Raises AlreadyDecided, AlreadyApproved, MayNotDecide, ChangedMeanwhile.
    """
    roster = rosters.current(session, at=at)

    def rule(order: Order) -> Order:
        decided = deciding.decide(order, verdict, roster=roster, by=by, at=at)
        _check_seen(order, seen_edition)
        return decided

    before, after = saved(session, orders.get(session, order_id), rule, at=at)
    _record_verdict(session, before, after, by=by, at=at)
    _follow(
        session, before, after, by=by, at=at, words=reasons.sentence(verdict.reason, verdict.words)
    )
    return after


def settle(session: Session, order_id: int, *, at: datetime) -> Order:
    """Move a waiting order on where whoever is asked by now has approved it already.

    People leave, change roles and groups: a step of all waits for those who are still there.
    """
    roster = rosters.current(session, at=at)

    def rule(order: Order) -> Order:
        return deciding.moved_on(order, roster=roster, at=at)

    before = orders.get(session, order_id)
    if before.asked is None or rule(before) == before:
        return before
    before, after = saved(session, before, rule, at=at)
    if before.asked is None or after.approval == before.approval:
        # Somebody else has moved it on at this very moment.
        return after
    last = [act for act in before.asked.acts if act.kind is ActKind.APPROVE][-1]
    by = Actor(last.by_id or 0, "", last.by or "", Role.READ_ONLY)
    _follow(session, before, after, by=by, at=at, words=None)
    step = before.asked.position + 1
    audit.record(session, audit.Verb.STEP_SETTLED, by=None, at=at, order=after.number, step=step)
    return after


def _record_verdict(
    session: Session, before: Order, after: Order, *, by: Actor, at: datetime
) -> None:
    """Note whose verdict it was, naming both where somebody stood in for another."""
    asked, known = after.approval, before.approval
    if asked is None or known is None:
        return
    for act in asked.acts[len(known.acts) :]:
        audit.record(
            session,
            VERDICTS[act.kind],
            by=by,
            at=at,
            order=after.number,
            edition=asked.edition,
            occasion=asked.occasion,
            step=act.position + 1,
            steps=len(asked.steps),
            seat=act.seat_id,
            policy=asked.policy_version,
            reason=act.reason,
        )


def _follow(
    session: Session, before: Order, after: Order, *, by: Actor, at: datetime, words: str | None
) -> None:
    """Let everybody know: the next approvers, or whoever the order belongs to."""
    moved, stays = after.status is not before.status, before.leaves and not after.leaves
    code = _code(session, after) if moved else Kept.REJECTED
    if moved or stays:
        order_changes.note_move(
            session,
            after,
            before=before.status,
            by_id=by.member_id,
            at=at,
            reason=words,
            code=code,
        )
    if moved:
        _record_move(session, after, code, by=by, at=at)
    if _asks_others(before, after):
        order_posts.ask(session, after, at=at)
        return
    drawn = order_posts.refresh(session, after, at=at)
    if after.asked is None:
        order_posts.tell_requester(session, after, at=at, drawn=drawn)
    elif after.asked.step.need > ANY:
        _ask_more(session, before, after, at=at)


def _asks_others(before: Order, after: Order) -> bool:
    """Return whether the next step begins."""
    was, now = before.approval, after.asked
    return was is not None and now is not None and now.position != was.position


def _ask_more(session: Session, before: Order, after: Order, *, at: datetime) -> None:
    """Ask the admins as well, where one person has spoken for too many of those who were."""
    roster = rosters.current(session, at=at)
    more = deciding.deciders(after, roster) - deciding.deciders(before, roster)
    if more:
        order_posts.ask_besides(session, after, roster.reachable(more), at=at)


def _record_move(
    session: Session, order: Order, code: str | None, *, by: Actor, at: datetime
) -> None:
    why = {} if code is None else {"reason": code}
    audit.record(session, VERBS[order.status], by=by, at=at, order=order.number, **why)


def _code(session: Session, order: Order) -> str | None:
    """Return why an order was asked to be cancelled, once it is."""
    if order.status is not OrderStatus.CANCELLED:
        return None
    given = [move.code for move in orders.moves(session, order.id) if move.asks_to_cancel]
    return given[-1] if given else None


def execute(session: Session, order_id: int, *, by: Actor, at: datetime) -> Order:
    """Start executing an approved order. Raises WrongMove or NotAllowed."""
    return _move(session, order_id, OrderStatus.EXECUTING, by=by, at=at)


def complete(session: Session, order_id: int, *, by: Actor, at: datetime) -> Order:
    """Note that an order is delivered. Raises WrongMove or NotAllowed."""
    return _move(session, order_id, OrderStatus.COMPLETED, by=by, at=at)


def cancel(
    session: Session,
    order_id: int,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    code: CancelReason,
) -> Order:
    """Cancel an order and tell whoever raised it, if that is somebody else.

    Asks nobody: `cancelling.cancel` does, where the policy says so.
    """
    order = _move(session, order_id, OrderStatus.CANCELLED, by=by, at=at, reason=reason, code=code)
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
    code: str | None = None,
) -> Order:
    def rule(order: Order) -> Order:
        return rules.move(order, to, by=by, reason=reason)

    before, order = saved(session, orders.get(session, order_id), rule, at=at)
    order_changes.note_move(
        session, order, before=before.status, by_id=by.member_id, at=at, reason=reason, code=code
    )
    _record_move(session, order, code, by=by, at=at)
    order_posts.refresh(session, order, at=at)
    return order


def saved(
    session: Session, before: Order, rule: Callable[[Order], Order], *, at: datetime
) -> tuple[Order, Order]:
    """Write what the rule makes of the order, and of its approval; return both: as the order was
    then, and as it is.

    Where somebody else wrote first, the rule is asked again about what they left: two
    approvals of one step both count, and who comes too late hears who decided.
    """
    for race in count(1):
        after = rule(before)
        try:
            # First of all: who fails here has written nothing yet.
            order_changes.write(session, after, before=before.status)
            break
        except ChangedMeanwhile:
            if race > MOST_RACES:
                raise
            before = orders.get(session, before.id)
    approval = _write_approval(session, before, after, at=at)
    moved = replace(after, approval=approval, revision=before.revision + 1)
    if approval and before.approval and approval.position == before.approval.position:
        return before, moved
    return before, step_times.begin(session, moved, at=at)


def _write_approval(
    session: Session, before: Order, after: Order, *, at: datetime
) -> Approval | None:
    if before.approval is not None and after.approval is not None:
        if after.approval != before.approval:
            return approvals.save(session, before.approval, after.approval, at=at)
        if before.asked is not None and after.status is not before.status:
            return approvals.withdraw(session, before.approval, at=at)
    return after.approval


def _check_seen(order: Order, seen_edition: int | None) -> None:
    if seen_edition is not None and seen_edition != order.edition:
        raise ChangedMeanwhile(
            f"Order {order.number} was changed since this card was drawn."
            f" Look at it again with `/order {order.number}`, then decide."
        )
