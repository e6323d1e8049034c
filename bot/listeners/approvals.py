"""Approve, Reject and Changes, wherever the buttons stand."""

from dataclasses import replace

from bot.blocks import approvals as approval_blocks
from bot.blocks import deciding as deciding_blocks
from bot.blocks import ids
from bot.blocks import orders as order_blocks
from bot.blocks.order_button import pressed
from bot.blocks.order_words import waits_for
from bot.domain import reasons
from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.deciding import check_decidable
from bot.domain.orders import Order, OrderStatus
from bot.edge import Call, Edge, Form, OpenForm, Reply, UpdateForm
from bot.listeners.redrawing import redrawn
from bot.services import decisions, order_posts
from bot.store import orders, rosters


def register(edge: Edge) -> None:
    edge.button(ids.APPROVE_ORDER, approve)
    edge.button(ids.REJECT_ORDER, ask_why_reject, opens_form=True)
    edge.form(ids.REJECT_FORM, reject)
    edge.button(ids.REQUEST_CHANGES, ask_what_to_change, opens_form=True)
    edge.form(ids.RETURN_FORM, request_changes)


def approve(call: Call, button: str) -> Reply:
    seen = pressed(button)
    order = decisions.decide(
        call.session,
        seen.order_id,
        YES,
        by=call.actor,
        at=call.now,
        seen_edition=seen.edition,
    )
    return redrawn(call, seen, _approved(call, order))


def ask_why_reject(call: Call, button: str) -> OpenForm:
    """Ask for the reason first; who may not decide is told so before they write one."""
    order = orders.get(call.session, pressed(button).order_id)
    roster = rosters.current(call.session, at=call.now)
    check_decidable(order, roster=roster, by=call.actor)
    return OpenForm(deciding_blocks.reject_form(order, pressed(button)))


def ask_what_to_change(call: Call, button: str) -> OpenForm:
    order = orders.get(call.session, pressed(button).order_id)
    roster = rosters.current(call.session, at=call.now)
    check_decidable(order, roster=roster, by=call.actor)
    return OpenForm(deciding_blocks.return_form(order, pressed(button)))


def reject(call: Call, submitted: Form) -> UpdateForm:
    reason = submitted.text(reasons.REASON) or None
    order = _refused(call, submitted, Verdict(ActKind.REJECT, reason))
    if order.status is OrderStatus.REJECTED:
        return _result(call, "Order rejected", order, f"Order {order.number} is rejected")
    done = f"Order {order.number} is not cancelled and stays {order.status}"
    return _result(call, "Cancellation rejected", order, done)


def request_changes(call: Call, submitted: Form) -> UpdateForm:
    order = _refused(call, submitted, Verdict(ActKind.RETURN))
    news = f"Order {order.number} goes back for changes"
    return _result(call, "Changes requested", order, news)


def _refused(call: Call, submitted: Form, verdict: Verdict) -> Order:
    seen = pressed(submitted.carried)
    return decisions.decide(
        call.session,
        seen.order_id,
        replace(verdict, words=submitted.text(reasons.WORDS)),
        by=call.actor,
        at=call.now,
        seen_edition=seen.edition,
    )


def _result(call: Call, title: str, order: Order, done: str) -> UpdateForm:
    waits = order_posts.awaited(call.session, order, at=call.now)
    shown = order_blocks.result(order, waits, news=f"{done}; {_told(order)}.")
    return UpdateForm(approval_blocks.result(title, shown))


def _approved(call: Call, order: Order) -> str:
    """Say what came of an approval: it may wait for others still."""
    if order.asked is None:
        return f"Order {order.number} is {order.status}; {_told(order)}."
    waits = order_posts.awaited(call.session, order, at=call.now)
    return f"Your approval of order {order.number} counts. {waits_for(order, waits)}"


def _told(order: Order) -> str:
    """Say whether the requester hears of it: a rep from an import may have no account."""
    if order.requested_by_slack_id is None:
        return "whoever raised it has no Slack account yet, so tell them yourself"
    return f"<@{order.requested_by_slack_id}> is told"
