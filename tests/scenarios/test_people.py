"""Roles, teams and user groups, as admins and Slack change them while people work."""

import time

import pytest

from bot.domain.people import Role
from bot.sandbox.person import Person
from bot.sandbox.reading import readable
from bot.store import groups, members
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.scenarios.conftest import APPROVALS, Office

pytestmark = pytest.mark.parametrize("delivery", ["socket"], indirect=True)


def opens_ravi(ana: Person) -> None:
    ts = ana.types("/crm members", channel=APPROVALS)["reply"]["ts"]
    where = {"channel": APPROVALS, "message_ts": ts, "action_id": "change_member"}
    offered = ana.post("options", user="UANA", query="rav", **where)["options"]
    assert [option["text"]["text"] for option in offered] == ["Ravi"]
    ana.chooses("change_member", offered[0]["value"], channel=APPROVALS)
    assert "Change member" in readable(ana.modal(titled="Change member"))


def test_an_admin_changes_a_member_in_the_form(office: Office, cast: Cast) -> None:
    opens_ravi(office.ana)

    assert office.ana.suggestions("manager_options", "ma") == ["Nobody", "Maya", "Omar"]

    office.ana.submits(
        {
            "member_role": "read-only",
            "member_team": "North",
            "member_manager": str(cast.maya.member.id),
        }
    )

    assert "a read-only member now, in team North" in readable(office.ana.modal(titled="Dealdesk"))
    assert office.ravi.sees("<@UANA> made you a read-only member in Dealdesk")
    with workspace_session(office.engine, ACME, reading=True) as session:
        ravi = members.get(session, cast.ravi.member.id)
    assert (ravi.role, ravi.team) == (Role.READ_ONLY, "North")
    assert ravi.manager_id == cast.maya.member.id
    by, details = office.recorded("member.changed")
    assert by == cast.ana.member.id
    assert details == {
        "member_id": ravi.id,
        "role": "read-only",
        "team": "North",
        "manager_id": ravi.manager_id,
    }

    refused = office.ravi.types("/order new", channel="CSALES")
    told = readable(refused.get("reply") or office.ravi.modal())
    assert "Your role is read-only, so you cannot change anything." in told
    found = office.ravi.types("/customer alfreds", channel="CSALES")["reply"]
    assert "Alfreds Futterkiste" in readable(found)


def test_a_change_of_a_group_in_slack_arrives_at_once(office: Office) -> None:
    office.ana.sets_user_group("SMANAGERS", "UOMAR")

    end = time.monotonic() + 10
    known: dict[str, frozenset[str]] = {}
    while known.get("managers") != frozenset({"UOMAR"}) and time.monotonic() < end:
        time.sleep(0.05)
        with workspace_session(office.engine, ACME, reading=True) as session:
            known = {group.handle: group.users for group in groups.known(session)}

    assert known["managers"] == {"UOMAR"}
