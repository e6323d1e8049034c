"""Orders drawn: within Slack's limits whatever people have typed, and with the right buttons."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from bot.blocks import ids
from bot.blocks import orders as order_blocks
from bot.blocks.approvals import (
    Waiting,
    cancel_form,
    result,
    waiting_list,
    waiting_text,
)
from bot.blocks.deciding import reject_form, return_form
from bot.blocks.order_button import Place, Pressed, pressed, value
from bot.blocks.order_words import fitting, line_text, waits_for
from bot.blocks.orders import OrderView
from bot.blocks.posts import as_dicts
from bot.domain.awaiting import Approver, Awaited
from bot.domain.deeds import Deeds
from bot.domain.orders import Decision, Order, OrderLine, OrderMove, OrderStatus
from bot.domain.people import Member, Role
from tests.slack_takes import check_message, check_view

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ORDER = Order(
    id=3,
    number=12,
    customer_id=5,
    customer="Acme Tools",
    currency="EUR",
    status=OrderStatus.PENDING,
    lines=(OrderLine(7, "Chai", 10, 1800), OrderLine(8, "Tofu", -2, 2350, 500)),
    requested_by_id=1,
    requested_by="Ravi",
    requested_by_slack_id="URAVI",
    ordered_at=NOON,
    rule="Large order: the total is €100.00 or more",
)
MAYA = Member(2, "Maya", Role.MANAGER, "UMAYA")
OMAR = Member(3, "Omar", Role.MANAGER, "UOMAR")
EVERYTHING = Deeds(decide=True, change=True, execute=True, complete=True, cancel=True)
STRANGE = [
    "x",
    "&" * 300,
    "<!channel> *bold* _it_ ~no~ `code` <@UMAYA> & co",
    "مؤسسة الخليج " * 23,
    "株式会社" * 75,
    "😀" * 300,
    "```" * 100,
    "a_b " * 75,
]


def by(*members: Member, lacking: int = 1) -> Awaited:
    return Awaited(tuple(Approver(member) for member in members), lacking)


def strange(text: str, status: OrderStatus) -> Order:
    """Return the largest order, with `text` in every place where people write."""
    return replace(
        ORDER,
        status=status,
        customer=text,
        requested_by=text,
        requested_by_slack_id=None,
        lines=(OrderLine(7, text, 1_000_000, 10**9, 1_250),) * 25,
        notes=text * 10,
        rule=text,
        decision=Decision(2, text, NOON, approved=False, reason=text * 3),
    )


def message(blocks: list[Block]) -> dict[str, Any]:
    return {"channel": "C1", "text": "Order", "blocks": list(as_dicts(blocks))}


def actions(blocks: list[Block]) -> list[str]:
    return [
        element["action_id"]
        for block in as_dicts(blocks)
        for element in block.get("elements", [])
        if element["type"] == "button"
    ]


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize("text", STRANGE)
def test_slack_takes_every_card_with_the_strangest_words(text: str, status: OrderStatus) -> None:
    order = strange(text, status)
    move = OrderMove(OrderStatus.PENDING, OrderStatus.CANCELLED, text, None, NOON, text * 3)
    people = by(*(Member(2, text, Role.MANAGER),) * 9)
    view = OrderView(order, EVERYTHING, (move,) * 20, people)

    for blocks in (
        order_blocks.card(view, news="Done."),
        order_blocks.posted_card(order, people, last=move),
        order_blocks.order_list("Orders", [order] * 20, hint="None")
        + order_blocks.order_list("Team", [order] * 20, hint="None"),
        waiting_list(Waiting((order,) * 20, ((order, people),) * 9), news="Done."),
    ):
        check_message("x", blocks)


@pytest.mark.parametrize("text", STRANGE)
def test_slack_takes_every_form_with_the_strangest_words(text: str) -> None:
    order = strange(text, OrderStatus.PENDING)
    people = by(*(Member(2, text, Role.MANAGER),) * 9)

    for view in (
        reject_form(order, Pressed(3)),
        return_form(order, Pressed(3)),
        cancel_form(order, Pressed(3)),
        result("Order sent", order_blocks.result(order, people, news="Sent.")),
    ):
        check_view(view)


@pytest.mark.parametrize("text", STRANGE)
def test_words_never_wake_anybody(text: str) -> None:
    drawn = str(as_dicts(order_blocks.posted_card(strange(text, OrderStatus.APPROVED), by())))

    assert "<!channel>" not in drawn
    assert "<@" not in drawn


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("most", [60, 240, 900])
def test_words_fit_after_escaping(text: str, most: int) -> None:
    assert 0 < len(fitting(text, most)) <= most


def test_an_empty_draft_is_drawn_too() -> None:
    empty = replace(ORDER, lines=(), notes=None, rule=None, status=OrderStatus.DRAFT)
    blocks = order_blocks.card(OrderView(empty, EVERYTHING, (), by()))

    check_message("x", blocks)
    assert "No lines yet." in str(as_dicts(blocks))


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        (OrderStatus.DRAFT, []),
        (OrderStatus.PENDING, [ids.APPROVE_ORDER, ids.REJECT_ORDER, ids.REQUEST_CHANGES]),
        (OrderStatus.APPROVED, [ids.EXECUTE_ORDER, ids.CANCEL_ORDER]),
        (OrderStatus.EXECUTING, [ids.COMPLETE_ORDER, ids.CANCEL_ORDER]),
        (OrderStatus.COMPLETED, []),
        (OrderStatus.REJECTED, []),
        (OrderStatus.CANCELLED, []),
    ],
)
def test_a_posted_card_offers_what_can_be_done_now(status: OrderStatus, buttons: list[str]) -> None:
    card = order_blocks.posted_card(replace(ORDER, status=status), by(MAYA))

    assert actions(card) == buttons


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        (OrderStatus.PENDING, [ids.EDIT_ORDER]),
        (OrderStatus.REJECTED, [ids.EDIT_ORDER]),
        (OrderStatus.APPROVED, [ids.EDIT_ORDER, ids.EXECUTE_ORDER, ids.CANCEL_ORDER]),
        (OrderStatus.COMPLETED, []),
    ],
)
def test_ones_own_posted_card_offers_to_change_and_never_to_decide(
    status: OrderStatus, buttons: list[str]
) -> None:
    card = order_blocks.posted_card(replace(ORDER, status=status), by(MAYA), own=True)

    assert actions(card) == buttons


def test_ones_own_orders_are_listed_without_ones_name() -> None:
    own, team = (
        str(as_dicts(order_blocks.order_list("Orders", [ORDER], hint="None", own=own)))
        for own in (True, False)
    )

    assert "<@URAVI>" in team
    assert "<@URAVI>" not in own


def test_a_private_card_offers_what_this_person_may_do() -> None:
    assert actions(order_blocks.card(OrderView(ORDER, Deeds(change=True), (), by()))) == [
        ids.EDIT_ORDER,
        ids.EXPLAIN_ORDER,
    ]


def test_an_unfinished_draft_cannot_be_sent_from_its_card() -> None:
    draft = replace(ORDER, status=OrderStatus.DRAFT)
    may = Deeds(change=True)

    assert ids.SUBMIT_ORDER in actions(order_blocks.card(OrderView(draft, may, (), by())))
    empty = replace(draft, lines=())
    assert ids.SUBMIT_ORDER not in actions(order_blocks.card(OrderView(empty, may, (), by())))


def test_a_card_says_why_approval_was_asked_and_who_decides() -> None:
    text = order_blocks.posted_text(ORDER, by(MAYA, OMAR))

    assert "Order 12 for Acme Tools, €135.35, from <@URAVI>: pending approval." in text
    assert "Approval asked by “Large order: the total is €100.00 or more”." in text
    assert "Waits for <@UMAYA> or <@UOMAR>, since" in text


def test_where_nobody_can_decide_the_card_says_whom_to_ask() -> None:
    assert "Ask a workspace admin" in waits_for(ORDER, by())


def test_many_approvers_are_counted_not_listed() -> None:
    assert "<@UMAYA> or 4 others" in waits_for(ORDER, by(*(MAYA,) * 9))


def test_a_verdict_is_shown_with_its_reason() -> None:
    rejected = replace(
        ORDER,
        status=OrderStatus.REJECTED,
        decision=Decision(2, "Maya", NOON, approved=False, reason="Too cheap"),
    )

    assert "Rejected by Maya" in order_blocks.posted_text(rejected, by())
    assert "Too cheap" in order_blocks.posted_text(rejected, by())


def test_a_cancelled_order_says_who_cancelled_it_and_why() -> None:
    move = OrderMove(
        OrderStatus.APPROVED, OrderStatus.CANCELLED, "Maya", "UMAYA", NOON, "Out of stock"
    )
    cancelled = replace(ORDER, status=OrderStatus.CANCELLED)

    text = order_blocks.posted_text(cancelled, by(), last=move)

    assert "Cancelled by <@UMAYA>" in text
    assert "Out of stock" in text


def test_a_line_reads_as_a_sum() -> None:
    assert line_text(ORDER.lines[0], "EUR") == "10 × Chai at €18.00 = *€180.00*"
    assert line_text(ORDER.lines[1], "EUR") == "-2 × Tofu at €23.50, 5% off = *-€44.65*"


@pytest.mark.parametrize("place", Place)
def test_a_button_carries_order_edition_and_place(place: Place) -> None:
    assert pressed(value(ORDER, place)) == Pressed(3, 1, place)
    assert pressed("3") == Pressed(3, None, Place.POSTED)


def test_a_list_counts_what_waits() -> None:
    assert waiting_text(Waiting(())) == "Nothing waits for your approval."
    assert waiting_text(Waiting((ORDER,))) == "1 order waits for your approval."
    assert waiting_text(Waiting((ORDER,) * 3)) == "3 orders wait for your approval."


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (2, "Approved at once: the approval policy lets it through."),
        (None, "It came approved from a file: the approval policy was not asked."),
    ],
)
def test_a_card_says_who_let_an_approved_order_through(version: int | None, sentence: str) -> None:
    approved = replace(ORDER, status=OrderStatus.APPROVED, rule=None, policy_version=version)

    assert sentence in str(as_dicts(order_blocks.result(approved, by(), news="Order 12")))
