"""Interactions, stored."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.domain.customers import Contact, CustomerDetails
from bot.domain.errors import NotFound
from bot.domain.interactions import (
    AlreadyLogged,
    Direction,
    InteractionDetails,
    InteractionKind,
    SourceMessage,
)
from bot.store import customers, interactions
from tests.conftest import NOON, Cast

MESSAGE = SourceMessage("CSALES", "1763899200.000100", "https://acme.slack.com/archives/CSALES/p1")


def call_with(session: Session, name: str = "Acme Tools") -> InteractionDetails:
    customer = customers.add(session, CustomerDetails(name), NOON)
    return InteractionDetails(
        customer.id,
        InteractionKind.CALL,
        Direction.INBOUND,
        NOON - timedelta(hours=1, microseconds=5),
        "“Quote” für 東京 😀",
    )


def test_everything_that_is_logged_comes_back(session: Session, cast: Cast) -> None:
    details = call_with(session)
    contact = customers.add_contact(session, Contact(0, details.customer_id, "Anna"))
    details = replace(
        details,
        contact_id=contact.id,
        outcome="Offer",
        follow_up_on=date(2026, 12, 1),
        source=MESSAGE,
    )

    logged = interactions.add(session, details, rep_id=cast.ravi.member.id, at=NOON)

    assert logged.details == details
    assert (logged.customer, logged.contact, logged.rep, logged.rep_slack_id) == (
        "Acme Tools",
        "Anna",
        "Ravi",
        "URAVI",
    )
    assert interactions.get(session, logged.id) == logged
    assert interactions.by_source(session, MESSAGE) == logged
    assert interactions.of_customer(session, details.customer_id) == [logged]
    assert interactions.last_customer_of_channel(session, "CSALES") == details.customer_id


def test_a_message_is_logged_once_and_the_second_is_told_by_whom(
    session: Session, cast: Cast
) -> None:
    details = replace(call_with(session), source=MESSAGE)
    first = interactions.add(session, details, rep_id=cast.maya.member.id, at=NOON)

    with pytest.raises(AlreadyLogged, match="Maya has already logged") as refused:
        interactions.add(session, details, rep_id=cast.ravi.member.id, at=NOON)

    assert refused.value.interaction == first
    assert interactions.of_customer(session, details.customer_id) == [first]


def test_what_has_no_message_may_be_logged_any_number_of_times(
    session: Session, cast: Cast
) -> None:
    details = call_with(session)
    for _ in range(3):
        interactions.add(session, details, rep_id=cast.ravi.member.id, at=NOON)

    assert len(interactions.of_customer(session, details.customer_id)) == 3
    assert len(interactions.of_customer(session, details.customer_id, limit=2)) == 2


def test_the_longest_overdue_follow_up_comes_first_until_it_is_done(
    session: Session, cast: Cast
) -> None:
    ravi = cast.ravi.member.id
    details = call_with(session)
    late, soon, _ = (
        interactions.add(session, replace(details, follow_up_on=due), rep_id=ravi, at=NOON)
        for due in (date(2026, 11, 1), date(2026, 12, 1), None)
    )
    interactions.add(
        session,
        replace(details, follow_up_on=date(2026, 10, 1)),
        rep_id=cast.maya.member.id,
        at=NOON,
    )

    assert interactions.follow_ups(session, ravi) == [late, soon]
    assert interactions.finish_follow_up(session, late.id, at=NOON)
    assert not interactions.finish_follow_up(session, late.id, at=NOON)
    assert interactions.follow_ups(session, ravi) == [soon]
    assert interactions.get(session, late.id).follow_up_done_at == NOON


def test_nobody_of_another_workspace_reads_them(
    charlie: Session, session: Session, cast: Cast
) -> None:
    details = replace(call_with(session), source=MESSAGE, follow_up_on=date(2026, 12, 1))
    logged = interactions.add(session, details, rep_id=cast.ravi.member.id, at=NOON)
    session.commit()

    assert interactions.of_customer(charlie, details.customer_id) == []
    assert interactions.by_source(charlie, MESSAGE) is None
    assert interactions.last_customer_of_channel(charlie, "CSALES") is None
    assert interactions.follow_ups(charlie, cast.ravi.member.id) == []
    with pytest.raises(NotFound):
        interactions.get(charlie, logged.id)
