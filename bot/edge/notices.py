"""Small views of the edge itself: a sentence, a wait, and a form given back as it was."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.views import View

from bot.blocks.text import inert

NOTICE = "notice"
WAITING = "One moment …"
# A file is the one thing that no property of its element shows.
# https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
AGAIN = ":paperclip: Add the file again."
# The element's property that shows what the state holds.
INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
}


def notice(text: str, blocks: Sequence[Block | dict[str, Any]] = ()) -> View:
    """A modal that says something to somebody who has no message to say it in."""
    return View(
        type="modal",
        callback_id=NOTICE,
        title="Dealdesk",
        close="Close",
        blocks=list(blocks) or [SectionBlock(text=text[:3000])],
    )


def waiting(text: str | None = None) -> View:
    """What stands in a form's place while the database is slow, or `text` says what goes on."""
    return notice(text or WAITING)


def given_back(view: Mapping[str, Any], sentences: Mapping[str, str]) -> dict[str, Any]:
    """Return the submitted view with what was typed, and the sentences above it.

    For a refusal that came too late to stand at its field.
    """
    values = (view.get("state") or {}).get("values") or {}
    warning = "\n".join(f":warning: {inert(sentence)}" for sentence in sentences.values())
    if any(state.get("files") for states in values.values() for state in states.values()):
        warning = f"{AGAIN}\n{warning}"
    blocks = [SectionBlock(text=warning[:3000]).to_dict()]
    for block in copy.deepcopy(list(view["blocks"])):
        state = values.get(block.get("block_id"), {})
        for element in _elements(block):
            _fill(element, state.get(element.get("action_id"), {}))
        blocks.append(block)
    kept = ("type", "callback_id", "title", "submit", "close", "private_metadata", "external_id")
    return {**{key: view[key] for key in kept if view.get(key)}, "blocks": blocks[:100]}


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    if "element" in block:
        return [block["element"]]
    accessory = [block["accessory"]] if "accessory" in block else []
    return [*accessory, *(block.get("elements") or [])]


def _fill(element: dict[str, Any], state: Mapping[str, Any]) -> None:
    for key, initial in INITIAL.items():
        if key in state and element.get("type") != "button":
            element.pop(initial, None)
            if state[key]:
                element[initial] = state[key]


def first_input(view: Mapping[str, Any]) -> str | None:
    """Return the id of the first block where an error can stand."""
    for block in view.get("blocks") or []:
        if block.get("type") == "input":
            return str(block["block_id"])
    return None
