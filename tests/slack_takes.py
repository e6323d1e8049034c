"""What Slack would say to a message or a view: the sandbox, Slack's SDK and Slack's schema.

Each misses things that another sees, so everything drawn is held against all three.
The schema lies beside the repository and is left out where it is not.
"""

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.blocks.posts import as_dicts
from bot.sandbox.validation import validate_message, validate_view

SCHEMA = Path(__file__).parents[2] / "shared" / "slack" / "blockkit.schema.json"
SURFACES = {"modal": "ModalView", "home": "HomeView"}


def check_message(text: str, blocks: Sequence[Block | Mapping[str, Any]]) -> None:
    """Fail unless Slack would post this, later updates included."""
    drawn = list(as_dicts([dict(b) if isinstance(b, Mapping) else b for b in blocks]))
    assert validate_message({"text": text, "blocks": drawn}) == []
    assert 0 < len(text) <= 4_000
    for block in drawn:
        _check_with_models(block)
        assert _complaints("KnownBlock", block) == []


def check_view(view: View | Mapping[str, Any]) -> None:
    """Fail unless Slack would open this modal or publish this Home."""
    drawn = view.to_dict() if isinstance(view, View) else dict(view)
    assert validate_view(drawn) == []
    for block in drawn["blocks"]:
        _check_with_models(block)
    View(**{key: value for key, value in drawn.items() if key != "type"}, type=drawn["type"])
    assert _complaints(SURFACES[drawn["type"]], drawn) == []


def check_everything_sent(journal: Iterable[Mapping[str, Any]]) -> int:
    """Hold each view and message in a sandbox's journal to the rules; return how many."""
    count = 0
    for entry in journal:
        for payload in (entry["payload"], entry["response"]):
            from_us = (entry["direction"] == "from_bot") == (payload is entry["payload"])
            if from_us and isinstance(payload, Mapping):
                count += _check_payload(payload)
    return count


def _check_payload(payload: Mapping[str, Any]) -> int:
    view, blocks = _read(payload.get("view")), _read(payload.get("blocks"))
    if view:
        check_view(view)
    if blocks:
        check_message(payload.get("text") or "", blocks)
    return bool(view) + bool(blocks)


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _check_with_models(block: Mapping[str, Any]) -> None:
    parsed = Block.parse(dict(block))
    assert parsed is not None, f"Slack's SDK does not know {block['type']}."
    parsed.to_dict()


def _complaints(definition: str, value: object) -> list[str]:
    judge = _judge(definition)
    return [] if judge is None else [error.message for error in judge.iter_errors(value)]


@functools.cache
def _judge(definition: str) -> jsonschema.Draft7Validator | None:
    if not SCHEMA.exists():
        return None
    definitions = json.loads(SCHEMA.read_text("utf-8"))["definitions"]
    return jsonschema.Draft7Validator(
        {"$ref": f"#/definitions/{definition}", "definitions": definitions}
    )
