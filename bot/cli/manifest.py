"""`dealdesk manifest`: what Slack must be told, with the prefix of the settings."""

import json
from pathlib import Path
from typing import Any

import click

import bot
from bot.cli.context import Context, pass_context

STEP_EVENT = "function_executed"
PACKAGE = Path(bot.__file__).parent


@click.command()
@click.option(
    "--without-steps",
    is_flag=True,
    help="Leave out the steps for Workflow Builder, where Slack does not take them.",
)
@pass_context
def manifest(context: Context, *, without_steps: bool) -> None:
    """Print the app's manifest as JSON, with COMMAND_PREFIX applied."""
    told = prefixed(context.settings().command_prefix)
    click.echo(json.dumps(stepless(told) if without_steps else told, indent=2))


def prefixed(prefix: str) -> dict[str, Any]:
    """Return manifest.yml with `prefix` before the name of every command."""
    read = load()
    for command in read["features"]["slash_commands"]:
        command["command"] = "/" + prefix + command["command"].removeprefix("/")
    return read


def stepless(told: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest without what only workflows need."""
    settings = told["settings"]
    subscriptions = settings["event_subscriptions"]
    heard = [event for event in subscriptions["bot_events"] if event != STEP_EVENT]
    return {
        **{name: part for name, part in told.items() if name != "functions"},
        "settings": {
            **settings,
            "event_subscriptions": {**subscriptions, "bot_events": heard},
            "org_deploy_enabled": False,
        },
    }


def load() -> dict[str, Any]:
    """Read manifest.yml: inside an installed package, or at the root of a checkout."""
    import yaml

    inside = PACKAGE / "manifest.yml"
    path = inside if inside.exists() else PACKAGE.parent / "manifest.yml"
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read
