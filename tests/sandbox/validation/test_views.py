"""Modals and the Home tab."""

from typing import Any

import pytest

from bot.sandbox.validation import Problem, error_name, validate_view
from tests.sandbox.validation.samples import (
    TEXT_INPUT,
    asks,
    home,
    modal,
    mrkdwn,
    pie,
    plain,
    section,
    table,
)


def test_a_modal_and_a_home_tab_pass() -> None:
    assert validate_view(modal(asks(TEXT_INPUT), private_metadata="", callback_id="order")) == []
    assert validate_view(home(section())) == []


def test_a_modal_that_asks_needs_a_way_to_answer() -> None:
    view = modal(asks(TEXT_INPUT))
    del view["submit"]

    assert validate_view(view) == [Problem("/view", "missing required field: submit")]


def test_a_modal_that_only_tells_needs_none() -> None:
    view = modal(section())
    del view["submit"]

    assert validate_view(view) == []


@pytest.mark.parametrize(
    ("view", "where", "why"),
    [
        (modal(section(), title=plain("x" * 25)), "/title/text", "must be less than 25 characters"),
        (modal(section(), title=mrkdwn()), "/title/type", "unsupported type: mrkdwn"),
        (
            modal(section(), submit=plain("x" * 25)),
            "/submit/text",
            "must be less than 25 characters",
        ),
        (
            modal(section(), private_metadata="x" * 3001),
            "/private_metadata",
            "must be less than 3001 characters",
        ),
        (
            modal(section(), callback_id="x" * 256),
            "/callback_id",
            "must be less than 256 characters",
        ),
        (modal(section(), state={}), "", "invalid additional property: state"),
        (modal(), "/blocks", "no less than 1 items allowed"),
        (modal(*[section()] * 101), "/blocks", "no more than 100 items allowed"),
        (modal(table()), "/blocks/0/type", "unsupported type: table"),
        (modal(pie()), "/blocks/0/type", "unsupported type: data_visualization"),
        (home(pie()), "/blocks/0/type", "unsupported type: data_visualization"),
        (home({"type": "alert", "text": plain()}), "/blocks/0/type", "unsupported type: alert"),
        (home(section(), submit=plain()), "", "invalid additional property: submit"),
        ({"type": "wizard", "blocks": []}, "/type", "unsupported type: wizard"),
    ],
)
def test_a_fault_in_a_view_is_named_with_its_place(
    view: dict[str, Any], where: str, why: str
) -> None:
    assert Problem(f"/view{where}", why) in validate_view(view)


def test_a_hundred_blocks_fill_a_modal() -> None:
    assert validate_view(modal(*[section()] * 100)) == []


def test_a_view_has_a_size() -> None:
    found = validate_view(modal(*[section("x" * 3000)] * 84))

    assert error_name(found, otherwise="invalid_arguments") == "view_too_large"


def test_a_view_that_is_no_object_is_refused() -> None:
    bare: Any = "modal"

    assert validate_view(bare) == [Problem("/view", "must be an object")]
