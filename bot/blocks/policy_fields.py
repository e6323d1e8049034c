"""Fields of the forms in which a policy is changed."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ExternalDataMultiSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.policies import Place
from bot.blocks.text import shorten


def several(
    block_id: str, label: str, source: str, chosen: Sequence[tuple[str, str]], most: int
) -> Block:
    return InputBlock(
        block_id=block_id,
        label=label,
        optional=True,
        element=ExternalDataMultiSelectElement(
            action_id=source,
            min_query_length=0,
            placeholder="Type a name",
            initial_options=[
                Option(text=shorten(text, 75), value=value) for value, text in chosen
            ] or None,
            max_selected_items=most,
        ),
    )  # fmt: skip


def select(
    block_id: str,
    label: str,
    options: Mapping[str, str],
    chosen: str | None,
    *,
    optional: bool = True,
) -> Block:
    made = {value: Option(text=text, value=value) for value, text in options.items()}
    return InputBlock(
        block_id=block_id,
        label=label,
        optional=optional,
        element=StaticSelectElement(
            action_id=block_id,
            options=list(made.values()),
            initial_option=made.get(chosen or ""),
        ),
    )


def text(
    block_id: str,
    label: str,
    value: str,
    example: str,
    *,
    hint: str | None = None,
    length: int = 30,
    optional: bool = True,
) -> Block:
    return InputBlock(
        block_id=block_id,
        label=label,
        hint=hint,
        optional=optional,
        element=PlainTextInputElement(
            action_id=block_id,
            initial_value=value[:3_000] or None,
            placeholder=example if example.startswith("Like") else f"Like {example}",
            max_length=max(length, min(len(value), 3_000)),
        ),
    )


def back() -> Block:
    back = ButtonElement(text="Back", action_id=ids.BACK_TO_RULE, value="back")
    return ActionsBlock(block_id="rule_back", elements=[back])


def view(callback_id: str, title: str, place: Place, blocks: Sequence[Block]) -> View:
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit="Done",
        close="Close",
        private_metadata=place.carried(),
        blocks=list(blocks),
    )
