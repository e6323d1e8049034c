"""Sheets hold every row of their own workspace, and nothing that a spreadsheet would run."""

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from bot import exports, imports
from bot.domain.errors import UserError
from tests.conftest import ACME, GLOBEX, NOON
from tests.imports.tables import lines

EVIL = '=HYPERLINK("https://evil.example","Acme")'
FILES = {
    "reps": lines("rep_id,name", "1,Nancy"),
    "customers": lines("customer_id;name;phone", f"A;{EVIL.replace(chr(34), '')};030 1234567"),
    "products": lines("product_id,name,list_price", "11,Queso,21"),
    "orders": lines("order_id,customer_id,rep_id,order_date", "10248,A,1,2026-03-04 15:30"),
    "order-lines": lines(
        "order_id,product_id,quantity,unit_price,discount", "10248,11,-3,21,12.5%"
    ),
}


@pytest.fixture
def loaded(engine: Engine) -> Engine:
    for kind, content in FILES.items():
        assert imports.run(engine, ACME, kind, content, at=NOON).made == 1
    return engine


def exported(engine: Engine, kind: str, path: Path) -> list[list[str]]:
    exports.write(engine, ACME, kind, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_name_that_begins_like_a_formula_is_kept_from_being_one(
    loaded: Engine, tmp_path: Path
) -> None:
    header, row = exported(loaded, "customers", tmp_path / "customers.csv")

    assert dict(zip(header, row, strict=True))["name"].startswith("'=HYPERLINK(")


def test_orders_and_lines_have_their_amounts_in_whole_units(loaded: Engine, tmp_path: Path) -> None:
    order = exported(loaded, "orders", tmp_path / "orders.csv")[1]
    line = exported(loaded, "order-lines", tmp_path / "lines.csv")[1]

    assert order[:3] == ["10248", "10248", "2026-03-04 15:30"]
    assert order[5:9] == ["Nancy", "completed", "EUR", "-55.13"]
    assert line == ["10248", "1", "11", "Queso", "-3", "EUR", "21.00", "12.50", "-55.13"]


def test_a_workbook_holds_numbers_as_numbers_and_the_rest_as_text(
    loaded: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "lines.XLSX"

    assert exports.write(loaded, ACME, "order-lines", path) == 1

    grid = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert grid[1] == [10248.0, 1.0, "11", "Queso", -3.0, "EUR", 21.0, 12.5, -55.13]


def test_charlie_exports_nothing_of_acme(loaded: Engine, tmp_path: Path) -> None:
    counts = [
        exports.write(loaded, GLOBEX, kind, tmp_path / f"{kind}.csv") for kind in exports.KINDS
    ]

    assert counts == [0, 0, 0]


@pytest.mark.parametrize(
    ("workspace", "kind", "name", "says"),
    [
        (ACME, "invoices", "x.csv", "invoices cannot be exported"),
        (ACME, "orders", "x.pdf", r"x\.pdf is neither \.csv nor \.xlsx"),
        ("TNOWHERE", "orders", "x.csv", "There is no workspace TNOWHERE"),
        (ACME, "orders", "no/such/x.csv", "cannot be written: No such file"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence(
    engine: Engine, tmp_path: Path, workspace: str, kind: str, name: str, says: str
) -> None:
    with pytest.raises(UserError, match=says):
        exports.write(engine, workspace, kind, tmp_path / name)
