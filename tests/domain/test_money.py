"""Money: rounding, reading and writing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.money import (
    LARGEST_MINOR,
    average,
    currency_code,
    format_money,
    format_percent,
    line_total,
    parse_money,
    parse_percent,
    to_decimal,
    to_minor,
)

amounts = st.integers(-LARGEST_MINOR, LARGEST_MINOR)
currencies = st.sampled_from(("EUR", "JPY", "KWD", "USD"))


@pytest.mark.parametrize(
    ("quantity", "unit_price", "discount", "total"),
    [
        (3, 1800, 0, 5400),
        (3, 999, 1_250, 2622),
        (1, 1, 5_000, 1),
        (-1, 1, 5_000, -1),
        (1, 1, 5_001, 0),
        (7, 1234, 10_000, 0),
        (0, 1234, 0, 0),
    ],
)
def test_a_line_is_rounded_half_up_to_the_minor_unit(
    quantity: int, unit_price: int, discount: int, total: int
) -> None:
    assert line_total(quantity, unit_price, discount) == total


@given(st.integers(-10_000, 10_000), st.integers(0, 10**7), st.integers(0, 10_000))
def test_a_return_takes_back_exactly_what_the_sale_brought(
    quantity: int, unit_price: int, discount: int
) -> None:
    assert line_total(-quantity, unit_price, discount) == -line_total(
        quantity, unit_price, discount
    )


@given(amounts, currencies)
def test_minor_units_survive_the_way_to_decimals_and_back(minor: int, currency: str) -> None:
    assert to_minor(to_decimal(minor, currency), currency) == minor


@given(amounts, currencies)
def test_what_is_written_plainly_is_read_again(minor: int, currency: str) -> None:
    assert parse_money(f"{to_decimal(minor, currency):f}", currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.345", "EUR", 1235), ("-12.345", "EUR", -1235), ("12.5", "JPY", 13), ("1", "KWD", 1000)],
)
def test_decimals_are_rounded_half_up(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor


def test_money_is_written_with_its_currency() -> None:
    assert format_money(123456, "EUR") == "€1,234.56"
    assert format_money(-500, "JPY") == "-¥500"


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "NaN", "Infinity", "1e400", "--5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="no number"):
        parse_money(text, "EUR")


@pytest.mark.parametrize("text", ["abc", "😀", "1.2.3"])
def test_what_is_no_percentage_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(UserError, match=r"is no number. Write it like 12\.5\.$"):
        parse_percent(text)


def test_more_digits_than_the_currency_has_are_refused() -> None:
    with pytest.raises(UserError, match="too many digits"):
        parse_money("1.5", "JPY")


@pytest.mark.parametrize("text", ["1000000000001", "-1000000000001", "9" * 400])
def test_an_amount_larger_than_any_order_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="larger"):
        parse_money(text, "EUR")


@given(st.text(max_size=20))
def test_whatever_is_typed_is_an_amount_or_a_sentence(text: str) -> None:
    try:
        minor = parse_money(text, "EUR")
    except UserError:
        return
    assert abs(minor) <= LARGEST_MINOR


@pytest.mark.parametrize(
    ("text", "points"),
    [("0", 0), ("12.5", 1250), ("12,5", 1250), ("12.5 %", 1250), ("100%", 10_000)],
)
def test_a_discount_is_read_as_basis_points(text: str, points: int) -> None:
    assert parse_percent(text) == points


@pytest.mark.parametrize("text", ["-1", "100.01", "12.345", "many", "%"])
def test_a_discount_outside_its_bounds_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_percent(text)


@given(st.integers(0, 10_000))
def test_a_discount_is_written_as_it_is_read(points: int) -> None:
    assert parse_percent(format_percent(points)) == points


def test_a_currency_is_known_by_its_code() -> None:
    assert currency_code(" eur ") == "EUR"
    with pytest.raises(UserError, match="no currency"):
        currency_code("EURO")


@pytest.mark.parametrize("code", ["XXX", "xts", "XAU", "XDR"])
def test_what_nobody_pays_in_is_no_currency(code: str) -> None:
    with pytest.raises(UserError, match=f"Nobody pays in {code.upper()}"):
        currency_code(code)


@pytest.mark.parametrize("code", ["XAF", "XCD", "XOF", "XPF", "DEM"])
def test_what_people_pay_or_paid_in_is_a_currency(code: str) -> None:
    assert currency_code(code) == code


def test_what_is_stored_in_no_currency_is_still_written() -> None:
    assert format_money(123456, "XAU").endswith("1,234.56")


def test_an_average_is_rounded_half_away_from_zero() -> None:
    assert (average(5, 2), average(-5, 2), average(4, 2)) == (3, -3, 2)
