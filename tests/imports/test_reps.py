"""Files of reps: managers, teams, roles, and who is known from Slack."""

import json

import pytest
from sqlalchemy import Engine

from bot.domain.people import Role
from bot.store import audit, members
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.imports.files import numbers, run
from tests.imports.tables import lines


def test_a_manager_may_stand_later_in_the_file(loaded: Engine) -> None:
    with workspace_session(loaded, ACME, reading=True) as session:
        by_key = {member.external_key: member for member in members.everybody(session)}
        nancy, andrew = by_key.get("1"), by_key.get("2")

    assert nancy
    assert andrew
    assert (nancy.manager_id, nancy.role) == (andrew.id, Role.REP)


def test_a_file_of_reps_leaves_in_the_audit_what_the_policy_goes_by(
    engine: Engine, cast: Cast
) -> None:
    head = "rep_id,name,email,manager_id,team,role"
    ravi, boss = "1,Ravi,ravi@acme.example,2,North,", "2,Maya,maya@acme.example,,,"
    run(engine, "reps", lines(head, ravi, boss, "3,Zoe,zoe@acme.example,1,,manager"))
    run(engine, "reps", lines(head, ravi.replace("North", "South"), boss))

    with workspace_session(engine, ACME) as session:
        audit.write_pending(session)
        told = [
            json.loads(each.details)
            for each in audit.entries(session)
            if each.verb == audit.Verb.MEMBER_CHANGED
        ]
        (zoe,) = (each.id for each in members.everybody(session) if each.external_key == "3")
    maya, rep = cast.maya.member.id, cast.ravi.member.id
    assert {"member_id": rep, "team": "North", "manager_id": maya} in told
    assert {"member_id": rep, "team": "South"} in told
    assert [each["role"] for each in told if each["member_id"] == zoe] == ["manager"]
    assert maya not in {each["member_id"] for each in told}


def test_the_address_of_an_account_is_slacks_whatever_a_file_says(
    engine: Engine, cast: Cast
) -> None:
    head = "rep_id,name,email"
    run(engine, "reps", lines(head, "7,Maya,maya@acme.example"))
    run(engine, "reps", lines(head, "7,Maya B.,m.b@old.example"))

    with workspace_session(engine, ACME, reading=True) as session:
        maya = members.get(session, cast.maya.member.id)
    assert (maya.name, maya.email) == ("Maya B.", "maya@acme.example")


def test_who_has_a_team_keeps_it_where_a_file_says_nothing_of_teams(
    engine: Engine, cast: Cast
) -> None:
    run(engine, "reps", lines("rep_id,name,email,team", "1,Ravi,ravi@acme.example,North"))
    run(engine, "reps", lines("rep_id,name,title", "1,Ravi,Senior"))

    with workspace_session(engine, ACME, reading=True) as session:
        ravi = members.get(session, cast.ravi.member.id)
    assert (ravi.title, ravi.team) == ("Senior", "North")


@pytest.mark.parametrize("written", ["read-only", "Read only", "FINANCE", "finance"])
def test_every_role_can_stand_in_a_file(engine: Engine, cast: Cast, written: str) -> None:
    run(engine, "reps", lines("rep_id,name,role", f"7,Fay,{written}"))

    with workspace_session(engine, ACME, reading=True) as session:
        (fay,) = (each for each in members.everybody(session) if each.external_key == "7")
    assert fay.role.value == written.casefold().replace(" ", "-")


def test_somebody_known_from_slack_is_the_same_by_their_address_and_keeps_their_role(
    engine: Engine, cast: Cast
) -> None:
    content = lines("rep_id,name,email,role", "7,Maya Lindqvist,MAYA@acme.example,rep")

    assert numbers(run(engine, "reps", content)) == (0, 1, 0, 0)
    assert numbers(run(engine, "reps", content)) == (0, 0, 1, 0)

    with workspace_session(engine, ACME, reading=True) as session:
        maya = members.get(session, cast.maya.member.id)
    assert (maya.external_key, maya.name, maya.role) == ("7", "Maya Lindqvist", Role.MANAGER)
    assert maya.slack_id == "UMAYA"
