"""Modals and the Home tab.

Limits: https://docs.slack.dev/reference/views
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.validation.composition import LONGEST_ID, plain
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.specs import Flag, Spec, Variant, Words, by_type, typed
from bot.sandbox.validation.surfaces import Surface
from bot.sandbox.validation.together import blocks_problems

LARGEST_VIEW = 250_000
LONGEST_METADATA = 3000
LONGEST_TITLE = 24

_SURFACES: dict[str, Surface] = {"modal": "modal", "home": "home"}


class _Anything:
    """Blocks, which are held to their own shapes once the view around them is known."""

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(pointer, "must be an array")
        elif not value:
            yield Problem(pointer, "no less than 1 items allowed")


_required: Mapping[str, Spec] = {"blocks": _Anything()}
_parts: Mapping[str, Spec] = {
    "private_metadata": Words(LONGEST_METADATA, shortest=0),
    "callback_id": Words(LONGEST_ID, shortest=0),
    "external_id": Words(LONGEST_ID, shortest=0),
}


def _inputs_need_submit(view: dict[str, Any], pointer: str) -> Iterator[Problem]:
    has_input = any(
        isinstance(each, dict) and each.get("type") == "input" for each in view["blocks"]
    )
    if has_input and "submit" not in view:
        yield Problem(pointer, "missing required field: submit")


_VIEWS: Variant = by_type(
    typed(
        "modal",
        {**_required, "title": plain(LONGEST_TITLE)},
        {
            **_parts,
            "submit": plain(LONGEST_TITLE),
            "close": plain(LONGEST_TITLE),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
            "submit_disabled": Flag(),
        },
        _inputs_need_submit,
    ),
    typed("home", _required, _parts),
)


def view_problems(view: object, pointer: str) -> Iterator[Problem]:
    """Everything wrong with a modal or a Home tab."""
    yield from _VIEWS.problems(view, pointer)
    if not isinstance(view, dict):
        return
    kind = view.get("type")
    if isinstance(kind, str) and kind in _SURFACES and isinstance(view.get("blocks"), list):
        yield from blocks_problems(view["blocks"], f"{pointer}/blocks", _SURFACES[kind])
    if len(json.dumps(view, separators=(",", ":")).encode()) > LARGEST_VIEW:
        yield Problem(pointer, "view_too_large")
