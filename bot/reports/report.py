"""What a report is, and what it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from bot.domain.cycles import stretch
from bot.domain.periods import Period, bounds
from bot.domain.reports import RenderedReport


class SalesLine(NamedTuple):
    """One line of a counted order; `net_minor` is negative for a return.

    A tuple, since hundreds of thousands travel to the worker.
    """

    order_id: int
    ordered_at: datetime
    customer_id: int
    customer: str
    rep_id: int
    rep: str
    product_id: int
    product: str
    category: str
    quantity: int
    currency: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class SalesData:
    """Lines from the report's lookback to the period's end.

    `first_orders` gives, for every customer in the lines, the moment (UTC) of
    their first counted order ever.
    """

    lines: tuple[SalesLine, ...]
    first_orders: Mapping[int, datetime]


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What the worker is sent; `workspace` is the name shown on the picture."""

    report: str
    workspace: str
    period: Period
    zone: str
    generated_at: datetime
    data: SalesData


@dataclass(frozen=True, slots=True)
class Report:
    """A kind of report.

    `lookback` gives the first day that the lines must cover for a period, and
    `default_period` the words for the period when nobody names one.
    """

    name: str
    title: str
    description: str
    default_period: str
    lookback: Callable[[Period], date]
    render: Callable[[ReportRequest], RenderedReport]

    def window(self, period: Period, *, zone: str) -> tuple[datetime, datetime]:
        """Return from when to before when (UTC) the lines for `period` are needed."""
        return bounds(stretch(self.lookback(period), period.last), zone)
