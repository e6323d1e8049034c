"""The order form drawn: rows that keep their ids, a total that is true, Slack's limits."""

from dataclasses import replace
from typing import Any

import pytest

from bot.blocks import ids
from bot.blocks.order_form import order_form, product_option
from bot.blocks.order_form_state import (
    Edited,
    FormLine,
    OrderForm,
    Typed,
    TypedLine,
    carried,
    read,
)
from bot.domain.products import Product
from tests.slack_takes import check_view

CHAI = Product(7, "Chai", prices={"EUR": 1800, "USD": 2000})
TOFU = Product(8, "Tofu", prices={"EUR": 2350})
STRANGE = [
    "x",
    "&" * 300,
    "<!channel> *bold* `code`",
    "مؤسسة الخليج " * 23,
    "株式会社" * 75,
    "😀" * 300,
]


def form_of(*lines: FormLine, currency: str = "EUR", **typed: Any) -> OrderForm:
    return OrderForm(
        Typed(currency, tuple(line.typed for line in lines), len(lines), **typed),
        lines,
        ("EUR", "USD"),
        customer="Acme Tools" if "customer_id" in typed else None,
    )


def line(index: int, product: Product | None, quantity: str = "1", discount: str = "") -> FormLine:
    return FormLine(TypedLine(index, product.id if product else None, quantity, discount), product)


def drawn(form: OrderForm) -> dict[str, Any]:
    view = order_form(form).to_dict()
    check_view(view)
    return view


def block(form: OrderForm, block_id: str) -> dict[str, Any]:
    return next(each for each in drawn(form)["blocks"] if each["block_id"] == block_id)


def test_notes_of_a_file_that_are_longer_than_a_field_are_cut() -> None:
    notes = block(form_of(line(0, CHAI), notes="x" * 4_000), "notes")["element"]

    assert len(notes["initial_value"]) == notes["max_length"] == 3_000


def test_the_total_is_the_sum_of_what_is_complete() -> None:
    form = form_of(line(0, CHAI, "3"), line(1, TOFU, "2", "50"), line(2, None))

    assert block(form, "total")["text"]["text"] == (
        "*Total: €77.50*\nWithout line 3, which is not complete yet."
    )


def test_a_line_shows_its_own_sum() -> None:
    assert "3 × €18.00 − 12.5% = *€47.25*" in str(
        block(form_of(line(0, CHAI, "3", "12.5")), "line_0")
    )


def test_a_product_without_a_price_in_the_currency_is_named() -> None:
    form = form_of(line(0, CHAI), line(1, TOFU), currency="USD")

    assert "Tofu has no price in USD" in str(block(form, "line_1"))
    assert "*Total: $20.00*" in str(block(form, "total"))


def test_what_has_left_the_catalogue_is_not_counted() -> None:
    gone = replace(CHAI, active=False)

    assert "*Total: €0.00*" in str(block(form_of(line(0, gone)), "total"))


@pytest.mark.parametrize("quantity", ["", "0", "two", "1.5"])
def test_a_quantity_that_is_none_is_left_to_slack(quantity: str) -> None:
    assert "initial_value" not in block(form_of(line(0, CHAI, quantity)), "quantity_0")["element"]


def test_all_that_the_fields_do_not_hold_is_carried() -> None:
    form = form_of(
        line(4, CHAI, "3"),
        line(9, None),
        edited=Edited(3, 12, 5, is_draft=True),
        customer_id=6,
        notes="By Friday",
    )
    fields = {
        "customer": "6",
        "currency": "USD",
        "notes": "By Friday",
        "product_4": "7",
        "quantity_4": "4",
        "product_9": "8",
        "quantity_9": "1",
        "discount_9": "5",
    }

    typed = read(carried(form), lambda block_id: fields.get(block_id, ""))

    assert typed == Typed(
        "USD",
        (
            TypedLine(4, 7, "4", "", (7, 1800)),
            TypedLine(9, 8, "1", "5", None),
        ),
        2,
        6,
        "By Friday",
        Edited(3, 12, 5, is_draft=True),
    )


def test_a_price_was_seen_only_with_its_own_product() -> None:
    assert TypedLine(0, 7, seen=(7, 1800)).seen_price_minor == 1800
    assert TypedLine(0, 8, seen=(7, 1800)).seen_price_minor is None


@pytest.mark.parametrize("text", STRANGE)
def test_slack_takes_fifteen_lines_of_the_strangest_words(text: str) -> None:
    strange = Product(10**12, text, prices={"EUR": 10**13})
    lines = [line(10**6 + index, strange, "1000000", "12.25") for index in range(15)]
    form = replace(
        form_of(*lines, customer_id=10**12, notes=text * 10, edited=Edited(1, 2, 3, is_draft=True)),
        customer=text,
        news=("News",),
    )

    view = drawn(form)

    assert ids.ADD_ORDER_LINE not in str(view)
    assert len(view["private_metadata"]) < 3000


def test_a_full_order_that_waits_can_only_be_asked_about() -> None:
    lines = [line(index, CHAI) for index in range(15)]
    form = form_of(*lines, edited=Edited(1, 2, 3, is_draft=False))

    assert "at most 15 lines" in str(block(form, "total"))
    assert ids.EXPLAIN_DRAFT in str(block(form, "buttons"))
    assert ids.SAVE_DRAFT not in str(block(form, "buttons"))


@pytest.mark.parametrize("name", STRANGE)
def test_a_choice_never_cuts_off_the_price(name: str) -> None:
    text, value = product_option(replace(CHAI, name=name), "EUR")

    assert text.endswith(" · €18.00")
    assert len(text) <= 75
    assert value == "7"
