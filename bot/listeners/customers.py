"""Customers: open a card, find one by typing, choose one or a contact in a form."""

from bot.blocks import customers as customer_blocks
from bot.blocks import ids
from bot.blocks.interactions import BLOCKS
from bot.edge import Call, Choices, Edge, Reply
from bot.services import customers as service
from bot.store import customers, search

MOST_CHOICES, MOST_SEARCHED = 50, 10


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_CUSTOMER, open_card, looks=True)
    edge.button(ids.FIND_CUSTOMER, open_card, looks=True)
    edge.options(ids.FIND_CUSTOMER, customer_choices)
    edge.options(ids.CUSTOMER_OPTIONS, customer_choices)
    edge.options(ids.CONTACT_OPTIONS, contact_choices)


def open_card(call: Call, customer_id: str) -> Reply:
    shown = service.card(call.session, int(customer_id))
    return Reply(customer_blocks.card_text(shown), customer_blocks.card(shown, today=call.today))


def customer_choices(call: Call, typed: str) -> Choices:
    """Offer who matches; before anything is typed, whom the person last had to do with."""
    if typed.strip():
        matches = search.find(call.session, typed, MOST_CHOICES)
    else:
        matches = customers.recently_touched(call.session, call.actor.member_id, limit=20)
    return Choices([(customer_blocks.option_text(each), str(each.id)) for each in matches])


def contact_choices(call: Call, typed: str) -> Choices:
    """Offer the contacts of the customer who stands in the form, else of all who match."""
    chosen = call.form.text(BLOCKS["customer_id"]) if call.form else ""
    if chosen:
        own = customers.contacts_of(call.session, int(chosen))
        wanted = typed.strip().casefold()
        return Choices(
            [(each.name, str(each.id)) for each in own if wanted in each.name.casefold()]
        )
    found = [match.id for match in search.find(call.session, typed, MOST_SEARCHED)]
    firms = customers.names(call.session, found)
    return Choices(
        [
            (customer_blocks.contact_text(contact.name, firms[customer_id]), str(contact.id))
            for customer_id in found
            for contact in customers.contacts_of(call.session, customer_id)
        ]
    )
