"""`/customer` and `/log`."""

from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.posts import as_dicts
from bot.commands import customer, log
from bot.domain.customers import Contact, CustomerDetails
from bot.edge import Answer, Call, OpenForm, Reply
from bot.store import customers
from tests.conftest import NOON
from tests.slack_takes import check_message, check_view


def add(call: Call, *names: str) -> list[int]:
    return [customers.add(call.session, CustomerDetails(name), NOON).id for name in names]


def shown(answer: Answer) -> str:
    """Return what the reply shows, once Slack's rules have passed it."""
    assert isinstance(answer, Reply)
    blocks = list(as_dicts(answer.blocks))
    check_message(answer.text, blocks)
    return str(blocks)


def opened(answer: Answer) -> dict[str, Any]:
    assert isinstance(answer, OpenForm)
    view: dict[str, Any] = answer.view.to_dict()
    check_view(view)
    return view


def test_one_found_is_the_card(call: Call) -> None:
    add(call, "Alfreds Futterkiste", "Blauer See")

    card = shown(customer.handle(call, "alferds"))

    assert "Alfreds Futterkiste" in card
    assert "Nothing bought yet." in card


def test_several_found_are_a_list_to_open(call: Call) -> None:
    ids = add(call, "Acme Tools", "Acme Toys", "Blauer See")

    listed = shown(customer.handle(call, "acme"))

    assert "2 customers match “acme”" in listed
    assert all(f"'value': '{each}'" in listed for each in ids[:2])
    assert "Blauer See" not in listed


def test_more_than_fit_say_so(call: Call) -> None:
    add(call, *(f"Acme {letter}" for letter in "abcdefghijklm"))

    listed = shown(customer.handle(call, "acme"))

    assert "More than 10 customers match" in listed
    assert listed.count("open_customer") == 10


def test_none_found_offers_to_create_with_the_name(call: Call) -> None:
    offered = shown(customer.handle(call, "Zaanse & <Söhne>"))

    assert "'value': 'Zaanse & <Söhne>'" in offered
    assert "No customer matches “Zaanse &amp; &lt;Söhne&gt;”" in offered


def test_alone_it_says_how_to_use_it_and_whom_one_dealt_with(call: Call) -> None:
    empty = shown(customer.handle(call, ""))
    details = CustomerDetails("Mine", owner_id=call.actor.member_id)
    customers.add(call.session, details, NOON)

    assert "`/customer new [name]`" in empty
    assert "You have not had to do with anybody yet." in empty
    assert "Mine" in shown(customer.handle(call, ""))


@pytest.mark.parametrize(
    ("typed", "block", "filled"),
    [
        ("new", "customer_name", None),
        ("new Acme  Tools", "customer_name", "Acme Tools"),
        ("NEW info@acme.example", "customer_email", "info@acme.example"),
        ("new +49 30 1234567", "customer_phone", "+49 30 1234567"),
        ("new " + "x" * 400, "customer_name", "x" * 300),
    ],
)
def test_new_opens_the_form_with_what_was_typed(
    call: Call, typed: str, block: str, filled: str | None
) -> None:
    view = opened(customer.handle(call, typed))
    (field,) = (each for each in view["blocks"] if each.get("block_id") == block)

    assert field["element"].get("initial_value") == filled
    assert customer.opens_form(typed)
    assert "'text': 'Ravi'" in str(view)


def test_a_name_that_begins_with_new_is_looked_for(call: Call) -> None:
    add(call, "Newton")

    assert not customer.opens_form("newton")
    assert "Newton" in shown(customer.handle(call, "newton"))


def test_who_dealt_with_nobody_is_shown_nobody(call: Call) -> None:
    (acme,) = add(call, "Acme Tools")
    customers.add_contact(call.session, Contact(0, acme, "Anna"))
    stranger = replace(call, actor=replace(call.actor, member_id=999_999))

    assert "You have not had to do" in shown(customer.handle(stranger, ""))


def test_log_opens_the_form_for_whom_was_named(call: Call) -> None:
    add(call, "Acme Tools", "Acme Toys", "Blauer See")

    one = str(opened(log.handle(call, "blauer")))
    several = opened(log.handle(call, "acme"))
    nobody = str(opened(log.handle(call, "quartz")))
    blank = str(opened(log.handle(call, "")))

    assert "'text': 'Blauer See'" in one
    (chooser,) = (b for b in several["blocks"] if b.get("block_id") == "interaction_customer_id")
    names = [option["text"]["text"] for option in chooser["element"]["options"]]
    assert sorted(names) == ["Acme Tools", "Acme Toys"]
    assert "No customer matches “quartz”" in nobody
    assert "initial_option" not in blank.split("interaction_contact_id", maxsplit=1)[0]
    assert log.opens_form("")
