"""Sending an order to be looked at, and deciding on it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain import approvals, reasons
from bot.domain.approvals import ActKind, Approval, ApprovalState, Verdict
from bot.domain.conditions import Occasion
from bot.domain.errors import InvalidFields, NotAllowed, UserError
from bot.domain.orders import (
    Decision,
    Order,
    OrderStatus,
    WrongMove,
    check_changeable,
    check_lines,
)
from bot.domain.people import Actor, Role, demand
from bot.domain.policies import Ruling
from bot.domain.rosters import Roster

OUTCOMES = {
    ApprovalState.APPROVED: OrderStatus.APPROVED,
    ApprovalState.REJECTED: OrderStatus.REJECTED,
    ApprovalState.RETURNED: OrderStatus.RETURNED,
    ApprovalState.EXPIRED: OrderStatus.EXPIRED,
}
RULE_LENGTH = 300


def barred(order: Order, roster: Roster) -> frozenset[int]:
    """Return every account of those to whom the order is their own."""
    return roster.same_people(order.owned_by)


def send(order: Order, ruling: Ruling, *, version: int, by: Actor, at: datetime) -> Order:
    """Return the order as sent: approved where the policy lets it through, else waiting.

    A decision that was made on it before falls away. Raises UserError for lines that
    make no order, WrongMove and NotAllowed as `check_changeable` does.
    """
    check_changeable(order, by=by)
    if order.status is OrderStatus.APPROVED:
        raise WrongMove(order, OrderStatus.PENDING)
    check_lines(order.lines)
    sent = replace(
        order,
        ordered_at=at,
        policy_version=version,
        decision=None,
        sent_by_id=by.member_id,
        author_ids=tuple(sorted({*order.author_ids, by.member_id})),
        rule=None if ruling.lets_through else ruling.why[:RULE_LENGTH],
        approval=None,
    )
    if ruling.lets_through:
        return replace(sent, status=OrderStatus.APPROVED)
    asked = approvals.opened(
        ruling, order_id=order.id, edition=order.edition, version=version, at=at
    )
    return replace(sent, status=OrderStatus.PENDING, approval=asked)


def revise(
    order: Order,
    ruling: Ruling,
    *,
    covered_by: Approval | None,
    version: int,
    by: Actor,
    at: datetime,
) -> Order:
    """Return an approved order as changed: still approved where the policy lets it through or
    an approval of before covers it, else waiting.

    Its date stays the one of the first sending. Raises UserError for lines that make no order.
    """
    check_lines(order.lines)
    revised = replace(
        order,
        policy_version=version,
        author_ids=tuple(sorted({*order.author_ids, by.member_id})),
        rule=None if ruling.lets_through else ruling.why[:RULE_LENGTH],
        approval=covered_by,
        decision=_decision_of(covered_by),
    )
    if ruling.lets_through or covered_by is not None:
        return revised
    asked = approvals.opened(
        ruling, order_id=order.id, edition=order.edition, version=version, at=at
    )
    return replace(revised, status=OrderStatus.PENDING, approval=asked, sent_by_id=by.member_id)


def _decision_of(approval: Approval | None) -> Decision | None:
    """Return who gave the last word of an approval that was given."""
    given = [act for act in approval.acts if act.kind is ActKind.APPROVE] if approval else []
    if not given or given[-1].by_id is None:
        return None
    last = given[-1]
    said = reasons.sentence(last.reason, last.words)
    return Decision(given[-1].by_id, last.by or "", last.at, approved=True, reason=said)


def decide(order: Order, verdict: Verdict, *, roster: Roster, by: Actor, at: datetime) -> Order:
    """Return the order after the verdict of `by`: decided, or waiting for the next approver.

    Raises AlreadyDecided, AlreadyApproved, MayNotDecide, or InvalidFields for a refusal
    that does not say why.
    """
    asked, for_seats = check_decidable(order, roster=roster, by=by)
    said = replace(verdict, words=(verdict.words or "").strip() or None)
    _check_said(said, asked)
    given = approvals.with_verdict(asked, said, by_id=by.member_id, for_seats=for_seats, at=at)
    settled = settle(replace(order, approval=given), roster=roster, at=at)
    why = reasons.sentence(said.reason, said.words)
    return _decided(settled, by=by, at=at, words=why)


def _check_said(verdict: Verdict, asked: Approval) -> None:
    if verdict.kind is ActKind.RETURN and asked.occasion is Occasion.CANCELLATION:
        raise UserError("There is nothing to change about a cancellation. Approve or reject it.")
    if verdict.kind is ActKind.REJECT:
        reasons.check(verdict.reason, verdict.words)
    elif verdict.kind is ActKind.RETURN and verdict.words is None:
        raise InvalidFields({reasons.WORDS: "Say why, and what should be changed."})


def settle(order: Order, *, roster: Roster, at: datetime) -> Order:
    """Return the order with its approval past every step that is met by now."""
    if order.approval is None or not order.approval.waits:
        return order
    moved = approvals.advanced(
        order.approval,
        roster,
        rep_id=order.requested_by_id,
        barred=barred(order, roster),
        at=at,
    )
    return replace(order, approval=moved)


def moved_on(order: Order, *, roster: Roster, at: datetime) -> Order:
    """Return the order as it stands now that other people may be asked than when it was sent.

    Where everybody left has approved it is decided, by the last who did.
    """
    given = [act for act in order.asked.acts if act.kind is ActKind.APPROVE] if order.asked else []
    moved = settle(order, roster=roster, at=at)
    if moved == order or not given or given[-1].by_id is None:
        return order
    by = Actor(given[-1].by_id, "", given[-1].by or "", Role.READ_ONLY)
    return _decided(moved, by=by, at=at, words=None)


def _decided(order: Order, *, by: Actor, at: datetime, words: str | None) -> Order:
    """Let the order follow its approval, once that is closed."""
    asked = order.approval
    if asked is None or asked.waits:
        return order
    approved = asked.state is ApprovalState.APPROVED
    if asked.occasion is Occasion.CANCELLATION:
        return replace(order, status=OrderStatus.CANCELLED) if approved else order
    return replace(
        order,
        status=OUTCOMES[asked.state],
        decision=Decision(by.member_id, by.name, at, approved, words),
    )


def deciders(order: Order, roster: Roster) -> frozenset[int]:
    """Return who can press the button now: whose verdict is lacking, and who stands in."""
    if order.asked is None:
        return frozenset()
    own = barred(order, roster)
    lacking = approvals.open_seats(order.asked, roster, rep_id=order.requested_by_id, barred=own)
    return lacking | {each for seat in lacking for each in roster.stand_ins(seat)} - own


def lacks(order: Order, member_id: int, roster: Roster) -> bool:
    """Return whether the order waits for this member's verdict."""
    return order.asked is not None and member_id in approvals.open_seats(
        order.asked, roster, rep_id=order.requested_by_id, barred=barred(order, roster)
    )


