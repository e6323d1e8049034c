"""Slack's own samples, and what differs from them.

They lie beside the repository (`../shared/slack`); tests that need them are skipped without.
"""

import json
from collections import ChainMap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[3].parent / "shared" / "slack"

# A form that the tests of answers and of payloads open.
MODAL = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "initial_value": "Ann"},
        }
    ],
}

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"Slack's samples are not there: {SAMPLES}"
)

# Contents are free (blocks are checked elsewhere), or are keyed by ids.
FREE = frozenset(("blocks", "attachments", "event_payload", "values", "public", "private", "state"))
# Slack answers these; the samples, read off a typed library, leave them out.
UNSAMPLED = frozenset(
    (
        "/members/profile/bot_id",
        "/members/profile/api_app_id",
        "/channel/priority",
        "/view/blocks",
        "/callback_id",
        "/response_urls",
        "/event/app_id",
        "/revoked",
    )
)


def mismatches(found: Any, sample: Any, pointer: str = "") -> Iterator[str]:
    """What is answered but not in the sample, or is of another kind there."""
    match found, sample:
        case dict(), dict():
            for key, value in found.items():
                below = f"{pointer}/{key}"
                if below not in UNSAMPLED and key not in FREE:
                    yield from in_object(value, sample, key, below)
        case list(), list():
            for each in found if sample else ():
                yield from mismatches(each, sample[0], pointer)
        case _ if found is not None and kind(found) is not kind(sample):
            yield f"{pointer} is {found!r} where Slack has {sample!r}"


def in_object(value: Any, sample: Any, key: str, pointer: str) -> Iterator[str]:
    if key in sample:
        yield from mismatches(value, sample[key], pointer)
    else:
        yield f"{pointer} is not in Slack's sample"


def kind(value: Any) -> type:
    return float if type(value) is int else type(value)


@cache
def read(kind: str, name: str) -> Any:
    return json.loads((SAMPLES / kind / f"{name}.json").read_text("utf-8"))


def sample(kind: str, name: str) -> Any:
    """Messages and files inside are as the fullest samples have them: they differ in age."""
    found = read(kind, name)
    if "message" in found and "channel" in found:
        found = found | {"message": found["message"] | full_message()}
    if kind == "events":
        event = found["event"] | {"files": [read("api", "files.info")["file"]]}
        for part in ("message", "previous_message"):
            event |= {part: full_message()} if part in event else {}
        found = found | {"event": event | ({"user_team": "", "team": ""})}
    return found


def full_message() -> Any:
    messages = ("conversations.history", "conversations.replies")
    return dict(ChainMap(*(read("api", name)["messages"][0] for name in messages)))
