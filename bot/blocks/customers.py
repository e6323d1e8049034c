"""Customers, drawn: the card, the list of those that were found."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.order_button import Place, value
from bot.blocks.order_words import STATUS_MARKS, fitting, named
from bot.blocks.text import moment, money, shorten
from bot.blocks.timeline import entry
from bot.domain.customer_cards import CustomerCard
from bot.domain.customers import (
    Contact,
    Customer,
    CustomerDetails,
    CustomerMatch,
    written_phone,
)
from bot.domain.orders import Order
from bot.domain.purchases import CurrencyRevenue, PurchaseHistory

HEADER_LENGTH, OPTION_LENGTH = 150, 75
# A message holds about 13,000 characters, so a card shows a little of everything.
MOST_CONTACTS, MOST_WAITING, MOST_LISTED = 6, 4, 10
NOTES_SHOWN, CONTACT_LENGTH = 300, 40
# https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
MOST_CHOICES, MOST_IN_MODAL = 100, 90


def card(shown: CustomerCard, *, today: date, news: str = "") -> list[Block]:
    """Show all that is known of a customer; `today` is the reader's own date.

    `news` is a sentence of ours on what just happened, put on top.
    """
    customer = shown.customer
    return [
        *([SectionBlock(text=news)] if news else []),
        HeaderBlock(text=PlainTextObject(text=shorten(customer.name, HEADER_LENGTH), emoji=False)),
        *_basics(shown),
        _buttons(customer),
        SectionBlock(text=_purchases(shown.history)),
        *(_waiting(order) for order in shown.waiting[:MOST_WAITING]),
        *_left_out(len(shown.waiting) - MOST_WAITING, "order waits", "orders wait"),
        *_contacts(customer),
        DividerBlock(),
        *_timeline(shown, today),
    ]


def card_view(shown: CustomerCard, *, today: date, news: str = "") -> View:
    """The card in a modal, where a form stood.

    Done closes all modals: the form may have been opened from a card that is out of date by now.
    """
    return View(
        type="modal",
        title="Customer",
        close="Done",
        clear_on_close=True,
        blocks=card(shown, today=today, news=news),
    )


def card_text(shown: CustomerCard) -> str:
    """Say in words what the card is about."""
    history = shown.history
    bought = "nothing bought yet"
    if history.revenue:
        revenue = " and ".join(money(each.net_minor, each.currency) for each in history.revenue)
        bought = f"{_counted(history.order_count, 'order', 'orders')}, {revenue} net"
    return f"{fitting(shown.customer.name, 600)}: {bought}"


def found(typed: str, matches: Sequence[CustomerMatch], *, more: bool) -> list[Block]:
    """List who was found; `more` says that there are others besides."""
    count = f"More than {len(matches)}" if more else str(len(matches))
    hint = " Type more of the name to see fewer." if more else ""
    return [
        SectionBlock(text=f"*{count} customers match “{fitting(typed, 200)}”.*{hint}"),
        *(match_row(match) for match in matches),
        ActionsBlock(elements=[new_button(typed)]),
    ]


def nobody_found(typed: str) -> list[Block]:
    """Offer to create whom nobody has entered yet, with the name filled in."""
    return [
        SectionBlock(
            text=f"No customer matches “{fitting(typed, 200)}”."
            " Try another part of the name, an e-mail address or a phone number, or create them."
        ),
        ActionsBlock(elements=[new_button(typed)]),
    ]


def recent(help_text: str, matches: Sequence[CustomerMatch]) -> list[Block]:
    """Say how to use the command, and list whom the person last had to do with."""
    title = "*Your latest customers*" if matches else "You have not had to do with anybody yet."
    return [
        SectionBlock(text=help_text),
        DividerBlock(),
        SectionBlock(text=title),
        *(match_row(match) for match in matches),
        ActionsBlock(elements=[new_button("")]),
    ]


def match_row(match: CustomerMatch) -> Block:
    told = [fitting(part, 200) for part in (match.place, match.via) if part]
    return SectionBlock(
        text="\n".join([f"*{fitting(match.name, 400)}*", *([" · ".join(told)] if told else [])]),
        accessory=ButtonElement(text="Open", action_id=ids.OPEN_CUSTOMER, value=str(match.id)),
    )


def new_button(name: str) -> ButtonElement:
    """Open the form of a new customer, with what was typed filled in."""
    text = f"Create “{shorten(name, 40)}”" if name else "New customer"
    return ButtonElement(
        text=PlainTextObject(text=text, emoji=False),
        action_id=ids.NEW_CUSTOMER,
        value=name[:300] or None,
    )


def option_text(match: CustomerMatch) -> str:
    """Name a customer in a select, with the place where there is room."""
    place = f" · {match.place}" if match.place else ""
    return shorten(match.name + place, OPTION_LENGTH)


def contact_text(contact: str, customer: str) -> str:
    """Name a contact in a select, with the customer where there is room."""
    return shorten(f"{contact} · {customer}", OPTION_LENGTH)


def _basics(shown: CustomerCard) -> list[Block]:
    details, owner = shown.customer.details, shown.owner
    known = (
        ("Owner", named(owner.slack_id, owner.name) if owner else None),
        ("Phone", fitting(written_phone(details.phone), 80)),
        ("E-mail", fitting(details.email, 200)),
        ("Website", fitting(details.website, 200)),
        ("Address", _address(details)),
        ("Segment", fitting(details.segment, 100)),
        ("Credit limit", _credit(details)),
        ("Key", fitting(details.external_key, 100)),
    )
    fields = [MarkdownTextObject(text=f"*{name}*\n{text}") for name, text in known if text]
    blocks: list[Block] = [SectionBlock(fields=fields)] if fields else []
    if details.notes:
        blocks.append(SectionBlock(text=fitting(details.notes, NOTES_SHOWN, lines=True)))
    return blocks


def _credit(details: CustomerDetails) -> str | None:
    if details.credit_limit_minor is None or details.credit_currency is None:
        return None
    return money(details.credit_limit_minor, details.credit_currency)


def _address(details: CustomerDetails) -> str:
    town = " ".join(part for part in (details.postal_code, details.city) if part)
    parts = (details.address, town, details.region, details.country)
    return "\n".join(fitting(part, 120) for part in parts if part)


def _buttons(customer: Customer) -> Block:
    carried = str(customer.id)
    return ActionsBlock(
        elements=[
            ButtonElement(
                text="New order", action_id=ids.NEW_ORDER, value=carried, style="primary"
            ),
            ButtonElement(text="Log interaction", action_id=ids.LOG_INTERACTION, value=carried),
            ButtonElement(text="Edit", action_id=ids.EDIT_CUSTOMER, value=carried),
            ButtonElement(text="Add contact", action_id=ids.ADD_CONTACT, value=carried),
        ]
    )


def _purchases(history: PurchaseHistory) -> str:
    if not history.order_count:
        return "*Purchases*\nNothing bought yet."
    lines = ["*Purchases*", *(_revenue(each) for each in history.revenue)]
    if history.last_ordered_at:
        lines.append(f"Last order {moment(history.last_ordered_at)}")
    if history.top_products:
        most = ", ".join(
            f"{fitting(product.product, 100)} ({product.quantity:,})"
            for product in history.top_products
        )
        lines.append(f"Buys most: {most}")
    return "\n".join(lines)


def _revenue(each: CurrencyRevenue) -> str:
    orders = _counted(each.order_count, "order", "orders")
    net, average = money(each.net_minor, each.currency), money(each.average_minor, each.currency)
    return f"{orders} · *{net}* net · {average} on average"


def _waiting(order: Order) -> Block:
    return SectionBlock(
        text=f"{STATUS_MARKS[order.status]} *Order {order.number}* waits for approval · "
        f"{money(order.total_minor, order.currency)} · since {moment(order.ordered_at)}",
        accessory=ButtonElement(
            text="Open", action_id=ids.OPEN_ORDER, value=value(order, Place.CARD)
        ),
    )


def contacts_view(customer: Customer) -> View:
    """All contacts in a modal, which holds more than a message does."""
    contacts = customer.contacts[:MOST_CHOICES]
    return View(
        type="modal",
        title="Contacts",
        close="Done",
        blocks=[
            SectionBlock(text=f"*{fitting(customer.name, 600)}*"),
            _edit_contact(contacts, "Edit a contact here, or add one from the customer's card."),
            *(SectionBlock(text=_contact(each)) for each in contacts[:MOST_IN_MODAL]),
            *_left_out(len(customer.contacts) - MOST_IN_MODAL, "more", "more"),
        ],
    )


def _contacts(customer: Customer) -> list[Block]:
    contacts = customer.contacts
    if not contacts:
        return [SectionBlock(text="*Contacts*\nNobody yet.")]
    lines = "\n".join(("*Contacts*", *(_contact(each) for each in contacts[:MOST_CONTACTS])))
    if len(contacts) <= MOST_CONTACTS:
        return [_edit_contact(contacts, lines)]
    every = ButtonElement(
        text=f"All {len(contacts):,}", action_id=ids.LIST_CONTACTS, value=str(customer.id)
    )
    return [SectionBlock(text=lines, accessory=every)]


def _edit_contact(contacts: Sequence[Contact], text: str) -> Block:
    options = [_contact_option(each) for each in contacts]
    chooser = StaticSelectElement(
        action_id=ids.EDIT_CONTACT, placeholder="Edit a contact", options=options
    )
    return SectionBlock(text=text, accessory=chooser)


def _contact(contact: Contact) -> str:
    told = (contact.title, written_phone(contact.phone), contact.email)
    known = [f"*{fitting(contact.name, 100)}*", *(fitting(part, 60) for part in told if part)]
    return " · ".join(known)


def _contact_option(contact: Contact) -> Option:
    name = PlainTextObject(text=shorten(contact.name, CONTACT_LENGTH), emoji=False)
    return Option(text=name, value=str(contact.id))


def _timeline(shown: CustomerCard, today: date) -> list[Block]:
    if not shown.timeline:
        return [
            SectionBlock(
                text="*Timeline*\nNothing has happened yet. *Log interaction* writes down a call."
            )
        ]
    return [
        SectionBlock(text="*Timeline*"),
        *(entry(each, today=today) for each in shown.timeline),
    ]


def _left_out(count: int, one: str, many: str) -> list[Block]:
    if count <= 0:
        return []
    return [ContextBlock(elements=[MarkdownTextObject(text=f"… and {_counted(count, one, many)}")])]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
