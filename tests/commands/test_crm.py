"""/crm helps, lists members and tells how things stand."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.blocks.posts import as_dicts
from bot.commands import ALL, crm
from bot.domain.errors import NotAllowed
from bot.domain.people import Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.domain.posts import Post
from bot.domain.user_groups import UserGroup
from bot.edge import Call, OpenForm, Reply
from bot.listeners import policies as policy_listeners
from bot.services import groups as group_service
from bot.services import policies
from bot.store import audit, groups, outbox, workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast, Person
from tests.listeners.policy_screen import Screen
from tests.slack_takes import check_message, check_view


def answer(call: Call, text: str) -> Reply:
    reply = crm.handle(call, text)
    assert isinstance(reply, Reply)
    check_message(reply.text, as_dicts(reply.blocks))
    return reply


def as_(call: Call, person: Person) -> Call:
    return replace(call, actor=person.actor)


@pytest.mark.parametrize("text", ["", "help", "HELP", "help me"])
def test_help_names_every_command_and_every_usage(call: Call, text: str) -> None:
    reply = answer(call, text)

    for command in ALL:
        assert command.summary in reply.text
        for usage, does in command.usages:
            assert usage.replace("<", "&lt;").replace(">", "&gt;") in reply.text
            assert does in reply.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("setings", "/crm settings"), ("memebrs", "/crm members"), ("custmer", "/customer")],
)
def test_a_mistyped_word_gets_a_suggestion(call: Call, typed: str, meant: str) -> None:
    assert answer(call, typed).text.endswith(f"Did you mean `{meant}`?")


def test_a_word_of_another_kind_is_sent_to_help(call: Call) -> None:
    assert "`/crm help` shows what there is" in answer(call, "<!channel>`x`" + "y" * 300).text
    assert "<!channel>" not in answer(call, "<!channel>").text


def test_members_are_listed_for_everybody(call: Call) -> None:
    reply = answer(call, "members")

    assert reply.text == "4 members: Ana (admin), Maya (manager), Omar (manager), Ravi (rep)."


def test_an_admin_opens_all_settings(call: Call, cast: Cast) -> None:
    opened = crm.handle(as_(call, cast.ana), "settings")

    assert isinstance(opened, OpenForm)
    check_view(opened.view)
    assert crm.COMMAND.opens_form("settings")
    assert not crm.COMMAND.opens_form("members")


def test_the_settings_tell_of_rules_that_are_not_saved_yet(call: Call, cast: Cast) -> None:
    ana = as_(call, cast.ana)
    before = crm.handle(ana, "settings")
    assert isinstance(before, OpenForm)
    assert "rules say which orders" in str(before.view.to_dict())

    Screen(call, cast.ana).press(policy_listeners.change_rule, "up:1")

    opened = crm.handle(ana, "settings")
    assert isinstance(opened, OpenForm)
    drawn = str(opened.view.to_dict())
    assert "Your changes are not saved yet" in drawn
    assert "rules say which orders" not in drawn


@pytest.mark.parametrize("role", [Role.MANAGER, Role.FINANCE])
def test_whoever_decides_opens_the_policy(call: Call, cast: Cast, role: Role) -> None:
    actor = replace(cast.maya.actor, role=role)
    assert "open_settings" in str(as_dicts(answer(replace(call, actor=actor), "help").blocks))

    opened = crm.handle(replace(call, actor=actor), "settings")

    assert isinstance(opened, OpenForm)
    assert opened.view.callback_id == "policy_form"


def test_a_rep_does_not_open_settings(call: Call) -> None:
    with pytest.raises(NotAllowed, match="managers, finance approvers and admins can see the"):
        crm.handle(call, "settings")


def test_status_is_well_in_a_new_workspace(call: Call) -> None:
    reply = answer(call, "status")

    assert reply.text.startswith("Dealdesk is running well.")
    assert "Schema: up to date" in reply.text
    assert "Approvals go to: direct messages" in reply.text


def test_status_tells_of_posts_that_do_not_leave(call: Call) -> None:
    outbox.add(call.session, Post("k", "CSALES", "hello"), at=NOON - timedelta(minutes=6))

    reply = answer(call, "status")

    assert "with 1 problem." in reply.text
    assert "Is `dealdesk run` still running?" in reply.text


@pytest.mark.parametrize(
    ("verb", "details", "shown"),
    [
        (
            audit.Verb.REQUEST_FAILED,
            {"kind": "command", "name": "/order", "error": "KeyError", "reference": "AB12CD34"},
            "command /order failed (KeyError) · reference `AB12CD34`",
        ),
        (
            audit.Verb.POST_GIVEN_UP,
            {"post": "k", "failure": "channel_not_found"},
            "a post was given up: channel_not_found",
        ),
        (audit.Verb.REPORT_FAILED, {"reason": "no data"}, "a report failed: no data"),
        (
            audit.Verb.WORKFLOW_STEP_GIVEN_UP,
            {"step": "create_order", "failure": "Slack refused it: denied."},
            "a workflow could not be told how a step ended: Slack refused it: denied.",
        ),
    ],
)
def test_status_shows_what_failed_lately(
    engine: Engine, cast: Cast, verb: audit.Verb, details: dict[str, object], shown: str
) -> None:
    with workspace_session(engine, ACME) as session:
        audit.record(session, verb, by=None, at=NOON, **details)

    with workspace_session(engine, ACME) as session:
        reply = answer(_call(session, cast.ravi), "status")
        assert shown in str(as_dicts(reply.blocks))


def test_status_says_that_the_free_plan_has_no_steps_for_workflows(call: Call) -> None:
    free = replace(call.workspace, plan="free")
    paid = replace(call.workspace, plan="std")

    assert "Builder: not in the Free plan" in answer(replace(call, workspace=free), "status").text
    assert "Builder: in the plan (Pro)" in answer(replace(call, workspace=paid), "status").text


def test_status_names_the_channel_for_approvals(call: Call) -> None:
    changed = workspaces.change(call.session, approvals_channel="CAPPROVALS")

    assert "<#CAPPROVALS>" in answer(replace(call, workspace=changed), "status").text


def _call(session: Session, person: Person) -> Call:
    return Call(session, person.actor, workspaces.get(session), NOON)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (None, "*User groups*  1, as of <!date"),
        ("plan_upgrade_required", "not in this workspace's plan with Slack"),
        ("missing_scope", "not allowed to Dealdesk yet"),
        ("ratelimited", "could not be asked for lately (ratelimited)"),
    ],
)
def test_status_tells_of_user_groups(call: Call, failure: str | None, words: str) -> None:
    assert "Slack has not been asked for them yet" in answer(call, "status").text
    lease = groups.claim(call.session, now=NOON, every=timedelta(0))
    assert lease is not None
    deals = UserGroup("SDEALS", "deal-desk", "Deal desk", frozenset({"UMAYA"}))
    group_service.take(call.session, [deals], lease=lease, at=NOON)
    if failure is not None:
        group_service.lose(call.session, failure, lease=lease, at=NOON)

    shown = answer(call, "status")

    assert words in str(list(as_dicts(shown.blocks)))
    assert "running well" in shown.text


def test_status_warns_where_the_policy_asks_a_group_that_slack_does_not_tell(call: Call) -> None:
    lease = groups.claim(call.session, now=NOON, every=timedelta(0))
    deals = UserGroup("SDEALS", "deal-desk", "Deal desk", frozenset({"UMAYA"}))
    group_service.take(call.session, [deals], lease=lease or NOON, at=NOON)
    asks = Step(Approvers(group_ids=("SDEALS",)))
    policy = Policy(0, (Rule("All", steps=(asks,)),))
    policies.put_in_force(call.session, policy, by=None, at=NOON)
    group_service.lose(call.session, "missing_scope", lease=lease or NOON, at=NOON)

    assert "such steps ask the admins" in answer(call, "status").text
