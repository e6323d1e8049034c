"""What one person may do with an order now, as the rules of `orders` have it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.domain.deciding import check_decidable
from bot.domain.errors import UserError
from bot.domain.orders import (
    Order,
    OrderStatus,
    check_changeable,
    check_move,
)
from bot.domain.people import Actor, Role
from bot.domain.rosters import Roster


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one person may do with an order now."""

    decide: bool = False
    change: bool = False
    execute: bool = False
    complete: bool = False
    cancel: bool = False
    copy: bool = False


def deeds(order: Order, *, roster: Roster, by: Actor) -> Deeds:
    """Return which buttons `by` is shown; the rules are asked again when one is pressed."""
    return Deeds(
        decide=_passes(partial(check_decidable, order, roster=roster, by=by)),
        change=_passes(partial(check_changeable, order, by=by)),
        execute=_passes(partial(check_move, order, OrderStatus.EXECUTING, by=by)),
        complete=_passes(partial(check_move, order, OrderStatus.COMPLETED, by=by)),
        cancel=_passes(partial(check_move, order, OrderStatus.CANCELLED, by=by)),
        copy=by.has(Role.REP) and bool(order.lines) and order.status is not OrderStatus.DRAFT,
    )


def _passes(check: Callable[[], object]) -> bool:
    try:
        check()
    except UserError:
        return False
    return True
