"""Menus as a person meets them: headings, keys, limits, lists that ask the app."""

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.elements.chooser import Chooser, asked, shown
from tests.sandbox.server.waiting import until


def refreshed(page: Page, window: Window) -> None:
    """Something happens elsewhere, and the page has drawn it."""
    body = {"user": "UMAYA", "channel": "CSALES", "text": "Meanwhile"}
    httpx.post(f"{window.sandbox.url}/sandbox/message", json=body).raise_for_status()
    expect(page.get_by_role("log", name="Messages")).to_contain_text("Meanwhile")


def test_options_stand_under_the_headings_of_their_groups(page: Page) -> None:
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


def test_a_choice_outside_a_form_is_replaced_and_never_taken_back(
    page: Page, chooser: Chooser
) -> None:
    bar = shown(page, "static_select")
    for name in ("Green", "Blue"):
        bar.get_by_role("combobox").click()
        page.get_by_role("listbox").get_by_role("option", name=name).click()
        expect(bar.get_by_role("combobox")).to_have_value(name)
        expect(bar.get_by_role("button", name="Clear Colour")).to_have_count(0)
    until(lambda: len(chooser.actions) > 1)
    assert [each["selected_option"]["value"] for each in chooser.actions] == ["green", "blue"]


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


def test_an_open_menu_outlives_what_happens_elsewhere(window: Window, page: Page) -> None:
    shown(page, "static_select")
    field = page.get_by_role("combobox", name="Colour")
    field.click()
    field.press_sequentially("bl")
    refreshed(page, window)
    expect(field).to_be_focused()
    expect(field).to_have_value("bl")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Blue"])


def test_a_form_sent_anew_keeps_the_focus_and_the_choice(page: Page) -> None:
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


def test_a_menu_offers_only_what_its_filter_lets_through(page: Page) -> None:
    options = page.get_by_role("listbox").get_by_role("option")
    shown(page, "public_select").get_by_role("combobox").click()
    expect(options).to_have_text(["general", "sales", "random", "approvals"])
    page.keyboard.press("Escape")
    shown(page, "multi_conversations_select").get_by_role("combobox").click()
    expect(options.filter(has_text="Chooser")).to_have_count(0)


@everywhere
def test_a_long_list_stands_whole_over_its_form(page: Page) -> None:
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
