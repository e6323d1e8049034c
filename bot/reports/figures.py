"""Every figure of a sales report, worked out once for text, table and picture."""

from dataclasses import dataclass

import pandas as pd

from bot.domain.periods import Period, weeks_to
from bot.domain.zones import time_zone
from bot.reports import frames
from bot.reports.report import ReportRequest, SalesData

SPLITS = {
    "rep": frames.by_rep,
    "product": frames.by_product,
    "customer": frames.by_customer,
}


@dataclass(frozen=True, slots=True)
class Total:
    """Counts and minor units of one currency in one period."""

    orders: int = 0
    net_minor: int = 0
    average_minor: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one rep, product or customer brought, now and in the period before."""

    name: str
    orders: int
    net_minor: int
    previous_orders: int
    previous_net_minor: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the trend; `complete` is false where the period or the week is not over."""

    period: Period
    orders: int
    active_customers: int
    new_customers: int
    net_minor: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Customers:
    active: int
    new: int


@dataclass(frozen=True, slots=True)
class SalesFigures:
    """`period` is what is over of the period asked for, `previous` its like before it.

    `currencies` has the main one, that with most orders, first. `shares` and
    `trends` are by dimension and currency, and by currency.
    """

    asked: Period
    period: Period
    previous: Period
    currencies: tuple[str, ...]
    totals: dict[str, Total]
    previous_totals: dict[str, Total]
    customers: Customers
    previous_customers: Customers
    shares: dict[tuple[str, str], tuple[Share, ...]]
    trends: dict[str, tuple[Week, ...]]

    @property
    def is_running(self) -> bool:
        return self.period != self.asked

    @property
    def orders(self) -> int:
        return sum(total.orders for total in self.totals.values())

    @property
    def previous_orders(self) -> int:
        return sum(total.orders for total in self.previous_totals.values())


def sales_figures(request: ReportRequest) -> SalesFigures:
    """Work out the figures; a running period is compared with the same part of the one before."""
    today = request.generated_at.astimezone(time_zone(request.zone)).date()
    period = request.period.so_far(today)
    previous = period.previous()
    data: SalesData = request.data
    lines = frames.sales_lines(data, zone=request.zone)
    now = frames.between(lines, period.first, period.last)
    before = frames.between(lines, previous.first, previous.last)
    currencies = _currencies(now, lines)
    return SalesFigures(
        asked=request.period,
        period=period,
        previous=previous,
        currencies=currencies,
        totals=_totals(now, currencies),
        previous_totals=_totals(before, currencies),
        customers=_customers(now, period),
        previous_customers=_customers(before, previous),
        shares=_shares(now, before, currencies),
        trends={currency: _trend(lines, currency, period) for currency in currencies},
    )


def _currencies(now: pd.DataFrame, lines: pd.DataFrame) -> tuple[str, ...]:
    """Those of the period first, most orders first; then those of the weeks before."""
    ordered = [*frames.totals(now).index, *frames.totals(lines).index]
    return tuple(dict.fromkeys(str(currency) for currency in ordered))


def _totals(lines: pd.DataFrame, currencies: tuple[str, ...]) -> dict[str, Total]:
    found = {
        str(currency): Total(int(row["orders"]), int(row["net_minor"]), int(row["average_minor"]))
        for currency, row in frames.totals(lines).iterrows()
    }
    return {currency: found.get(currency, Total()) for currency in currencies}


def _customers(lines: pd.DataFrame, period: Period) -> Customers:
    return Customers(
        frames.active_customers(lines), frames.new_customers(lines, period.first, period.last)
    )


def _shares(
    now: pd.DataFrame, before: pd.DataFrame, currencies: tuple[str, ...]
) -> dict[tuple[str, str], tuple[Share, ...]]:
    shares = {}
    for dimension, split in SPLITS.items():
        rows = frames.compared(split(now), split(before))
        for currency in currencies:
            shares[dimension, currency] = tuple(
                Share(str(name), int(orders), int(net), int(were), int(was))
                for name, orders, net, were, was in rows.loc[
                    rows["currency"] == currency,
                    ["name", "orders", "net_minor", "previous_orders", "previous_net_minor"],
                ].itertuples(index=False)
            )
    return shares


def _trend(lines: pd.DataFrame, currency: str, period: Period) -> tuple[Week, ...]:
    weeks = weeks_to(period)
    seen = frames.between(lines[lines["currency"] == currency], weeks[0].first, period.last)
    table = frames.by_week(seen, [week.first for week in weeks])
    return tuple(
        Week(week, int(orders), int(active), int(new), int(net), complete=week.last <= period.last)
        for week, (orders, active, new, net) in zip(
            weeks, table.itertuples(index=False), strict=True
        )
    )
