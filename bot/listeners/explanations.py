"""Why an order needs approval, and what one that is being written would need."""

from dataclasses import replace

from bot.blocks import ids
from bot.blocks.explanations import why_blocks, why_text, why_title
from bot.blocks.order_button import pressed
from bot.blocks.order_form import order_form
from bot.blocks.order_form_state import read
from bot.blocks.text import inert
from bot.domain.errors import InvalidFields, UserError
from bot.edge import Call, Edge, Reply, UpdateForm
from bot.services import explanations, order_forms
from bot.store import orders

TITLE = "If sent now"
NOT_IN_A_FORM = "This form is gone. Open a new one with `/order new`."


def register(edge: Edge) -> None:
    edge.button(ids.EXPLAIN_ORDER, explain, looks=True)
    edge.button(ids.EXPLAIN_DRAFT, explain_form)


def explain(call: Call, button: str) -> Reply:
    order = orders.get(call.session, pressed(button).order_id)
    title, told = why_title(order), explanations.why(call.session, order, at=call.now)
    return Reply(why_text(title, told), why_blocks(title, told))


def explain_form(call: Call, _value: str) -> UpdateForm:
    """Say beside the buttons what the order would need as it stands; nothing is saved."""
    if call.form is None:
        raise UserError(NOT_IN_A_FORM)
    form = order_forms.fill(call.session, read(call.form.carried, call.form.text))
    edited = form.typed.edited
    try:
        told = explanations.needed(
            call.session,
            order_forms.draft_of(form),
            of=edited.order_id if edited else None,
            by=call.actor,
            at=call.now,
        )
    except InvalidFields as refused:
        answers = [f":warning: {inert(sentence)}" for sentence in refused.fields.values()]
    except UserError as refused:
        answers = [f":warning: {inert(str(refused))}"]
    else:
        answers = [why_text(TITLE, told)]
    return UpdateForm(order_form(replace(form, refusals=tuple(answers))), wins=True)
