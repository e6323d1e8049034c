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
from bot.commands import ALL
from bot.settings import PREFIX_LENGTH

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared" / "slack" / "manifest.schema.1.0.0.json"
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]
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


def test_what_people_type_reaches_us_as_they_typed_it() -> None:
    """Escaped, a channel's name would come as its id, and an & as &amp;."""
    assert all(entry["should_escape"] is False for entry in FEATURES["slash_commands"])


def test_it_names_exactly_our_shortcuts() -> None:
    edge = handlers()
    named = {(entry["callback_id"], entry["type"]) for entry in FEATURES["shortcuts"]}

    assert named == {(name, "global") for name in edge.global_shortcuts} | {
        (name, "message") for name in edge.message_shortcuts
    }
    assert all(len(entry["name"]) <= LONGEST_SHORTCUT for entry in FEATURES["shortcuts"])


def test_it_asks_for_exactly_the_events_that_are_handled() -> None:
    assert set(SETTINGS["event_subscriptions"]["bot_events"]) == set(handlers().events)


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
