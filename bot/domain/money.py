"""Money: integer minor units of a currency (ISO 4217), read and written as people do."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from babel.core import UnknownLocaleError
from babel.numbers import (
    NumberFormatError,
    format_currency,
    get_currency_precision,
    is_currency,
    parse_decimal,
)

from bot.domain.errors import UserError

BASIS_POINTS = 10_000
LOCALE = "en"
# Larger than any order, small enough that sums of millions of lines stay inside 64 bits.
LARGEST_MINOR = 10**14
# What ISO 4217 has codes for and nobody pays with: metals, baskets of currencies, units between
# banks, tests, and no currency at all. What was money once stays: files bring old orders.
NO_MONEY = re.compile("X(AG|AU|B[A-D]|DR|EU|F[OU]|P[DT]|RE|SU|TS|UA|XX)")


def is_money(code: str) -> bool:
    """Return whether there is a currency of that code in which somebody can pay."""
    return is_currency(code, LOCALE) and not NO_MONEY.fullmatch(code)


def currency_code(text: str) -> str:
    """Return `text` as an ISO 4217 code; raises UserError when nobody can pay in it."""
    code = text.strip().upper()
    if NO_MONEY.fullmatch(code):
        raise UserError(f"Nobody pays in {code}. Use the code of a currency, like EUR.")
    if not is_money(code):
        raise UserError(f"{text.strip() or 'An empty text'} is no currency. Use a code like EUR.")
    return code


def to_minor(amount: Decimal, currency: str) -> int:
    """Turn 12.34 EUR into 1234, half-up to the minor unit; JPY has none, KWD has three digits."""
    scaled = amount.scaleb(get_currency_precision(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_decimal(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-get_currency_precision(currency))


def parse_money(text: str, currency: str, *, locale: str = LOCALE) -> int:
    """Read "1,234.50" as minor units of `currency`.

    Raises UserError when it is no number, has more digits than the currency,
    or is too large for any order.
    """
    amount = parse_number(text, locale=locale)
    # Before any arithmetic: decimals have a precision that a row of nines would pass.
    if abs(amount) > to_decimal(LARGEST_MINOR, currency):
        raise UserError(f"{text.strip()[:40]} is larger than an amount can be.")
    digits = get_currency_precision(currency)
    # Also where they are noughts: "5.000" is five thousand to many.
    if decimals(amount) > digits:
        raise UserError(f"{text.strip()} has too many digits: {currency} takes {digits} at most.")
    return to_minor(amount, currency)


def decimals(number: Decimal) -> int:
    """Return how many digits were written behind the point."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def parse_number(text: str, *, locale: str = LOCALE, example: str = "1234.50") -> Decimal:
    """Read a number in the locale's manner; raises UserError with an example when it is none."""
    refusal = UserError(f"“{text.strip()}” is no number. Write it like {example}.")
    cleaned = re.sub(r"[\s\u00a0\u202f]", "", text)
    if re.search(r"[^\W\d]", cleaned):
        raise refusal
    try:
        number = parse_decimal(cleaned, locale=locale, strict=True)
    except (NumberFormatError, InvalidOperation, UnknownLocaleError, ValueError) as error:
        raise refusal from error
    if not number.is_finite():
        raise refusal
    return number


# A card names the same amounts several times, and each of its copies does again.
@lru_cache(maxsize=10_000)
def format_money(minor: int, currency: str, *, locale: str = LOCALE) -> str:
    """Write minor units for people: 123456 EUR is €1,234.56."""
    return format_currency(to_decimal(minor, currency), currency, locale=locale)


def parse_percent(text: str) -> int:
    """Read a discount such as "12.5", "12,5" or "12.5 %" as basis points (1250).

    A comma is a decimal point too: no percentage has thousands, and many phones offer no other.
    Raises UserError outside 0 to 100 or with more than two decimals.
    """
    number = parse_number(text.strip().rstrip("%").replace(",", "."), example="12.5")
    points = number * 100
    if points != points.to_integral_value():
        raise UserError("A discount takes at most two decimals, like 12.25.")
    if not 0 <= points <= BASIS_POINTS:
        raise UserError("A discount lies between 0 and 100 percent.")
    return int(points)


def format_percent(basis_points: int) -> str:
    """Write 1250 as 12.5%."""
    return f"{Decimal(basis_points).scaleb(-2).normalize():f}%"


def line_total(quantity: int, unit_price_minor: int, discount_basis_points: int) -> int:
    """Return quantity x unit price x (1 - discount), rounded half-up to the minor unit.

    The one definition of a line's net amount; everything that is called revenue
    is a sum of these. Half-up rounds away from zero, so that a return takes back
    exactly what the sale brought.
    """
    exact = quantity * unit_price_minor * (BASIS_POINTS - discount_basis_points)
    rounded = (2 * abs(exact) + BASIS_POINTS) // (2 * BASIS_POINTS)
    return rounded if exact >= 0 else -rounded


def average(total_minor: int, count: int) -> int:
    """Return the mean in minor units, half-up (away from zero); `count` is above zero."""
    rounded = (2 * abs(total_minor) + count) // (2 * count)
    return rounded if total_minor >= 0 else -rounded
