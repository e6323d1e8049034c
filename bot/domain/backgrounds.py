"""What an approver asks before deciding: how an order compares with the customer's others."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.orders import OrderStatus


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier order of the customer: what it came to, and who decided on it, if anybody."""

    number: int
    total_minor: int
    currency: str
    status: OrderStatus
    ordered_at: datetime
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """The customer's orders of the year before, in the currency of the order in question.

    `discount` and `margin` are this order's, the `usual_` ones those of all that the
    customer bought in that year, in basis points; None where nothing tells.
    """

    currency: str
    order_count: int
    revenue_minor: int
    last_ordered_at: datetime | None
    discount: int
    usual_discount: int | None
    margin: int | None
    usual_margin: int | None
    similar: tuple[Similar, ...] = ()
