"""`/order` and `/approvals`, as they are typed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.blocks import ids
from bot.blocks.orders import MOST_LISTED
from bot.blocks.posts import as_dicts
from bot.commands import approvals, order
from bot.domain.errors import NotFound
from bot.edge import Call, OpenForm, Reply
from tests.conftest import NOON, Cast
from tests.filling import filled
from tests.trade import customer, large_order, small_order


def said(call: Call, text: str) -> Reply:
    answer = order.handle(call, text)
    assert isinstance(answer, Reply)
    return answer


def opened(call: Call, text: str) -> View:
    answer = order.handle(call, text)
    assert isinstance(answer, OpenForm)
    return answer.view


def drawn(reply: Reply) -> str:
    return str(as_dicts(reply.blocks))


def test_alone_it_says_how_it_is_used(call: Call) -> None:
    assert "`/order new [customer]` opens a form" in said(call, "").text


@pytest.mark.parametrize(
    ("typed", "meant"), [("nwe", "new"), ("lst", "list"), ("neww Acme", "new"), ("LITS", "list")]
)
def test_a_mistyped_word_gets_a_suggestion(call: Call, typed: str, meant: str) -> None:
    assert f"Did you mean `/order {meant}`?" in said(call, typed).text


def test_what_makes_no_sense_gets_the_usage_alone(call: Call) -> None:
    reply = said(call, "<!channel> `x`")

    assert "Did you mean" not in reply.text
    assert "<!channel>" not in reply.text


@pytest.mark.parametrize(
    ("text", "opens"),
    [("new", True), ("NEW Acme", True), ("12 copy", True), ("list", False), ("", False)],
)
def test_only_a_new_order_opens_a_form(text: str, opens: bool) -> None:  # noqa: FBT001 - a table's column
    assert order.COMMAND.opens_form(text) is opens


def test_new_opens_an_empty_form(call: Call) -> None:
    assert filled(opened(call, "new")).text("customer") == ""


@pytest.mark.parametrize("typed", ["new Acme Tools", "new  acme tools ", "NEW acme"])
def test_new_with_a_name_has_the_customer_chosen(call: Call, session: Session, typed: str) -> None:
    buyer = customer(session, "Acme Tools")

    assert filled(opened(call, typed)).text("customer") == str(buyer)


def test_the_exact_name_wins_over_longer_ones(call: Call, session: Session) -> None:
    customer(session, "Acme Tools")
    buyer = customer(session, "Acme")

    assert filled(opened(call, "new acme")).text("customer") == str(buyer)


def test_several_matches_are_named_and_none_is_chosen(call: Call, session: Session) -> None:
    customer(session, "Acme Tools")
    customer(session, "Acme Toys")

    view = opened(call, "new acme")

    assert filled(view).text("customer") == ""
    assert "Acme Tools" in str(view.to_dict())
    assert "Acme Toys" in str(view.to_dict())


def test_a_name_that_nobody_has_is_said(call: Call) -> None:
    assert "No customer matches “xyzzy”" in str(opened(call, "new xyzzy").to_dict())


@pytest.mark.parametrize("typed", ["1", "#1", "01"])
def test_a_number_opens_the_card(call: Call, session: Session, cast: Cast, typed: str) -> None:
    large_order(session, cast.ravi)

    reply = said(call, typed)

    assert "Order 1 for Acme Tools, €18,000.00" in reply.text
    assert "1,000 × Chai at €18.00 = *€18,000.00*" in drawn(reply)
    assert "Approval asked by" in drawn(reply)
    assert "Sent for approval by <@URAVI>" in drawn(reply)


@pytest.mark.parametrize("number", ["9", "99999999999999999999"])
def test_a_number_that_is_none_says_where_to_look(call: Call, number: str) -> None:
    with pytest.raises(NotFound, match="`/order list`"):
        said(call, number)


def test_a_rep_lists_their_own_orders_alone(call: Call, session: Session, cast: Cast) -> None:
    small_order(session, cast.maya)
    small_order(session, cast.ravi)

    reply = drawn(said(call, "list"))

    assert "*2* · Acme Tools" in reply
    assert "*1* · Acme Tools" not in reply
    assert "Everybody else" not in reply


def test_a_manager_lists_everybody_elses_orders_too(
    call: Call, session: Session, cast: Cast
) -> None:
    small_order(session, cast.ravi)

    reply = drawn(said(replace(call, actor=cast.maya.actor), "list"))

    assert "You have no orders yet" in reply
    assert "Everybody else's orders" in reply
    assert "*1* · Acme Tools · €36.00\\napproved" in reply


def test_a_manager_sees_others_orders_however_many_of_their_own_are_newer(
    call: Call, session: Session, cast: Cast
) -> None:
    small_order(session, cast.ravi)
    for _ in range(MOST_LISTED):
        small_order(session, cast.maya, at=NOON + timedelta(days=1))

    reply = said(replace(call, actor=cast.maya.actor), "list")

    assert "Nobody else has raised an order yet" not in reply.text
    assert "*1* · Acme Tools · €36.00\\napproved" in drawn(reply)


def test_approvals_shows_what_waits_for_me_with_the_buttons(
    call: Call, session: Session, cast: Cast
) -> None:
    large_order(session, cast.ravi)

    reply = approvals.waiting(replace(call, actor=cast.maya.actor), "")

    assert reply.text == "1 order waits for your approval."
    assert ids.APPROVE_ORDER in drawn(reply)
    assert ids.REJECT_ORDER in drawn(reply)
    assert "since <!date^" in drawn(reply)


def test_approvals_shows_a_rep_whom_their_own_orders_wait_for(
    call: Call, session: Session, cast: Cast
) -> None:
    large_order(session, cast.ravi)

    reply = approvals.waiting(call, "")

    assert reply.text == "Nothing waits for your approval."
    assert "Waits for <@UANA>, <@UMAYA> or <@UOMAR>" in drawn(reply)
    assert ids.APPROVE_ORDER not in drawn(reply)


def test_the_lists_text_alone_says_what_is_in_it(call: Call, cast: Cast) -> None:
    small_order(call.session, cast.ravi)

    reply = order.COMMAND.handler(call, "list")

    assert isinstance(reply, Reply)
    assert "Order 1 for Acme Tools, €36.00" in reply.text
