"""Buttons and menus as a person meets them: questions, waiting, failures, lists."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.server import Running
from tests.sandbox.page.chooser import ELEMENTS, MANIFEST, Chooser, asked, shown
from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.hands import says
from tests.sandbox.page.test_accessibility import faults
from tests.sandbox.server.bots import by_http
from tests.sandbox.server.waiting import until

SILENCE = "Chooser is not responding. Please try again."


@pytest.fixture(scope="module")
def app() -> Chooser:
    return Chooser()


@pytest.fixture(scope="module")
def served(app: Chooser) -> Iterator[Running]:
    with by_http(app.register, manifest=MANIFEST) as started:
        yield started


@pytest.fixture
def chooser(app: Chooser, sandbox: Running) -> Chooser:
    assert sandbox.url
    app.forget()
    return app


def refreshed(page: Page, window: Window) -> None:
    """Something happens elsewhere, and the page has drawn it."""
    body = {"user": "UMAYA", "channel": "CSALES", "text": "Meanwhile"}
    httpx.post(f"{window.sandbox.url}/sandbox/message", json=body).raise_for_status()
    expect(page.get_by_role("log", name="Messages")).to_contain_text("Meanwhile")


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
def test_a_long_button_stays_inside_the_message(page: Page, chooser: Chooser) -> None:
    assert chooser.actions == []
    button = shown(page, "long").get_by_role("button", name="Start")
    box, width = button.bounding_box(), page.viewport_size
    assert box is not None
    assert width is not None
    assert box["x"] + box["width"] <= width["width"]
    assert box["height"] >= 32
    expect(button.locator("[title]")).to_have_attribute(
        "title", "A button whose words are so long that no screen of a phone could hold all o"
    )


def test_options_stand_under_the_headings_of_their_groups(page: Page, chooser: Chooser) -> None:
    assert chooser.actions == []
    shown(page, "static_select").get_by_role("combobox", name="Colour").click()
    groups = page.get_by_role("listbox", name="Colour").get_by_role("group")
    expect(groups).to_have_count(2)
    cold = page.get_by_role("group", name="Cold").get_by_role("option")
    expect(cold).to_have_text(["Green", "Blue"])


def test_a_menu_is_driven_by_keys_alone(page: Page, chooser: Chooser) -> None:
    field = shown(page, "static_select").get_by_role("combobox")
    field.focus()
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("Enter")
    expect(field).to_have_value("Blue")
    field.press("ArrowDown")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("Blue")
    until(lambda: chooser.actions)
    assert [each["selected_option"]["value"] for each in chooser.actions] == ["blue"]


def test_a_choice_can_be_taken_back(page: Page, chooser: Chooser) -> None:
    bar = shown(page, "static_select")
    bar.get_by_role("combobox").click()
    page.get_by_role("listbox").get_by_role("option", name="Green").click()
    bar.get_by_role("button", name="Clear Colour").click()
    until(lambda: len(chooser.actions) > 1)
    assert chooser.actions[-1]["selected_option"] is None
    expect(bar.get_by_role("combobox")).to_have_value("")


def test_no_more_are_chosen_than_may_be(page: Page, chooser: Chooser) -> None:
    bar = shown(page, "multi_static_select")
    field = bar.get_by_role("combobox")
    field.click()
    page.get_by_role("listbox").get_by_role("option", name="Blue").click()
    field.click()
    expect(page.get_by_text("You can choose up to 2.")).to_be_visible()
    red = page.get_by_role("listbox").get_by_role("option", name="Red")
    expect(red).to_have_attribute("aria-disabled", "true")
    red.click(force=True)
    page.keyboard.press("Escape")
    bar.get_by_role("button", name="Remove Green").click()
    until(lambda: len(chooser.actions) > 1)
    chosen = [[each["value"] for each in told["selected_options"]] for told in chooser.actions]
    assert chosen == [["green", "blue"], ["blue"]]


def test_backspace_takes_the_last_one_back(page: Page, chooser: Chooser) -> None:
    bar = shown(page, "multi_users_select")
    bar.get_by_role("combobox").press("Backspace")
    until(lambda: chooser.actions)
    assert chooser.actions[0]["selected_users"] == []
    expect(bar.get_by_role("button", name="Remove Maya")).to_have_count(0)


def test_boxes_ticked_one_after_the_other_all_count(page: Page, chooser: Chooser) -> None:
    bar = shown(page, "checkboxes")
    for name in ("Red", "Blue"):
        bar.get_by_label(name).click()
    until(lambda: len(chooser.actions) > 1)
    last = [each["value"] for each in chooser.actions[-1]["selected_options"]]
    assert last == ["red", "green", "blue"]


def test_a_list_is_asked_for_only_once_enough_is_typed(page: Page, chooser: Chooser) -> None:
    field = shown(page, "external_select").get_by_role("combobox")
    field.click()
    expect(page.get_by_text("Type at least 3 characters to search.")).to_be_visible()
    field.press_sequentially("xyz")
    expect(page.get_by_text("No matches")).to_be_visible()
    assert chooser.queries == ["xyz"]


def test_a_list_may_open_full(page: Page, chooser: Chooser) -> None:
    shown(page, "eager_select").get_by_role("combobox").click()
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(4)
    assert chooser.queries == [""]


def test_a_list_that_fails_says_so_and_is_asked_again(page: Page, chooser: Chooser) -> None:
    chooser.list_broken = True
    field = shown(page, "external_select").get_by_role("combobox")
    field.click()
    field.press_sequentially("ber")
    expect(page.get_by_role("alert")).to_contain_text("The list failed to load.")
    chooser.list_broken = False
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("listbox").get_by_role("option", name="Berlin").click()
    expect(field).to_have_value("Berlin")


def test_an_open_menu_outlives_what_happens_elsewhere(
    window: Window, page: Page, chooser: Chooser
) -> None:
    assert chooser.actions == []
    shown(page, "static_select")
    field = page.get_by_role("combobox", name="Colour")
    field.click()
    field.press_sequentially("bl")
    refreshed(page, window)
    expect(field).to_be_focused()
    expect(field).to_have_value("bl")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Blue"])


def test_a_form_sent_anew_keeps_the_focus_and_the_choice(page: Page, chooser: Chooser) -> None:
    assert chooser.actions == []
    bar = asked(page, "multi_static_select")
    bar.get_by_role("combobox").click()
    page.get_by_role("listbox").get_by_role("option", name="Blue").click()
    renew = page.get_by_role("button", name="Renew")
    renew.focus()
    renew.press("Enter")
    expect(page.get_by_role("dialog", name="A form")).to_contain_text("Version 2")
    expect(renew).to_be_focused()
    expect(bar.get_by_role("button", name="Remove Blue")).to_be_visible()


def test_the_conversation_one_is_in_is_chosen_and_can_be_answered_to(
    page: Page, chooser: Chooser
) -> None:
    bar = asked(page, "answered_select")
    expect(bar.get_by_role("combobox")).to_have_value("sales")
    page.get_by_role("button", name="Hand in").click()
    until(lambda: chooser.response_urls)
    assert chooser.response_urls[0]["channel_id"] == "CSALES"


def test_a_menu_offers_only_what_its_filter_lets_through(page: Page, chooser: Chooser) -> None:
    assert chooser.actions == []
    options = page.get_by_role("listbox").get_by_role("option")
    shown(page, "public_select").get_by_role("combobox").click()
    expect(options).to_have_text(["general", "sales", "random", "approvals"])
    page.keyboard.press("Escape")
    shown(page, "multi_conversations_select").get_by_role("combobox").click()
    expect(options.filter(has_text="Chooser")).to_have_count(0)


@everywhere
def test_a_long_list_stands_whole_over_its_form(page: Page, chooser: Chooser) -> None:
    assert chooser.actions == []
    bar = asked(page, "many")
    field = bar.get_by_role("combobox", name="Choice")
    expect(field).to_be_focused()
    field.click()
    options = page.get_by_role("listbox", name="Choice").get_by_role("option")
    for number in (1, 40):
        one = options.nth(number - 1)
        one.scroll_into_view_if_needed()
        one.click()
        expect(bar.get_by_role("button", name=f"Remove Item {number}", exact=True)).to_be_visible()
        field.click()
    assert _inside(page, page.get_by_role("listbox", name="Choice").locator(".."))


@everywhere
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everyone_can_use_every_element(page: Page, chooser: Chooser, theme: str) -> None:
    assert chooser.actions == []
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


def _inside(page: Page, shown_list: Locator) -> bool:
    box, window = shown_list.bounding_box(), page.viewport_size
    assert box is not None
    assert window is not None
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= window["width"]
        and box["y"] + box["height"] <= window["height"]
    )
