"""Whole messages: counts, what may not stand together, metadata and attachments."""

from typing import Any

import pytest

from bot.sandbox.validation import Problem, error_name, validate_blocks, validate_message
from tests.sandbox.validation.samples import (
    SELECT,
    TEXT_INPUT,
    actions,
    asks,
    button,
    data_table,
    pie,
    plain,
    section,
    table,
)

FOCUSED = {**TEXT_INPUT, "focus_on_load": True}


def test_fifty_blocks_make_a_message_and_no_more() -> None:
    assert validate_message({"blocks": [section()] * 50}) == []
    assert validate_message({"blocks": [section()] * 51}) == [
        Problem("/blocks", "no more than 50 items allowed")
    ]


def test_blocks_must_be_a_list() -> None:
    assert validate_message({"blocks": "[]"}) == [Problem("/blocks", "must be an array")]


def test_a_text_alone_is_no_fault() -> None:
    assert validate_message({"channel": "CSALES", "text": "Hello"}) == []


def test_a_block_id_stands_once_in_a_message() -> None:
    twice = [section(block_id="order"), section(block_id="order")]

    assert validate_message({"blocks": twice}) == [
        Problem("/blocks/1/block_id", "block_id already exists: order")
    ]


def test_an_action_id_may_stand_in_two_blocks() -> None:
    assert validate_message({"blocks": [actions(button()), actions(button())]}) == []


@pytest.mark.parametrize("second", [table(), data_table()])
def test_a_message_shows_one_table(second: dict[str, Any]) -> None:
    found = validate_message({"blocks": [table(), second]})

    assert found == [Problem("/blocks/1", "only_one_table_allowed")]
    assert error_name(found) == "only_one_table_allowed"


def test_a_message_shows_two_charts() -> None:
    assert validate_message({"blocks": [pie(), pie()]}) == []
    assert [each.pointer for each in validate_message({"blocks": [pie()] * 3})] == ["/blocks/2"]


def test_all_blocks_together_have_a_ceiling() -> None:
    assert validate_message({"blocks": [section("x" * 2640)] * 5}) == []
    found = validate_message({"blocks": [*[section("x" * 2640)] * 5, section("!")]})

    assert found == [Problem("/blocks", "msg_blocks_too_long")]
    assert error_name(found) == "msg_blocks_too_long"


def test_markdown_counts_over_all_its_blocks() -> None:
    half = {"type": "markdown", "text": "x" * 6001}

    assert validate_message({"blocks": [half]}) == []
    assert validate_message({"blocks": [half, half]}) == [
        Problem("/blocks", "markdown blocks must be less than 12001 characters in all")
    ]


def test_markdown_text_stands_alone() -> None:
    assert validate_message({"markdown_text": "# Sales"}) == []
    found = validate_message({"markdown_text": "# Sales", "text": "Sales"})
    assert error_name(found) == "markdown_text_conflict"


@pytest.mark.parametrize("element", ["email_text_input", "url_text_input", "file_input"])
def test_some_inputs_stand_in_modals_only(element: str) -> None:
    block = asks({"type": element})

    assert validate_blocks([block], "modal") == []
    assert validate_blocks([block], "message") == [
        Problem("/blocks/0/element/type", f"unsupported type: {element}")
    ]


def test_only_one_element_has_the_focus() -> None:
    found = validate_blocks([asks(FOCUSED), asks(FOCUSED)], "modal")

    assert [each.pointer for each in found] == ["/blocks/1/element/focus_on_load"]


def test_a_response_url_is_asked_for_in_modals_only() -> None:
    menu = {"type": "channels_select", "response_url_enabled": True}

    assert validate_blocks([asks(menu)], "modal") == []
    assert validate_blocks([asks(menu)], "message") != []


def test_no_more_is_chosen_at_first_than_may_be() -> None:
    menu = {**SELECT, "type": "multi_static_select", "max_selected_items": 1}
    chosen = {**menu, "initial_options": SELECT["options"][:2]}

    assert validate_blocks([asks(menu)]) == []
    assert [each.error for each in validate_blocks([asks(chosen)])] == [
        "no more than 1 items allowed"
    ]


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ({"event_type": "order", "event_payload": {"id": 7, "lines": [{"n": 1}]}}, None),
        ({"entities": [{"entity_type": "slack#/entities/item"}]}, None),
        ({"event_type": "order"}, "invalid_metadata_format"),
        ("order", "invalid_metadata_format"),
        (
            {"event_type": "order", "event_payload": {"deep": {"er": {}}}},
            "invalid_metadata_schema",
        ),
        (
            {"event_type": "order", "event_payload": {"words": "x" * 8000}},
            "metadata_too_large",
        ),
        ({"event_type": "order", "event_payload": {}, "secret": 1}, "invalid_blocks"),
    ],
)
def test_metadata_is_small_and_flat(metadata: object, error: str | None) -> None:
    found = validate_message({"text": "Hello", "metadata": metadata})

    assert (error_name(found) if found else None) == error


def test_blocks_in_attachments_are_held_to_the_same_rules() -> None:
    good = {"color": "#36a64f", "blocks": [section()]}

    assert validate_message({"attachments": [good]}) == []
    assert validate_message({"attachments": [{"blocks": [{"type": "divider", "x": 1}]}]}) == [
        Problem("/attachments/0/blocks/0", "invalid additional property: x")
    ]
    assert error_name(validate_message({"attachments": [good] * 101})) == "too_many_attachments"
    assert validate_message({"attachments": [plain()]}) == [
        Problem("/attachments/0", "invalid additional property: type")
    ]
