"""What the app's manifest grants and registers; without a manifest everything is allowed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.records import Json

UNNAMED = "Dealdesk"


@dataclass(frozen=True)
class Manifest:
    """`scopes` and `events` are None when no manifest was given: then all are granted."""

    name: str = UNNAMED
    bot_name: str = ""
    description: str = ""
    long_description: str = ""
    background_color: str = ""
    commands: tuple[Json, ...] | None = None
    shortcuts: tuple[Json, ...] | None = None
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    unfurl_domains: tuple[str, ...] = ()
    home_tab: bool = True
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    functions: Json = field(default_factory=dict)

    @staticmethod
    def of(raw: Mapping[str, Any]) -> "Manifest":
        """Read a manifest that is already a dictionary, and known to be sound."""
        about = raw.get("display_information", {})
        features = raw.get("features", {})
        home = features.get("app_home", {})
        settings = raw.get("settings", {})
        return Manifest(
            name=about.get("name", UNNAMED),
            bot_name=features.get("bot_user", {}).get("display_name", ""),
            description=about.get("description", ""),
            long_description=about.get("long_description", ""),
            background_color=about.get("background_color", ""),
            commands=tuple(features.get("slash_commands", ())),
            shortcuts=tuple(features.get("shortcuts", ())),
            scopes=frozenset(raw.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            unfurl_domains=tuple(features.get("unfurl_domains", ())),
            home_tab=bool(home.get("home_tab_enabled", not home)),
            messages_tab=bool(home.get("messages_tab_enabled", True)),
            messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
            functions=_functions(raw.get("functions") or features.get("functions") or {}),
        )

    @property
    def display_name(self) -> str:
        """The bot's name under its messages."""
        return self.bot_name or self.name

    @property
    def handle(self) -> str:
        """The bot's own user name, as after an @."""
        return re.sub(r"[^\w.-]+", "_", self.display_name.lower()).strip("_") or "app"

    @property
    def app_id(self) -> str:
        """An id in Slack's form that always is the same for the same name."""
        letters = re.sub(r"[^A-Z0-9]", "", self.name.upper())
        return "A" + (letters or hashlib.sha256(self.name.encode()).hexdigest()[:10].upper())

    def grants(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes

    def hears(self, event: str) -> bool:
        return self.events is None or event in self.events

    def command(self, name: str) -> Json | None:
        if self.commands is None:
            return {"command": name}
        return next((entry for entry in self.commands if entry["command"] == name), None)

    def shortcut(self, callback_id: str, kind: str) -> Json | None:
        """`kind` is "global" or "message"."""
        if self.shortcuts is None:
            return {"callback_id": callback_id, "name": callback_id, "type": kind}
        return next(
            (
                entry
                for entry in self.shortcuts
                if entry["callback_id"] == callback_id and entry["type"] == kind
            ),
            None,
        )


def _functions(told: Any) -> Json:
    """By callback id: the newer manifest names them so, the older lists them."""
    if isinstance(told, list):
        return {each["callback_id"]: each for each in told}
    return dict(told)
