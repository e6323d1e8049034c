"""Creating and editing customers and their contacts."""

from dataclasses import replace

from bot.blocks import customers as customer_blocks
from bot.blocks import ids
from bot.blocks.customer_form import (
    CONTACT_BLOCKS,
    CUSTOMER_BLOCKS,
    CustomerForm,
    contact_form,
    customer_form,
    read_contact_form,
    read_customer_form,
)
from bot.blocks.order_words import fitting
from bot.domain.credit import parse_limit
from bot.domain.customers import Contact, Customer, CustomerDetails, clean_details
from bot.domain.errors import InvalidFields, UserError
from bot.domain.people import DECIDING
from bot.edge import Call, Edge, Form, OpenForm, UpdateForm
from bot.services import customers as service
from bot.services.customer_forms import begun
from bot.store import customers, members

TEXTS = tuple(name for name in CUSTOMER_BLOCKS if name not in {"owner_id", "credit"})


def register(edge: Edge) -> None:
    edge.button(ids.NEW_CUSTOMER, new, opens_form=True)
    edge.button(ids.EDIT_CUSTOMER, edit, opens_form=True)
    edge.form(ids.CUSTOMER_FORM, save)
    edge.button(ids.ADD_CONTACT, new_contact, opens_form=True)
    edge.button(ids.EDIT_CONTACT, edit_contact, opens_form=True)
    edge.button(ids.LIST_CONTACTS, list_contacts, opens_form=True, looks=True)
    edge.form(ids.CONTACT_FORM, save_contact)


def new(call: Call, typed: str) -> OpenForm:
    """Open an empty form, with what was searched for filled in."""
    details = begun(typed, owner=call.actor)
    return OpenForm(
        customer_form(details, CustomerForm(), owner=call.actor.name, decides=_decides(call))
    )


def edit(call: Call, customer_id: str) -> OpenForm:
    customer = customers.get(call.session, int(customer_id))
    carried = CustomerForm(customer.id, customer.revision)
    owner = _owner_name(call, customer.details)
    return OpenForm(customer_form(customer.details, carried, owner=owner, decides=_decides(call)))


def save(call: Call, submitted: Form) -> UpdateForm:
    """Create or change a customer, after a warning where they look like another one."""
    carried = read_customer_form(submitted.carried)
    try:
        details = clean_details(_details(call, submitted))
        alike = _new_lookalikes(call, details, carried)
        if alike:
            return _warned(call, details, carried, alike)
        customer = _write(call, details, carried)
    except InvalidFields as error:
        raise _at_blocks(error, CUSTOMER_BLOCKS) from error
    done = "is created" if carried.customer_id is None else "is saved"
    return _card(call, customer.id, f"{fitting(customer.name, 600)} {done}.")


def new_contact(call: Call, customer_id: str) -> OpenForm:
    customer = customers.get(call.session, int(customer_id))
    return OpenForm(contact_form(Contact(0, customer.id, ""), customer=customer.name))


def list_contacts(call: Call, customer_id: str) -> OpenForm:
    customer = customers.get(call.session, int(customer_id))
    return OpenForm(customer_blocks.contacts_view(customer))


def edit_contact(call: Call, contact_id: str) -> OpenForm:
    contact = customers.get_contact(call.session, int(contact_id))
    customer = customers.get(call.session, contact.customer_id)
    return OpenForm(contact_form(contact, customer=customer.name))


def save_contact(call: Call, submitted: Form) -> UpdateForm:
    carried = read_contact_form(submitted.carried)
    typed = {name: submitted.text(block) or None for name, block in CONTACT_BLOCKS.items()}
    contact = Contact(
        carried.contact_id or 0,
        carried.customer_id,
        typed["name"] or "",
        typed["title"],
        typed["email"],
        typed["phone"],
    )
    try:
        if carried.contact_id is None:
            saved = service.add_contact(call.session, contact, by=call.actor, at=call.now)
        else:
            saved = service.change_contact(
                call.session, contact, seen=carried.seen, by=call.actor, at=call.now
            )
    except InvalidFields as error:
        raise _at_blocks(error, CONTACT_BLOCKS) from error
    return _card(call, carried.customer_id, f"{fitting(saved.name, 600)} is saved.")


def _decides(call: Call) -> bool:
    return call.actor.role in DECIDING


def _details(call: Call, submitted: Form) -> CustomerDetails:
    try:
        minor, currency = parse_limit(
            submitted.text(CUSTOMER_BLOCKS["credit"]), currency=call.workspace.currency
        )
    except UserError as error:
        raise InvalidFields({"credit": str(error)}) from error
    typed = {name: submitted.text(CUSTOMER_BLOCKS[name]) or None for name in TEXTS}
    owner = submitted.text(CUSTOMER_BLOCKS["owner_id"])
    name = typed.pop("name") or ""
    return CustomerDetails(
        name,
        **typed,
        owner_id=int(owner) if owner else None,
        credit_limit_minor=minor,
        credit_currency=currency,
    )


def _new_lookalikes(
    call: Call, details: CustomerDetails, carried: CustomerForm
) -> list[service.Lookalike]:
    """Return who looks alike and has not been warned of; an edit that keeps all is no news."""
    known = set(carried.warned_of)
    if carried.customer_id is not None:
        before = customers.get(call.session, carried.customer_id)
        known.add(before.id)
        told = (details.name, details.email, details.phone)
        if told == (before.details.name, before.details.email, before.details.phone):
            return []
    return service.lookalikes(call.session, details, but=known)


def _warned(
    call: Call,
    details: CustomerDetails,
    carried: CustomerForm,
    alike: list[service.Lookalike],
) -> UpdateForm:
    ids_now = tuple(each.match.id for each in alike)
    return UpdateForm(
        customer_form(
            details,
            replace(carried, warned_of=carried.warned_of + ids_now),
            owner=_owner_name(call, details),
            lookalikes=[(each.match, each.why) for each in alike],
            decides=_decides(call),
        )
    )


def _write(call: Call, details: CustomerDetails, carried: CustomerForm) -> Customer:
    if details.owner_id is not None:
        members.get(call.session, details.owner_id)
    if carried.customer_id is None:
        return service.create(call.session, details, by=call.actor, at=call.now)
    return service.change(
        call.session,
        carried.customer_id,
        details,
        seen_revision=carried.revision,
        by=call.actor,
        at=call.now,
    )


def _card(call: Call, customer_id: int, news: str) -> UpdateForm:
    shown = service.card(call.session, customer_id)
    return UpdateForm(
        customer_blocks.card_view(shown, today=call.today, news=f":white_check_mark: {news}")
    )


def _owner_name(call: Call, details: CustomerDetails) -> str | None:
    return members.get(call.session, details.owner_id).name if details.owner_id else None


def _at_blocks(error: InvalidFields, blocks: dict[str, str]) -> InvalidFields:
    """Put every sentence at the block in which the field stands."""
    return InvalidFields({blocks[name]: sentence for name, sentence in error.fields.items()})
