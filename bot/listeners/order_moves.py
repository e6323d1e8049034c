"""An order's card: open it, send it, execute, complete or cancel it."""

from bot.blocks import approvals as approval_blocks
from bot.blocks import ids
from bot.blocks import orders as order_blocks
from bot.blocks.order_button import Place, pressed
from bot.blocks.order_words import headline
from bot.domain import reasons
from bot.domain.cancellations import LINES, Unwanted
from bot.domain.orders import Order, OrderStatus, check_move
from bot.edge import Call, Edge, Form, OpenForm, Reply, UpdateForm
from bot.services import cancelling, decisions, order_posts
from bot.services import orders as service
from bot.services.order_views import order_view
from bot.store import orders


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_ORDER, open_card, looks=True)
    edge.button(ids.LIST_ORDERS, list_own, looks=True)
    edge.button(ids.SUBMIT_ORDER, send)
    edge.button(ids.EXECUTE_ORDER, execute)
    edge.button(ids.COMPLETE_ORDER, complete)
    edge.button(ids.CANCEL_ORDER, ask_why_cancel, opens_form=True)
    edge.form(ids.CANCEL_FORM, cancel)


def open_card(call: Call, button: str) -> Reply:
    order = orders.get(call.session, pressed(button).order_id)
    view = order_view(call.session, order, by=call.actor, at=call.now)
    return Reply(headline(order), order_blocks.card(view))


def list_own(call: Call, _value: str) -> Reply:
    own = orders.of_member(call.session, call.actor.member_id, limit=order_blocks.MOST_LISTED)
    title, hint = "Your orders", "You have no orders yet. `/order new` writes one."
    return Reply(
        order_blocks.list_text(title, own, hint=hint),
        order_blocks.order_list(title, own, hint=hint, own=True),
    )


def send(call: Call, button: str) -> Reply:
    """Send a saved draft as it stands."""
    order = service.send(call.session, pressed(button).order_id, by=call.actor, at=call.now)
    done = "approved" if order.status is OrderStatus.APPROVED else "sent, and waits for approval"
    return _answer(call, button, order, f"Order {order.number} is {done}.")


def execute(call: Call, button: str) -> Reply:
    order = decisions.execute(call.session, pressed(button).order_id, by=call.actor, at=call.now)
    return _answer(call, button, order, f"Order {order.number} is being executed.")


def complete(call: Call, button: str) -> Reply:
    order = decisions.complete(call.session, pressed(button).order_id, by=call.actor, at=call.now)
    return _answer(call, button, order, f"Order {order.number} is completed.")


def ask_why_cancel(call: Call, button: str) -> OpenForm:
    """Ask for the reason first; who may not cancel is told so before they write one."""
    order = orders.get(call.session, pressed(button).order_id)
    check_move(order, OrderStatus.CANCELLED, by=call.actor)
    return OpenForm(approval_blocks.cancel_form(order, pressed(button)))


def cancel(call: Call, submitted: Form) -> UpdateForm:
    if submitted.choices(LINES):
        return cancel_lines(call, submitted)
    order = cancelling.cancel(
        call.session,
        pressed(submitted.carried).order_id,
        by=call.actor,
        at=call.now,
        words=submitted.text(reasons.WORDS),
        code=submitted.text(reasons.REASON) or None,
    )
    waits = order_posts.awaited(call.session, order, at=call.now)
    title, news = "Order cancelled", f"Order {order.number} is cancelled."
    if order.status is not OrderStatus.CANCELLED:
        title = "Cancellation asked"
        news = f"The cancellation of order {order.number} waits for approval."
    return UpdateForm(approval_blocks.result(title, order_blocks.result(order, waits, news=news)))


def cancel_lines(call: Call, submitted: Form) -> UpdateForm:
    seen = pressed(submitted.carried)
    places = frozenset(int(place) for place in submitted.choices(LINES))
    order = cancelling.cancel_lines(
        call.session,
        seen.order_id,
        Unwanted(places, submitted.text(reasons.REASON) or None, submitted.text(reasons.WORDS)),
        seen_edition=seen.edition,
        by=call.actor,
        at=call.now,
    )
    waits = order_posts.awaited(call.session, order, at=call.now)
    again = ", and waits for approval" if order.status is OrderStatus.PENDING else ""
    news = f"Order {order.number} goes on without {_counted(len(places))}{again}."
    title = "Line cancelled" if len(places) == 1 else "Lines cancelled"
    return UpdateForm(approval_blocks.result(title, order_blocks.result(order, waits, news=news)))


def _counted(lines: int) -> str:
    return "that line" if lines == 1 else f"those {lines} lines"


def _answer(call: Call, button: str, order: Order, news: str) -> Reply:
    """Draw a private card anew; a posted one is kept true by the service."""
    if pressed(button).place is not Place.CARD:
        return Reply(news)
    view = order_view(call.session, order, by=call.actor, at=call.now)
    return Reply(news, order_blocks.card(view, news=news), replace_original=True)
