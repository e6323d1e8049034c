"""The bot removed from a workspace: its jobs there rest until it comes back."""

from collections.abc import Mapping
from typing import Any

from bot.edge import Call, Edge
from bot.services import workspaces


def register(edge: Edge) -> None:
    edge.event("app_uninstalled", removed)
    edge.event("tokens_revoked", revoked)


def removed(call: Call, _event: Mapping[str, Any]) -> None:
    workspaces.remove(call.session, at=call.now)


def revoked(call: Call, event: Mapping[str, Any]) -> None:
    """Only the bot's own token matters; people's tokens are not used."""
    if (event.get("tokens") or {}).get("bot"):
        workspaces.remove(call.session, at=call.now)
