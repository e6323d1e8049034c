"""Choices of menus, and the menu that several forms share."""

from typing import Final

from slack_sdk.models.blocks import (
    Block,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextObject,
)

from bot.blocks import ids
from bot.blocks.text import shorten

# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
OPTION_LENGTH: Final = 75


def option(text: str, value: str) -> Option:
    """Return a choice; names keep their colons, which would else become pictures."""
    return Option(text=PlainTextObject(text=shorten(text, OPTION_LENGTH), emoji=False), value=value)


def customer_menu(block_id: str, chosen: tuple[int, str] | None) -> Block:
    """Ask for a customer by type-ahead; `chosen` is the id and name of the one known already."""
    return InputBlock(
        block_id=block_id,
        label="Customer",
        element=ExternalDataSelectElement(
            action_id=ids.CUSTOMER_OPTIONS,
            placeholder="Type a part of the name",
            # Before a letter is typed, those whom one last had to do with.
            min_query_length=0,
            initial_option=option(chosen[1], str(chosen[0])) if chosen else None,
        ),
    )
