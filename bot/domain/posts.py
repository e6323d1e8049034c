"""Messages on their way to Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Placement(StrEnum):
    """Where a file goes: a picture inside the message, or a file in its thread."""

    MESSAGE = "message"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class PostFile:
    """A file of a post.

    A picture is shown where the blocks hold an image block whose `slack_file` id is
    FILE_PLACEHOLDER; it gets the real id when it has been uploaded.
    """

    placement: Placement
    name: str
    content: bytes
    alt_text: str = ""


EARLIER = ":earlier"
# Stands in an image block until the upload has given the picture its id.
FILE_PLACEHOLDER = "FILE"


@dataclass(frozen=True, slots=True)
class Post:
    """A message for a channel, or (a user id as `destination`) for somebody's direct messages.

    `key` makes it unique in the workspace: adding it twice sends it once. `subject`
    says what it shows ("order:12") at which `revision`, so that it can be kept true.
    """

    key: str
    destination: str
    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    subject: str | None = None
    revision: int = 0
    files: tuple[PostFile, ...] = ()


def order_subject(order_id: int, *, own: bool = False) -> str:
    """Name what an order's cards show; `own` for the card of whom the order belongs to."""
    return f"order:{order_id}:own" if own else f"order:{order_id}"


def seen_subject(order_id: int) -> str:
    """Name what the cards show of those who were asked once, and are no longer."""
    return f"order:{order_id}:seen"


def opinion_subject(order_id: int) -> str:
    """Name what the cards show of those who are asked only what they think."""
    return f"order:{order_id}:opinion"


def earlier_subject(order_id: int) -> str:
    """Name what cards show of which a newer one stands in the same place."""
    return f"order:{order_id}{EARLIER}"
