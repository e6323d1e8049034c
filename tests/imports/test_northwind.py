"""Real sales, imported file by file: every figure agrees with sums computed elsewhere."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from bot import imports
from bot.domain.money import to_minor
from bot.reports import frames
from bot.reports.report import SalesData, SalesLine
from bot.store import sales, search, workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME, GLOBEX, NOON

NORTHWIND = Path(__file__).parents[3] / "shared" / "data" / "northwind"
FILES = {
    "reps": ("reps", 9),
    "customers": ("customers", 91),
    "contacts": ("contacts", 91),
    "products": ("products", 77),
    "orders": ("orders", 830),
    "order-lines": ("order_lines", 2155),
}
# A zone in which the days begin eleven hours before those of Berlin, where the files are read.
ZONES = ("Europe/Berlin", "UTC", "America/Los_Angeles", "Asia/Tokyo")

pytestmark = pytest.mark.skipif(
    not (NORTHWIND / "normalised").is_dir(),
    reason=f"the Northwind reference data is not at {NORTHWIND}",
)


@pytest.fixture
def answers() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((NORTHWIND / "answers_line_rounded.json").read_text())
    return found


@pytest.fixture
def northwind(engine: Engine) -> Engine:
    """A workspace of its own, with dollars, that has imported all six files."""
    with workspace_session(engine, ACME) as session:
        workspaces.change(session, currency="USD")
    for kind, (_, count) in FILES.items():
        report = import_file(engine, kind)
        assert (report.made, report.refused, report.written) == (count, (), True), kind
    return engine


def import_file(engine: Engine, kind: str) -> imports.ImportReport:
    path = NORTHWIND / "normalised" / f"{FILES[kind][0]}.csv"
    return imports.run(engine, ACME, kind, path, at=NOON)


def sold(engine: Engine, workspace_id: str = ACME) -> SalesData:
    with workspace_session(engine, workspace_id, reading=True) as session:
        rows = sales.sales_data(
            session, start=datetime(1990, 1, 1, tzinfo=UTC), end=datetime(2000, 1, 1, tzinfo=UTC)
        )
        firsts = sales.first_orders(session, {row[2] for row in rows})
    return SalesData(tuple(SalesLine(*row) for row in rows), firsts)


def cents(amount: str) -> int:
    return to_minor(Decimal(amount), "USD")


def test_every_figure_of_the_reports_agrees_to_the_cent(
    northwind: Engine, answers: dict[str, Any]
) -> None:
    data = sold(northwind)
    lines = frames.sales_lines(data, zone="Europe/Berlin")

    total = frames.totals(lines).to_dict("index")["USD"]
    assert total["orders"] == answers["orders"] == 830
    assert total["net_minor"] == cents(answers["net_revenue"]) == 126_579_329
    for dimension, split in (
        ("rep", frames.by_rep(lines)),
        ("product", frames.by_product(lines)),
        ("customer", frames.by_customer(lines)),
    ):
        found = dict(zip(split["name"], split["net_minor"].map(int), strict=True))
        expected = {
            # One name has two blanks in a row, which nobody would type.
            " ".join(name.split()): cents(amount)
            for name, amount in answers[f"by_{dimension}"].items()
        }
        assert found == expected, dimension


def test_every_week_agrees_in_every_zone_that_reports_are_made_for(
    northwind: Engine, answers: dict[str, Any]
) -> None:
    data = sold(northwind)
    expected = {row["monday"]: row for row in answers["by_week"]}
    first = date.fromisoformat(min(expected))
    mondays = [first + timedelta(weeks=number) for number in range(100)]

    for zone in ZONES:
        table = frames.by_week(frames.sales_lines(data, zone=zone), mondays)
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
        assert found == expected, zone


def test_importing_all_of_it_again_changes_nothing(northwind: Engine) -> None:
    before = sold(northwind)

    for kind, (_, count) in FILES.items():
        report = import_file(northwind, kind)
        assert (report.made, report.changed, report.skipped) == (0, 0, count), kind

    assert sold(northwind) == before


def test_the_columns_that_nothing_takes_are_named(northwind: Engine) -> None:
    assert import_file(northwind, "customers").unknown_columns == ("fax",)
    assert import_file(northwind, "reps").unknown_columns == ("hire_date",)


def test_a_customer_is_found_by_a_mistyped_name_and_by_a_contact(northwind: Engine) -> None:
    with workspace_session(northwind, ACME, reading=True) as session:
        assert search.find(session, "alfreds futerkiste")[0].name == "Alfreds Futterkiste"
        assert search.find(session, "Maria Anders")[0].name == "Alfreds Futterkiste"


def test_charlie_sees_none_of_it(northwind: Engine) -> None:
    assert sold(northwind, GLOBEX) == SalesData((), {})
