"""Holds messages and views to Slack's rules: sizes, kinds, required and unknown parts, places.

The shapes are data (`blocks`, `elements`, `composition`, `figures`, `rich_text`), written in the
words of `specs`; what blocks may not do together is in `together`.
"""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.validation.messages import message_problems
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.surfaces import Surface
from bot.sandbox.validation.together import blocks_problems
from bot.sandbox.validation.views import view_problems

__all__ = [
    "Problem",
    "Surface",
    "error_name",
    "validate_blocks",
    "validate_message",
    "validate_view",
]

_NAMES = frozenset(
    (
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "markdown_text_conflict",
        "metadata_too_large",
        "msg_blocks_too_long",
        "only_one_table_allowed",
        "too_many_attachments",
        "view_too_large",
    )
)


def validate_message(payload: dict[str, Any]) -> list[Problem]:
    """What Slack would refuse in the arguments of `chat.postMessage`, lists and objects decoded.

    Looks at `blocks`, `attachments`, `markdown_text` and `metadata`; not at `text`, whose limits
    differ from method to method.
    """
    return list(message_problems(payload))


def validate_view(view: dict[str, Any]) -> list[Problem]:
    """What Slack would refuse in a modal or a Home tab, as an app sends it."""
    return list(view_problems(view, "/view"))


def validate_blocks(blocks: list[Any], surface: Surface = "message") -> list[Problem]:
    """What Slack would refuse in blocks alone."""
    return list(blocks_problems(blocks, "/blocks", surface))


def error_name(problems: Iterable[Problem], *, otherwise: str = "invalid_blocks") -> str:
    """The `error` of the answer: the first name that a problem bears, else `otherwise`."""
    return next((each.error for each in problems if each.error in _NAMES), otherwise)
