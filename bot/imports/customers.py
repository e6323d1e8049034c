"""Files of customers, and of the people who work there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain import reweighing as reweighing_rules
from bot.domain.countries import region_code
from bot.domain.customers import Contact, Customer, CustomerDetails, clean_phone
from bot.domain.errors import UserError
from bot.imports import columns
from bot.imports.amounts import minor
from bot.imports.checking import Numbered
from bot.imports.entries import ContactEntry, CustomerEntry
from bot.imports.kinds import Desk, Kind, Plan, Sorted, given, sort_out
from bot.services import following, reweighing
from bot.store import loading, members, search


def plan_customers(desk: Desk, entries: Sequence[Numbered[CustomerEntry]]) -> Plan:
    stored = loading.customers(desk.session, [row.entry.customer_id for row in entries])
    owners = {
        member.external_key: member.id
        for member in members.ever(desk.session)
        if member.external_key
    }

    def build(entry: CustomerEntry, before: CustomerDetails | None) -> CustomerDetails:
        if entry.owner_id and entry.owner_id not in owners:
            raise UserError(f"There is no rep {entry.owner_id}. Import the reps first.")
        told: dict[str, Any] = entry.model_dump(exclude_none=True)
        key = told.pop("customer_id")
        if owner := told.pop("owner_id", None):
            told["owner_id"] = owners[owner]
        told |= _limit(told, desk.workspace.currency)
        details = replace(before or CustomerDetails(entry.name, external_key=key), **told)
        if not entry.phone:
            return details
        return replace(details, phone=clean_phone(entry.phone, region=region_code(details.country)))

    found = sort_out(
        entries,
        key=lambda entry: entry.customer_id,
        stored={key: customer.details for key, customer in stored.items()},
        build=build,
    )
    return found.plan(lambda: _write_customers(desk, found, stored))


def _limit(told: dict[str, Any], own_currency: str) -> dict[str, Any]:
    """Take the credit limit from what a row told, and return it in minor units."""
    limit, currency = told.pop("credit_limit", None), told.pop("credit_currency", None)
    if limit is None:
        return {}
    currency = currency or own_currency
    if limit < 0:
        raise UserError("A credit limit cannot be below zero.")
    return {"credit_limit_minor": minor(limit, currency), "credit_currency": currency}


def _write_customers(
    desk: Desk, found: Sorted[CustomerDetails], stored: dict[str, Customer]
) -> None:
    loading.add_customers(desk.session, found.added, at=desk.at)
    changed = [
        replace(stored[str(details.external_key)], details=details) for details, _ in found.changed
    ]
    loading.save_customers(desk.session, changed)
    touched = [*found.added, *(details for details, _ in found.changed)]
    ids = loading.customer_ids(desk.session, [str(details.external_key) for details in touched])
    search.index(desk.session, list(ids.values()))
    for details, before in found.changed:
        customer_id = ids[str(details.external_key)]
        if reweighing_rules.weighs(before, details):
            reweighing.follow(desk.session, customer_id, before, by=None, at=desk.at)
        if details.name != before.name:
            following.name(desk.session, customer_id, at=desk.at)


def plan_contacts(desk: Desk, entries: Sequence[Numbered[ContactEntry]]) -> Plan:
    stored = loading.contacts(desk.session, [row.entry.contact_id for row in entries])
    firms = loading.customers(desk.session, {row.entry.customer_id for row in entries})

    def build(entry: ContactEntry, before: Contact | None) -> Contact:
        firm = firms.get(entry.customer_id)
        if firm is None:
            raise UserError(
                f"There is no customer {entry.customer_id}. Import the customers first."
            )
        region = region_code(firm.details.country)
        told = given(
            customer_id=firm.id,
            name=entry.name,
            title=entry.title,
            email=entry.email,
            phone=clean_phone(entry.phone, region=region),
        )
        known = before or Contact(0, firm.id, entry.name, external_key=entry.contact_id)
        return replace(known, **told)  # type: ignore[arg-type]

    found = sort_out(entries, key=lambda entry: entry.contact_id, stored=stored, build=build)
    return found.plan(lambda: _write_contacts(desk, found))


def _write_contacts(desk: Desk, found: Sorted[Contact]) -> None:
    loading.add_contacts(desk.session, found.added)
    loading.save_contacts(desk.session, [contact for contact, _ in found.changed])
    # Contacts' names lead to their customer, also to the one that a contact has left.
    touched = {contact.customer_id for contact in found.added}
    touched |= {contact.customer_id for pair in found.changed for contact in pair}
    search.index(desk.session, sorted(touched))


CUSTOMERS = Kind("customers", columns.CUSTOMERS, CustomerEntry, plan_customers)
CONTACTS = Kind("contacts", columns.CONTACTS, ContactEntry, plan_contacts)
