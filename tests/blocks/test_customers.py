"""Customers drawn: within Slack's limits whatever people have typed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from bot.blocks import customers as customer_blocks
from bot.blocks import ids
from bot.blocks.customer_form import (
    CustomerForm,
    contact_form,
    customer_form,
    read_contact_form,
    read_customer_form,
)
from bot.blocks.posts import as_dicts
from bot.domain.customer_cards import CustomerCard
from bot.domain.customers import Contact, Customer, CustomerDetails, CustomerMatch
from bot.domain.interactions import (
    SourceMessage,
)
from bot.domain.orders import OrderStatus
from bot.domain.people import Member, Role
from bot.domain.purchases import CurrencyRevenue, PurchaseHistory, TopProduct
from tests.blocks.samples import NOON, STRANGE, TODAY, interaction, order
from tests.slack_takes import check_message, check_view

EMPTY_HISTORY = PurchaseHistory(0, (), None, ())


def empty_card(name: str = "Acme") -> CustomerCard:
    return CustomerCard(Customer(1, CustomerDetails(name), 0, NOON), None, EMPTY_HISTORY, (), ())


def full_card(text: str) -> CustomerCard:
    """Return the largest card, with `text` in every place where people write."""
    contacts = tuple(
        Contact(number, 1, text, text, f"{'e' * 180}@x.example", text[:191])
        for number in range(1, 21)
    )
    details = CustomerDetails(
        *(text, text[:191], text[:191], text, text, text, text, text[:32], text[:100]),
        notes=text * 10,
        owner_id=1,
        external_key=text[:191],
    )
    logged = replace(
        interaction(
            text * 10,
            outcome=text,
            follow_up_on=date(2026, 11, 1),
            source=SourceMessage("C1", "1.2", "https://acme.slack.com/archives/C1/p12"),
        ),
        contact=text,
        rep=text,
        rep_slack_id=None,
    )
    revenue = tuple(CurrencyRevenue(code, 3, 10**14) for code in ("EUR", "USD", "JPY", "KWD"))
    top = tuple(TopProduct(number, text, 10**6) for number in range(3))
    return CustomerCard(
        Customer(1, details, 0, NOON, contacts),
        Member(1, text, Role.REP),
        PurchaseHistory(12, revenue, NOON, top),
        tuple(order(text, OrderStatus.PENDING) for _ in range(9)),
        (logged, order(text, OrderStatus.COMPLETED)) * 5,
    )


def written(blocks: list[Block]) -> str:
    return str(as_dicts(blocks))


@pytest.mark.parametrize("text", STRANGE)
def test_the_fullest_card_fits_into_a_message_and_a_modal(text: str) -> None:
    shown = full_card(text)

    check_message("x", customer_blocks.card(shown, today=TODAY, news="Saved."))
    check_view(customer_blocks.card_view(shown, today=TODAY))
    assert len(customer_blocks.card_text(shown)) < 4000


def test_the_emptiest_card_fits_and_says_what_is_missing() -> None:
    blocks = customer_blocks.card(empty_card(), today=TODAY)

    check_message("x", blocks)
    assert "Nothing bought yet." in written(blocks)
    assert "Nobody yet." in written(blocks)
    assert "Nothing has happened yet." in written(blocks)
    assert customer_blocks.card_text(empty_card()) == "Acme: nothing bought yet"


def test_a_customer_called_channel_wakes_nobody() -> None:
    blocks = as_dicts(customer_blocks.card(full_card("<!channel> <@UMAYA>"), today=TODAY))
    marked = [text for block in blocks for text in marked_texts(block)]

    assert len(marked) > 20
    assert not any("<!channel>" in text or "<@UMAYA>" in text for text in marked)


def marked_texts(part: Any) -> list[str]:
    """Return the texts that Slack reads marks in."""
    if isinstance(part, dict) and part.get("type") == "mrkdwn":
        return [part["text"]]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
    return [text for each in inner for text in marked_texts(each)]


def test_all_contacts_stand_in_a_modal_where_a_card_has_no_room() -> None:
    some, many = full_card("Anna").customer, full_card("&" * 300).customer
    few = replace(some, contacts=some.contacts[:3])

    assert ids.LIST_CONTACTS in written(
        customer_blocks.card(replace(empty_card(), customer=some), today=TODAY)
    )
    assert ids.EDIT_CONTACT in written(
        customer_blocks.card(replace(empty_card(), customer=few), today=TODAY)
    )
    crowd = replace(many, contacts=many.contacts * 10)
    check_view(customer_blocks.contacts_view(crowd))


def test_revenues_in_different_currencies_stand_apart() -> None:
    history = PurchaseHistory(
        3, (CurrencyRevenue("EUR", 2, 10_001), CurrencyRevenue("JPY", 1, 500)), NOON, ()
    )
    blocks = written(customer_blocks.card(replace(empty_card(), history=history), today=TODAY))

    assert "2 orders · *€100.01* net · €50.01 on average" in blocks
    assert "1 order · *¥500* net · ¥500 on average" in blocks


@pytest.mark.parametrize(
    ("due", "done", "words"),
    [
        (TODAY - timedelta(days=2), None, "follow-up overdue since 21 Nov 2026"),
        (TODAY, None, "follow up today"),
        (TODAY + timedelta(days=2), None, "follow up on 25 Nov 2026"),
        (TODAY - timedelta(days=2), NOON, "followed up"),
    ],
)
def test_a_follow_up_says_how_it_stands_and_is_done_by_a_button(
    due: date, done: datetime | None, words: str
) -> None:
    logged = replace(interaction(follow_up_on=due), follow_up_done_at=done)
    blocks = written(customer_blocks.card(replace(empty_card(), timeline=(logged,)), today=TODAY))

    assert words in blocks
    assert (ids.FOLLOW_UP_DONE in blocks) is (done is None)


@pytest.mark.parametrize("text", STRANGE)
def test_lists_of_who_was_found_fit(text: str) -> None:
    matches = [CustomerMatch(number, text, text, 1.0, text) for number in range(10)]

    check_message("x", customer_blocks.found(text, matches, more=True))
    check_message("x", customer_blocks.nobody_found(text))
    check_message("x", customer_blocks.recent("How to", matches))
    check_message("x", customer_blocks.recent("How to", []))
    assert len(customer_blocks.option_text(matches[0])) <= 75
    assert len(customer_blocks.contact_text(text, text)) <= 75


@pytest.mark.parametrize("text", STRANGE)
def test_the_customer_form_fits_and_carries_what_it_needs(text: str) -> None:
    details = full_card(text).customer.details
    alike = [(CustomerMatch(number, text, text, 1.0), "the same name") for number in range(20)]
    carried = CustomerForm(5, 3, tuple(range(100_000, 100_100)))

    view = customer_form(details, carried, owner=text, lookalikes=alike)

    check_view(view)
    assert read_customer_form(str(view.private_metadata)) == carried
    blank = customer_form(CustomerDetails(""), CustomerForm())
    check_view(blank)
    assert read_customer_form(str(blank.private_metadata)) == CustomerForm()


@pytest.mark.parametrize("text", STRANGE)
def test_the_contact_form_fits_and_carries_whom_it_edits(text: str) -> None:
    contact = Contact(4, 1, text, text, text[:191], text[:191])
    view = contact_form(contact, customer=text)

    carried = read_contact_form(str(view.private_metadata))

    check_view(view)
    assert (carried.customer_id, carried.contact_id) == (1, 4)
    assert carried.seen == contact.fingerprint
    new = contact_form(Contact(0, 1, ""), customer=text)
    check_view(new)
    assert read_contact_form(str(new.private_metadata)).contact_id is None
