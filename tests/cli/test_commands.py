"""Members, import, migrate and manifest on the command line."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import exports, imports
from bot.cli import database, exporting
from bot.domain.people import Member, Role
from bot.store import audit, members
from bot.store.db import workspace_session
from tests.cli.conftest import Command
from tests.conftest import ACME, Cast

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


def test_members_are_listed_with_their_roles(command: Command, cast: Cast) -> None:
    said = command("members", "list", "--workspace", ACME)

    line = f"manager   UMAYA        Maya  #{cast.maya.member.id}, maya@acme.example"
    assert line in said.out.splitlines()


def test_an_unknown_workspace_is_told_as_such(command: Command) -> None:
    said = command("members", "list", "--workspace", "TNOWHERE")

    assert said.code == 1
    assert "There is no workspace TNOWHERE in this database." in said.err


def test_a_role_is_given_by_name_and_stays(command: Command, engine: Engine, cast: Cast) -> None:
    said = command("members", "set", "ravi@acme.example", "manager", "--workspace", ACME)

    assert said.out == "Ravi has the role manager.\n"
    with workspace_session(engine, ACME, reading=True) as session:
        assert members.get(session, cast.ravi.member.id).role is Role.MANAGER


def test_the_last_admin_stays_on_the_command_line_too(command: Command, cast: Cast) -> None:
    said = command("members", "set", "Ana", "rep", "--workspace", ACME)

    assert said.code == 1
    assert "You cannot take the admin role from the last admin." in said.err


def test_team_and_manager_are_set_and_listed(command: Command, cast: Cast) -> None:
    manager = command("members", "set-manager", "URAVI", "Maya", "--workspace", ACME)
    team = command("members", "set-team", "Ravi", "North", "--workspace", ACME)
    listed = command("members", "list", "--workspace", ACME)

    assert (manager.out, team.out) == ("Ravi reports to Maya.\n", "Ravi is in team North.\n")
    line = f"rep       URAVI        Ravi  #{cast.ravi.member.id}, ravi@acme.example"
    assert f"{line}, team North, reports to Maya" in listed.out.splitlines()

    command("members", "set-manager", "Ravi", "nobody", "--workspace", ACME)
    command("members", "set-team", "Ravi", "", "--workspace", ACME)
    listed = command("members", "list", "--workspace", ACME)
    assert line in listed.out.splitlines()


def test_a_circle_of_managers_is_refused_on_the_command_line(command: Command, cast: Cast) -> None:
    command("members", "set-manager", "Ravi", "Maya", "--workspace", ACME)

    said = command("members", "set-manager", "Maya", "Ravi", "--workspace", ACME)

    assert said.code == 1
    assert "Ravi reports to Maya already." in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("end", "Maya"), "Maya has left."),
        (("link", "Imported", "UNEW"), "Imported is linked to UNEW."),
    ],
)
def test_a_change_of_members_that_meets_a_deadlock_is_done_again(
    command: Command, engine: Engine, cast: Cast, arguments: tuple[str, ...], said: str
) -> None:
    with workspace_session(engine, ACME) as session:
        members.add(session, Member(0, "Imported", Role.REP, external_key="1"))
    met: list[Session] = []

    def meet(session: Session, *_: object) -> None:
        if not met:
            met.append(session)
            raise OperationalError("UPDATE", {}, Exception(1213, "Deadlock found"))

    event.listen(Session, "before_flush", meet)
    try:
        done = command("members", *arguments, "--workspace", ACME)
    finally:
        event.remove(Session, "before_flush", meet)

    assert (done.code, len(met)) == (0, 1)
    assert said in done.out
    with workspace_session(engine, ACME, reading=True) as session:
        assert audit.verify(session)[1] is None


def test_who_leaves_is_noted_and_can_come_back(command: Command, cast: Cast) -> None:
    command("members", "set-manager", "Ravi", "Maya", "--workspace", ACME)

    ended = command("members", "end", "Maya", "--workspace", ACME)
    listed = command("members", "list", "--workspace", ACME)
    back = command("members", "resume", "UMAYA", "--workspace", ACME)

    assert "These still report to Maya: “Ravi”.\nMaya has left." in ended.out
    assert listed.out.splitlines()[-1].startswith("left      UMAYA        Maya  ")
    assert back.out == "Maya is back.\n"


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_given_on_the_command_line(
    command: Command, cast: Cast, role: Role
) -> None:
    said = command("members", "set-role", "Ravi", role.value, "--workspace", ACME)

    assert said.out == f"Ravi has the role {role.value}.\n"


def test_a_rep_is_linked_to_their_account(command: Command, engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        members.add(session, Member(0, "Nina", Role.REP, external_key="9"))

    said = command("members", "link", "9", "UNINA", "--workspace", ACME)

    assert said.out == "Nina is linked to UNINA.\n"


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
