"""One call of the Web API: its arguments, its workspace, and how it is refused."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.records import Channel, Json, Message, Person, SharedFile, Workspace
from bot.sandbox.world import World

Item = TypeVar("Item")

# The scope that reading a conversation of each kind needs.
HISTORY_SCOPES = {
    "channel": "channels:history",
    "private": "groups:history",
    "dm": "im:history",
    "app_dm": "im:history",
}
READ_SCOPES = {
    "channel": "channels:read",
    "private": "groups:read",
    "dm": "im:read",
    "app_dm": "im:read",
}


class Refused(Exception):
    """Slack says no: `code` is its error name, `more` what else stands in the answer."""

    def __init__(self, code: str, *, status: int = 200, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.more = more


@dataclass(frozen=True)
class Method:
    """`scope` is what the token needs; None where any token will do, or none."""

    run: Callable[["Call"], Json]
    scope: str | None = None
    needs_token: bool = True


@dataclass(frozen=True)
class Call:
    """Arguments as they came: strings from forms, any JSON value from JSON bodies."""

    world: World
    workspace: Workspace
    arguments: Json

    def text(self, name: str, default: str = "") -> str:
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise Refused(
                "invalid_arguments",
                response_metadata={
                    "messages": [f"[ERROR] missing required field: {name} [json-pointer:/{name}]"]
                },
            )
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.arguments.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "yes"}

    def number(self, name: str, default: int) -> int:
        value = self.arguments.get(name)
        if value in {None, ""}:
            return default
        try:
            return int(str(value))
        except ValueError:
            raise Refused("invalid_arguments") from None

    def json(self, name: str, code: str = "invalid_arguments") -> Any:
        """A structure that forms carry as a JSON string; None when it is absent."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(code) from None

    def need(self, scope: str) -> None:
        manifest = self.world.manifest
        if not manifest.grants(scope):
            raise Refused(
                "missing_scope", needed=scope, provided=",".join(sorted(manifest.scopes or ()))
            )

    def person(self, user_id: str) -> Person:
        person = self.workspace.people.get(user_id)
        if person is None:
            raise Refused("user_not_found")
        return person

    def channel(self, name: str = "channel") -> Channel:
        """A conversation the bot may know of: private ones only when it is a member."""
        wanted = self.required(name)
        channel = self.workspace.channels.get(wanted)
        if channel is None:
            raise Refused("channel_not_found")
        hidden = channel.kind in {"private", "dm"}
        if hidden and self.workspace.bot_user not in channel.members:
            raise Refused("channel_not_found")
        return channel

    def place(self, name: str = "channel") -> Channel:
        """Where a message is to go: a conversation, or a person's id for the direct one."""
        wanted = self.required(name)
        person = self.workspace.people.get(wanted)
        if person is None:
            channel = self.channel(name)
        elif person.is_bot:
            raise Refused("cannot_dm_bot")
        else:
            channel, _ = self.world.open_dm(self.workspace, wanted)
        if channel.is_archived:
            raise Refused("is_archived")
        if channel.kind == "app_dm" and not self.world.manifest.messages_tab:
            raise Refused("messages_tab_disabled")
        if self.workspace.bot_user in channel.members:
            return channel
        if self.world.manifest.scopes and self.world.manifest.grants("chat:write.public"):
            return channel
        raise Refused("not_in_channel")

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """A message that stands in the channel; ephemeral ones cannot be addressed."""
        message = channel.messages.get(self.required(name))
        if message is None or message.ephemeral_for:
            raise Refused("message_not_found")
        return message

    def file(self, file_id: str) -> SharedFile:
        found = self.workspace.files.get(file_id)
        if found is None:
            raise Refused("file_not_found")
        return found


def page(call: Call, items: list[Item], *, limit: int) -> tuple[list[Item], str]:
    """One page of a list and the cursor of the next, empty at the end."""
    start = 0
    cursor = call.text("cursor")
    if cursor:
        if not cursor.startswith("next:") or not cursor[5:].isdecimal():
            raise Refused("invalid_cursor")
        start = int(cursor[5:])
    wanted = max(1, min(call.number("limit", limit), 1000))
    end = start + wanted
    return items[start:end], f"next:{end}" if end < len(items) else ""
