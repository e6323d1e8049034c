"""Creating and changing customers: cleaned, guarded, recorded."""

import json
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.domain.customers import Contact, CustomerDetails
from bot.domain.errors import ChangedMeanwhile, InvalidFields, NotFound
from bot.domain.orders import OrderStatus
from bot.services import customers as service
from bot.services import interactions as interaction_service
from bot.store import audit, customers
from tests import trade
from tests.conftest import NOON, Cast
from tests.domain.test_interactions import DETAILS, TODAY

ACME = CustomerDetails("Acme Tools", "info@acme.example", "+49301234567", country="Germany")


def recorded(session: Session) -> list[tuple[str, dict[str, object]]]:
    """Return verbs and details of the audit, as the commit would write them."""
    audit.write_pending(session)
    return [(entry.verb, json.loads(entry.details)) for entry in audit.entries(session)]


def test_a_new_customer_is_cleaned_and_recorded(session: Session, cast: Cast) -> None:
    created = service.create(
        session,
        CustomerDetails(" Acme  Tools", phone="030 1234567", country="Germany"),
        by=cast.ravi.actor,
        at=NOON,
    )

    assert created.details.name == "Acme Tools"
    assert created.details.phone == "+49301234567"
    verb, details = recorded(session)[-1]
    assert verb == "customer.created"
    assert details["customer_id"] == created.id


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (CustomerDetails("ACME tools Ltd"), "the same name"),
        (CustomerDetails("Acme Tolls"), "nearly the same name"),
        (CustomerDetails("Quite Different", email="info@acme.example"), "the same e-mail address"),
        (CustomerDetails("Quite Different", email="anna@acme.example"), "the same e-mail address"),
        (CustomerDetails("Quite Different", phone="+49301234567"), "the same phone number"),
    ],
)
def test_says_who_looks_alike_and_in_what(
    session: Session, typed: CustomerDetails, why: str
) -> None:
    acme = customers.add(session, ACME, NOON)
    customers.add_contact(session, Contact(0, acme.id, "Anna", email="anna@acme.example"))

    (alike,) = service.lookalikes(session, typed)

    assert (alike.match.id, alike.why) == (acme.id, why)
    assert service.lookalikes(session, typed, but=[acme.id]) == []


def test_who_has_only_a_word_in_common_is_no_lookalike(session: Session) -> None:
    customers.add(session, ACME, NOON)

    assert service.lookalikes(session, CustomerDetails("Acme Toys")) == []
    assert service.lookalikes(session, CustomerDetails("Garden Tools")) == []


def test_an_edit_is_recorded_with_what_it_changed(session: Session, cast: Cast) -> None:
    seen = customers.add(session, replace(ACME, external_key="K1"), NOON)
    changed = service.change(
        session,
        seen.id,
        replace(ACME, city="Berlin"),
        seen_revision=seen.revision,
        by=cast.ravi.actor,
        at=NOON,
    )

    assert (changed.details.city, changed.details.external_key) == ("Berlin", "K1")
    assert recorded(session)[-1] == (
        "customer.changed",
        {"customer_id": seen.id, "values": {"city": "Berlin"}},
    )


def test_an_edit_that_changes_nothing_writes_nothing(session: Session, cast: Cast) -> None:
    seen = customers.add(session, ACME, NOON)
    before = len(recorded(session))

    same = service.change(session, seen.id, ACME, seen_revision=0, by=cast.ravi.actor, at=NOON)

    assert same.revision == 0
    assert len(recorded(session)) == before


def test_an_edit_of_an_old_state_is_refused(session: Session, cast: Cast) -> None:
    seen = customers.add(session, ACME, NOON)
    for city in ("Berlin", "Bonn"):
        details = replace(ACME, city=city)
        if city == "Berlin":
            service.change(session, seen.id, details, seen_revision=0, by=cast.maya.actor, at=NOON)
            continue
        with pytest.raises(ChangedMeanwhile):
            service.change(session, seen.id, details, seen_revision=0, by=cast.ravi.actor, at=NOON)


def test_contacts_are_added_changed_guarded_and_recorded(session: Session, cast: Cast) -> None:
    acme = customers.add(session, ACME, NOON)
    added = service.add_contact(
        session,
        Contact(0, acme.id, "Anna", phone="030 7654321"),
        by=cast.ravi.actor,
        at=NOON,
    )
    changed = service.change_contact(
        session, replace(added, title="CEO"), seen=added.fingerprint, by=cast.ravi.actor, at=NOON
    )

    assert (added.phone, changed.title) == ("+49307654321", "CEO")
    assert [verb for verb, _ in recorded(session)[-2:]] == ["contact.created", "contact.changed"]
    with pytest.raises(ChangedMeanwhile):
        service.change_contact(
            session,
            replace(added, title="CFO"),
            seen=added.fingerprint,
            by=cast.maya.actor,
            at=NOON,
        )
    with pytest.raises(InvalidFields):
        service.add_contact(session, Contact(0, acme.id, " "), by=cast.ravi.actor, at=NOON)


def test_the_card_gathers_all_that_is_known(session: Session, cast: Cast) -> None:
    order = trade.large_order(session, cast.ravi)
    interaction_service.log(
        session,
        replace(DETAILS, customer_id=order.customer_id),
        by=cast.ravi.actor,
        at=NOON,
        today=TODAY,
    )

    card = service.card(session, order.customer_id)

    assert order.status is OrderStatus.PENDING
    assert [waiting.number for waiting in card.waiting] == [order.number]
    assert len(card.timeline) == 2
    assert card.history.order_count == 0
    with pytest.raises(NotFound):
        service.card(session, 999_999)
