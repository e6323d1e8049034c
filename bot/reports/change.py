"""How a figure stands to the one before it."""

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def change_percent(current: int, previous: int) -> Decimal | None:
    """Return the change in percent, half-up to a tenth; None where nothing can be divided by.

    A previous figure below zero (more returned than sold) gives None as well: its
    percentage would have the wrong sign.
    """
    if previous <= 0:
        return None
    exact = Decimal(100 * (current - previous)) / Decimal(previous)
    return exact.quantize(TENTH, rounding=ROUND_HALF_UP)


def change_words(current: int, previous: int) -> str:
    """Say the change without naming either figure: "up 5.2%", "unchanged", "none before"."""
    if current == previous:
        return "unchanged"
    percent = change_percent(current, previous)
    if percent is None:
        return "none before" if previous == 0 else "below zero before"
    if percent == 0:
        return "almost unchanged"
    return f"{'up' if percent > 0 else 'down'} {abs(percent):,}%"
