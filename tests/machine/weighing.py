"""What the plain model makes of an order and its customer before it asks the policy."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.machine import goods
from tests.machine.orders import COUNTED, GONE_THROUGH, OWED, Order
from tests.machine.policy import Weighed

DAY = timedelta(days=1)
# What a customer may owe, and in which currency.
Limit = tuple[int, str] | None


@dataclass(frozen=True)
class Customer:
    """What the policy goes by of a customer."""

    limit: Limit = None
    segment: str | None = None
    region: str | None = None
    country: str | None = None

    @property
    def places(self) -> frozenset[str]:
        return frozenset(filter(None, (self.region, self.country)))


def weigh(order: Order, orders: Iterable[Order], customer: Customer, at: datetime) -> Weighed:
    others = [each for each in orders if each is not order and each.customer == order.customer]
    of_the_day = [
        each
        for each in others
        if each.status in COUNTED and each.touched and at - DAY < each.touched <= at
    ]
    one_currency = all(each.currency == order.currency for each in of_the_day)
    known = any(
        each.status in GONE_THROUGH and each.sent and each.sent <= at - DAY for each in others
    )
    weighed = Weighed(
        order.customer,
        order.owner,
        order.currency,
        order.total,
        order.weight,
        sum(each.weight for each in (order, *of_the_day)) if one_currency else None,
        goods.deepest_discount(order.lines),
        goods.whole_discount(order.lines),
        goods.margin(order.lines),
        _is_over(customer.limit, order, [each for each in others if each.status in OWED]),
        goods.categories(order.lines),
        customer.segment,
        customer.places,
        is_new=not known,
    )
    return replace(weighed, undivided=_undivided(weighed, of_the_day))


def _undivided(weighed: Weighed, others: Iterable[Order]) -> Weighed:
    """Let it have the worst of any of them: what is worst of the whole is at most that."""
    for each in others:
        margin, known = goods.margin(each.lines), weighed.margin
        weighed = replace(
            weighed,
            line_discount=max(weighed.line_discount, goods.deepest_discount(each.lines)),
            whole_discount=max(weighed.whole_discount, goods.whole_discount(each.lines)),
            margin=None if margin is None or known is None else min(margin, known),
            categories=weighed.categories | goods.categories(each.lines),
        )
    return weighed


def _is_over(limit: Limit, order: Order, others: list[Order]) -> bool | None:
    """Whether these come to more than the limit; None where nobody can tell."""
    if limit is None:
        return False
    minor, currency = limit
    owed: Counter[str] = Counter()
    for each in (order, *others):
        owed[each.currency] += each.total
    if order.currency != currency or any(owed[each] for each in owed if each != currency):
        return None
    return owed[currency] > minor
