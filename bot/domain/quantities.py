"""Quantities as people type them."""

import re

from bot.domain.errors import UserError

# Times the dearest price it still fits where sums are kept.
MOST_QUANTITY = 1_000_000
WHOLE = re.compile(r"[+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})")


def parse_quantity(text: str) -> int:
    """Read a whole number; a return is negative. Raises UserError for anything else.

    A comma parts thousands: in "1,5" it is one and a half to many, and no fifteen.
    """
    typed = re.sub(r"[\s\u00a0\u202f]", "", text).replace("\u2212", "-")
    if not WHOLE.fullmatch(typed):
        raise UserError("Write a whole number like 3; a return is negative, like -1.")
    quantity = int(typed.replace(",", ""))
    if quantity == 0:
        raise UserError("Write how many, or remove the line.")
    if abs(quantity) > MOST_QUANTITY:
        raise UserError(f"A line takes at most {MOST_QUANTITY:,} pieces.")
    return quantity
