"""The list of what waits: its pages, and approving several orders at once."""

from bot.blocks import bulk, ids
from bot.blocks.approvals import result, waiting_list, waiting_text
from bot.domain.errors import InvalidFields
from bot.edge import Call, Edge, Form, OpenForm, Reply, UpdateForm
from bot.listeners.redrawing import chosen_by, listed
from bot.services import queues


def register(edge: Edge) -> None:
    edge.button(ids.TURN_WAITING, turn, looks=True)
    edge.button(ids.APPROVE_SEVERAL, choose, opens_form=True)
    edge.form(ids.BULK_FORM, approve)


def turn(call: Call, value: str) -> Reply:
    """Show another page of the list, by the same words as before: "2|over 5000"."""
    found, page = listed(call, value)
    return Reply(waiting_text(found), waiting_list(found, page=page), replace_original=True)


def choose(call: Call, value: str) -> OpenForm:
    """Offer of what the list showed those that can be approved together."""
    wanted = chosen_by(call, value)
    found = queues.together(call.session, by=call.actor, at=call.now, wanted=wanted)
    if not found.orders:
        return OpenForm(bulk.nothing_together(looked_at=found.looked_at))
    return OpenForm(bulk.bulk_form(found.orders))


def approve(call: Call, submitted: Form) -> UpdateForm:
    """Approve what is checked; what has changed meanwhile is left as it is, and named."""
    seen = bulk.read(submitted.choices(bulk.CHOSEN))
    if not seen:
        raise InvalidFields({bulk.CHOSEN: "Check at least one order, or go back."})
    outcomes = queues.approve(call.session, seen, by=call.actor, at=call.now)
    approved = [each.order for each in outcomes if each.order is not None]
    refusals = [each.refusal for each in outcomes if each.refusal is not None]
    return UpdateForm(result("Approved", bulk.outcome_blocks(approved, refusals)), wins=True)
