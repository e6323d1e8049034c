"""All that is known of a customer, on one card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.customers import Customer
from bot.domain.interactions import Interaction
from bot.domain.orders import Order
from bot.domain.people import Member
from bot.domain.purchases import PurchaseHistory

TimelineEntry = Order | Interaction
FEWEST_OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """`waiting` holds the orders that await approval; `timeline` starts with the newest."""

    customer: Customer
    owner: Member | None
    history: PurchaseHistory
    waiting: tuple[Order, ...]
    timeline: tuple[TimelineEntry, ...]


def moment_of(entry: TimelineEntry) -> datetime:
    return entry.ordered_at if isinstance(entry, Order) else entry.details.happened_at


def timeline(
    orders: Iterable[Order], interactions: Iterable[Interaction], *, limit: int
) -> tuple[TimelineEntry, ...]:
    """Put orders and interactions into one line of at most `limit`, the newest first.

    The newest FEWEST_OF_A_KIND of either are always there, so that a customer who
    orders every day does not hide what was said to them.
    """
    newest = (sorted(kind, key=moment_of, reverse=True) for kind in (orders, interactions))
    kinds: list[list[TimelineEntry]] = [list(kind) for kind in newest]
    kept = [entry for kind in kinds for entry in kind[:FEWEST_OF_A_KIND]]
    others = [entry for kind in kinds for entry in kind[FEWEST_OF_A_KIND:]]
    others.sort(key=moment_of, reverse=True)
    filled = kept + others[: max(limit - len(kept), 0)]
    return tuple(sorted(filled, key=moment_of, reverse=True)[:limit])
