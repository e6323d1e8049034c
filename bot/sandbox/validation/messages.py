"""Messages: their blocks, attachments and metadata.

Limits: https://docs.slack.dev/reference/methods/chat.postMessage
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.validation.blocks import LONGEST_MARKDOWN
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.specs import Words
from bot.sandbox.validation.together import blocks_problems

MOST_ATTACHMENTS = 100

# Work Objects are looked at one by one, see `entities`, and have no size together.
# Slack names the error and not the size; eight thousand bytes is the smallest that is told.
LARGEST_METADATA = 8000

_EVENT_PARTS = frozenset(("event_type", "event_payload", "entities"))
_ATTACHMENT_PARTS = frozenset(
    (
        *("actions", "app_id", "app_unfurl_url", "author_icon", "author_link", "author_name"),
        *("author_subname", "blocks", "bot_id", "callback_id", "color", "fallback", "fields"),
        *("footer", "footer_icon", "image_url", "is_app_unfurl", "mrkdwn_in", "pretext"),
        *("preview", "text", "thumb_url", "title", "title_link", "ts"),
    )
)


def message_problems(payload: dict[str, Any]) -> Iterator[Problem]:
    """Everything wrong with what a message shows and carries; its `text` is the method's affair."""
    if payload.get("blocks") is not None:
        yield from blocks_problems(payload["blocks"], "/blocks", "message")
    if payload.get("attachments") is not None:
        yield from _attachments(payload["attachments"])
    if payload.get("markdown_text") is not None:
        yield from _markdown_text(payload)
    if payload.get("metadata") is not None:
        yield from _metadata(payload["metadata"])


def _markdown_text(payload: dict[str, Any]) -> Iterator[Problem]:
    yield from Words(LONGEST_MARKDOWN).problems(payload["markdown_text"], "/markdown_text")
    if payload.get("text") or payload.get("blocks"):
        yield Problem("/markdown_text", "markdown_text_conflict")


def _attachments(attachments: object) -> Iterator[Problem]:
    if not isinstance(attachments, list):
        yield Problem("/attachments", "must be an array")
        return
    if len(attachments) > MOST_ATTACHMENTS:
        yield Problem("/attachments", "too_many_attachments")
    for index, each in enumerate(attachments[:MOST_ATTACHMENTS]):
        yield from _attachment(each, f"/attachments/{index}")


def _attachment(attachment: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(attachment, dict):
        yield Problem(pointer, "must be an object")
        return
    for name in attachment.keys() - _ATTACHMENT_PARTS:
        yield Problem(pointer, f"invalid additional property: {name}")
    if "blocks" in attachment:
        yield from blocks_problems(attachment["blocks"], f"{pointer}/blocks", "message")


def _metadata(metadata: object) -> Iterator[Problem]:
    if not isinstance(metadata, dict):
        yield Problem("/metadata", "invalid_metadata_format")
        return
    for name in metadata.keys() - _EVENT_PARTS:
        yield Problem("/metadata", f"invalid additional property: {name}")
    event = {name: value for name, value in metadata.items() if name != "entities"}
    if event or "entities" not in metadata:
        yield from _event(metadata)
    if len(json.dumps(event, separators=(",", ":")).encode()) > LARGEST_METADATA:
        yield Problem("/metadata", "metadata_too_large")


def _event(metadata: dict[str, Any]) -> Iterator[Problem]:
    event, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event, str) or not event or not isinstance(payload, dict):
        yield Problem("/metadata", "invalid_metadata_format")
        return
    for name, value in payload.items():
        if not _is_flat(value):
            yield Problem(f"/metadata/event_payload/{name}", "invalid_metadata_schema")


def _is_flat(value: object) -> bool:
    match value:
        case str() | int() | float():
            return True
        case dict():
            return all(isinstance(each, str | int | float) for each in value.values())
        case list():
            return all(isinstance(each, dict) and _is_flat(each) for each in value)
    return False
