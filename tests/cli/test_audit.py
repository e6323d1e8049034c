"""`dealdesk audit`: the chain recomputed, here and by an auditor elsewhere."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from bot.domain.approvals import YES
from bot.domain.leave import Days
from bot.domain.orders import Order
from bot.services import absences, decisions
from bot.store import audit
from bot.store.db import workspace_session
from tests import trade
from tests.cli.conftest import Command
from tests.conftest import ACME, NOON, Cast

PAGE = Path(__file__).parents[2] / "docs/auditing.md"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def decided_for_maya(engine: Engine, cast: Cast) -> Order:
    """Let Omar approve an order of Ravi's while he stands in for Maya."""
    today = NOON.date()
    with workspace_session(engine, ACME) as session:
        absences.leave(
            session,
            Days(today, today + timedelta(days=4)),
            delegate_id=cast.omar.member.id,
            by=cast.maya.actor,
            at=NOON,
        )
        order = trade.large_order(session, cast.ravi)
        return decisions.decide(session, order.id, YES, by=cast.omar.actor, at=NOON)


def test_an_unbroken_audit_is_told_for_every_workspace(command: Command) -> None:
    said = command("audit", "verify")

    assert said.code == 0
    lines = said.out.splitlines()
    assert len(lines) == 2
    for line, team in zip(lines, ("TACME", "TGLOBEX"), strict=True):
        assert re.fullmatch(team + r": 1 entries, unbroken, ending in [0-9a-f]{64}\.", line)


def test_an_edited_audit_is_found(command: Command, engine: Engine) -> None:
    with workspace_session(engine, ACME) as session:
        audit.record(session, audit.Verb.SETTINGS_CHANGED, by=None, at=NOON, currency="EUR")
    with sqlite3.connect(str(engine.url.database)) as edited:
        edited.execute("UPDATE audit SET details = '{}' WHERE verb = 'settings.changed'")
    edited.close()

    said = command("audit", "verify", "--workspace", ACME)

    assert said.code == 1
    assert "Entry 2 (settings.changed) was changed after it was written." in said.out


def test_the_record_is_written_to_a_file_with_who_did_what_for_whom(
    command: Command, engine: Engine, cast: Cast, tmp_path: Path
) -> None:
    order, file = decided_for_maya(engine, cast), tmp_path / "order.csv"

    arguments = ("--workspace", ACME, "--order", str(order.number))
    said = command("audit", "export", str(file), *arguments)

    assert (said.code, said.out) == (0, f"Wrote 4 entries to {file}.\n")
    assert [(row["entry"], row["by"], row["for"]) for row in rows(file)] == [
        ("order.submitted", "Ravi", ""),
        ("step.approved", "Omar", "Maya"),
        ("step.approved", "Omar", "Omar"),
        ("order.approved", "Omar", ""),
    ]
    assert {row["at"] for row in rows(file)} == {NOON.isoformat(timespec="microseconds")}
    assert json.loads(rows(file)[1]["details"])["seat"] == cast.maya.member.id


def test_an_auditor_recomputes_the_chain_with_the_program_of_the_docs(
    command: Command, engine: Engine, cast: Cast, tmp_path: Path
) -> None:
    decided_for_maya(engine, cast)
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    script, file = tmp_path / "chain.py", tmp_path / "audit.csv"
    script.write_text(program, "utf-8")
    command("audit", "export", str(file), "--workspace", ACME)
    verified = command("audit", "verify", "--workspace", ACME).out

    def recompute() -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, str(script), str(file)]
        return subprocess.run(arguments, capture_output=True, text=True, check=False)

    assert f"{ACME}: {recompute().stdout}" == verified

    whole = file.read_text("utf-8")
    file.write_text(whole.replace("order.approved", "order.rejected"), "utf-8")
    told = recompute()
    assert told.returncode == 1
    assert re.fullmatch(r"Broken at entry \d+\.\n", told.stderr)


def test_the_record_is_written_as_csv_alone(command: Command, tmp_path: Path) -> None:
    said = command("audit", "export", str(tmp_path / "audit.xlsx"), "--workspace", ACME)

    assert said.code == 1
    assert "audit.xlsx is no .csv file" in said.err
    assert list(tmp_path.glob("*.xlsx*")) == []
