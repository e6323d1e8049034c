"""An admin sets Acme up, a manager its policy, and everybody sees what came of it."""

import pytest

from bot.sandbox.reading import readable
from bot.store import members, policies, workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.scenarios.conftest import APPROVALS, Office


def test_an_admin_changes_settings_and_the_new_channel_shows_it(office: Office) -> None:
    ana = office.desk.person("UANA")

    ana.types("/crm settings")
    wrong = ana.submits({"settings_currency": "XXY", "settings_channel": "CSALES"})
    assert "is no currency" in str(wrong["errors"]["settings_currency"])
    assert "Berlin" in ana.suggestions("zone_options", "berl")[0]
    ana.submits({"settings_currency": "usd"})

    assert "posted to <#CSALES>" in readable(ana.modal())
    assert office.ravi.sees("Orders that need approval will be posted here", channel="CSALES")
    with workspace_session(office.engine, ACME, reading=True) as session:
        workspace = workspaces.get(session)
        assert (workspace.currency, workspace.approvals_channel) == ("USD", "CSALES")


def test_a_manager_changes_the_policy_and_it_counts(office: Office) -> None:
    maya = office.maya

    maya.types("/crm settings")
    maya.clicks("change_rule", value="remove:2", block_id="policy_rule_2")
    maya.clicks("change_rule", value="down:0", block_id="policy_rule_0")
    maya.clicks("Add a rule")
    refused = maya.submits({"rule_name": "Everything", "rule_discount": "200"})
    assert "between 0 and 100" in str(refused["errors"]["rule_discount"])
    maya.submits({"rule_discount": ""})
    with workspace_session(office.engine, ACME, reading=True) as session:
        assert policies.in_force(session).version == 0
    maya.submits()

    assert "Version 1 of the policy is in force now" in readable(maya.modal())
    with workspace_session(office.engine, ACME, reading=True) as session:
        names = [rule.name for rule in policies.in_force(session).rules]
        assert names == ["Deep discount", "Large order", "Everything"]


def test_the_second_of_two_managers_learns_that_the_first_was_faster(office: Office) -> None:
    for manager in (office.maya, office.omar):
        manager.types("/crm settings")
        manager.clicks("change_rule", value="remove:0", block_id="policy_rule_0")

    office.maya.submits()
    office.omar.submits()

    assert "Somebody else changed the approval policy just now" in readable(office.omar.modal())


@pytest.mark.parametrize("delivery", ["socket"], indirect=True)
def test_an_admin_gives_a_role_and_the_member_can_use_it(office: Office) -> None:
    ana = office.desk.person("UANA")
    refusal = office.ravi.types("/crm settings", channel="CSALES")
    assert "Only a sales manager" in readable(refusal.get("reply") or office.ravi.modal())
    with workspace_session(office.engine, ACME, reading=True) as session:
        ravi = members.by_slack_id(session, "URAVI")
    assert ravi is not None

    shown = ana.types("/crm members", channel=APPROVALS)["reply"]
    ana.clicks(
        "set_role",
        value=f"{ravi.id}:manager:0",
        channel=APPROVALS,
        message_ts=shown["ts"],
        block_id=_block_of(shown, f"{ravi.id}:manager:0"),
    )

    assert ana.sees("Ravi is a manager now.", channel=APPROVALS)["ephemeral"]
    assert office.ravi.sees("<@UANA> made you a manager in Dealdesk")
    office.ravi.types("/crm settings")
    assert "Approval policy" in readable(office.ravi.modal())


def _block_of(message: dict[str, object], value: str) -> str:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return str(next(each["block_id"] for each in blocks if value in str(each.get("accessory"))))
