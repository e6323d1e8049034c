"""`dealdesk export`, as it is typed."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot import exports, imports
from bot.cli import dealdesk, exporting
from tests.conftest import ACME, NOON
from tests.imports.tables import lines


def test_the_command_offers_every_kind_of_sheet() -> None:
    assert set(exporting.KINDS) == set(exports.KINDS)


def test_customers_are_written_to_a_file(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imports.run(engine, ACME, "customers", lines("customer_id,name", "A,Acme"), at=NOON)
    path = tmp_path / "customers.csv"
    environ = {"DATABASE_URL": str(engine.url)}

    code = dealdesk(["export", "customers", str(path), "--workspace", ACME], environ)

    assert (code, capsys.readouterr().out) == (0, f"Wrote 1 customers to {path}.\n")
    assert "A,Acme" in path.read_text(encoding="utf-8-sig")


def test_an_unknown_workspace_is_said_plainly(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"DATABASE_URL": str(engine.url)}

    code = dealdesk(["export", "orders", str(tmp_path / "x.csv"), "--workspace", "TXX"], environ)

    assert code == 1
    assert "There is no workspace TXX in this database" in capsys.readouterr().err
