"""Net revenue on real sales: the frames against sums computed elsewhere, to the cent."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bot.domain.money import BASIS_POINTS, line_total, to_minor
from bot.reports import frames
from bot.reports.report import SalesData, SalesLine

NORTHWIND = Path(__file__).parents[3] / "shared" / "data" / "northwind"
EVER = (date(1996, 7, 1), date(1998, 5, 31))

pytestmark = pytest.mark.skipif(
    not (NORTHWIND / "normalised").is_dir(),
    reason=f"the Northwind reference data is not at {NORTHWIND}",
)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((NORTHWIND / "answers_line_rounded.json").read_text())
    return found


@pytest.fixture(scope="module")
def lines() -> pd.DataFrame:
    return frames.sales_lines(northwind(), zone="UTC")


def northwind() -> SalesData:
    sold = tuple(_lines())
    firsts: dict[int, datetime] = {}
    for line in sold:
        firsts[line.customer_id] = min(
            line.ordered_at, firsts.get(line.customer_id, line.ordered_at)
        )
    return SalesData(sold, firsts)


def _lines() -> Iterator[SalesLine]:
    customers = {row["customer_id"]: row["name"] for row in _rows("customers")}
    numbers = {key: number for number, key in enumerate(customers, start=1)}
    reps = {row["rep_id"]: row["name"] for row in _rows("reps")}
    products = {row["product_id"]: row for row in _rows("products")}
    orders = {row["order_id"]: row for row in _rows("orders")}
    for row in _rows("order_lines"):
        order = orders[row["order_id"]]
        product = products[row["product_id"]]
        price = to_minor(Decimal(row["unit_price"]), order["currency"])
        discount = int(Decimal(row["discount"]) * BASIS_POINTS)
        yield SalesLine(
            order_id=int(row["order_id"]),
            ordered_at=datetime.fromisoformat(order["order_date"]).replace(hour=12, tzinfo=UTC),
            customer_id=numbers[order["customer_id"]],
            customer=customers[order["customer_id"]],
            rep_id=int(order["rep_id"]),
            rep=reps[order["rep_id"]],
            product_id=int(row["product_id"]),
            product=product["name"],
            category=product["category"],
            quantity=int(row["quantity"]),
            currency=order["currency"],
            net_minor=line_total(int(row["quantity"]), price, discount),
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (NORTHWIND / "normalised" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def cents(amount: str) -> int:
    return to_minor(Decimal(amount), "USD")


def test_the_totals_agree(lines: pd.DataFrame, answers: dict[str, Any]) -> None:
    total = frames.totals(lines).to_dict("index")

    assert total == {
        "USD": {
            "orders": answers["orders"],
            "net_minor": cents(answers["net_revenue"]),
            "average_minor": cents(answers["average_order_value"]),
        }
    }
    assert total["USD"]["net_minor"] == 126_579_329


def test_every_week_agrees(lines: pd.DataFrame, answers: dict[str, Any]) -> None:
    expected = {row["monday"]: row for row in answers["by_week"]}
    first = date.fromisoformat(min(expected))
    weeks = [first + timedelta(weeks=number) for number in range(97)]

    table = frames.by_week(lines, weeks)

    found = {
        f"{monday:%Y-%m-%d}": {
            "monday": f"{monday:%Y-%m-%d}",
            "orders": int(row["orders"]),
            "active_customers": int(row["active_customers"]),
            "new_customers": int(row["new_customers"]),
            "net_revenue": f"{Decimal(int(row['net_minor'])).scaleb(-2):.2f}",
        }
        for monday, row in table.iterrows()
        if isinstance(monday, pd.Timestamp) and row["orders"]
    }
    assert found == expected


@pytest.mark.parametrize("dimension", ["rep", "product", "customer"])
def test_every_rep_product_and_customer_agrees(
    dimension: str, lines: pd.DataFrame, answers: dict[str, Any]
) -> None:
    split = {
        "rep": frames.by_rep,
        "product": frames.by_product,
        "customer": frames.by_customer,
    }[dimension](lines)

    found = dict(zip(split["name"], split["net_minor"].map(int), strict=True))

    assert found == {name: cents(amount) for name, amount in answers[f"by_{dimension}"].items()}


def test_every_month_agrees(lines: pd.DataFrame, answers: dict[str, Any]) -> None:
    for month, amount in answers["by_month"].items():
        first = date.fromisoformat(f"{month}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

        total = frames.totals(frames.between(lines, first, last))

        assert total["net_minor"].to_dict() == {"USD": cents(amount)}, month


def test_everybody_was_new_once(lines: pd.DataFrame) -> None:
    assert frames.active_customers(lines) == frames.new_customers(lines, *EVER) == 89
