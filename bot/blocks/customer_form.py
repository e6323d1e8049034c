"""The forms in which customers and contacts are written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    DividerBlock,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.order_words import fitting
from bot.blocks.text import shorten
from bot.domain.credit import written_limit
from bot.domain.customers import (
    LENGTHS,
    NAME_LENGTH,
    Contact,
    CustomerDetails,
    CustomerMatch,
)

# Block ids, by the names of the details that stand in them.
CUSTOMER_BLOCKS = {
    name: f"customer_{name}"
    for name in (
        *("name", "email", "phone", "website", "address", "postal_code", "city", "region"),
        *("country", "owner_id", "notes", "segment", "credit"),
    )
}
CONTACT_BLOCKS = {name: f"contact_{name}" for name in ("name", "title", "email", "phone")}
LABELS = {
    "name": "Name",
    "title": "Title",
    "email": "E-mail",
    "phone": "Phone",
    "website": "Website",
    "address": "Street and number",
    "postal_code": "Postal code",
    "city": "City",
    "region": "Region",
    "country": "Country",
    "notes": "Notes",
    "segment": "Segment",
}
HINTS = {
    "phone": "As you would dial it. A national number is read as one of the customer's country.",
    "country": "Written out or in two letters: Germany, Deutschland or DE.",
}
TYPED = "typed"


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """What the form carries along: the customer that is edited, at the revision that was
    seen, and the ids of those that it has warned of.
    """

    customer_id: int | None = None
    revision: int = 0
    warned_of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What the form carries along: whose contact, and which as last seen, if it is edited."""

    customer_id: int
    contact_id: int | None = None
    seen: str = ""


def customer_form(
    details: CustomerDetails,
    carried: CustomerForm,
    *,
    owner: str | None = None,
    lookalikes: Sequence[tuple[CustomerMatch, str]] = (),
    decides: bool = False,
) -> View:
    """Draw the form; `owner` is the name of whoever `details.owner_id` is.

    What the approval policy goes by is there for whoever `decides` on orders.
    `lookalikes` are those that the details resemble, each with what is alike.
    """
    is_new = carried.customer_id is None
    again = bool(lookalikes)
    return View(
        type="modal",
        callback_id=ids.CUSTOMER_FORM,
        title="New customer" if is_new else "Edit customer",
        submit=("Create anyway" if again else "Create") if is_new else "Save",
        close="Cancel",
        private_metadata=json.dumps(
            [carried.customer_id, carried.revision, list(carried.warned_of)]
        ),
        blocks=[
            *_warning(lookalikes, is_new=is_new),
            *_texts(details, CUSTOMER_BLOCKS, ("name", "email", "phone", "website")),
            *_texts(
                details,
                CUSTOMER_BLOCKS,
                ("address", "postal_code", "city", "region", "country"),
            ),
            _owner(details.owner_id, owner),
            *_texts(details, CUSTOMER_BLOCKS, ("notes",)),
            *(_for_the_policy(details) if decides else ()),
        ],
    )


def contact_form(contact: Contact, *, customer: str) -> View:
    """Draw the form of a contact; a new one has the id 0."""
    return View(
        type="modal",
        callback_id=ids.CONTACT_FORM,
        title="Edit contact" if contact.id else "New contact",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps(
            [contact.customer_id, contact.id or None, contact.fingerprint if contact.id else ""]
        ),
        blocks=[
            SectionBlock(text=f"Contact of *{fitting(customer, 600)}*"),
            *_texts(contact, CONTACT_BLOCKS, tuple(CONTACT_BLOCKS)),
        ],
    )


def read_customer_form(carried: str) -> CustomerForm:
    customer_id, revision, warned_of = json.loads(carried)
    return CustomerForm(customer_id, revision, tuple(warned_of))


def read_contact_form(carried: str) -> ContactForm:
    return ContactForm(*json.loads(carried))


def _texts(
    details: CustomerDetails | Contact, blocks: dict[str, str], names: Sequence[str]
) -> list[Block]:
    return [
        InputBlock(
            block_id=blocks[name],
            label=LABELS[name],
            optional=name != "name",
            hint=PlainTextObject(text=HINTS[name]) if name in HINTS else None,
            element=PlainTextInputElement(
                action_id=TYPED,
                initial_value=getattr(details, name) or None,
                multiline=name == "notes",
                max_length=LENGTHS.get(name, NAME_LENGTH),
                focus_on_load=True if name == "name" else None,
            ),
        )
        for name in names
    ]


def _for_the_policy(details: CustomerDetails) -> list[Block]:
    return [
        *_texts(details, CUSTOMER_BLOCKS, ("segment",)),
        InputBlock(
            block_id=CUSTOMER_BLOCKS["credit"],
            label="Credit limit",
            optional=True,
            hint=PlainTextObject(
                text="What may be ordered and not completed at a time. Empty: no limit."
            ),
            element=PlainTextInputElement(
                action_id=TYPED,
                initial_value=written_limit(details) or None,
                placeholder="Like 5000 or 5000 USD",
                max_length=24,
            ),
        ),
    ]


def _owner(owner_id: int | None, owner: str | None) -> Block:
    chosen = None
    if owner_id is not None and owner:
        name = PlainTextObject(text=shorten(owner, 75), emoji=False)
        chosen = Option(text=name, value=str(owner_id))
    return InputBlock(
        block_id=CUSTOMER_BLOCKS["owner_id"],
        label="Owner",
        optional=True,
        element=ExternalDataSelectElement(
            action_id=ids.MEMBER_OPTIONS,
            placeholder="Type a name",
            min_query_length=0,
            initial_option=chosen,
        ),
    )


def _warning(lookalikes: Sequence[tuple[CustomerMatch, str]], *, is_new: bool) -> list[Block]:
    if not lookalikes:
        return []
    done = "*Create anyway* adds another one" if is_new else "*Save* once more keeps your changes"
    return [
        SectionBlock(
            text=":warning: *This looks like a customer who is here already.*\n"
            f"Open them to see, or correct what you typed. {done}."
        ),
        *(_lookalike(match, why) for match, why in lookalikes[:5]),
        DividerBlock(),
    ]


def _lookalike(match: CustomerMatch, why: str) -> Block:
    place = f" · {fitting(match.place, 100)}" if match.place else ""
    return SectionBlock(
        text=f"*{fitting(match.name, 300)}*{place}\n{why.capitalize()}",
        accessory=ButtonElement(text="Open", action_id=ids.OPEN_CUSTOMER, value=str(match.id)),
    )
