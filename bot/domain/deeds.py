"""What one person may do with an order now, as the rules of `orders` have it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.orders import (
    Order,
    OrderStatus,
    check_changeable,
    check_decidable,
    check_move,
)
from bot.domain.people import Actor


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one person may do with an order now."""

    decide: bool = False
    change: bool = False
    execute: bool = False
    complete: bool = False
    cancel: bool = False


def deeds(order: Order, *, by: Actor) -> Deeds:
    """Return which buttons `by` is shown; the rules are asked again when one is pressed."""
    return Deeds(
        decide=_passes(check_decidable, order, by=by),
        change=_passes(check_changeable, order, by=by),
        execute=_passes(check_move, order, OrderStatus.EXECUTING, by=by),
        complete=_passes(check_move, order, OrderStatus.COMPLETED, by=by),
        cancel=_passes(check_move, order, OrderStatus.CANCELLED, by=by),
    )


def _passes(check: Callable[..., None], *subject: object, by: Actor) -> bool:
    try:
        check(*subject, by=by)
    except UserError:
        return False
    return True
