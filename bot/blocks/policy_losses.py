"""Whom the policy in force asks no longer, told to those who keep it."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import SectionBlock

from bot.blocks.order_words import fitting
from bot.blocks.posts import post
from bot.domain.posts import Post

MOST_TOLD, LINE_LENGTH = 5, 400


def losses_text(losses: Sequence[str]) -> str:
    """Say what each rule has lost, a line each, and where that is mended."""
    lines = [fitting(each, LINE_LENGTH) for each in losses[:MOST_TOLD]]
    if len(losses) > MOST_TOLD:
        lines.append(f"… and {len(losses) - MOST_TOLD} more like it.")
    lines[-1] += " Name somebody else: `/crm settings`."
    return "\n".join(lines)


def losses_post(losses: Sequence[str], to: str, why: str | None, at: datetime) -> Post:
    """Tell an admin; `why` is for what befell all user groups at once."""
    said = f"User groups are {why}.\n" if why else ""
    text = (
        ":warning: The approval policy asks somebody who is no longer there. Orders that wait"
        f" have been passed on.\n{said}{losses_text(losses)}"
    )
    return post(f"losses:{at.isoformat()}:{to}", to, text, [SectionBlock(text=text)])
