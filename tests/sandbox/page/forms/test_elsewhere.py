"""Fields on the Home tab and in messages, and what axe finds in a form."""

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window
from tests.sandbox.page.forms.cases import CASES
from tests.sandbox.page.forms.slow_bot import SlowRecorder, opened, sends
from tests.sandbox.page.test_accessibility import faults
from tests.sandbox.server.forms.form_bot import Body, field, form, plain
from tests.sandbox.server.waiting import until

BLOCKS: list[Body] = [
    field("wanted", {"type": "plain_text_input"}, optional=True),
    field(
        "asked",
        {"type": "plain_text_input", "placeholder": plain("Find a customer")},
        dispatch_action=True,
    ),
]


def finds(page: Page, recorder: SlowRecorder) -> Body:
    page.get_by_label("Wanted").fill("chairs")
    asked = page.get_by_label("Asked")
    asked.press_sequentially("Acme")
    asked.press("Enter")
    until(lambda: recorder.actions)
    expect(asked).to_have_value("Acme")
    expect(page.get_by_label("Wanted")).to_have_value("chairs")
    (told,) = recorder.actions
    assert told["actions"][0]["value"] == "Acme"
    return told


def test_fields_on_the_home_tab_are_sent_on_enter(
    window: Window, client: WebClient, recorder: SlowRecorder
) -> None:
    client.views_publish(user_id="URAVI", view={"type": "home", "blocks": BLOCKS})
    page = window.opens(place="DRAVI", tab="home")

    told = finds(page, recorder)

    assert told["view"]["state"]["values"]["wanted"]["wanted"]["value"] == "chairs"


def test_fields_in_a_message_are_sent_on_enter(
    page: Page, client: WebClient, recorder: SlowRecorder
) -> None:
    client.chat_postMessage(channel="CSALES", text="Find a customer", blocks=BLOCKS)

    told = finds(page, recorder)

    assert told["state"]["values"]["wanted"]["wanted"]["value"] == "chairs"
    assert told["container"]["type"] == "message"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_form(
    page: Page, sandbox: Running, recorder: SlowRecorder, theme: str
) -> None:
    fields = [
        field(name, {**case.element, "placeholder": plain("Type here")})
        for name, case in CASES.items()
        if "date" not in name and "time" not in name
    ]
    recorder.sent = form("Form", *fields, field("file", {"type": "file_input"}))
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    shown = opened(page, sandbox)
    expect(shown.get_by_role("toolbar").first).to_be_visible()
    sends(shown)
    expect(shown.get_by_role("alert").first).to_be_visible()

    assert faults(page) == []
