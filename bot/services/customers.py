"""Customers and contacts: shown, created, changed."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import credit
from bot.domain import reweighing as reweighing_rules
from bot.domain.customer_cards import CustomerCard, timeline
from bot.domain.customers import (
    Contact,
    Customer,
    CustomerDetails,
    CustomerMatch,
    clean_contact,
    clean_details,
)
from bot.domain.errors import ChangedMeanwhile
from bot.domain.people import Actor, Role, demand
from bot.services import following, reweighing
from bot.store import (
    audit,
    customers,
    homes,
    interactions,
    members,
    orders,
    policies,
    purchases,
    search,
    search_ranking,
)

MOST_ENTRIES = 10


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A customer that may be the same as one about to be created; `why` says in what."""

    match: CustomerMatch
    why: str


def card(session: Session, customer_id: int) -> CustomerCard:
    """Return all that is known of a customer; raises NotFound."""
    customer = customers.get(session, customer_id)
    owner_id = customer.details.owner_id
    return CustomerCard(
        customer=customer,
        owner=members.get(session, owner_id) if owner_id else None,
        history=purchases.purchase_history(session, customer_id),
        waiting=tuple(
            order for order in orders.waiting(session) if order.customer_id == customer_id
        ),
        timeline=timeline(
            orders.of_customer(session, customer_id, limit=MOST_ENTRIES),
            interactions.of_customer(session, customer_id, limit=MOST_ENTRIES),
            limit=MOST_ENTRIES,
        ),
    )


def lookalikes(
    session: Session, details: CustomerDetails, *, but: Collection[int] = ()
) -> list[Lookalike]:
    """Return who looks like `details` (cleaned ones) and is not in `but`, the likest first."""
    why: dict[int, str] = {}
    for customer_id in customers.with_name_key(session, details.name):
        why.setdefault(customer_id, "the same name")
    for customer_id in customers.with_email(session, details.email) if details.email else ():
        why.setdefault(customer_id, "the same e-mail address")
    for customer_id in customers.with_phone(session, details.phone) if details.phone else ():
        why.setdefault(customer_id, "the same phone number")
    for match in search.near_names(session, details.name):
        why.setdefault(match.id, "nearly the same name")
    ids = [customer_id for customer_id in why if customer_id not in but]
    return [Lookalike(match, why[match.id]) for match in search_ranking.as_listed(session, ids)]


def create(session: Session, details: CustomerDetails, *, by: Actor, at: datetime) -> Customer:
    """Store a new customer; raises InvalidFields by the names of the details."""
    demand(by, Role.REP, "add customers")
    allowed = credit.as_allowed(details, CustomerDetails(details.name), by=by)
    customer = customers.add(session, clean_details(allowed), at)
    audit.record(
        session,
        audit.Verb.CUSTOMER_CREATED,
        by=by,
        at=at,
        customer_id=customer.id,
        values=_told(customer.details),
    )
    return customer


def change(
    session: Session,
    customer_id: int,
    details: CustomerDetails,
    *,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> Customer:
    """Write new details over the revision that was seen.

    Segment and credit limit stay as they are where `by` does not decide on orders. Orders
    that wait or are approved are asked about anew where the policy goes by what is changed.
    Raises InvalidFields by the names of the details, also for a rep who changes the region
    while the policy goes by it, and ChangedMeanwhile when somebody else wrote first.
    Writes nothing where nothing differs.
    """
    demand(by, Role.REP, "change customers")
    before = customers.get(session, customer_id)
    # The key is the import's; no form shows it.
    wanted = replace(clean_details(details), external_key=before.details.external_key)
    wanted = credit.as_allowed(wanted, before.details, by=by)
    if wanted == before.details:
        return before
    reweighs = reweighing_rules.weighs(before.details, wanted)
    if reweighs:
        policy = policies.in_force(session)
        reweighing_rules.check_places(before.details, wanted, policy, by=by)
    after = customers.save(session, replace(before, details=wanted, revision=seen_revision))
    homes.follow_all(session)
    old = asdict(before.details)
    audit.record(
        session,
        audit.Verb.CUSTOMER_CHANGED,
        by=by,
        at=at,
        customer_id=customer_id,
        values={name: new for name, new in asdict(wanted).items() if new != old[name]},
    )
    if reweighs:
        reweighing.follow(session, customer_id, before.details, by=by, at=at)
    if wanted.name != before.details.name:
        following.name(session, customer_id, at=at)
    return after


def add_contact(session: Session, contact: Contact, *, by: Actor, at: datetime) -> Contact:
    """Store a new contact of a customer; raises InvalidFields by the names of the fields."""
    demand(by, Role.REP, "add contacts")
    customer = customers.get(session, contact.customer_id)
    added = customers.add_contact(session, clean_contact(contact, country=customer.details.country))
    audit.record(
        session,
        audit.Verb.CONTACT_CREATED,
        by=by,
        at=at,
        customer_id=customer.id,
        contact_id=added.id,
        values=_told_contact(added),
    )
    return added


def change_contact(
    session: Session, contact: Contact, *, seen: str, by: Actor, at: datetime
) -> Contact:
    """Write a contact over what was `seen` (its fingerprint when the form was opened).

    Raises InvalidFields by the names of the fields, and ChangedMeanwhile.
    """
    demand(by, Role.REP, "change contacts")
    before = customers.get_contact(session, contact.id)
    customer = customers.get(session, before.customer_id)
    wanted = clean_contact(
        replace(contact, customer_id=before.customer_id, external_key=before.external_key),
        country=customer.details.country,
    )
    if wanted == before:
        return before
    if before.fingerprint != seen:
        raise ChangedMeanwhile(customers.changed_meanwhile(before.name))
    after = customers.save_contact(session, before, wanted)
    audit.record(
        session,
        audit.Verb.CONTACT_CHANGED,
        by=by,
        at=at,
        customer_id=customer.id,
        contact_id=after.id,
        values=_told_contact(after),
    )
    return after


def _told(details: CustomerDetails) -> dict[str, object]:
    return {name: value for name, value in asdict(details).items() if value is not None}


def _told_contact(contact: Contact) -> dict[str, object]:
    told = {name: value for name, value in asdict(contact).items() if value is not None}
    return {name: value for name, value in told.items() if name not in {"id", "customer_id"}}
