"""What a person puts into an element, and what Slack's own client would not let through."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.sandbox.elements import LISTS, STATES, is_empty, options
from bot.sandbox.records import Json, Workspace
from bot.sandbox.shapes import conversations
from bot.sandbox.world import ActRefused, World, may_enter

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def chosen(
    world: World,
    workspace: Workspace,
    element: Json,
    value: Any,
    *,
    user: str,
    offered: Sequence[Json] = (),
) -> Json:
    """The state of an element after `user` put `value` in; raises ActRefused.

    `offered` are the options that the bot last suggested, for menus that ask it.
    """
    kind = str(element["type"])
    key, _ = STATES[kind]
    if value in (None, "", []):
        return {"type": kind, key: [] if kind in LISTS else None}
    told = value if isinstance(value, list) else [value]
    match key:
        case "value":
            picked: Any = str(value)
        case "rich_text_value":
            picked = value if isinstance(value, dict) else _rich_text(str(value))
        case "selected_option":
            picked = _option(offered or options(element), str(value))
        case "selected_options":
            picked = [_option(offered or options(element), str(each)) for each in told]
        case "files":
            picked = [_file(world, workspace, str(each)) for each in told]
        case "selected_date" | "selected_time" | "selected_date_time":
            picked = _moment(key, value)
        case _:
            found = [_found(workspace, user, key, str(each)) for each in told]
            picked = found if kind in LISTS else found[0]
    return {"type": kind, key: picked} | (
        {"timezone": element["timezone"]} if "timezone" in element else {}
    )


def _option(offered: Sequence[Json], wanted: str) -> Json:
    """By value, else by text, else the only one whose text holds the words."""
    exact = [each for each in offered if each["value"] == wanted] or [
        each for each in offered if each["text"]["text"] == wanted
    ]
    if exact:
        return exact[0]
    near = [each for each in offered if wanted.lower() in each["text"]["text"].lower()]
    if len(near) == 1:
        return near[0]
    names = ", ".join(each["text"]["text"] for each in offered) or "nothing"
    raise ActRefused(f"There is no option {wanted!r} to choose; offered: {names}.")


def _found(workspace: Workspace, user: str, key: str, wanted: str) -> str:
    """A person or a conversation that `user` can see, by id or by name."""
    name = wanted.lstrip("#@")
    if "user" in key:
        known = {each.id: each.name for each in workspace.people.values()}
    else:
        known = {
            each.id: each.name
            for each in workspace.channels.values()
            if may_enter(workspace.people[user], each)
            and (each.kind == "channel" or "channel" not in key)
        }
    for identity, called in known.items():
        if name in {identity, called}:
            return identity
    raise ActRefused(f"There is nobody and nothing called {wanted} to choose.")


def _moment(key: str, value: Any) -> str | int:
    try:
        match key:
            case "selected_date":
                return date.fromisoformat(str(value)).isoformat()
            case "selected_time":
                return time.fromisoformat(str(value)).strftime("%H:%M")
        return int(value)
    except ValueError:
        raise ActRefused(f"{value!r} cannot be chosen in a date or time picker.") from None


def _rich_text(text: str) -> Json:
    element: Json = {"type": "text", "text": text}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [element]}],
    }


def _file(world: World, workspace: Workspace, file_id: str) -> Json:
    if file_id not in workspace.files:
        raise ActRefused(f"There is no file {file_id}; upload it first.")
    return conversations.file(world, workspace, workspace.files[file_id])


def complaint(block: Json, element: Json, value: Json) -> str | None:
    """What Slack's client says at an input before it sends anything; None when it is content."""
    if is_empty(value):
        return None if block.get("optional") else "Please complete this required field."
    if value["type"] == "number_input":
        return _number_complaint(element, str(value["value"]))
    if STATES[value["type"]][0] == "value":
        return _text_complaint(element, value)
    most = element.get("max_selected_items") or element.get("max_files")
    chosen_items = value.get(STATES[value["type"]][0])
    if most and isinstance(chosen_items, list) and len(chosen_items) > most:
        return f"Please choose at most {most}."
    return None


def _text_complaint(element: Json, value: Json) -> str | None:
    text = str(value["value"])
    if value["type"] == "email_text_input" and not _EMAIL.fullmatch(text):
        return "Please enter a valid email address."
    if value["type"] == "url_text_input" and not _URL.fullmatch(text):
        return "Please enter a valid URL."
    if len(text) < int(element.get("min_length", 0)):
        return f"Please enter at least {element['min_length']} characters."
    if len(text) > int(element.get("max_length", 3000)):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return None


def _number_complaint(element: Json, text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None
