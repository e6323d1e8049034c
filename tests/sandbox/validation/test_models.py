"""Blocks made with Slack's Python SDK pass, so that nobody is refused for its habits."""

from typing import Any

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    DatePickerElement,
    DividerBlock,
    EmailInputElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig, SlackFile
from slack_sdk.models.views import View

from bot.sandbox.validation import validate_blocks, validate_view

OPTIONS = [Option(text="Sale", value="sale"), Option(text="Return", value="return")]
CONFIRM = ConfirmObject(title="Sure?", text=MarkdownTextObject(text="*Gone* for good"))
ON_ENTER = DispatchActionConfig(trigger_actions_on=["on_enter_pressed"])

SHOWN = [
    HeaderBlock(text="Order 7"),
    SectionBlock(text="*Acme*", fields=["*Net*\n12", PlainTextObject(text="Waiting")]),
    SectionBlock(text="More", accessory=OverflowMenuElement(action_id="more", options=OPTIONS)),
    DividerBlock(),
    ContextBlock(elements=[MarkdownTextObject(text="by <@URAVI>")]),
    ActionsBlock(
        elements=[
            ButtonElement(
                text="Approve", action_id="approve", value="7", style="primary", confirm=CONFIRM
            ),
            StaticSelectElement(
                placeholder="Kind", action_id="kind", options=OPTIONS, initial_option=OPTIONS[0]
            ),
            DatePickerElement(action_id="due", initial_date="2026-11-23"),
        ]
    ),
    ImageBlock(slack_file=SlackFile(id="F1"), alt_text="Sales by week", title="Sales"),
]

ASKED = [
    PlainTextInputElement(action_id="note", multiline=True, max_length=300),
    EmailInputElement(action_id="email", placeholder="a@b.example"),
    NumberInputElement(
        action_id="quantity",
        is_decimal_allowed=False,
        min_value=1,
        initial_value="2",
        dispatch_action_config=ON_ENTER,
    ),
    ExternalDataSelectElement(action_id="customer", min_query_length=1, initial_option=OPTIONS[0]),
    ExternalDataMultiSelectElement(action_id="customers", max_selected_items=3),
    StaticMultiSelectElement(
        action_id="tags", option_groups=[OptionGroup(label="All", options=OPTIONS)]
    ),
    UserSelectElement(action_id="rep", initial_user="URAVI"),
    RadioButtonsElement(action_id="kind", options=OPTIONS, initial_option=OPTIONS[1]),
    CheckboxesElement(action_id="terms", options=OPTIONS),
    DatePickerElement(action_id="due"),
    TimePickerElement(action_id="hour", initial_time="09:00"),
]


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.type)
def test_what_the_sdk_shows_passes(block: Any) -> None:
    assert validate_blocks([block.to_dict()]) == []


@pytest.mark.parametrize("element", ASKED, ids=lambda element: element.type)
def test_what_the_sdk_asks_passes(element: Any) -> None:
    block = InputBlock(label="Field", hint="Say it", element=element, optional=True)
    view = View(
        type="modal",
        title=PlainTextObject(text="Form"),
        submit=PlainTextObject(text="Save"),
        close=PlainTextObject(text="Cancel"),
        callback_id="form",
        private_metadata="7",
        notify_on_close=True,
        blocks=[block],
    )

    assert validate_view(view.to_dict()) == []
