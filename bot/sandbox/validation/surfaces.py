"""Which blocks and elements stand where: in messages, in modals, on the Home tab."""

from collections.abc import Iterator
from typing import Any, Literal

from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.walk import objects

Surface = Literal["message", "modal", "home"]

_MESSAGE = frozenset(("message",))
_NOT_IN_MODALS = frozenset(("message", "home"))
_MODAL = frozenset(("modal",))

# Blocks and elements that are named nowhere here stand everywhere.
ALLOWED: dict[str, frozenset[str]] = {
    "alert": _MODAL,
    "card": _NOT_IN_MODALS,
    "carousel": _NOT_IN_MODALS,
    "container": _NOT_IN_MODALS,
    "context_actions": _MESSAGE,
    "data_table": _MESSAGE,
    "data_visualization": _MESSAGE,
    "file": _MESSAGE,
    "markdown": _MESSAGE,
    "plan": _MESSAGE,
    "table": _MESSAGE,
    "task_card": _MESSAGE,
    "email_text_input": _MODAL,
    "file_input": _MODAL,
    "number_input": _MODAL,
    "url_text_input": _MODAL,
    "datetimepicker": frozenset(("message", "modal")),
    "rich_text_input": frozenset(("modal", "home")),
}


def misplaced(blocks: list[Any], pointer: str, surface: Surface) -> Iterator[Problem]:
    """Whatever stands where Slack does not show it."""
    for where, found in objects(blocks, pointer):
        kind = found.get("type")
        if isinstance(kind, str) and surface not in ALLOWED.get(kind, (surface,)):
            yield Problem(f"{where}/type", f"unsupported type: {kind}")
        if surface != "modal" and "response_url_enabled" in found:
            yield Problem(f"{where}/response_url_enabled", "is only available in modals")
