"""Buttons as a person meets them: questions, waiting, failures, feedback."""

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.elements.chooser import ELEMENTS, Chooser, asked, shown
from tests.sandbox.page.hands import says
from tests.sandbox.page.test_accessibility import faults
from tests.sandbox.server.waiting import until

SILENCE = "Chooser is not responding. Please try again."


def test_a_double_click_tells_the_app_once(page: Page, chooser: Chooser) -> None:
    shown(page, "button").get_by_role("button", name="Go").dblclick()
    shown(page, "icon").get_by_role("button", name="Delete").click()

    until(lambda: len(chooser.actions) > 1)
    assert [each["type"] for each in chooser.actions] == ["button", "icon_button"]


def test_a_button_waits_for_a_silent_app_and_says_so_and_can_be_pressed_again(
    page: Page, chooser: Chooser
) -> None:
    chooser.silent = True
    button = shown(page, "silent").get_by_role("button", name="Wait")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click(force=True)
    expect(button).to_have_accessible_description(SILENCE)
    expect(button).to_have_attribute("aria-busy", "false")
    assert len(chooser.actions) == 1

    chooser.silent = False
    button.click()
    until(lambda: len(chooser.actions) > 1)
    expect(button).to_have_accessible_description("")


def test_a_silent_app_holds_up_nothing_but_its_own_button(page: Page, chooser: Chooser) -> None:
    chooser.silent = True
    shown(page, "silent").get_by_role("button", name="Wait").click()
    says(page, "Meanwhile we talk")

    # sooner than the three seconds for which the app is waited for
    expect(page.get_by_role("article").filter(has_text="Meanwhile")).to_be_visible(timeout=2_500)
    expect(page.get_by_role("button", name="Wait")).to_have_attribute("aria-busy", "true")


def test_a_button_may_ask_first(page: Page, chooser: Chooser) -> None:
    button = shown(page, "sure").get_by_role("button", name="Delete")
    button.click()
    question = page.get_by_role("alertdialog", name="Really?")
    expect(question).to_contain_text("This cannot be undone.")
    question.get_by_role("button", name="Leave it").click()
    expect(question).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    assert chooser.actions == []

    button.click()
    question.get_by_role("button", name="Do it").click()
    until(lambda: chooser.actions)


def test_a_refused_question_leaves_the_choice_as_it_was(page: Page, chooser: Chooser) -> None:
    colours = shown(page, "sure_radio")
    colours.get_by_label("Blue").click()
    page.get_by_role("button", name="Leave it").click()
    expect(colours.get_by_label("Green")).to_be_checked()

    menu = shown(page, "sure_select").get_by_role("combobox")
    menu.click()
    page.get_by_role("listbox").get_by_role("option", name="Blue").click()
    page.get_by_role("button", name="Leave it").click()
    expect(menu).to_have_value("Green")
    assert chooser.actions == []


def test_a_question_stands_over_a_form_and_gives_it_back(page: Page, chooser: Chooser) -> None:
    colours = asked(page, "sure_radio")
    colours.get_by_label("Blue").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Do it").click()
    expect(colours.get_by_label("Blue")).to_be_checked()
    page.get_by_role("button", name="Hand in").click()
    until(lambda: chooser.states)
    assert chooser.states[0]["bar"]["chosen"]["selected_option"]["value"] == "blue"


def test_a_button_with_an_address_opens_it_in_a_tab_of_its_own(
    page: Page, window: Window, chooser: Chooser
) -> None:
    window.context.route("**/docs", lambda route: route.fulfill(body="Documentation"))
    with page.expect_popup() as opened:
        shown(page, "link").get_by_role("button", name="Docs").click()
    expect(opened.value.locator("body")).to_contain_text("Documentation")
    opened.value.close()
    until(lambda: chooser.actions)


def test_a_workflow_button_says_that_nothing_runs_workflows_here(
    page: Page, chooser: Chooser
) -> None:
    button = shown(page, "workflow").get_by_role("button", name="Start it")
    button.click()
    expect(button).to_have_accessible_description(
        "This button starts a workflow, and the sandbox runs none."
    )
    assert chooser.actions == []


def test_feedback_stays_visible_for_whoever_gave_it(window: Window, chooser: Chooser) -> None:
    page = window.opens()
    shown(page, "feedback").get_by_role("button", name="Good").click()
    until(lambda: chooser.actions)
    assert chooser.states == [{}]
    page.reload()
    good = page.get_by_role("button", name="Good")
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="That was bad")).to_have_attribute(
        "aria-pressed", "false"
    )
    theirs = window.opens("UMAYA").get_by_role("button", name="Good")
    expect(theirs).to_have_attribute("aria-pressed", "false")


def test_an_icon_button_shows_only_to_those_it_is_for(window: Window, chooser: Chooser) -> None:
    page = window.opens()
    says(page, "/show for_maya")
    bar = page.locator("[data-block=bar]")
    expect(bar).to_be_attached()
    expect(bar.get_by_role("button", name="Delete")).to_have_count(0)
    maya = window.opens("UMAYA")
    maya.get_by_role("button", name="Delete").click()
    until(lambda: chooser.actions)


@everywhere
def test_a_long_button_stays_inside_the_message(page: Page) -> None:
    button = shown(page, "long").get_by_role("button", name="Start")
    box, width = button.bounding_box(), page.viewport_size
    assert box is not None
    assert width is not None
    assert box["x"] + box["width"] <= width["width"]
    assert box["height"] >= 32
    expect(button.locator("[title]")).to_have_attribute(
        "title", "A button whose words are so long that no screen of a phone could hold all o"
    )


@everywhere
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everyone_can_use_every_element(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    shown(
        page,
        " ".join(["static_select", *sorted(set(ELEMENTS) - {"static_select", "answered_select"})]),
    )
    assert faults(page) == []

    page.get_by_role("combobox", name="Colour").click()
    expect(page.get_by_role("option", name="Blue").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert faults(page) == []
