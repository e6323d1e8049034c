"""Logging what was said, from wherever one stands, and Home."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.interactions import BLOCKS
from bot.domain.customers import Contact, CustomerDetails
from bot.domain.errors import InvalidFields
from bot.domain.interactions import Direction, InteractionKind
from bot.edge import Answer, Call, Form, OpenForm, PublishHome, Reply, SlackMessage, UpdateForm
from bot.listeners import home, log_conversation
from bot.store import customers, interactions
from tests import trade
from tests.conftest import NOON, Cast
from tests.slack_takes import check_view

MESSAGE = SlackMessage(
    "CSALES",
    "1763899200.000100",
    "Acme Tools &amp; we agree",
    "UMAYA",
    "https://acme.slack.com/archives/CSALES/p1763899200000100",
    channel_name="sales",
)


@pytest.fixture
def acme(call: Call) -> int:
    return customers.add(call.session, CustomerDetails("Acme Tools"), NOON).id


def drawn(answer: Answer) -> dict[str, Any]:
    assert isinstance(answer, (OpenForm, UpdateForm, PublishHome))
    view: dict[str, Any] = answer.view.to_dict()
    check_view(view)
    return view


def typed(view: dict[str, Any], **values: str | int) -> Form:
    """Return the form as submitted: what stood in it, and what was typed over it."""
    stood: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        chosen = (element.get("initial_option") or {}).get("value")
        stood[block["block_id"]] = (
            element.get("initial_value") or element.get("initial_date_time") or chosen
        )
    over = {BLOCKS[name]: value for name, value in values.items()}
    return Form({**stood, **over}, view.get("private_metadata") or "")


def test_a_call_is_logged_from_the_card(call: Call, acme: int) -> None:
    contact = customers.add_contact(call.session, Contact(0, acme, "Anna"))
    view = drawn(log_conversation.start_for(call, str(acme)))

    answer = log_conversation.log(
        call,
        typed(
            view,
            summary="They want a quote.",
            contact_id=str(contact.id),
            outcome="Offer by Friday",
            follow_up_on="2026-11-27",
        ),
    )

    assert "Call to Anna, logged for Acme Tools." in str(drawn(answer))
    (logged,) = interactions.of_customer(call.session, acme)
    assert logged.details.kind is InteractionKind.CALL
    assert logged.details.happened_at == NOON
    assert logged.rep == "Ravi"
    assert str(logged.details.follow_up_on) == "2026-11-27"


def test_what_is_wrong_stands_at_its_field(call: Call, acme: int) -> None:
    blank = drawn(log_conversation.start(call))
    with pytest.raises(InvalidFields) as missing:
        log_conversation.log(call, typed(blank, summary="x"))
    filled = drawn(log_conversation.start_for(call, str(acme)))
    late = int((NOON + timedelta(days=1)).timestamp())
    with pytest.raises(InvalidFields) as wrong:
        log_conversation.log(
            call, typed(filled, summary=" ", happened_at=late, follow_up_on="2026-11-01")
        )

    assert set(missing.value.fields) == {"interaction_customer_id"}
    assert set(wrong.value.fields) == {
        "interaction_summary",
        "interaction_happened_at",
        "interaction_follow_up_on",
    }


def test_a_message_fills_the_form_and_its_address_is_kept(call: Call, acme: int) -> None:
    view = drawn(log_conversation.start_from_message(call, MESSAGE))
    assert "The customer is a guess by the message's words" in str(view)
    log_conversation.log(call, typed(view))

    (logged,) = interactions.of_customer(call.session, acme)

    assert logged.details.summary == "Acme Tools & we agree"
    assert logged.details.kind is InteractionKind.CHAT
    assert logged.details.direction is Direction.OUTBOUND
    assert logged.details.source
    assert logged.details.source.permalink == MESSAGE.permalink
    assert int(logged.details.happened_at.timestamp()) == 1763899200


def test_the_second_to_log_a_message_is_told_by_whom(call: Call, cast: Cast, acme: int) -> None:
    first = drawn(log_conversation.start_from_message(call, MESSAGE))
    second = drawn(log_conversation.start_from_message(call, MESSAGE))
    log_conversation.log(call, typed(first))
    maya = replace(call, actor=cast.maya.actor)

    at_submit = drawn(log_conversation.log(maya, typed(second)))
    at_start = drawn(log_conversation.start_from_message(maya, MESSAGE))

    assert "<@URAVI> logged this message for *Acme Tools*" in str(at_submit)
    assert "<@URAVI> logged this message for *Acme Tools*" in str(at_start)
    assert len(interactions.of_customer(call.session, acme)) == 1


@pytest.mark.parametrize("text", ["", "x" * 4000, "<@U1> " * 700, "🎉"])
def test_any_message_can_be_logged(call: Call, acme: int, text: str) -> None:
    view = drawn(log_conversation.start_from_message(call, replace(MESSAGE, text=text)))

    assert view["callback_id"] == "interaction_form"


def test_home_shows_what_waits_and_what_is_to_follow(call: Call, cast: Cast, acme: int) -> None:
    order = trade.large_order(call.session, cast.ravi)
    log_conversation.log(
        call,
        typed(
            drawn(log_conversation.start_for(call, str(acme))),
            summary="Quote",
            follow_up_on="2026-11-23",
        ),
    )
    later = replace(call, now=NOON + timedelta(days=2))
    opened = {"type": "app_home_opened", "tab": "home"}

    ravis = str(drawn(home.opened(later, opened)))
    mayas = str(drawn(home.opened(replace(call, actor=cast.maya.actor), opened)))

    assert "follow-up overdue since 23 Nov 2026" in ravis
    assert f"*{order.number}*" in ravis
    assert "Nothing waits for your approval." in ravis
    assert "1 order waits for your approval." in mayas
    assert "Nothing to follow up." in mayas
    assert home.opened(call, {"type": "app_home_opened", "tab": "messages"}) is None


def test_done_shows_the_place_where_it_stood(call: Call, acme: int) -> None:
    for _ in range(3):
        form = drawn(log_conversation.start_for(call, str(acme)))
        log_conversation.log(call, typed(form, summary="Quote", follow_up_on="2026-11-23"))
    first, second, third = (
        logged.id for logged in interactions.follow_ups(call.session, call.actor.member_id)
    )

    on_home = log_conversation.follow_up_done(call, f"home:{first}")
    in_message = log_conversation.follow_up_done(call, f"card:{second}")
    in_modal = log_conversation.follow_up_done(replace(call, form=Form({})), f"card:{third}")

    assert drawn(on_home)["type"] == "home"
    assert isinstance(in_message, Reply)
    assert in_message.replace_original
    assert drawn(in_modal)["type"] == "modal"
    assert interactions.follow_ups(call.session, call.actor.member_id) == []
