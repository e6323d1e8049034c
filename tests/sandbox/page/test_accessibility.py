"""Nobody is shut out: axe finds no serious fault on any screen, and the keyboard reaches it all."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.hands import opens_form, points_at, says

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
SERIOUS = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """What axe holds to be serious, each with the place where it is."""
    options: dict[str, Any] = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "tag", "values": RULES},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {each['help']} at {node['target']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


def a_channel(page: Page) -> None:
    says(page, "/customer Nobody")
    expect(page.get_by_role("article").last).to_contain_text("Nobody is called")


def a_card(page: Page) -> None:
    says(page, "/order card")
    expect(page.get_by_role("button", name="Approve")).to_be_visible()


def a_question(page: Page) -> None:
    a_card(page)
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


def a_form(page: Page) -> None:
    form = opens_form(page)
    form.get_by_role("button", name="Save order").click()
    expect(form.get_by_role("alert").first).to_be_visible()


def a_thread(page: Page) -> None:
    says(page, "Who knows Globex?")
    points_at(page.get_by_role("article").filter(has_text="Globex"))
    page.get_by_role("button", name="Reply in thread").click()
    expect(page.get_by_role("log", name="Thread")).to_be_visible()


def the_shortcuts(page: Page) -> None:
    page.get_by_role("button", name="Shortcuts").first.click()
    expect(page.get_by_role("menuitem", name="New order")).to_be_visible()


def the_inspector(page: Page) -> None:
    says(page, "/customer Nobody")
    page.get_by_role("button", name="Inspector").first.click()
    expect(page.get_by_role("complementary", name="Inspector")).to_contain_text("/customer")


def completion(page: Page) -> None:
    page.get_by_role("textbox", name="Message #sales").press_sequentially("/cu")
    expect(page.get_by_role("option", name="/customer")).to_be_visible()


def the_switcher(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("a")
    expect(page.get_by_role("option", name="random")).to_be_visible()


def channels_to_join(page: Page) -> None:
    page.get_by_role("button", name="Browse channels").click()
    expect(page.get_by_role("button", name="Join #approvals")).to_be_visible()


def the_members(page: Page) -> None:
    page.get_by_role("button", name="5 members").click()
    expect(page.get_by_role("button", name="Message Omar Haddad")).to_be_visible()


SCREENS = [
    a_channel,
    a_card,
    a_question,
    a_form,
    a_thread,
    the_shortcuts,
    the_inspector,
    completion,
    the_switcher,
    channels_to_join,
    the_members,
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shows", SCREENS, ids=lambda shows: shows.__name__)
def test_axe_finds_nothing_serious(
    window: Window, shows: Callable[[Page], None], scheme: Any
) -> None:
    page = window.opens()
    page.emulate_media(color_scheme=scheme)
    shows(page)

    assert faults(page) == []


@everywhere
@pytest.mark.parametrize("tab", ["home", "messages", "about"])
def test_axe_finds_nothing_serious_in_the_apps_tabs(window: Window, tab: str) -> None:
    page = window.opens("UMAYA", "DMAYA", tab=tab)

    assert faults(page) == []
