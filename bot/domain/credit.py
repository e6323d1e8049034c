"""What a customer may owe, and who may say so."""

from dataclasses import replace

from bot.domain.customers import CustomerDetails
from bot.domain.errors import UserError
from bot.domain.money import currency_code, parse_money, to_decimal
from bot.domain.people import DECIDING, Actor


def parse_limit(text: str, *, currency: str) -> tuple[int | None, str | None]:
    """Read "5000" or "5000 USD" as minor units and their currency; raises UserError.

    An empty text is no limit. `currency` is the one of a bare figure.
    """
    if not text.strip():
        return None, None
    figure, _, code = text.strip().rpartition(" ")
    if code.isalpha() and figure:
        currency, text = currency_code(code), figure
    minor = parse_money(text, currency)
    if minor < 0:
        raise UserError("A credit limit is not below zero. Leave it empty if there is none.")
    return minor, currency


def written_limit(details: CustomerDetails) -> str:
    """Write the limit as `parse_limit` reads it; empty where there is none."""
    if details.credit_limit_minor is None or details.credit_currency is None:
        return ""
    currency = details.credit_currency
    return f"{to_decimal(details.credit_limit_minor, currency)} {currency}"


def as_allowed(wanted: CustomerDetails, before: CustomerDetails, *, by: Actor) -> CustomerDetails:
    """Return the details with what the policy goes by as it was, unless `by` decides on orders.

    A rep could else lift a limit that stands in the way of an order of theirs.
    """
    if by.role in DECIDING:
        return wanted
    return replace(
        wanted,
        segment=before.segment,
        credit_limit_minor=before.credit_limit_minor,
        credit_currency=before.credit_currency,
    )
