"""Writing an order: the form, its type-ahead, its growing total, and sending it."""

from collections.abc import Callable
from dataclasses import replace

from bot.blocks import ids
from bot.blocks import orders as order_blocks
from bot.blocks.approvals import result
from bot.blocks.order_button import pressed
from bot.blocks.order_form import order_form, product_option
from bot.blocks.order_form_state import CURRENCY, OrderForm, Typed, is_said, read
from bot.blocks.text import inert
from bot.domain.errors import InvalidFields, UserError
from bot.domain.orders import Order, OrderStatus, check_changeable
from bot.edge import Call, Choices, Edge, Form, OpenForm, UpdateForm
from bot.services import order_forms, order_posts
from bot.services import orders as service
from bot.store import orders, products

MOST_CHOICES = 50
NOT_IN_A_FORM = "This form is gone. Open a new one with `/order new`."


def register(edge: Edge) -> None:
    edge.global_shortcut(ids.NEW_ORDER_SHORTCUT, new)
    edge.button(ids.NEW_ORDER, new_for, opens_form=True)
    edge.button(ids.EDIT_ORDER, edit, opens_form=True)
    edge.button(ids.COPY_ORDER, copy, opens_form=True)
    edge.button(ids.ADD_ORDER_LINE, add_line)
    edge.button(ids.REMOVE_ORDER_LINE, remove_line)
    for action_id in (ids.ORDER_FORM_CHANGED, ids.PRODUCT_OPTIONS, ids.ORDER_CURRENCY):
        edge.button(action_id, changed)
    edge.button(ids.SAVE_DRAFT, save_draft)
    edge.form(ids.ORDER_FORM, submit)
    edge.options(ids.PRODUCT_OPTIONS, product_choices)


def new(call: Call) -> OpenForm:
    return OpenForm(order_form(order_forms.blank(call.session)))


def new_for(call: Call, customer_id: str) -> OpenForm:
    """Open the form from a customer's card; without an id, from App Home."""
    chosen = int(customer_id) if customer_id else None
    return OpenForm(order_form(order_forms.blank(call.session, customer_id=chosen)))


def edit(call: Call, button: str) -> OpenForm:
    order = orders.get(call.session, pressed(button).order_id)
    check_changeable(order, by=call.actor)
    return OpenForm(order_form(order_forms.of_order(call.session, order)))


def copy(call: Call, button: str) -> OpenForm:
    """Open the form of a new order that says what this one does."""
    order = orders.get(call.session, pressed(button).order_id)
    return OpenForm(order_form(order_forms.copy_of(call.session, order)))


def changed(call: Call, _value: str) -> UpdateForm | None:
    """Draw the form again with the total of what stands in it now.

    What was typed may be told after the press that answered it; the answer stays then.
    """
    if call.form is not None and is_said(call.form.carried, _typed(call)):
        return None
    return _redrawn(call, lambda typed: typed, wins=False)


def add_line(call: Call, _value: str) -> UpdateForm:
    return _redrawn(call, order_forms.with_line, wins=True)


def remove_line(call: Call, index: str) -> UpdateForm:
    return _redrawn(call, lambda typed: order_forms.without_line(typed, int(index)), wins=True)


def product_choices(call: Call, text: str) -> Choices:
    """Offer what has a price in the currency that the form is in now."""
    if call.form is None:
        currency = call.workspace.currency
    else:
        currency = call.form.text(CURRENCY) or read(call.form.carried, call.form.text).currency
    found = products.search(call.session, text, currency=currency, limit=MOST_CHOICES)
    return Choices([product_option(product, currency) for product in found])


def save_draft(call: Call, _value: str) -> UpdateForm:
    """Keep what stands in the form; what is wrong is said at the button, and nothing is lost."""
    form = order_forms.fill(call.session, _typed(call))
    try:
        order = _saved_draft(call, form)
    except service.PricesChanged as changes:
        return _with_new_prices(call, form.typed, changes)
    except InvalidFields as refused:
        return _refused(form, *refused.fields.values())
    except UserError as refused:
        return _refused(form, str(refused))
    news = f"Draft {order.number} is saved. `/order {order.number}` opens it again."
    return _result(call, "Draft saved", order, news)


def submit(call: Call, submitted: Form) -> UpdateForm:
    """Send the order; errors stand at their fields, and changed prices are shown first."""
    form = order_forms.fill(call.session, read(submitted.carried, submitted.text))
    draft = order_forms.draft_of(form)
    try:
        order = _sent(call, form.typed, draft)
    except service.PricesChanged as changes:
        return _with_new_prices(call, form.typed, changes)
    if order.status is OrderStatus.APPROVED:
        news = f":white_check_mark: *Order {order.number} is approved* and can be executed."
        return _result(call, "Order approved", order, news)
    news = f":hourglass_flowing_sand: *Order {order.number} is sent* and waits for approval."
    return _result(call, "Order sent", order, news)


def _sent(call: Call, typed: Typed, draft: service.OrderDraft) -> Order:
    if typed.edited is None:
        return service.submit(call.session, draft, by=call.actor, at=call.now)
    return service.change(
        call.session,
        typed.edited.order_id,
        draft,
        revision=typed.edited.revision,
        by=call.actor,
        at=call.now,
    )


def _saved_draft(call: Call, form: OrderForm) -> Order:
    draft = order_forms.draft_of(form, unfinished=True)
    edited = form.typed.edited
    if edited is None:
        return service.save_draft(call.session, draft, by=call.actor, at=call.now)
    return service.change_draft(
        call.session,
        edited.order_id,
        draft,
        revision=edited.revision,
        by=call.actor,
        at=call.now,
    )


def _typed(call: Call) -> Typed:
    if call.form is None:
        raise UserError(NOT_IN_A_FORM)
    return read(call.form.carried, call.form.text)


def _redrawn(call: Call, change: Callable[[Typed], Typed], *, wins: bool) -> UpdateForm:
    form = order_forms.fill(call.session, change(_typed(call)))
    return UpdateForm(order_form(form), wins=wins)


def _with_new_prices(call: Call, typed: Typed, changes: service.PricesChanged) -> UpdateForm:
    news = order_forms.changed_prices(changes.changes, typed.currency)
    return UpdateForm(order_form(order_forms.fill(call.session, typed, news=news)), wins=True)


def _refused(form: OrderForm, *sentences: str) -> UpdateForm:
    refusals = tuple(f":warning: {inert(sentence)}" for sentence in sentences)
    return UpdateForm(order_form(replace(form, refusals=refusals)), wins=True)


def _result(call: Call, title: str, order: Order, news: str) -> UpdateForm:
    waits = order_posts.awaited(call.session, order, at=call.now)
    return UpdateForm(result(title, order_blocks.result(order, waits, news=news)), wins=True)
