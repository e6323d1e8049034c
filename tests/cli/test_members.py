"""Roles, teams, managers and accounts on the command line."""

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.domain.people import Member, Role
from bot.store import audit, members
from bot.store.db import workspace_session
from tests.cli.conftest import Command
from tests.conftest import ACME, Cast


def test_members_are_listed_with_their_roles(command: Command, cast: Cast) -> None:
    said = command("members", "list", "--workspace", ACME)

    line = f"manager   UMAYA        Maya  #{cast.maya.member.id}, maya@acme.example"
    assert line in said.out.splitlines()


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
