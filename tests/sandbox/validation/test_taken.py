"""What Slack takes though its own types or its SDK do not name it."""

from typing import Any

import pytest

from bot.sandbox.validation import Problem, validate_blocks
from tests.sandbox.validation.samples import button, options, plain, rich_text, section, table


def container(**more: Any) -> dict[str, Any]:
    return {"type": "container", "title": plain(), "child_blocks": [section()], **more}


# Each of these Slack takes, though one of its own lists does not name it.
TAKEN = {
    "a list that goes on counting": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "ordered",
                "offset": 4,
                "elements": [{"type": "rich_text_section", "elements": []}],
            }
        ],
    },
    "code that names its language": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_preformatted",
                "language": "python",
                "elements": [{"type": "text", "text": "1 + 1"}],
            }
        ],
    },
    "a container with two titles": container(rich_text_title=rich_text()),
    "a column left as it is": {**table(), "column_settings": [None, {"align": "right"}]},
    "cards with the same button": {
        "type": "carousel",
        "elements": [{"type": "card", "actions": [button("order")]} for _ in range(2)],
    },
    "a service to connect": {
        "type": "auth_provider",
        "value": "ledger",
        "name": plain("Ledger"),
        "is_connected": True,
        "accessory": {"type": "overflow", "action_id": "more", "options": options(2)},
    },
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_slack_takes_is_not_refused(name: str) -> None:
    assert validate_blocks([TAKEN[name]]) == []


def test_a_container_needs_a_title() -> None:
    untitled = {"type": "container", "child_blocks": [section()]}

    assert validate_blocks([untitled]) == [
        Problem("/blocks/0", "missing required field: title or rich_text_title")
    ]


def test_a_card_may_not_have_the_same_button_twice() -> None:
    card = {"type": "card", "actions": [button("order"), button("order")]}

    assert validate_blocks([{"type": "carousel", "elements": [card]}]) == [
        Problem("/blocks/0/elements/0/actions/1/action_id", "action_id already exists: order")
    ]
