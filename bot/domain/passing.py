"""Passing an order on: to somebody who decides instead, or who only says what they think."""

from dataclasses import replace
from datetime import datetime

from bot.domain.approvals import Act, ActKind, Approval, seats
from bot.domain.deciding import AlreadyDecided, MayNotDecide, barred, check_decidable
from bot.domain.errors import InvalidFields, UserError
from bot.domain.orders import Order
from bot.domain.people import DECIDING, Actor, Member, Role
from bot.domain.rosters import Roster

# The fields of the forms that ask.
TO, WORDS = "to", "reason"


def forward(
    order: Order, to: Member, *, roster: Roster, by: Actor, at: datetime, words: str | None
) -> Order:
    """Return the order with what `by` may decide in the hands of `to`.

    Raises what `check_decidable` does, or InvalidFields for somebody who cannot have it:
    who may not decide, to whom it belongs, or who has a part in it already.
    """
    asked, held = check_decidable(order, roster=roster, by=by)
    if refusal := _no_receiver(order, asked, to, roster):
        raise InvalidFields({TO: refusal})
    passed = tuple(
        Act(ActKind.FORWARD, asked.position, by.member_id, at, seat, to.id, words=words)
        for seat in sorted(held)
    )
    return _with(order, asked, *passed)


def ask(
    order: Order, to: Member, *, roster: Roster, by: Actor, at: datetime, words: str | None
) -> Order:
    """Return the order with `to` asked what they think; it keeps waiting for those it did.

    Raises what `check_decidable` does, or InvalidFields for who cannot be asked.
    """
    asked, _ = check_decidable(order, roster=roster, by=by)
    if refusal := _no_adviser(order, asked, to, roster, by=by):
        raise InvalidFields({TO: refusal})
    act = Act(ActKind.ASK, asked.position, by.member_id, at, to_id=to.id, words=words)
    return _with(order, asked, act)


def give_opinion(order: Order, *, roster: Roster, by: Actor, at: datetime, words: str) -> Order:
    """Return the order with what `by` thinks of it, which decides nothing.

    Raises AlreadyDecided, MayNotDecide for who was not asked, or InvalidFields without words.
    """
    asked = check_asked(order, roster=roster, by=by)
    if not words.strip():
        raise InvalidFields({WORDS: "Say what you think of the order."})
    act = Act(ActKind.OPINION, asked.position, by.member_id, at, words=words.strip())
    return _with(order, asked, act)


def check_asked(order: Order, *, roster: Roster, by: Actor) -> Approval:
    """Return the approval that waits, on which `by` is asked for an opinion."""
    asked = order.asked
    if asked is None:
        raise AlreadyDecided(order)
    if by.member_id in barred(order, roster):
        raise MayNotDecide(f"Order {order.number} is your own; others say what they think of it.")
    if by.member_id not in unanswered(asked):
        raise UserError(
            f"Nobody waits for your opinion on order {order.number}: you have given it, or the"
            " order was changed since."
        )
    return asked


def unanswered(asked: Approval) -> frozenset[int]:
    """Return who was asked for an opinion and has not answered yet."""
    waiting: set[int] = set()
    for act in asked.acts:
        if act.kind is ActKind.ASK and act.to_id is not None:
            waiting.add(act.to_id)
        elif act.kind is ActKind.OPINION and act.by_id is not None:
            waiting.discard(act.by_id)
    return frozenset(waiting)


def may_receive(order: Order, to: Member, *, roster: Roster) -> bool:
    """Return whether what waits could be in the hands of `to` instead."""
    return order.asked is not None and not _no_receiver(order, order.asked, to, roster)


def may_advise(order: Order, to: Member, *, roster: Roster, by: Actor) -> bool:
    """Return whether `by` could ask `to` what they think of what waits."""
    return order.asked is not None and not _no_adviser(order, order.asked, to, roster, by=by)


def _no_receiver(order: Order, asked: Approval, to: Member, roster: Roster) -> str | None:
    """Return why the order cannot be in somebody's hands, None where it can."""
    own = barred(order, roster)
    if to.id in own:
        return f"Order {order.number} is {to.name}'s own. Choose another."
    if not to.active:
        return f"{to.name} has left. Choose somebody who is there."
    if to.role not in DECIDING or to.slack_id is None:
        return f"{to.name} cannot decide: only managers, finance approvers and admins can."
    person = roster.same_people({to.id})
    if person & seats(asked, roster, rep_id=order.requested_by_id, barred=own):
        return f"{to.name} is asked already. Choose somebody else."
    # Who approved an earlier step would pass this one without another look.
    said = {who for act in asked.acts for who in (act.by_id, act.seat_id) if _approves(act)}
    if person & said:
        return f"{to.name} has approved it already. Choose somebody else."
    return None


def _no_adviser(
    order: Order, asked: Approval, to: Member, roster: Roster, *, by: Actor
) -> str | None:
    """Return why somebody cannot be asked what they think, None where they can."""
    if to.id in barred(order, roster):
        return f"Order {order.number} is {to.name}'s own. Ask somebody else."
    there = to.active and to.slack_id is not None and to.role is not Role.READ_ONLY
    if not there or to.id == by.member_id:
        return f"{to.name} cannot answer. Ask somebody else."
    if to.id in unanswered(asked):
        return f"{to.name} is asked already. Their answer comes on the card."
    return None


def _approves(act: Act) -> bool:
    return act.kind is ActKind.APPROVE


def _with(order: Order, asked: Approval, *acts: Act) -> Order:
    return replace(order, approval=replace(asked, acts=(*asked.acts, *acts)))
