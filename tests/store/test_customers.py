"""Customers and contacts, stored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.domain.customers import Contact, CustomerDetails
from bot.domain.errors import ChangedMeanwhile, NotFound
from bot.domain.interactions import Direction, InteractionDetails, InteractionKind
from bot.store import customers, interactions
from tests.conftest import NOON, Cast

FULL = CustomerDetails(
    "Łódź & Söhne “東京” 😀",
    "info@lodz.example",
    "+48123456789",
    "https://lodz.example",
    "Piotrkowska 1",
    "Łódź",
    "Łódzkie",
    "90-001",
    "Poland",
    "*Careful*: <!channel>\nsecond line",
    None,
    "LODZ",
)


def test_everything_that_is_stored_comes_back(session: Session, cast: Cast) -> None:
    details = replace(FULL, owner_id=cast.ravi.member.id)
    added = customers.add(session, details, NOON)
    contact = customers.add_contact(
        session, Contact(0, added.id, "Anna", "CEO", "anna@lodz.example", "+48987654321", "A1")
    )

    read = customers.get(session, added.id)

    assert read.details == details
    assert (read.revision, read.created_at, read.contacts) == (0, NOON, (contact,))
    assert customers.get_contact(session, contact.id) == contact
    assert customers.names(session, [added.id, 99]) == {added.id: details.name}
    assert customers.names(session, []) == {}


def test_the_second_of_two_edits_is_told_of_the_first(session: Session) -> None:
    seen = customers.add(session, FULL, NOON)
    customers.save(session, replace(seen, details=replace(FULL, city="Warsaw")))

    with pytest.raises(ChangedMeanwhile, match="Somebody else has changed"):
        customers.save(session, replace(seen, details=replace(FULL, city="Berlin")))

    assert customers.get(session, seen.id).details.city == "Warsaw"
    assert customers.get(session, seen.id).revision == 1


def test_a_contact_that_was_changed_is_not_written_over(session: Session) -> None:
    customer = customers.add(session, FULL, NOON)
    before = customers.add_contact(session, Contact(0, customer.id, "Anna"))
    customers.save_contact(session, before, replace(before, title="CEO"))

    with pytest.raises(ChangedMeanwhile, match="has changed Anna"):
        customers.save_contact(session, before, replace(before, title="CFO"))

    assert customers.get_contact(session, before.id).title == "CEO"


def test_a_contact_may_be_saved_as_it_is(session: Session) -> None:
    customer = customers.add(session, FULL, NOON)
    contact = customers.add_contact(session, Contact(0, customer.id, "Anna"))

    assert customers.save_contact(session, contact, contact) == contact


def test_those_whom_somebody_dealt_with_last_come_first(session: Session, cast: Cast) -> None:
    ravi = cast.ravi.member.id
    ids = [
        customers.add(session, CustomerDetails(name, owner_id=owner), NOON).id
        for name, owner in (("Called", None), ("Owned", ravi), ("Foreign", None))
    ]
    for customer_id, rep, days in ((ids[0], ravi, 3), (ids[2], cast.maya.member.id, 1)):
        interactions.add(
            session,
            InteractionDetails(
                customer_id,
                InteractionKind.CALL,
                Direction.OUTBOUND,
                NOON - timedelta(days=days),
                "x",
            ),
            rep_id=rep,
            at=NOON,
        )

    touched = customers.recently_touched(session, ravi)

    assert [match.name for match in touched] == ["Called", "Owned"]


def test_nobody_of_another_workspace_is_seen(charlie: Session, session: Session) -> None:
    added = customers.add(session, FULL, NOON)
    contact = customers.add_contact(session, Contact(0, added.id, "Anna"))
    session.commit()

    assert customers.names(charlie, [added.id]) == {}
    assert customers.contacts_of(charlie, added.id) == ()
    assert customers.with_email(charlie, "info@lodz.example") == []
    assert customers.with_phone(charlie, "+48123456789") == []
    assert customers.with_name_key(charlie, FULL.name) == []
    assert customers.recently_touched(charlie, 1) == []
    with pytest.raises(NotFound):
        customers.get(charlie, added.id)
    with pytest.raises(NotFound):
        customers.get_contact(charlie, contact.id)
