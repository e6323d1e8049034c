"""manifest.yml tells Slack exactly what the code registers, and asks for nothing more."""

import ast
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from slack_sdk import WebClient

from bot.app import handlers
from bot.cli.manifest import STEP_EVENT, stepless
from bot.commands import ALL
from bot.domain.interactions import InteractionKind
from bot.edge.requests import RUNS_FOR
from bot.reports import ALL as REPORTS
from bot.settings import PREFIX_LENGTH

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared" / "slack" / "manifest.schema.1.0.0.json"
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]
STEPS = MANIFEST["functions"]
RELEASED_STEPS = {
    "request_approval": "order_number message",
    "create_order": "customer product quantity discount notes then",
    "look_up_customer": "customer",
    "log_interaction": "customer kind summary follow_up_on",
    "run_report": "report period channel",
}
# https://docs.slack.dev/reference/app-manifest#fields
LONGEST_COMMAND, LONGEST_SHORTCUT, MOST_COMMANDS = 32, 24, 50

HISTORY = {"channels:history", "groups:history", "im:history"}
# Each method's page at https://docs.slack.dev/reference/methods names its scopes.
SCOPES: dict[str, set[str]] = {
    "apps_connections_open": set(),
    "auth_test": set(),
    "chat_getPermalink": set(),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "functions_completeError": set(),
    "functions_completeSuccess": set(),
    "team_billing_info": {"team.billing:read"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read", "users:read.email"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}


def calls_made() -> set[str]:
    """Find every method of Slack's that the bot's own code names."""
    methods = {name for name in dir(WebClient) if "_" in name.strip("_")}
    families = {name.split("_")[0] for name in SCOPES} | {"reactions", "team", "usergroups", "pins"}
    return {
        node.attr
        for path in (ROOT / "bot").rglob("*.py")
        if "sandbox" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in methods
        and node.attr.split("_")[0] in families
    }


def test_the_manifest_is_what_slack_takes() -> None:
    if not SCHEMA.exists():
        pytest.skip(f"Slack's schema is not at {SCHEMA.parent.name}/{SCHEMA.name}.")

    jsonschema.validate(MANIFEST, json.loads(SCHEMA.read_text("utf-8")))


def test_it_names_exactly_our_commands_with_their_help() -> None:
    named = {
        entry["command"]: (entry["description"], entry.get("usage_hint"))
        for entry in FEATURES["slash_commands"]
    }

    assert named == {
        command.name: (command.summary, usage_hint(command.usages) or None) for command in ALL
    }


def usage_hint(usages: tuple[tuple[str, str], ...]) -> str:
    """What may stand behind the command, as its help has it."""
    return " | ".join(typed.partition(" ")[2] for typed, _ in usages if " " in typed)


def test_commands_fit_even_with_the_longest_prefix() -> None:
    assert len(ALL) <= MOST_COMMANDS
    assert all(len(command.name) + PREFIX_LENGTH <= LONGEST_COMMAND for command in ALL)


def test_what_people_type_reaches_us_as_they_typed_it_and_whom_they_mention_by_id() -> None:
    """Only `/approvals` takes names of people. Not escaped, @maya would be a mere word."""
    escaped = [each["command"] for each in FEATURES["slash_commands"] if each["should_escape"]]
    assert escaped == ["/approvals"]


def test_it_names_exactly_our_shortcuts() -> None:
    edge = handlers()
    named = {(entry["callback_id"], entry["type"]) for entry in FEATURES["shortcuts"]}

    assert named == {(name, "global") for name in edge.global_shortcuts} | {
        (name, "message") for name in edge.message_shortcuts
    }
    assert all(len(entry["name"]) <= LONGEST_SHORTCUT for entry in FEATURES["shortcuts"])


def test_it_asks_for_exactly_the_events_that_are_handled() -> None:
    heard = set(handlers().events) | {STEP_EVENT}
    assert set(SETTINGS["event_subscriptions"]["bot_events"]) == heard


def test_it_names_exactly_our_steps_with_their_inputs_and_outputs() -> None:
    functions = handlers().functions

    assert {
        name: (set(step["input_parameters"]), set(step["output_parameters"]))
        for name, step in STEPS.items()
    } == {name: ({*step.inputs, RUNS_FOR}, set(step.outputs)) for name, step in functions.items()}


def test_steps_that_were_released_are_still_there_with_their_inputs() -> None:
    """A saved workflow names them, and no later version may leave it standing there."""
    for name, inputs in RELEASED_STEPS.items():
        assert set(STEPS[name]["input_parameters"]) >= {*inputs.split(), RUNS_FOR}


@pytest.mark.parametrize("name", STEPS)
def test_every_step_demands_to_know_in_whose_name_it_runs(name: str) -> None:
    person = STEPS[name]["input_parameters"][RUNS_FOR]

    assert (person["type"], person["is_required"]) == ("slack#/types/user_id", True)


@pytest.mark.parametrize("name", STEPS)
def test_every_step_can_be_read_in_workflow_builder(name: str) -> None:
    step = STEPS[name]
    parameters = [*step["input_parameters"].values(), *step["output_parameters"].values()]

    assert step["title"]
    assert step["description"]
    assert all(each["title"] and "is_required" in each for each in parameters)


@pytest.mark.parametrize(
    ("step", "name", "values"),
    [("log_interaction", "kind", list(InteractionKind)), ("run_report", "report", list(REPORTS))],
)
def test_what_can_be_chosen_in_a_step_is_what_there_is(
    step: str, name: str, values: list[str]
) -> None:
    chosen = STEPS[step]["input_parameters"][name]

    assert chosen["enum"] == values
    assert [each["value"] for each in chosen["choices"]] == values


def test_without_steps_it_asks_for_nothing_that_a_free_plan_lacks() -> None:
    without = stepless(MANIFEST)

    assert "functions" not in without
    assert without["settings"]["org_deploy_enabled"] is False
    assert STEP_EVENT not in without["settings"]["event_subscriptions"]["bot_events"]
    assert without["oauth_config"] == MANIFEST["oauth_config"]
    assert MANIFEST["settings"]["org_deploy_enabled"] is True


def test_every_call_that_is_made_has_its_scopes_written_down() -> None:
    assert calls_made() == set(SCOPES)


def test_it_asks_for_exactly_the_scopes_that_calls_need() -> None:
    needed = set().union(*(SCOPES[name] for name in calls_made())) | {"commands"}

    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed
    assert "user" not in MANIFEST["oauth_config"]["scopes"]


def test_the_home_tab_and_direct_messages_are_open() -> None:
    assert FEATURES["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_it_connects_without_a_public_address() -> None:
    assert SETTINGS["socket_mode_enabled"] is True
    assert SETTINGS["interactivity"]["is_enabled"] is True
