"""Customers and their contacts."""

from collections.abc import Collection, Iterable
from dataclasses import astuple
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.domain.customers import (
    Contact,
    Customer,
    CustomerDetails,
    CustomerMatch,
    name_key,
)
from bot.domain.errors import ChangedMeanwhile, NotFound
from bot.store import search, search_ranking
from bot.store.guard import changed_one
from bot.store.tables import ContactRow, CustomerRow, InteractionRow, OrderRow

MOST_ALIKE = 10


def add(session: Session, details: CustomerDetails, at: datetime) -> Customer:
    """Store a new customer, to be found from now on."""
    row = CustomerRow(**_columns(details), revision=0, created_at=at)
    session.add(row)
    session.flush()
    search.index(session, [row.id])
    return _to_customer(row, ())


def get(session: Session, customer_id: int) -> Customer:
    """Return the customer with contacts as they stand in the database now; raises NotFound."""
    row = session.scalars(
        select(CustomerRow)
        .where(CustomerRow.id == customer_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound("This customer is not there. `/customer` and a name finds the others.")
    return _to_customer(row, contacts_of(session, customer_id))


def save(session: Session, customer: Customer) -> Customer:
    """Write `customer.details` over the revision that they were read at.

    Raises ChangedMeanwhile when somebody else wrote first.
    """
    if not changed_one(
        session,
        update(CustomerRow)
        .where(CustomerRow.id == customer.id, CustomerRow.revision == customer.revision)
        .values(**_columns(customer.details), revision=customer.revision + 1)
        .execution_options(synchronize_session=False),
    ):
        raise ChangedMeanwhile(changed_meanwhile(customer.name))
    search.index(session, [customer.id])
    return get(session, customer.id)


def names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names by id; ids that are not there are left out."""
    if not ids:
        return {}
    rows = session.execute(select(CustomerRow.id, CustomerRow.name).where(CustomerRow.id.in_(ids)))
    return {row.id: row.name for row in rows}


def words_in_use(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """Return every segment that a customer has, and every region or country."""
    segments, regions, countries = (
        frozenset(each for each in session.scalars(select(column).distinct()) if each)
        for column in (CustomerRow.segment, CustomerRow.region, CustomerRow.country)
    )
    return segments, regions | countries


def recently_touched(session: Session, member_id: int, *, limit: int = 5) -> list[CustomerMatch]:
    """Return the customers that a member last ordered for or spoke with, the latest first.

    Filled up with the newest of those that they own.
    """
    logged = _latest(
        session,
        InteractionRow.customer_id,
        InteractionRow.happened_at,
        InteractionRow.rep_id == member_id,
        limit,
    )
    ordered = _latest(
        session,
        OrderRow.customer_id,
        OrderRow.ordered_at,
        OrderRow.requested_by_id == member_id,
        limit,
    )
    latest = sorted([*logged, *ordered], key=lambda each: each[1], reverse=True)
    owned = session.scalars(
        select(CustomerRow.id)
        .where(CustomerRow.owner_id == member_id)
        .order_by(CustomerRow.created_at.desc(), CustomerRow.id.desc())
        .limit(limit)
    )
    ids = dict.fromkeys([*(customer_id for customer_id, _ in latest), *owned])
    return search_ranking.as_listed(session, list(ids)[:limit])


def with_name_key(session: Session, name: str) -> list[int]:
    return _ids(session, CustomerRow.name_key == name_key(name))


def with_email(session: Session, email: str) -> list[int]:
    """Return who has this address, or a contact who has it."""
    of_contacts = session.scalars(
        select(ContactRow.customer_id)
        .where(ContactRow.email == email)
        .order_by(ContactRow.customer_id)
        .limit(MOST_ALIKE)
    )
    return [*_ids(session, CustomerRow.email == email), *of_contacts]


def with_phone(session: Session, phone: str) -> list[int]:
    return _ids(session, CustomerRow.phone == phone)


def _ids(session: Session, condition: Any) -> list[int]:
    found = select(CustomerRow.id).where(condition).order_by(CustomerRow.id).limit(MOST_ALIKE)
    return list(session.scalars(found))


def changed_meanwhile(name: str) -> str:
    return (
        f"Somebody else has changed {name} since you opened the form."
        " Copy what you typed, close the form and open it again to see theirs."
    )


def contacts_of(session: Session, customer_id: int) -> tuple[Contact, ...]:
    """Return the contacts in order of name."""
    rows = session.scalars(
        select(ContactRow)
        .where(ContactRow.customer_id == customer_id)
        .order_by(ContactRow.name, ContactRow.id)
        .execution_options(populate_existing=True)
    )
    return tuple(_to_contact(row) for row in rows)


def get_contact(session: Session, contact_id: int) -> Contact:
    row = session.scalars(
        select(ContactRow)
        .where(ContactRow.id == contact_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound("This contact is not there. Open the customer again to see who is.")
    return _to_contact(row)


def add_contact(session: Session, contact: Contact) -> Contact:
    """Store a new contact and return it with its id; `contact.id` is ignored."""
    row = ContactRow(customer_id=contact.customer_id, **_contact_columns(contact))
    session.add(row)
    session.flush()
    search.index(session, [contact.customer_id])
    return _to_contact(row)


def save_contact(session: Session, before: Contact, after: Contact) -> Contact:
    """Write `after` where the contact still is as `before`; raises ChangedMeanwhile."""
    unchanged = [
        getattr(ContactRow, column).is_not_distinct_from(value)
        for column, value in _contact_columns(before).items()
    ]
    if not changed_one(
        session,
        update(ContactRow)
        .where(ContactRow.id == before.id, *unchanged)
        # A value that is set again counts as a row on every database this way.
        .values(customer_id=before.customer_id, **_contact_columns(after))
        .execution_options(synchronize_session=False),
    ):
        raise ChangedMeanwhile(changed_meanwhile(before.name))
    search.index(session, [before.customer_id])
    return get_contact(session, before.id)


def _latest(
    session: Session, customer: Any, moment: Any, condition: Any, limit: int
) -> Iterable[tuple[int, datetime]]:
    latest = func.max(moment).label("latest")
    rows = session.execute(
        select(customer, latest)
        .where(condition)
        .group_by(customer)
        .order_by(latest.desc(), customer)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def _columns(details: CustomerDetails) -> dict[str, Any]:
    fields = CustomerDetails.__dataclass_fields__
    return {**dict(zip(fields, astuple(details), strict=True)), "name_key": name_key(details.name)}


def _contact_columns(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "title": contact.title,
        "email": contact.email,
        "phone": contact.phone,
        "external_key": contact.external_key,
    }


def _to_customer(row: CustomerRow, contacts: tuple[Contact, ...]) -> Customer:
    fields = CustomerDetails.__dataclass_fields__
    details = CustomerDetails(**{field: getattr(row, field) for field in fields})
    return Customer(row.id, details, row.revision, row.created_at, contacts)


def _to_contact(row: ContactRow) -> Contact:
    return Contact(
        id=row.id,
        customer_id=row.customer_id,
        name=row.name,
        title=row.title,
        email=row.email,
        phone=row.phone,
        external_key=row.external_key,
    )
