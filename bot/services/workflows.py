"""What workflows do with orders in somebody's name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.order_words import fitting
from bot.blocks.posts import post
from bot.blocks.text import money
from bot.domain import deciding
from bot.domain.errors import UserError
from bot.domain.money import parse_percent
from bot.domain.orders import NOTES_LENGTH, Order, OrderStatus
from bot.domain.people import Actor, Role, demand
from bot.domain.quantities import parse_quantity
from bot.services import meant, order_forms, orders
from bot.services.orders import LineDraft, OrderDraft
from bot.store import orders as orders_store
from bot.store import outbox, rosters, workspaces

MESSAGE_LENGTH = 1_000
SENT = {OrderStatus.PENDING: "It waits for approval.", OrderStatus.APPROVED: "It is approved."}


@dataclass(frozen=True, slots=True)
class WantedOrder:
    """An order of one line, as a workflow names it: in words."""

    customer: str
    product: str
    quantity: str
    discount: str = ""
    notes: str = ""


def create_order(
    session: Session, wanted: WantedOrder, *, send: bool, by: Actor, at: datetime
) -> Order:
    """Write an order, and send it unless it is to stay a draft.

    In the currency in which the customer bought last. Raises UserError.
    """
    if len(wanted.notes) > NOTES_LENGTH:
        raise UserError(f"Notes take at most {NOTES_LENGTH} characters. Shorten them.")
    customer = meant.customer(session, wanted.customer)
    currency = order_forms.usual_currency(session, customer.id)
    product = meant.product(session, wanted.product, currency=currency)
    line = LineDraft(
        product.id, parse_quantity(wanted.quantity), parse_percent(wanted.discount or "0")
    )
    draft = OrderDraft(customer.id, currency, (line,), wanted.notes or None)
    write = orders.submit if send else orders.save_draft
    return write(session, draft, by=by, at=at)


def tell_in_whose_name(
    session: Session, order: Order, execution_id: str, *, deed: str, at: datetime
) -> None:
    """Tell a rep what a workflow did in their name: its author put that name there.

    `deed` is "written" or "sent".
    """
    if order.requested_by_slack_id is None:
        return
    text = (
        f"A workflow has {deed} order {order.number} in your name:"
        f" {money(order.total_minor, order.currency)}. {SENT.get(order.status, '')}".rstrip()
        + f" If that was not you, `/order {order.number}` opens it to be cancelled."
    )
    key = f"workflow:{execution_id}"
    outbox.add(session, post(key, order.requested_by_slack_id, text, []), at=at)


def ask_for_approval(
    session: Session, order_id: int, *, message: str = "", by: Actor, at: datetime
) -> Order:
    """Send an order that is a draft, and hand the message to whoever is asked.

    The order is held until the end of the transaction, so that it is not decided
    between a look at it and the note that somebody waits for it.
    """
    demand(by, Role.REP, "ask for approval")
    orders_store.hold(session, order_id)
    order = orders_store.get(session, order_id)
    if order.status is OrderStatus.DRAFT:
        order = orders.send(session, order_id, by=by, at=at)
    if order.status is OrderStatus.PENDING and message:
        _say_to_approvers(session, order, message, by=by, at=at)
    return order


def _say_to_approvers(
    session: Session, order: Order, message: str, *, by: Actor, at: datetime
) -> None:
    """Hand the message to where the order's approvers are asked."""
    roster = rosters.current(session, at=at)
    people = roster.reachable(deciding.deciders(order, roster))
    channel = workspaces.get(session).approvals_channel
    # Whose name it is was put there by the author of the workflow.
    whose = f"A workflow in the name of <@{by.slack_id}>"
    text = f"{whose} about order {order.number}: {fitting(message, MESSAGE_LENGTH)}"
    for destination in [channel] if channel else [str(person.slack_id) for person in people]:
        key = f"said:{order.id}:{by.member_id}:{at.isoformat()}:{destination}"
        outbox.add(session, post(key, destination, text, []), at=at)
