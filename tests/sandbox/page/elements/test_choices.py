"""What people press and choose on the page arrives at the app in Slack's documented shapes.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window
from tests.sandbox.page.elements.chooser import (
    BLUE,
    ELEMENTS,
    GREEN,
    RED,
    TOWNS,
    Chooser,
    asked,
    bar,
    shown,
)
from tests.sandbox.server.waiting import until

Hand = Callable[[Locator], None]


def presses(name: str) -> Hand:
    return lambda where: where.get_by_role("button", name=name).click()


def ticks(name: str) -> Hand:
    return lambda where: where.get_by_label(name).check()


def picks(option: str, *, typing: str = "") -> Hand:
    def hand(where: Locator) -> None:
        field = where.get_by_role("combobox")
        field.click()
        if typing:
            field.press_sequentially(typing)
        found = where.page.get_by_role("listbox").get_by_role("option", name=option)
        found.click()

    return hand


def overflows(where: Locator) -> None:
    where.get_by_role("button", name="More actions").click()
    where.page.get_by_role("menuitem", name="Green").click()


def chosen(name: str, **value: Any) -> dict[str, Any]:
    return {"type": ELEMENTS[name]["type"], **value}


# element, what a person does, the action in a message, what stands in view.state.values
PRESSED: list[tuple[str, Hand, dict[str, Any]]] = [
    (
        "button",
        presses("Go"),
        {
            "type": "button",
            "text": {"type": "plain_text", "text": "Go :tada:"},
            "value": "7",
            "style": "primary",
        },
    ),
    (
        "link",
        presses("Docs"),
        {
            "type": "button",
            "text": {"type": "plain_text", "text": "Docs"},
            "url": "http://127.0.0.1:9/docs",
        },
    ),
    ("overflow", overflows, {"type": "overflow", "selected_option": GREEN}),
    (
        "feedback",
        presses("That was bad"),
        {
            "type": "feedback_buttons",
            "text": {"type": "plain_text", "text": "Bad"},
            "value": "bad",
        },
    ),
    (
        "icon",
        presses("Delete"),
        {
            "type": "icon_button",
            "icon": "trash",
            "text": {"type": "plain_text", "text": "Delete"},
            "value": "gone",
        },
    ),
]
CHOSEN: list[tuple[str, Hand, dict[str, Any]]] = [
    ("checkboxes", ticks("Red"), {"selected_options": [RED, GREEN]}),
    ("radio_buttons", ticks("Blue"), {"selected_option": BLUE}),
    ("static_select", picks("Blue"), {"selected_option": BLUE}),
    ("external_select", picks("Bern", typing="ber"), {"selected_option": TOWNS[1]}),
    ("users_select", picks("Maya", typing="may"), {"selected_user": "UMAYA"}),
    ("channels_select", picks("sales"), {"selected_channel": "CSALES"}),
    ("conversations_select", picks("random"), {"selected_conversation": "CRANDOM"}),
    ("multi_static_select", picks("Blue"), {"selected_options": [GREEN, BLUE]}),
    ("multi_external_select", picks("Köln", typing="k"), {"selected_options": [TOWNS[3]]}),
    ("multi_users_select", picks("Omar", typing="om"), {"selected_users": ["UMAYA", "UOMAR"]}),
    ("multi_channels_select", picks("sales"), {"selected_channels": ["CSALES"]}),
    ("multi_conversations_select", picks("sales"), {"selected_conversations": ["CSALES"]}),
]
TOLD_TOO = ("placeholder", "initial_option", "initial_options", "initial_users", "confirm")


@pytest.mark.parametrize(("name", "hand", "action"), PRESSED, ids=[each[0] for each in PRESSED])
def test_what_is_pressed_arrives_in_slacks_shape(
    page: Page, chooser: Chooser, name: str, hand: Hand, action: dict[str, Any]
) -> None:
    hand(shown(page, name))

    until(lambda: chooser.actions)
    told = chooser.actions[0]
    assert told.pop("action_ts")
    assert told == {"action_id": "chosen", "block_id": "bar", **action}


@pytest.mark.parametrize(("name", "hand", "value"), CHOSEN, ids=[each[0] for each in CHOSEN])
def test_what_is_chosen_in_a_message_arrives_in_slacks_shape(
    page: Page, chooser: Chooser, name: str, hand: Hand, value: dict[str, Any]
) -> None:
    hand(shown(page, name))

    until(lambda: chooser.states)
    told = chooser.actions[0]
    assert told.pop("action_ts")
    beside = {part: ELEMENTS[name][part] for part in TOLD_TOO if part in ELEMENTS[name]}
    place = {"action_id": "chosen", "block_id": "bar"}
    assert told == {**place, **beside, **chosen(name, **value)}
    assert chooser.states == [{"bar": {"chosen": chosen(name, **value)}}]


@pytest.mark.parametrize(("name", "hand", "value"), CHOSEN, ids=[each[0] for each in CHOSEN])
def test_what_is_chosen_in_a_form_arrives_in_slacks_shape(
    page: Page, chooser: Chooser, name: str, hand: Hand, value: dict[str, Any]
) -> None:
    hand(asked(page, name))
    page.get_by_role("button", name="Hand in").click()

    until(lambda: chooser.states)
    assert chooser.states == [{"bar": {"chosen": chosen(name, **value)}}]
    assert chooser.actions == []


def test_what_is_chosen_on_the_home_tab_arrives_in_slacks_shape(
    window: Window, sandbox: Running, chooser: Chooser
) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    client.views_publish(user_id="URAVI", view={"type": "home", "blocks": [bar("users_select")]})
    page = window.opens(place="DRAVI", tab="home")
    picks("Maya", typing="may")(page.locator("[data-block=bar]"))

    until(lambda: chooser.actions)
    told = chooser.actions[0]
    assert told.pop("action_ts")
    value = {"type": "users_select", "selected_user": "UMAYA"}
    assert told == {"action_id": "chosen", "block_id": "bar", **value}
    assert chooser.states == [{"bar": {"chosen": value}}]
    expect(page.get_by_role("combobox").last).to_have_value("Maya Lindqvist")
