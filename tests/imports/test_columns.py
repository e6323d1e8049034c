"""Headers find their columns however they are written."""

import pytest

from bot.domain.errors import UserError
from bot.imports import columns


@pytest.mark.parametrize(
    "header", ["customer_id", "Customer ID", "CUSTOMERID", "customer-no.", "Account Id", "Key"]
)
def test_a_header_is_known_in_any_spelling(header: str) -> None:
    found = columns.match([header, "Company"], columns.CUSTOMERS, kind="customers")

    assert found.fields == {"customer_id": 0, "name": 1}


def test_prices_come_in_a_column_for_each_currency() -> None:
    headers = ["SKU", "Product", "Price EUR", "list_price_usd", "Price Old"]

    found = columns.match(headers, columns.PRODUCTS, kind="products")

    assert set(found.fields) == {"product_id", "name", "list_price_EUR", "list_price_USD"}
    assert found.unknown == ("Price Old",)


def test_a_percent_sign_in_a_header_means_percent() -> None:
    headers = ["order_id", "item", "qty", "price", "Discount %"]

    found = columns.match(headers, columns.ORDER_LINES, kind="order-lines")

    assert found.fields["discount_percent"] == 4


def test_what_is_missing_is_named_beside_what_was_found() -> None:
    with pytest.raises(UserError) as refused:
        columns.match(["id", "colour", ""], columns.CUSTOMERS, kind="customers")

    assert str(refused.value) == (
        "A file of customers needs the column name. Found: id, colour."
        " Rename the fitting columns and try again."
    )


def test_two_headers_for_the_same_are_refused() -> None:
    with pytest.raises(UserError, match="“name” and “Company” both mean name"):
        columns.match(["id", "name", "Company"], columns.CUSTOMERS, kind="customers")


def test_no_two_columns_of_a_kind_share_a_name() -> None:
    for kind in (
        columns.CUSTOMERS,
        columns.CONTACTS,
        columns.PRODUCTS,
        columns.REPS,
        columns.ORDERS,
        columns.ORDER_LINES,
    ):
        names = [columns.bare(name) for column in kind for name in (column.name, *column.also)]
        assert len(names) == len(set(names)), names
