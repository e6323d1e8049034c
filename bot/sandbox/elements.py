"""Buttons, menus and inputs inside blocks: finding them, and what is chosen in them."""

import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.records import Json

# The key that holds what is chosen, and the key of the element that presets it.
# https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
STATES: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
LISTS = frozenset(name for name, (key, _) in STATES.items() if key.endswith("s"))
TYPED = frozenset(
    ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")
)
PRESSED = frozenset(("button", "workflow_button", "icon_button", "feedback_buttons"))
INTERACTIVE = frozenset(STATES) | PRESSED | {"overflow"}


def elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element a person can use, with the block that holds it, in reading order."""
    for block in blocks:
        for element in _parts(block):
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield block, element
        yield from elements(_children(block))


def _parts(block: Json) -> list[Any]:
    match block.get("type"):
        case "actions" | "context_actions":
            return list(block.get("elements", ()))
        case "section" | "auth_provider":
            return [block.get("accessory")]
        case "input":
            return [block.get("element")]
        case "card":
            return list(block.get("actions", ()))
    return []


def _children(block: Json) -> list[Json]:
    match block.get("type"):
        case "container":
            return list(block.get("child_blocks", ()))
        case "carousel":
            return list(block.get("elements", ()))
    return []


def with_ids(blocks: Iterable[Json]) -> list[Json]:
    """The blocks with a generated id wherever the app gave none, also inside of others."""
    named = [_named(block) for block in blocks]
    for _, element in elements(named):
        element.setdefault("action_id", _generated())
    return named


def _named(block: Json) -> Json:
    named = {"block_id": _generated(), **block}
    match block.get("type"):
        case "container":
            named["child_blocks"] = [_named(each) for each in _children(block)]
        case "carousel":
            named["elements"] = [_named(each) for each in _children(block)]
    return named


def _generated() -> str:
    return secrets.token_urlsafe(4)[:5]


def initial_state(
    blocks: Iterable[Json], *, current_channel: str | None = None
) -> dict[str, dict[str, Json]]:
    """What `state.values` holds before anybody has touched anything."""
    state: dict[str, dict[str, Json]] = {}
    for block, element in elements(blocks):
        kind = element["type"]
        if kind not in STATES:
            continue
        key, preset = STATES[kind]
        value = element.get(preset, [] if kind in LISTS else None)
        if not value and current_channel and element.get("default_to_current_conversation"):
            value = [current_channel] if kind in LISTS else current_channel
        state.setdefault(block["block_id"], {})[element["action_id"]] = {
            "type": kind,
            key: value,
        } | ({"timezone": element["timezone"]} if "timezone" in element else {})
    return state


def kept_state(
    old: dict[str, dict[str, Json]], new: dict[str, dict[str, Json]]
) -> dict[str, dict[str, Json]]:
    """The new state with whatever was already filled in under the same ids and kind.

    Slack keeps what a person typed through `views.update` as long as block and action id stay.
    """
    return {
        block_id: {
            action_id: (
                old[block_id][action_id]
                if old.get(block_id, {}).get(action_id, {}).get("type") == value["type"]
                else value
            )
            for action_id, value in actions.items()
        }
        for block_id, actions in new.items()
    }


def is_empty(value: Json) -> bool:
    """Whether an input stands as nobody had filled it in."""
    key, _ = STATES[value["type"]]
    return value.get(key) in (None, "", [])


def options(element: Json) -> list[Json]:
    """All options an element offers, those inside groups too."""
    offered: list[Json] = list(element.get("options", ()))
    for group in element.get("option_groups", ()):
        offered.extend(group.get("options", ()))
    return offered


def label(block: Json, element: Json) -> str:
    """What a person calls the element: its input's label or the words on it."""
    text = block.get("label") if block.get("type") == "input" else element.get("text")
    if not isinstance(text, dict):
        text = element.get("placeholder")
    return str(text.get("text", "")) if isinstance(text, dict) else ""
