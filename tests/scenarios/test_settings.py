"""An admin sets Acme up, a manager its policy, and everybody sees what came of it."""

from dataclasses import replace

import pytest

from bot.domain.people import Role
from bot.sandbox.person import Person
from bot.sandbox.reading import readable
from bot.store import members, policies, workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.scenarios.conftest import APPROVALS, Office


def test_an_admin_changes_settings_and_the_new_channel_shows_it(office: Office) -> None:
    office.ana.types("/crm settings")
    wrong = office.ana.submits({"settings_currency": "XXY", "settings_channel": "CSALES"})
    assert "is no currency" in str(wrong["errors"]["settings_currency"])
    assert "Berlin" in office.ana.suggestions("zone_options", "berl")[0]
    office.ana.submits({"settings_currency": "usd"})

    assert "posted to <#CSALES>" in readable(office.ana.modal())
    assert office.ravi.sees("Orders that need approval will be posted here", channel="CSALES")
    with workspace_session(office.engine, ACME, reading=True) as session:
        workspace = workspaces.get(session)
        assert (workspace.currency, workspace.approvals_channel) == ("USD", "CSALES")


def _into_the_policy(admin: Person) -> None:
    admin.types("/crm settings")
    admin.clicks("open_policy")


def test_an_admin_changes_the_policy_and_it_counts(office: Office) -> None:
    _into_the_policy(office.ana)
    office.ana.clicks("change_rule", value="down:0", block_id="policy_rule_0")
    with workspace_session(office.engine, ACME, reading=True) as session:
        assert policies.in_force(session).version == 0
    office.ana.submits()

    assert "Version 1" in readable(office.ana.modal())
    with workspace_session(office.engine, ACME, reading=True) as session:
        names = [rule.name for rule in policies.in_force(session).rules]
        assert names[:2] == ["Deep discount", "Large order"]


def test_a_manager_sees_the_policy_and_changes_nothing(office: Office) -> None:
    office.maya.types("/crm settings")

    shown = readable(office.maya.modal())
    assert "Large order" in shown
    assert "Add a rule" not in shown


def test_the_second_of_two_admins_learns_that_the_first_was_faster(office: Office) -> None:
    with workspace_session(office.engine, ACME) as session:
        maya = members.by_slack_id(session, "UMAYA")
        assert maya is not None
        members.save(session, replace(maya, role=Role.ADMIN))
    for admin in (office.ana, office.maya):
        _into_the_policy(admin)
        admin.clicks("change_rule", value="down:0", block_id="policy_rule_0")

    office.ana.submits()
    office.maya.submits()

    assert "Somebody else changed the approval policy" in readable(office.maya.modal())


@pytest.mark.parametrize("delivery", ["socket"], indirect=True)
def test_an_admin_gives_a_role_and_the_member_can_use_it(office: Office) -> None:
    refusal = office.ravi.types("/crm settings", channel="CSALES")
    assert "Only sales managers, finance approvers and admins can" in readable(
        refusal.get("reply") or office.ravi.modal()
    )
    with workspace_session(office.engine, ACME, reading=True) as session:
        ravi = members.by_slack_id(session, "URAVI")
    assert ravi is not None

    shown = office.ana.types("/crm members", channel=APPROVALS)["reply"]
    office.ana.clicks(
        "set_role",
        value=f"{ravi.id}:manager:0",
        channel=APPROVALS,
        message_ts=shown["ts"],
        block_id=_block_of(shown, f"{ravi.id}:manager:0"),
    )

    assert office.ana.sees("Ravi is a manager now.", channel=APPROVALS)["ephemeral"]
    assert office.ravi.sees("<@UANA> made you a manager in Dealdesk")
    office.ravi.types("/crm settings")
    assert "Approval policy" in readable(office.ravi.modal())


def _block_of(message: dict[str, object], value: str) -> str:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return str(next(each["block_id"] for each in blocks if value in str(each.get("accessory"))))