def check_decidable(order: Order, *, roster: Roster, by: Actor) -> tuple[Approval, Collection[int]]:
    """Return the approval that waits and the seats for which `by` may give a verdict.

    Raises AlreadyDecided, AlreadyApproved or MayNotDecide where there is none.
    """
    demand(by, Role.REP, "decide on orders")
    asked = order.asked
    if asked is None:
        raise AlreadyDecided(order)
    own = barred(order, roster)
    if by.member_id in own:
        raise MayNotDecide(f"Order {order.number} is your own; somebody else has to decide on it.")
    held = approvals.hands(
        asked, roster, actor_id=by.member_id, rep_id=order.requested_by_id, barred=own
    )
    if not held:
        raise MayNotDecide(
            f"Order {order.number} is not yours to decide: the policy asks {_whom(order, roster)}."
        )
    left = held - approvals.answered(asked, roster, held).keys()
    if not left:
        raise AlreadyApproved(
            f"You have approved order {order.number} already."
            f" It still waits for {_whom(order, roster)}."
        )
    return asked, left


def _whom(order: Order, roster: Roster) -> str:
    named = [member.name for member in roster.members if member.id in deciders(order, roster)]
    return " or ".join(named[:5]) or "somebody who has yet to be given the role"


class AlreadyDecided(UserError):
    def __init__(self, order: Order) -> None:
        verdict = order.decision
        asked = order.approval
        if asked is not None and asked.occasion is Occasion.CANCELLATION:
            sentence = f"The cancellation of order {order.number} is {asked.state} already."
        elif verdict is None:
            sentence = f"Order {order.number} is {order.status}; there is nothing to decide."
        else:
            state = order.approval.state if order.approval else ApprovalState.APPROVED
            word = "sent back" if state is ApprovalState.RETURNED else state
            now = "" if OUTCOMES.get(state) is order.status else f" It is {order.status} now."
            sentence = f"Order {order.number} has already been {word} by {verdict.by}.{now}"
        super().__init__(sentence)


class AlreadyApproved(UserError):
    """The step waits for others; a person's approval counts once."""


class MayNotDecide(NotAllowed):
    pass
