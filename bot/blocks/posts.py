"""Posts out of blocks."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from slack_sdk.models.blocks import Block

from bot.domain.posts import Post, PostFile

TEXT_LENGTH = 4_000

Card: TypeAlias = list[Block]


def as_dicts(blocks: Sequence[Block | dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return the blocks as Slack takes them; the models check their limits here."""
    return tuple(block.to_dict() if isinstance(block, Block) else block for block in blocks)


def post(
    key: str,
    destination: str,
    text: str,
    blocks: Sequence[Block | dict[str, Any]],
    *,
    subject: str | None = None,
    revision: int = 0,
    files: Sequence[PostFile] = (),
) -> Post:
    """Return a post whose text is cut to what Slack lets us update later."""
    return Post(
        key, destination, text[:TEXT_LENGTH], as_dicts(blocks), subject, revision, tuple(files)
    )
