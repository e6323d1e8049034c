"""Each field of a form: what a person puts in, and what of it reaches the app."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.server import Running
from tests.sandbox.page.forms.cases import CASES, RICH, listed, rich, section, text
from tests.sandbox.page.forms.slow_bot import SlowRecorder, asking, opened, sends
from tests.sandbox.server.forms.form_bot import Body, field, form, values
from tests.sandbox.server.waiting import until


def test_what_is_put_in_reaches_the_app_as_slack_writes_it(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    blocks = [field(name, case.element) for name, case in CASES.items()]
    recorder.sent = {**form(), "blocks": blocks}
    shown = opened(page, sandbox)
    for name, case in CASES.items():
        case.fill(shown.locator(f'[data-block="{name}"]'))
    sends(shown)

    expect(shown).to_be_hidden()
    assert values(recorder.submitted[0]) == {name: case.told for name, case in CASES.items()}


@pytest.mark.parametrize(
    ("element", "empty"),
    [
        ({"type": "plain_text_input", "initial_value": "Old"}, {"value": None}),
        ({"type": "datepicker", "initial_date": "2026-11-23"}, {"selected_date": None}),
    ],
    ids=["text", "date"],
)
def test_an_optional_field_can_be_emptied(
    page: Page, sandbox: Running, recorder: SlowRecorder, element: Body, empty: dict[str, Any]
) -> None:
    recorder.sent = asking(element, optional=True)
    shown = opened(page, sandbox)
    expect(shown).to_contain_text("Asked (optional)")
    if element["type"] == "datepicker":
        shown.get_by_role("button", name="Clear Asked").click()
    else:
        shown.get_by_label("Asked").fill("")
    sends(shown)

    expect(shown).to_be_hidden()
    assert values(recorder.submitted[0])["asked"] == {"type": element["type"], **empty}


def test_formatted_words_that_the_app_gave_come_back_as_they_were(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    given = rich(
        section(
            text("For "),
            {"type": "user", "user_id": "UMAYA"},
            text(" in\n"),
            {"type": "channel", "channel_id": "CSALES"},
            text(": "),
            {
                "type": "link",
                "url": "https://acme.example",
                "text": "site",
                "style": {"bold": True},
            },
        ),
        listed("ordered", 0, "One"),
        listed("bullet", 1, "Half"),
        {**listed("ordered", 0, "Two"), "offset": 1},
        {"type": "rich_text_quote", "elements": [text("Agreed")]},
    )
    recorder.sent = asking({**RICH, "initial_value": given})
    shown = opened(page, sandbox)
    paper = shown.get_by_role("textbox", name="Asked")
    expect(paper).to_contain_text("For @Maya Lindqvist in")
    expect(paper).to_contain_text("#sales: site")
    paper.press("Control+End")
    paper.press_sequentially("!")
    sends(shown)

    expect(shown).to_be_hidden()
    given["elements"][-1]["elements"][0]["text"] = "Agreed!"
    assert values(recorder.submitted[0])["asked"]["rich_text_value"] == given


WRONG: dict[str, tuple[Body, str, str]] = {
    "nothing": ({"type": "plain_text_input"}, "", "Please complete this required field."),
    "e-mail": (
        {"type": "email_text_input"},
        "ann at acme",
        "Please enter a valid email address.",
    ),
    "link": ({"type": "url_text_input"}, "acme", "Please enter a valid URL."),
    "number": (
        {"type": "number_input", "is_decimal_allowed": False},
        "two",
        "Please enter a number.",
    ),
    "a part": (
        {"type": "number_input", "is_decimal_allowed": False},
        "1.5",
        "Please enter a whole number.",
    ),
    "too much": (
        {"type": "number_input", "is_decimal_allowed": False, "max_value": "10"},
        "11",
        "Please enter a number of at most 10.",
    ),
    "too short": (
        {"type": "plain_text_input", "min_length": 5},
        "four",
        "Please enter at least 5 characters.",
    ),
    "too long": (
        {"type": "plain_text_input", "max_length": 5},
        "sixsix",
        "Please enter at most 5 characters.",
    ),
}


def test_what_cannot_be_sent_is_marked_before_the_app_hears_of_it(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    blocks = [field(name, element) for name, (element, _, _) in WRONG.items()]
    recorder.sent = {**form(), "blocks": blocks}
    shown = opened(page, sandbox)
    for name, (_, typed, _) in WRONG.items():
        shown.get_by_label(name.title(), exact=True).fill(typed)
    sends(shown)

    for name, (_, typed, words) in WRONG.items():
        expect(shown.locator(f'[data-block="{name}"]').get_by_role("alert")).to_have_text(words)
        asked = shown.get_by_label(name.title(), exact=True)
        expect(asked).to_have_attribute("aria-invalid", "true")
        expect(asked).to_have_accessible_description(re.compile(f"^{words}"))
        expect(asked).to_have_value(typed)
    expect(shown.get_by_label("Nothing")).to_be_focused()
    assert recorder.submitted == []


def test_characters_are_counted_where_few_are_left(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.sent = asking({"type": "plain_text_input", "max_length": 20})
    shown = opened(page, sandbox)
    asked = shown.get_by_label("Asked")
    asked.fill("Short")
    expect(shown.get_by_role("status")).to_have_text("")
    asked.fill("Seventeen letters")
    expect(shown.get_by_role("status")).to_have_text("3 characters left")
    asked.fill("Twenty-one characters")
    expect(shown.get_by_role("status")).to_have_text("1 character too many")


def test_the_app_hears_of_letters_once_the_typist_rests(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    events = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    recorder.sent = asking({"type": "plain_text_input", **events}, dispatch_action=True)
    shown = opened(page, sandbox)
    # A crowded machine types with pauses of its own; here none passes before the rest.
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + 60)
    shown.get_by_label("Asked").press_sequentially("ch")
    page.clock.run_for(300)
    shown.get_by_label("Asked").press_sequentially("airs")
    page.clock.run_for(1_000)
    until(lambda: recorder.actions)

    expect(shown.get_by_label("Asked")).to_have_value("chairs")
    (action,) = [told["actions"][0] for told in recorder.actions]
    assert action == {
        "type": "plain_text_input",
        "block_id": "asked",
        "action_id": "asked",
        "value": "chairs",
        "action_ts": action["action_ts"],
    }


def test_the_field_that_asks_for_it_has_the_focus(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.sent = asking({"type": "email_text_input", "focus_on_load": True})
    shown = opened(page, sandbox)

    expect(shown.get_by_label("Asked")).to_be_focused()
