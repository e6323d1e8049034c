"""What the app's manifest grants and registers; without a manifest everything is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sandbox.records import Json


@dataclass(frozen=True)
class Manifest:
    """`scopes` and `events` are None when no manifest was given: then all are granted."""

    name: str = "Dealdesk"
    commands: tuple[Json, ...] | None = None
    shortcuts: tuple[Json, ...] | None = None
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    unfurl_domains: tuple[str, ...] = ()
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    raw: Json = field(default_factory=dict)

    @staticmethod
    def of(raw: Mapping[str, Any]) -> "Manifest":
        """Read a manifest that is already a dictionary."""
        features = raw.get("features", {})
        home = features.get("app_home", {})
        settings = raw.get("settings", {})
        return Manifest(
            name=raw.get("display_information", {}).get("name", "Dealdesk"),
            commands=tuple(features.get("slash_commands", ())),
            shortcuts=tuple(features.get("shortcuts", ())),
            scopes=frozenset(raw.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            unfurl_domains=tuple(features.get("unfurl_domains", ())),
            messages_tab=bool(home.get("messages_tab_enabled", True)),
            messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
            raw=dict(raw),
        )

    @staticmethod
    def read(path: Path) -> "Manifest":
        """YAML or JSON; raises OSError when the file cannot be read."""
        import yaml

        return Manifest.of(yaml.safe_load(path.read_text("utf-8")))

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
