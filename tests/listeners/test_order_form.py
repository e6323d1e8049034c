"""Writing an order in the form, as the handlers see it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.blocks.order_button import value
from bot.domain.approvals import YES
from bot.domain.errors import InvalidFields, NotAllowed, UserError
from bot.domain.orders import OrderStatus
from bot.edge import Answer, Call, OpenForm, UpdateForm
from bot.listeners import order_form
from bot.services import decisions
from bot.services.orders import LineDraft, submit
from bot.store import orders, products
from tests.conftest import NOON, Cast
from tests.filling import filled
from tests.trade import customer, draft, large_order, product, small_order

Typed = Mapping[str, str | None]


def view_of(answer: Answer) -> View:
    assert isinstance(answer, OpenForm | UpdateForm)
    return answer.view


def words(view: View) -> str:
    return str(view.to_dict())


def blocks(view: View) -> list[str]:
    return [block["block_id"] for block in view.to_dict()["blocks"] if "block_id" in block]


def within(call: Call, view: View, typed: Typed) -> Call:
    """Return the call as it comes from an element of the form."""
    return replace(call, form=filled(view, typed))


@pytest.fixture
def typed(session: Session, call: Call) -> dict[str, str | None]:
    """What a rep enters for ten pieces at EUR 18.00."""
    return {
        "customer": str(customer(session)),
        "product_0": str(product(session, "Chai", EUR=1800, USD=2000)),
        "quantity_0": "10",
    }


def test_the_form_opens_empty_in_the_workspaces_currency(call: Call) -> None:
    view = view_of(order_form.new(call))

    assert filled(view).text("currency") == "EUR"
    assert filled(view).text("customer") == ""


def test_from_a_customers_card_the_customer_is_chosen(call: Call, session: Session) -> None:
    buyer = customer(session, "Acme Tools")

    view = view_of(order_form.new_for(call, str(buyer)))

    assert filled(view).text("customer") == str(buyer)
    assert "Acme Tools" in words(view)


def test_a_customers_order_starts_in_the_currency_they_buy_in(
    call: Call, session: Session, cast: Cast
) -> None:
    customer_id = customer(session, "O'Neill's")
    chai = product(session, "Chai", EUR=1_800, GBP=1_500)
    submit(
        session,
        draft(customer_id, LineDraft(chai, 1), currency="GBP"),
        by=cast.ravi.actor,
        at=call.now,
    )

    opened = order_form.new_for(call, str(customer_id))

    assert filled(opened.view).text("currency") == "GBP"


def test_the_total_grows_with_what_is_typed(call: Call, typed: Typed) -> None:
    view = view_of(order_form.new(call))

    drawn = view_of(order_form.changed(within(call, view, typed), ""))

    assert "*Total: €180.00*" in words(drawn)
    assert filled(drawn).text("quantity_0") == "10"


def test_lines_keep_their_ids_when_another_is_removed(call: Call, typed: Typed) -> None:
    view = view_of(order_form.new(call))
    view = view_of(order_form.add_line(within(call, view, typed), "add"))
    view = view_of(order_form.add_line(within(call, view, {}), "add"))
    view = view_of(order_form.remove_line(within(call, view, {"quantity_2": "7"}), "1"))
    view = view_of(order_form.add_line(within(call, view, {}), "add"))

    lines = [each for each in blocks(view) if each.startswith("line_")]
    assert lines == ["line_0", "line_2", "line_3"]
    assert filled(view).text("quantity_2") == "7"
    assert filled(view).text("product_0") == typed["product_0"]


def test_the_last_line_is_emptied_not_removed(call: Call, typed: Typed) -> None:
    view = view_of(order_form.new(call))

    view = view_of(order_form.remove_line(within(call, view, typed), "0"))

    assert [each for each in blocks(view) if each.startswith("line_")] == ["line_1"]


def test_no_more_lines_than_an_order_takes(call: Call) -> None:
    view = view_of(order_form.new(call))
    for _ in range(20):
        view = view_of(order_form.add_line(within(call, view, {}), "add"))

    assert len([each for each in blocks(view) if each.startswith("line_")]) == 15


def test_another_currency_keeps_quantities_and_names_what_has_no_price(
    call: Call, session: Session, typed: dict[str, str | None]
) -> None:
    view = view_of(order_form.add_line(within(call, view_of(order_form.new(call)), typed), "add"))
    tofu = product(session, "Tofu", EUR=500)
    entered: Typed = {"currency": "USD", "product_1": str(tofu), "quantity_1": "4"}

    drawn = view_of(order_form.changed(within(call, view, entered), "USD"))

    assert "*Total: $200.00*" in words(drawn)
    assert "Tofu has no price in USD" in words(drawn)
    assert filled(drawn).text("quantity_1") == "4"
    offered = order_form.product_choices(replace(call, form=filled(drawn)), "")
    assert offered.options == [("Chai · $20.00", str(typed["product_0"]))]


def test_the_type_ahead_shows_prices(call: Call, typed: Typed) -> None:
    choices = order_form.product_choices(call, "cha")

    assert choices.options == [("Chai · €18.00", typed["product_0"])]


def test_sending_says_that_the_order_is_approved(
    call: Call, session: Session, typed: Typed
) -> None:
    view = view_of(order_form.new(call))

    shown = view_of(order_form.submit(call, filled(view, typed)))

    assert "Order 1 is approved" in words(shown)
    order = orders.by_number(session, 1)
    assert (order.total_minor, order.status) == (18_000, OrderStatus.APPROVED)


def test_sending_says_who_has_to_approve(
    call: Call, session: Session, typed: dict[str, str | None]
) -> None:
    view = view_of(order_form.new(call))

    shown = view_of(order_form.submit(call, filled(view, {**typed, "quantity_0": "1000"})))

    assert "Order 1 is sent" in words(shown)
    assert "Waits for <@UANA>, <@UMAYA> or <@UOMAR>" in words(shown)


@pytest.mark.parametrize(
    ("entered", "block_id"),
    [
        ({"customer": None}, "customer"),
        ({"product_0": None}, "product_0"),
        ({"product_0": "999999"}, "product_0"),
        ({"quantity_0": None}, "quantity_0"),
        ({"quantity_0": "0"}, "quantity_0"),
        ({"quantity_0": "1.5"}, "quantity_0"),
        ({"discount_0": "101"}, "discount_0"),
        ({"discount_0": "1.234"}, "discount_0"),
    ],
)
def test_an_error_stands_at_its_field(
    call: Call, session: Session, typed: dict[str, str | None], entered: Any, block_id: str
) -> None:
    view = view_of(order_form.new(call))

    with pytest.raises(InvalidFields) as refused:
        order_form.submit(call, filled(view, {**typed, **entered}))

    assert list(refused.value.fields) == [block_id]
    assert orders.of_others(session, 0) == []


def test_a_price_that_changed_meanwhile_is_shown_before_it_is_taken(
    call: Call, session: Session, typed: Typed
) -> None:
    view = view_of(order_form.changed(within(call, view_of(order_form.new(call)), typed), ""))
    products.set_price(session, int(typed["product_0"] or 0), "EUR", 2000)

    again = view_of(order_form.submit(call, filled(view)))

    assert orders.of_others(session, 0) == []
    assert "Chai: €18.00 → €20.00" in words(again)
    assert "*Total: €200.00*" in words(again)
    assert filled(again).text("quantity_0") == "10"
    order_form.submit(call, filled(again))
    assert orders.by_number(session, 1).total_minor == 20_000


def test_a_draft_is_saved_unfinished(call: Call, session: Session, typed: Typed) -> None:
    view = view_of(order_form.add_line(within(call, view_of(order_form.new(call)), typed), "add"))

    shown = view_of(order_form.save_draft(within(call, view, {}), "save"))

    assert "Draft 1 is saved" in words(shown)
    assert [line.product for line in orders.by_number(session, 1).lines] == ["Chai"]


def test_a_draft_without_a_customer_loses_nothing(call: Call, typed: dict[str, Any]) -> None:
    view = view_of(order_form.new(call))

    again = view_of(order_form.save_draft(within(call, view, {**typed, "customer": None}), "save"))

    blocks = again.to_dict()["blocks"]
    (refusal,) = (at for at, block in enumerate(blocks) if "Choose the customer." in str(block))
    assert blocks[refusal + 1]["block_id"] == "buttons"
    assert filled(again).text("quantity_0") == "10"


def test_a_draft_is_edited_and_sent(call: Call, session: Session, typed: Typed) -> None:
    view = view_of(order_form.new(call))
    order_form.save_draft(within(call, view, {**typed, "notes": "By Friday"}), "save")
    kept = orders.by_number(session, 1)

    view = view_of(order_form.edit(call, value(kept)))
    assert filled(view).text("notes") == "By Friday"
    order_form.save_draft(within(call, view, {"quantity_0": "11"}), "save")
    view = view_of(order_form.edit(call, value(kept)))
    order_form.submit(call, filled(view, {"discount_0": "10"}))

    sent = orders.by_number(session, 1)
    assert (sent.status, sent.total_minor) == (OrderStatus.APPROVED, 17_820)


def test_an_edit_starts_from_the_prices_of_now(call: Call, session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    products.set_price(session, order.lines[0].product_id, "EUR", 1000)

    view = view_of(order_form.edit(call, value(order)))

    assert "Chai: €18.00 → €10.00" in words(view)
    order_form.submit(call, filled(view))
    assert orders.get(session, order.id).total_minor == 1_000_000


def test_an_edit_of_a_waiting_order_offers_no_draft(
    call: Call, session: Session, cast: Cast
) -> None:
    view = view_of(order_form.edit(call, value(large_order(session, cast.ravi))))

    assert "Save as draft" not in words(view)
    assert view.title is not None
    assert "Order 1" in words(view)


def test_what_is_being_executed_cannot_be_edited(call: Call, session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)
    decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)

    with pytest.raises(UserError, match="can no longer be changed"):
        order_form.edit(call, value(order))


def test_a_rep_cannot_edit_anothers_order(call: Call, session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="belongs to Maya"):
        order_form.edit(call, value(large_order(session, cast.maya)))


def test_a_copy_is_a_new_order_that_inherits_no_approval(
    call: Call, session: Session, cast: Cast
) -> None:
    first = large_order(session, cast.maya)
    decisions.decide(session, first.id, YES, by=cast.ana.actor, at=NOON)

    opened = view_of(order_form.copy(call, value(first)))
    order_form.submit(call, filled(opened))

    again = orders.by_number(session, first.number + 1)
    assert (again.customer_id, again.lines) == (first.customer_id, first.lines)
    assert (again.requested_by, again.status) == ("Ravi", OrderStatus.PENDING)
    assert again.approval is not None
    assert again.approval.acts == ()


def test_a_copy_is_at_the_prices_of_now(call: Call, session: Session, cast: Cast) -> None:
    first = small_order(session, cast.ravi)
    products.set_price(session, first.lines[0].product_id, "EUR", 20_00)

    opened = words(view_of(order_form.copy(call, value(first))))

    assert f"A copy of order {first.number}" in opened
    assert "Prices have changed" in opened


def test_a_button_of_a_form_that_is_gone_says_so(call: Call) -> None:
    with pytest.raises(UserError, match="Open a new one"):
        order_form.changed(call, "")
