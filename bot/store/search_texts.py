"""What there is to find of each customer: their own words and their contacts'."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.search_terms import Terms, terms
from bot.store.tables import ContactRow, CustomerRow


@dataclass(frozen=True, slots=True)
class Texts:
    """The words by which one customer or contact is known."""

    name: str
    email: str | None = None
    phone: str | None = None
    place: str = ""
    external_key: str | None = None
    contacts: list["Texts"] = field(default_factory=list)


def texts(session: Session, customer_ids: Collection[int]) -> dict[int, Texts]:
    """Return the texts by customer id; ids that are not there are left out."""
    rows = session.execute(
        select(
            CustomerRow.id,
            CustomerRow.name,
            CustomerRow.email,
            CustomerRow.phone,
            CustomerRow.city,
            CustomerRow.country,
            CustomerRow.external_key,
        ).where(CustomerRow.id.in_(customer_ids))
    )
    found = {
        row.id: Texts(
            row.name,
            row.email,
            row.phone,
            ", ".join(part for part in (row.city, row.country) if part),
            row.external_key,
        )
        for row in rows
    }
    contacts = session.execute(
        select(ContactRow.customer_id, ContactRow.name, ContactRow.email, ContactRow.phone)
        .where(ContactRow.customer_id.in_(customer_ids))
        .order_by(ContactRow.id)
    )
    for customer_id, name, email, phone in contacts:
        if customer_id in found:
            found[customer_id].contacts.append(Texts(name, email, phone))
    return found


def terms_of(session: Session, customer_ids: Collection[int]) -> dict[int, Terms]:
    """Return under which terms each customer is to be found."""
    return {
        customer_id: terms(
            names=[text.name, *(contact.name for contact in text.contacts)],
            emails=[text.email, *(contact.email for contact in text.contacts)],
            phones=[text.phone, *(contact.phone for contact in text.contacts)],
            external_key=text.external_key,
        )
        for customer_id, text in texts(session, customer_ids).items()
    }
