"""An order and its customer, weighed: the facts that a policy looks at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from bot.domain.conditions import Facts, Occasion, Together
from bot.domain.orders import Order, OrderLine
from bot.domain.weights import weight

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a customer besides the order in question.

    `day` and `owed` are sums by currency in minor units: of the weights of what they ordered
    or changed in the 24 hours before (`numbers` are those orders', `others` is what they are
    together), and of what is ordered and not completed. `is_new` is who has ordered nothing
    before those 24 hours.
    """

    is_new: bool = True
    segment: str | None = None
    places: tuple[str, ...] = ()
    credit_limit_minor: int | None = None
    credit_currency: str | None = None
    day: Mapping[str, int] = field(default_factory=dict)
    owed: Mapping[str, int] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    others: Together | None = None


def facts(order: Order, standing: Standing, *, occasion: Occasion = Occasion.ORDER) -> Facts:
    """Return what a policy looks at; the order itself is no part of the standing."""
    elsewhere = {
        currency for currency, total in standing.day.items() if total and currency != order.currency
    }
    own, others = _terms(order.lines), standing.others
    return Facts(
        amount_minor=weight(order.lines) + standing.day.get(order.currency, 0),
        currency=order.currency,
        line_discount=own.line_discount,
        order_discount=own.order_discount,
        margin=own.margin,
        customer_is_new=standing.is_new,
        over_credit=over_credit(order, standing),
        segments=frozenset({standing.segment} if standing.segment else ()),
        regions=frozenset(standing.places),
        categories=own.categories,
        rep=str(order.requested_by_id),
        occasion=occasion,
        mixed_currencies=bool(elsewhere),
        counted=frozenset(standing.numbers),
        together=None if others is None else own.joined(others),
    )


def together(orders: Iterable[Sequence[OrderLine]]) -> Together | None:
    """Return what orders with these lines are together; None where there are none."""
    each = [_terms(lines) for lines in orders]
    return reduce(Together.joined, each) if each else None


def _terms(lines: Sequence[OrderLine]) -> Together:
    return Together(
        max((line.discount for line in lines), default=0),
        overall_discount(lines),
        margin(lines),
        frozenset(line.category for line in lines if line.category),
    )


def overall_discount(lines: Sequence[OrderLine]) -> int:
    """Return by how much the whole order is below its list price, in basis points."""
    gross = sum(abs(line.quantity * line.unit_price_minor) for line in lines)
    net = sum(abs(line.total_minor) for line in lines)
    return round((gross - net) * WHOLE / gross) if gross else 0


def margin(lines: Sequence[OrderLine]) -> int | None:
    """Return what is left of the revenue after costs, in basis points of the revenue.

    None where the cost of a line is unknown, or there is no revenue to compare with. What
    comes back says nothing of what is sold, so returns count only where nothing is sold.
    """
    lines = [line for line in lines if line.quantity > 0] or lines
    net = sum(line.total_minor for line in lines)
    costs = [line.unit_cost_minor for line in lines]
    if not net or any(cost is None for cost in costs):
        return None
    spent = sum(line.quantity * (line.unit_cost_minor or 0) for line in lines)
    return round((net - spent) * WHOLE / net)


def over_credit(order: Order, standing: Standing) -> bool | None:
    """Return whether what the customer owes would pass their limit; None where it cannot be told.

    Owed is what is ordered and not completed yet, orders of returns left out; without a limit
    nothing is exceeded.
    """
    if standing.credit_limit_minor is None:
        return False
    elsewhere = any(
        total and currency != standing.credit_currency for currency, total in standing.owed.items()
    )
    if elsewhere or order.currency != standing.credit_currency:
        return None
    owed = standing.owed.get(order.currency, 0) + order.total_minor
    return owed > standing.credit_limit_minor
