"""Import, holidays, migrate and manifest on the command line."""

import json
from pathlib import Path

import pytest

from bot import exports, imports
from bot.cli import database, exporting
from tests.cli.conftest import Command
from tests.conftest import ACME

CUSTOMERS = "customer_id,name\nC1,Acme Tools\nC2,Nordic Café\n"


def test_help_names_every_command(command: Command) -> None:
    said = command("--help")

    for name in ("run", "demo", "sandbox", "migrate", "import", "export", "members", "doctor"):
        assert f"\n  {name} " in said.out
    assert said.code == 0


def test_a_mistyped_command_gets_a_suggestion(command: Command) -> None:
    said = command("mirgate")

    assert said.code == 2
    assert "Did you mean 'migrate'?" in said.err


def test_a_wrong_setting_is_a_sentence_not_a_trace(command: Command) -> None:
    said = command("members", "list", "--workspace", ACME, DEFAULT_CURRENCY="Euro")

    assert said.code == 1
    assert said.err.startswith("DEFAULT_CURRENCY is EURO, which is no currency.")


def test_a_database_that_does_not_answer_is_a_sentence(command: Command) -> None:
    said = command("migrate", DATABASE_URL="sqlite:////nowhere/at/all.sqlite3")

    assert said.code == 1
    assert said.err.startswith("The database refused: unable to open database file")


def test_an_unknown_workspace_is_told_as_such(command: Command) -> None:
    said = command("members", "list", "--workspace", "TNOWHERE")

    assert said.code == 1
    assert "There is no workspace TNOWHERE in this database." in said.err


def test_holidays_are_loaded_from_a_file_and_listed(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "holidays.txt"
    file.write_text("2027-01-01 New Year\n2026-12-25 Christmas\n", "utf-8")

    first = command("holidays", "import", str(file), "--workspace", ACME)
    again = command("holidays", "import", str(file), "--workspace", ACME)
    listed = command("holidays", "list", "--workspace", ACME)

    assert first.out == "2 days read, 2 of them new or renamed.\n"
    assert again.out == "2 days read, 0 of them new or renamed.\n"
    assert listed.out == "2026-12-25 Christmas\n2027-01-01 New Year\n"


def test_a_line_that_is_no_holiday_is_named(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "holidays.txt"
    file.write_text("Christmas\n", "utf-8")

    said = command("holidays", "import", str(file), "--workspace", ACME)

    assert said.code == 1
    assert "Line 1 is “Christmas”" in said.err


def test_a_file_is_imported_and_reported(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(CUSTOMERS, "utf-8")

    first = command("import", "customers", str(file), "--workspace", ACME)
    second = command("import", "customers", str(file), "--workspace", ACME)

    assert first.code == second.code == 0
    assert first.out.startswith("2 customers: 2 made, 0 changed, 0 skipped")
    assert second.out.startswith("2 customers: 0 made, 0 changed, 2 skipped")


def test_a_dry_run_writes_nothing(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(CUSTOMERS, "utf-8")

    command("import", "customers", str(file), "--workspace", ACME, "--dry-run")

    assert command("import", "customers", str(file), "--workspace", ACME).out.startswith(
        "2 customers: 2 made"
    )


def test_refused_rows_leave_a_failing_exit_code(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text("contact_id,customer_id,name\n1,NOBODY,Ada\n", "utf-8")

    said = command("import", "contacts", str(file), "--workspace", ACME)

    assert said.code == 1
    assert "1 refused" in said.out
    assert "Line 2: " in said.out


def test_a_workspace_is_made_at_its_first_import(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(CUSTOMERS, "utf-8")

    assert command("import", "customers", str(file), "--workspace", "TNEW").code == 0
    assert command("members", "list", "--workspace", "TNEW").code == 0


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_came_in_goes_out_again(command: Command, tmp_path: Path, name: str) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(CUSTOMERS, "utf-8")
    command("import", "customers", str(file), "--workspace", ACME)

    said = command("export", "customers", str(tmp_path / name), "--workspace", ACME)

    assert said.out == f"Wrote 2 customers to {tmp_path / name}.\n"
    assert (tmp_path / name).stat().st_size > 0


def test_the_kinds_named_here_are_those_there_are() -> None:
    assert set(database.KINDS) == set(imports.KINDS)
    assert set(exporting.KINDS) == set(exports.KINDS)


@pytest.mark.parametrize("team", ["acme", "t123", "T", "T12-3"])
def test_a_mistyped_team_makes_no_workspace(command: Command, tmp_path: Path, team: str) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(CUSTOMERS, "utf-8")

    said = command("import", "customers", str(file), "--workspace", team)

    assert said.code == 2
    assert f"{team} is no team id of Slack's" in said.err


def test_migrating_makes_a_database_and_again_does_nothing(
    command: Command, tmp_path: Path
) -> None:
    address = f"sqlite:///{tmp_path}/new.sqlite3"

    before = command("audit", "verify", DATABASE_URL=address)
    first = command("migrate", DATABASE_URL=address)
    second = command("migrate", DATABASE_URL=address)

    assert "Run `dealdesk migrate`." in before.err
    assert "is up to date now" in first.out
    assert second.out.startswith("The database is up to date (schema ")


def test_the_manifest_has_the_prefix_on_every_command(command: Command) -> None:
    printed = json.loads(command("manifest", COMMAND_PREFIX="dd-").out)

    names = [entry["command"] for entry in printed["features"]["slash_commands"]]
    assert names == [
        "/dd-customer",
        "/dd-order",
        "/dd-log",
        "/dd-approvals",
        "/dd-report",
        "/dd-crm",
    ]


def test_the_manifest_can_be_had_without_steps_for_workflows(command: Command) -> None:
    printed = json.loads(command("manifest", "--without-steps", COMMAND_PREFIX="dd-").out)

    assert "functions" not in printed
    assert printed["settings"]["org_deploy_enabled"] is False
    assert printed["features"]["slash_commands"][0]["command"] == "/dd-customer"


def test_serving_http_needs_the_signing_secret(command: Command) -> None:
    said = command("run", "--port", "0", SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")

    assert said.code == 1
    assert "needs SLACK_SIGNING_SECRET" in said.err


def test_running_names_all_that_is_missing(command: Command) -> None:
    said = command("run")

    assert said.code == 1
    assert "SLACK_BOT_TOKEN is missing." in said.err
    assert "SLACK_APP_TOKEN is missing" in said.err
