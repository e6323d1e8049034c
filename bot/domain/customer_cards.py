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
    """Put orders and interactions into one line, the newest first."""
    both: list[TimelineEntry] = [*orders, *interactions]
    return tuple(sorted(both, key=moment_of, reverse=True)[:limit])
