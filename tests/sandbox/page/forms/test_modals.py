"""Modals on the page: sending, failing, updating, the stack, the phone."""

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.sandbox.person import Refused
from bot.sandbox.server import Running
from tests.sandbox.page.conftest import PHONE, Window, everywhere
from tests.sandbox.page.forms.slow_bot import SlowRecorder, opened, sends
from tests.sandbox.server.forms.form_bot import field, form, plain
from tests.sandbox.server.waiting import until

TROUBLE = "We had some trouble connecting. Try again?"
# Slack waits three.
TOO_LONG_SECONDS = 3.2

SCROLLED = """node => {
    while (!node.scrollTop && node.parentElement) node = node.parentElement;
    return node.scrollTop;
}"""

DEEPER = {
    "type": "actions",
    "block_id": "deeper",
    "elements": [{"type": "button", "action_id": "deeper", "text": plain("Deeper")}],
}


@pytest.mark.parametrize("twice", ["presses Send", "presses Enter"])
def test_who_presses_twice_sends_once(
    page: Page, sandbox: Running, recorder: SlowRecorder, twice: str
) -> None:
    recorder.seconds_to_submit = 0.6
    shown = opened(page, sandbox)
    name = shown.get_by_label("Name")
    name.fill("Ann")
    if twice == "presses Enter":
        name.press("Enter")
        name.press("Enter")
    else:
        shown.get_by_role("button", name="Send").dblclick()
    expect(shown.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")

    expect(shown).to_be_hidden()
    assert len(recorder.submitted) == 1


def test_a_form_that_no_answer_came_for_says_so_and_can_be_sent_again(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.seconds_to_submit = TOO_LONG_SECONDS
    shown = opened(page, sandbox)
    shown.get_by_label("Name").fill("Ann")
    sends(shown)
    expect(shown.get_by_role("alert")).to_have_text(TROUBLE)
    expect(shown.get_by_label("Name")).to_have_value("Ann")
    expect(page.get_by_text(TROUBLE)).to_have_count(1)

    recorder.seconds_to_submit = 0
    sends(shown)

    expect(shown).to_be_hidden()
    assert recorder.submitted[1]["view"]["state"]["values"]["name"]["name"]["value"] == "Ann"


@everywhere
def test_what_the_app_finds_wrong_stands_at_its_field(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.sent = form("Form", field("city", {"type": "plain_text_input"}))
    recorder.answer = {"response_action": "errors", "errors": {"city": "There is no such city."}}
    shown = opened(page, sandbox)
    shown.get_by_label("Name").fill("Ann")
    shown.get_by_label("City").fill("Atlantis")
    sends(shown)

    expect(shown.get_by_role("alert")).to_have_text("There is no such city.")
    expect(shown.get_by_label("City")).to_be_focused()
    expect(shown.get_by_label("City")).to_have_accessible_description("There is no such city.")
    expect(shown.get_by_label("Name")).to_have_value("Ann")

    recorder.answer = {}
    shown.get_by_label("City").fill("Berlin")
    sends(shown)
    expect(shown).to_be_hidden()


def test_a_form_that_the_app_changes_leaves_the_typist_alone(
    page: Page, sandbox: Running, recorder: SlowRecorder, client: WebClient
) -> None:
    many = [field(f"more{n}", {"type": "plain_text_input"}, optional=True) for n in range(12)]
    recorder.sent = form("Form", *many)
    shown = opened(page, sandbox)
    last = shown.get_by_label("More11")
    last.press_sequentially("ab")
    last.press("ArrowLeft")
    shown.get_by_label("Name").evaluate("node => { node.dataset.same = 'yes' }")
    before = last.evaluate(SCROLLED)
    view = sandbox.person("URAVI").modal()["id"]
    changed = [
        field(f"more{n}", {"type": "plain_text_input", "initial_value": "new"}, optional=True)
        for n in range(12)
    ]
    client.views_update(view_id=view, view=form("Changed", *changed))
    now = page.get_by_role("dialog", name="Changed")
    expect(now).to_be_visible()

    expect(now.get_by_label("More11")).to_be_focused()
    now.get_by_label("More11").press("x")
    expect(now.get_by_label("More11")).to_have_value("axb")
    assert now.get_by_label("More11").evaluate(SCROLLED) == before > 0
    # the very same field, so that no press is lost between two drawings
    expect(now.get_by_label("Name")).to_have_attribute("data-same", "yes")


def test_the_stack_is_three_deep_and_goes_back(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.sent = form("First", DEEPER)
    first = opened(page, sandbox, "First")
    first.get_by_label("Name").fill("Ann")
    for title in ("Second", "Third"):
        recorder.sent = form(title, DEEPER)
        page.get_by_role("button", name="Deeper").click()
        expect(page.get_by_role("dialog", name=title)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(1)

    page.get_by_role("dialog", name="Third").get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    page.keyboard.press("Escape")
    expect(first).to_be_visible()
    expect(first.get_by_label("Name")).to_have_value("Ann")
    expect(first.get_by_role("button", name="Back")).to_have_count(0)
    expect(first.get_by_role("button", name="Deeper")).to_be_focused()
    first.get_by_role("button", name="Close dialog").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_closing_clears_all_where_the_app_asked_for_it(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.sent = form("First", DEEPER)
    first = opened(page, sandbox, "First")
    recorder.sent = form("Second", clear_on_close=True, notify_on_close=True, close=plain("Stop"))
    first.get_by_role("button", name="Deeper").click()
    page.get_by_role("dialog", name="Second").get_by_role("button", name="Stop").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    until(lambda: recorder.closed)
    assert recorder.closed[0]["is_cleared"] is True


def test_a_form_that_comes_too_late_never_appears(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.seconds_to_open = TOO_LONG_SECONDS
    failure = '/form failed with the error "operation_timeout"'
    with pytest.raises(Refused, match=failure):
        sandbox.person("URAVI").types("/form")
    until(lambda: recorder.refused)

    assert recorder.refused == ["expired_trigger_id"]
    expect(page.get_by_text(failure).first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_form_without_anything_to_send_is_not_sent(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    day = {"type": "datepicker", "action_id": "asked", "placeholder": plain("Day")}
    actions = {"type": "actions", "elements": [day]}
    recorder.sent = {"type": "modal", "title": plain("Form"), "blocks": [actions]}
    shown = opened(page, sandbox)
    expect(shown.get_by_role("button", name="Send")).to_have_count(0)
    shown.get_by_label("Day").press("Enter")
    expect(shown.get_by_role("alert")).to_have_count(0)

    shown.get_by_role("button", name="Close", exact=True).click()
    expect(shown).to_be_hidden()
    assert recorder.submitted == []


def test_a_form_can_wait_with_its_button_until_something_is_filled_in(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.sent = form(submit_disabled=True)
    shown = opened(page, sandbox)

    expect(shown.get_by_role("button", name="Send")).to_be_disabled()
    shown.get_by_label("Name").fill("Ann")
    expect(shown.get_by_role("button", name="Send")).to_be_enabled()


@pytest.mark.parametrize("window", [PHONE], ids=["phone"], indirect=True)
def test_a_form_covers_the_phone_and_its_button_stays_in_reach(
    window: Window, sandbox: Running, recorder: SlowRecorder
) -> None:
    many = [field(f"more{n}", {"type": "plain_text_input"}, optional=True) for n in range(12)]
    recorder.sent = form("Form", *many)
    page = window.opens()
    shown = opened(page, sandbox)
    # the keyboard takes the lower half
    page.set_viewport_size({"width": 390, "height": 420})
    shown.get_by_label("More11").tap()

    expect(shown.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    expect(shown.get_by_label("More11")).to_be_in_viewport()
    box = shown.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
