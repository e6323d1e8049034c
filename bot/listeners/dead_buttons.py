"""Buttons of orders that moved on: a press says why, and the place where it stood is drawn anew."""

from bot.blocks import ids
from bot.blocks.order_button import pressed
from bot.edge import Call, Edge, Reply
from bot.listeners.redrawing import redrawn
from bot.services import reconciling

ON_CARDS = (
    *(ids.APPROVE_ORDER, ids.REJECT_ORDER, ids.REQUEST_CHANGES, ids.MORE_ON_ORDER),
    *(ids.SUBMIT_ORDER, ids.EDIT_ORDER, ids.EXECUTE_ORDER, ids.COMPLETE_ORDER, ids.CANCEL_ORDER),
    *(ids.COPY_ORDER, ids.EXPLAIN_ORDER, ids.GIVE_OPINION),
)


def register(edge: Edge) -> None:
    for action_id in ON_CARDS:
        edge.when_refused(action_id, explain)


def explain(call: Call, button: str, sentence: str) -> Reply:
    """Say the refusal. Posted cards are mended by the outbox, a private answer by this one."""
    # A menu's value begins with what was chosen.
    seen = pressed(button.rpartition(":")[2])
    reconciling.mend_order(call.session, seen.order_id, at=call.now)
    news = f":warning: {sentence}"
    return redrawn(call, seen, news)
