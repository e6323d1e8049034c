"""`dealdesk policy`: out to a file, changed there, and back in force."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.domain.policies import EVERYTHING_ELSE, Policy, Rule, default_policy
from bot.services import policies as service
from bot.store import policies
from bot.store.db import workspace_session
from tests.cli.conftest import Command
from tests.conftest import ACME, NOON, Cast
from tests.imports.tables import below, workbook
from tests.trade import large_order

RULES = "rule,total,approvers,needed\nLarge,>= 5000 EUR,Maya,\n,,admin,\nRest,,nobody,\n"


def version(engine: Engine) -> int:
    with workspace_session(engine, ACME, reading=True) as session:
        return policies.in_force(session).version


def test_what_was_exported_is_imported_without_a_change(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    for name in ("policy.csv", "policy.xlsx"):
        file = str(tmp_path / name)

        said = command("policy", "export", file, "--workspace", ACME)
        assert (said.code, said.out) == (0, f"Wrote version 0, 4 rules, to {file}.\n")

        said = command("policy", "import", file, "--workspace", ACME)
        assert (said.code, said.out) == (0, "Nothing to change: version 0 has these rules.\n")

    assert version(engine) == 0


def test_a_changed_file_is_put_in_force(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "policy.csv"
    file.write_text(RULES, "utf-8")

    said = command("policy", "import", str(file), "--workspace", ACME)

    assert (said.code, said.out) == (0, "Version 1 is in force now, with 2 rules.\n")
    with workspace_session(engine, ACME, reading=True) as session:
        large, rest = policies.in_force(session).rules
    assert large.steps[0].approvers.member_ids == (cast.maya.member.id,)
    assert len(large.steps) == 2
    assert (rest.name, rest.steps) == ("Rest", EVERYTHING_ELSE.steps)


def test_a_dry_run_changes_nothing(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "policy.csv"
    file.write_text(RULES, "utf-8")

    said = command("policy", "import", str(file), "--workspace", ACME, "--dry-run")

    assert (said.code, said.out) == (0, "2 rules can be put in force; nothing was changed.\n")
    assert version(engine) == 0


def test_wrong_cells_are_told_one_by_one(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "policy.csv"
    file.write_text(RULES.replace("Maya", "Kim").replace(">= 5000 EUR", "much"), "utf-8")

    said = command("policy", "import", str(file), "--workspace", ACME)

    lines = said.out.splitlines()
    assert said.code == 1
    assert lines[0].startswith("Line 2, total: “much” cannot be read.")
    assert lines[1].startswith("Line 2, approvers: No member is called “Kim”")
    assert lines[2] == "Nothing was changed: 2 cells cannot be taken."
    assert version(engine) == 0


def test_warnings_have_to_be_accepted(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "policy.csv"
    file.write_text("rule,total,approvers\nLarge,>= 5000 EUR,manager\n", "utf-8")

    said = command("policy", "import", str(file), "--workspace", ACME)
    assert said.code == 1
    assert said.out.startswith("Warning: An order that no rule fits, such as one where the total")
    assert "add --accept-warnings" in said.out
    assert version(engine) == 0

    said = command("policy", "import", str(file), "--workspace", ACME, "--accept-warnings")
    assert said.code == 0
    assert version(engine) == 1


def test_errors_of_the_whole_are_not_accepted(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "policy.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(
            [("rule", "approvers", "needed"), ("All", "Maya", "2"), ("Never", "admin", "")]
        )

    said = command("policy", "import", str(file), "--workspace", ACME, "--accept-warnings")

    assert said.code == 1
    assert "Error: Rule 1 “All” needs 2 approvals but names one person." in said.out
    assert "Error: Rule 2 “Never” can never match" in said.out
    assert said.out.endswith("Nothing was changed. Correct the file and try again.\n")
    assert version(engine) == 0


def test_a_file_of_another_kind_is_refused(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    said = command("policy", "export", str(tmp_path / "policy.pdf"), "--workspace", ACME)
    assert (said.code, said.err) == (
        1,
        "policy.pdf is neither .csv nor .xlsx. Give the file such a name.\n",
    )
    file = tmp_path / "orders.csv"
    file.write_text("order_id,net\n1,2\n", "utf-8")
    said = command("policy", "import", str(file), "--workspace", ACME)
    assert said.code == 1
    assert "needs the columns rule, approvers" in said.err
    assert len(default_policy("EUR").rules) == 4


@pytest.mark.parametrize("deed", ["import", "rehearse"])
def test_a_workbook_that_unfolds_to_too_much_is_refused(
    command: Command, cast: Cast, tmp_path: Path, deed: str
) -> None:
    file = tmp_path / "policy.xlsx"
    file.write_bytes(workbook(below))

    said = command("policy", deed, str(file), "--workspace", ACME)

    assert said.code == 1
    assert said.err.startswith("The sheet reaches further than a table here can.")


def test_a_draft_is_rehearsed_on_past_orders_and_changes_nothing(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "policy.csv"
    file.write_text("rule,total,approvers,needed\nRest,,Omar,\n", "utf-8")
    with workspace_session(engine, ACME) as session:
        large_order(session, cast.ravi, at=datetime.now(UTC) - timedelta(days=1))  # noqa: TID251 - the command's own clock

    said = command("policy", "rehearse", str(file), "--workspace", ACME, "--days", "30")

    assert said.code == 0
    assert "1 order of the last 30 days" in said.out
    assert "Would change hands: 1" in said.out
    assert "Maya: 1 → 0 (-1)" in said.out
    assert "Order 1: Ana/Maya/Omar → Omar" in said.out
    assert version(engine) == 0


def test_versions_are_listed_and_an_earlier_one_is_put_back(
    command: Command, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    first, back = tmp_path / "first.csv", tmp_path / "back.csv"
    at = ("--workspace", ACME)
    assert "Nobody has put a policy in force yet" in command("policy", "versions", *at).out
    first.write_text(RULES, "utf-8")
    command("policy", "import", str(first), *at)
    with workspace_session(engine, ACME) as session:
        rules = (Rule("All"),)
        service.put_in_force(session, Policy(1, rules), by=cast.ana.actor, at=NOON)

    newest, oldest = command("policy", "versions", *at).out.splitlines()
    assert newest == f"   2  {NOON:%Y-%m-%d %H:%M}  1 rule, put in force by Ana"
    assert oldest.startswith("   1  ")
    assert oldest.endswith("  2 rules, put in force by the command line")

    said = command("policy", "export", str(back), "--version", "1", *at)
    assert (said.code, said.out) == (0, f"Wrote version 1, 2 rules, to {back}.\n")
    assert command("policy", "import", str(back), *at).out.startswith("Version 3 is in force now")
    with workspace_session(engine, ACME, reading=True) as session:
        assert policies.in_force(session).rules == policies.of_version(session, 1).rules


def test_a_version_that_never_was_is_refused(command: Command, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "policy.csv"

    said = command("policy", "export", str(file), "--version", "1", "--workspace", ACME)

    assert said.code == 1
    assert "There is no version 1. `dealdesk policy versions` lists them." in said.err
    assert not file.exists()
