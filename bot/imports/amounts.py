"""Decimals of a file as minor units."""

from decimal import Decimal

from bot.domain.errors import UserError
from bot.domain.money import LARGEST_MINOR, to_decimal, to_minor


def minor(amount: Decimal, currency: str) -> int:
    """Return minor units; raises UserError where digits would be lost or it is too large."""
    found = to_minor(amount, currency)
    if to_decimal(found, currency) != amount:
        raise UserError(f"{amount} has more digits than {currency} takes.")
    if abs(found) > LARGEST_MINOR:
        raise UserError(f"{amount} is larger than an amount can be.")
    return found
