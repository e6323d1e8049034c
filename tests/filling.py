"""Filling a modal by hand, for tests of the handlers behind it."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.edge import Form
from bot.edge.call import form_of
from tests.slack_takes import check_view


def filled(view: View, typed: Mapping[str, str | None] | None = None) -> Form:
    """Return the form as Slack would send it: what was drawn, then what was typed by block id."""
    drawn = view.to_dict()
    check_view(drawn)
    values: dict[str, dict[str, Any]] = {}
    for block in drawn["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            values[block["block_id"]] = {element["action_id"]: _state(element)}
    for block_id, text in (typed or {}).items():
        ((action_id, state),) = values[block_id].items()
        values[block_id] = {action_id: _entered(state, text)}
    return form_of({**drawn, "id": "V1", "state": {"values": values}})


def _state(element: Mapping[str, Any]) -> dict[str, Any]:
    if element["type"].startswith("multi_") or element["type"] == "checkboxes":
        return {"type": element["type"], "selected_options": element.get("initial_options", [])}
    if element["type"].endswith("_select"):
        return {"type": element["type"], "selected_option": element.get("initial_option")}
    if element["type"] == "datepicker":
        return {"type": element["type"], "selected_date": element.get("initial_date")}
    return {"type": element["type"], "value": element.get("initial_value")}


def _entered(state: Mapping[str, Any], text: str | None) -> dict[str, Any]:
    if "selected_options" in state:
        return {**state, "selected_options": [{"value": each} for each in (text or "").split()]}
    if "selected_option" in state:
        return {**state, "selected_option": {"value": text} if text else None}
    return {**state, "value": text}
