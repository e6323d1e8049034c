"""Reading what passed between Slack and the bot: whom it concerns, what it is about."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.records import Json

SHOWN_LETTERS = 120


def person_of(payload: object) -> str | None:
    """Who did it, or for whom it is."""
    match payload:
        case {"user_id": str(user)} | {"user": {"id": str(user)}} | {"user": str(user)}:
            return user or None
        case {"event": {"user": str(user)}} | {"event": {"message": {"user": str(user)}}}:
            return user
        case {"channel": str(user)} | {"users": str(user)} if user.startswith("U"):
            return user
    return None


def type_of(kind: str, payload: object) -> str:
    """Slack's own word for what it is: "block_actions", "message", "api"."""
    match payload:
        case {"event": {"type": str(event)}} if kind == "events_api":
            return event
        case {"type": str(interaction)} if kind == "interactive":
            return interaction
    return kind


def about(kind: str, payload: object) -> str:
    """What it is about, in a few words of its own."""
    if not isinstance(payload, dict):
        return ""
    words = " ".join(_words(kind, payload).split())
    return words if len(words) <= SHOWN_LETTERS else f"{words[: SHOWN_LETTERS - 1]}…"


def _words(kind: str, payload: Json) -> str:
    match payload:
        case {"command": _, "text": text}:
            return str(text)
        case {"actions": [dict() as action, *_]}:
            return f"{action.get('action_id')} {_value(action)}"
        case {"action_id": action_id, "value": value}:
            return f"{action_id} {value}"
        case {"view": {"title": {"text": title}}}:
            return str(title)
    said = payload.get("event", payload)
    return f"{said.get('channel', '') if kind != 'interactive' else ''} {said.get('text', '')}"


def _value(action: Mapping[Any, Any]) -> str:
    option = action.get("selected_option")
    if isinstance(option, dict):
        return str(option.get("value", ""))
    return str(action.get("value", ""))


def promises_in(payload: object) -> Iterator[str]:
    """What the bot may use later to answer: its trigger and the ends of its response URLs."""
    if not isinstance(payload, dict):
        return
    if payload.get("trigger_id"):
        yield str(payload["trigger_id"])
    urls: list[Any] = [payload.get("response_url")]
    urls += [each.get("response_url") for each in payload.get("response_urls", ())]
    yield from (str(url).rpartition("/")[2] for url in urls if url)


def promises_used(name: str, payload: object) -> Iterator[str]:
    """The promises that an answer of the bot's makes use of."""
    yield name
    if isinstance(payload, dict) and payload.get("trigger_id"):
        yield str(payload["trigger_id"])
