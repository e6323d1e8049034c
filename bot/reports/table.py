"""A sales report as one CSV table."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from bot.domain.money import to_decimal
from bot.domain.periods import Period
from bot.reports.change import change_percent
from bot.reports.figures import SalesFigures, Total

COLUMNS = (
    *("section", "currency", "name", "first_day", "last_day"),
    *("orders", "previous_orders", "net_revenue", "previous_net_revenue", "change_percent"),
    *("average_order_value", "active_customers", "new_customers"),
)
# What a spreadsheet would run as a formula, https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | Decimal | None
Row = dict[str, Cell]


def to_csv(figures: SalesFigures) -> bytes:
    """Write one row a figure, in UTF-8 with a byte order mark.

    Without the mark Excel reads names as Windows-1252; everything else skips it.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(figures):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> Cell:
    """Keep a spreadsheet from running a name; numbers keep their minus."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _rows(figures: SalesFigures) -> Iterator[Row]:
    yield _customers(figures)
    for currency in figures.currencies:
        yield _total(figures, currency)
    for (dimension, currency), shares in figures.shares.items():
        for share in shares:
            yield _days(figures.period) | _money(
                dimension,
                currency,
                share.name,
                Total(share.orders, share.net_minor),
                Total(share.previous_orders, share.previous_net_minor),
            )
    for currency in figures.currencies:
        yield from _weeks(figures, currency)


def _customers(figures: SalesFigures) -> Row:
    """Customers are counted over all currencies, so they have a row of their own."""
    return _days(figures.period) | {
        "section": "customers",
        "name": figures.period.label,
        "orders": figures.orders,
        "previous_orders": figures.previous_orders,
        "active_customers": figures.customers.active,
        "new_customers": figures.customers.new,
    }


def _total(figures: SalesFigures, currency: str) -> Row:
    total, before = figures.totals[currency], figures.previous_totals[currency]
    row = _money("total", currency, figures.period.label, total, before)
    average = to_decimal(total.average_minor, currency)
    return _days(figures.period) | row | {"average_order_value": average}


def _money(section: str, currency: str, name: str, now: Total, before: Total) -> Row:
    return {
        "section": section,
        "currency": currency,
        "name": name,
        "orders": now.orders,
        "previous_orders": before.orders,
        "net_revenue": to_decimal(now.net_minor, currency),
        "previous_net_revenue": to_decimal(before.net_minor, currency),
        "change_percent": change_percent(now.net_minor, before.net_minor),
    }


def _weeks(figures: SalesFigures, currency: str) -> Iterator[Row]:
    for week in figures.trends[currency]:
        yield _days(week.period) | {
            "section": "week",
            "currency": currency,
            "name": week.period.label,
            "orders": week.orders,
            "net_revenue": to_decimal(week.net_minor, currency),
            "active_customers": week.active_customers,
            "new_customers": week.new_customers,
        }


def _days(period: Period) -> Row:
    return {"first_day": period.first.isoformat(), "last_day": period.last.isoformat()}
