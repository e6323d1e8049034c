"""Logging what was said, and guessing with whom."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.domain.customers import Contact, CustomerDetails
from bot.domain.errors import InvalidFields, NotFound
from bot.domain.interactions import AlreadyLogged, Direction, SourceMessage
from bot.services import interaction_forms
from bot.services import interactions as service
from bot.store import customers, interactions
from tests.conftest import NOON, Cast
from tests.domain.test_interactions import DETAILS, TODAY
from tests.services.test_customers import recorded

MESSAGE = SourceMessage("CSALES", "1763899200.000100")


@pytest.fixture
def acme(session: Session) -> int:
    added = customers.add(session, CustomerDetails("Acme Tools", "info@acme.example"), NOON)
    customers.add_contact(session, Contact(0, added.id, "Anna Trujillo"))
    customers.add(session, CustomerDetails("Blauer See Delikatessen"), NOON)
    return added.id


def test_what_was_logged_is_recorded_without_its_words(
    session: Session, cast: Cast, acme: int
) -> None:
    logged = service.log(
        session, replace(DETAILS, customer_id=acme), by=cast.ravi.actor, at=NOON, today=TODAY
    )

    verb, details = recorded(session)[-1]
    assert (verb, details["interaction_id"]) == ("interaction.logged", logged.id)
    assert DETAILS.summary not in str(details)


def test_a_contact_of_somebody_else_is_refused_at_the_field(
    session: Session, cast: Cast, acme: int
) -> None:
    other = customers.add(session, CustomerDetails("Other"), NOON)
    contact = customers.add_contact(session, Contact(0, other.id, "Otto"))

    with pytest.raises(InvalidFields) as refused:
        service.log(
            session,
            replace(DETAILS, customer_id=acme, contact_id=contact.id),
            by=cast.ravi.actor,
            at=NOON,
            today=TODAY,
        )

    assert refused.value.fields == {
        "contact_id": "Otto belongs to another customer."
        " Choose a contact of Acme Tools, or leave this empty."
    }


def test_a_message_is_logged_once(session: Session, cast: Cast, acme: int) -> None:
    details = replace(DETAILS, customer_id=acme, source=MESSAGE)
    service.log(session, details, by=cast.maya.actor, at=NOON, today=TODAY)

    with pytest.raises(AlreadyLogged, match="Maya has already logged"):
        service.log(session, details, by=cast.ravi.actor, at=NOON, today=TODAY)


def test_a_follow_up_is_done_once_and_recorded_once(
    session: Session, cast: Cast, acme: int
) -> None:
    details = replace(DETAILS, customer_id=acme, follow_up_on=TODAY)
    logged = service.log(session, details, by=cast.ravi.actor, at=NOON, today=TODAY)

    for _ in range(2):
        done = service.finish_follow_up(session, logged.id, by=cast.ravi.actor, at=NOON)
        assert done.follow_up_done_at == NOON

    verbs = [verb for verb, _ in recorded(session)]
    assert verbs.count("interaction.follow_up_done") == 1
    plain = service.log(
        session, replace(DETAILS, customer_id=acme), by=cast.ravi.actor, at=NOON, today=TODAY
    )
    with pytest.raises(NotFound, match="nothing to follow up"):
        service.finish_follow_up(session, plain.id, by=cast.ravi.actor, at=NOON)


@pytest.mark.parametrize(
    ("hints", "why"),
    [
        ({"text": "Acme Tools want more"}, "the message's words"),
        ({"text": "from info@acme.example"}, "the message's words"),
        ({"text": "more please", "channel_name": "ext-acme-tools"}, "the channel's name"),
        ({"text": "more please", "channel_name": "customer-acme"}, "the channel's name"),
        ({"text": "more please", "author_name": "Anna Trujillo"}, "the author's name"),
    ],
)
def test_guesses_the_customer(session: Session, acme: int, hints: dict[str, str], why: str) -> None:
    assert service.guess_customer(session, channel="C1", **hints) == (acme, why)


def test_guesses_whom_the_channel_was_last_about(session: Session, cast: Cast, acme: int) -> None:
    assert service.guess_customer(session, text="hi", channel="CSALES") is None
    details = replace(DETAILS, customer_id=acme, source=MESSAGE)
    service.log(session, details, by=cast.ravi.actor, at=NOON, today=TODAY)

    guess = service.guess_customer(session, text="hi", channel="CSALES", channel_name="sales")

    assert guess == (acme, "the last message that was logged from this channel")


@pytest.mark.parametrize("name", ["general", "random", "sales", "", "ext-", "x-y-z"])
def test_a_channel_of_everybody_names_nobody(session: Session, acme: int, name: str) -> None:
    assert service.guess_customer(session, text="", channel="C1", channel_name=name) is None


def test_a_message_fills_the_form_with_what_people_read(
    session: Session, cast: Cast, acme: int
) -> None:
    form = interaction_forms.for_message(
        session, MESSAGE, "<@UMAYA> Acme Tools &amp; co asked", author="URAVI"
    )

    assert form.summary == "@Maya Acme Tools & co asked"
    assert form.customer == (acme, "Acme Tools")
    assert form.direction is Direction.OUTBOUND
    assert form.happened_at.timestamp() == pytest.approx(1763899200.0001)
    stranger = interaction_forms.for_message(session, MESSAGE, "hi", author="USTRANGE")
    assert (stranger.customer, stranger.direction) == (None, Direction.INBOUND)


def test_a_typed_name_is_chosen_offered_or_told_to_be_unknown(session: Session, acme: int) -> None:
    customers.add(session, CustomerDetails("Acme Toys"), NOON)

    one = interaction_forms.for_typed(session, "blauer", at=NOON)
    several = interaction_forms.for_typed(session, "acme", at=NOON)
    none = interaction_forms.for_typed(session, "quartz", at=NOON)

    assert one.customer
    assert one.customer[1] == "Blauer See Delikatessen"
    assert {name for _, name in several.choices} == {"Acme Tools", "Acme Toys"}
    assert "No customer matches" in none.note
    assert interaction_forms.for_typed(session, " ", at=NOON) == interaction_forms.blank(at=NOON)


def test_nothing_of_another_workspace_is_guessed(charlie: Session, session: Session) -> None:
    customers.add(session, CustomerDetails("Acme Tools"), NOON)
    session.commit()

    assert (
        service.guess_customer(charlie, text="Acme Tools", channel="C1", channel_name="acme-tools")
        is None
    )
    assert interactions.follow_ups(charlie, 1) == []
