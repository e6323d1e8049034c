"""`dealdesk manifest`: what Slack must be told, with the prefix of the settings."""

import json
from pathlib import Path
from typing import Any

import click

import bot
from bot.cli.context import Context, pass_context

PACKAGE = Path(bot.__file__).parent


@click.command()
@pass_context
def manifest(context: Context) -> None:
    """Print the app's manifest as JSON, with COMMAND_PREFIX applied."""
    click.echo(json.dumps(prefixed(context.settings().command_prefix), indent=2))


def prefixed(prefix: str) -> dict[str, Any]:
    """Return manifest.yml with `prefix` before the name of every command."""
    read = load()
    for command in read["features"]["slash_commands"]:
        command["command"] = "/" + prefix + command["command"].removeprefix("/")
    return read


def load() -> dict[str, Any]:
    """Read manifest.yml: inside an installed package, or at the root of a checkout."""
    import yaml

    inside = PACKAGE / "manifest.yml"
    path = inside if inside.exists() else PACKAGE.parent / "manifest.yml"
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read
