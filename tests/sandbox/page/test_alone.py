"""The page when something is missing: an app, a tab, or the sandbox itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bot.sandbox.server import Running, running
from tests.sandbox.page.conftest import PATIENCE_MS, Window
from tests.sandbox.page.hands import says
from tests.sandbox.server.waiting import until

MANIFEST = {
    "display_information": {"name": "Greeter", "description": "Says hello"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": False},
        "slash_commands": [{"command": "/greet", "description": "Says hello"}],
        "shortcuts": [
            {"name": "Greet", "type": "global", "callback_id": "greet", "description": "Hello"}
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "something:new"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}


@pytest.fixture
def alone() -> Iterator[Running]:
    """A sandbox to which no app is connected."""
    with running(manifest=MANIFEST) as started:
        yield started


@pytest.fixture
def window(browser: Browser, alone: Running) -> Iterator[Window]:
    context = browser.new_context()
    opened = Window(alone, context, [])
    yield opened
    context.close()
    assert opened.faults == []


def _open(page: Page, sandbox: Running) -> None:
    page.goto(f"{sandbox.url}/#URAVI/CSALES/messages")
    page.locator("body[data-ready]").wait_for()


def _broken(route: Route) -> None:
    """A screen on which nearly everything is missing."""
    route.fulfill(json={"ok": True, "user": "URAVI", "now": "2026-11-23T09:00:00+00:00"})


def test_a_home_tab_without_its_app_can_be_tried_again(window: Window, alone: Running) -> None:
    page = window.opens("URAVI", "DRAVI", tab="home")
    home = page.get_by_role("tabpanel", name="Home")

    expect(home.get_by_role("alert")).to_contain_text("Greeter is not connected.")
    home.get_by_role("button", name="Try again").click()
    expect(home.get_by_role("alert")).to_contain_text("Greeter is not connected.")
    expect(page.get_by_role("status", name="Notices")).to_be_empty()
    until(lambda: alone.person("URAVI").notices() == [])


def test_tabs_that_the_manifest_turns_off_are_not_there(window: Window) -> None:
    page = window.opens("URAVI", "DRAVI", tab="messages")

    expect(page.get_by_role("tab")).to_have_text(["Home", "About"])
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="About").click()
    about = page.get_by_role("tabpanel", name="About")
    expect(about).to_contain_text("Says hello")
    expect(about).to_contain_text("/greet")
    expect(about).to_contain_text("something:new")


def test_a_notice_is_read_once_and_put_away_by_key(window: Window, alone: Running) -> None:
    page = window.opens()
    for _ in range(2):
        page.get_by_role("banner").get_by_role("button", name="Shortcuts").click()
        page.get_by_role("menuitem", name="Greet").click()
    notices = page.get_by_role("status", name="Notices")
    until(lambda: len(alone.person("URAVI").notices()) == 2)
    page.wait_for_timeout(300)
    expect(notices.get_by_text("Greeter is not connected.")).to_have_count(1)

    notices.get_by_role("button", name="Dismiss notice").press("Enter")

    expect(notices).to_be_empty()
    page.wait_for_timeout(100)
    assert alone.person("URAVI").notices() == []


def test_what_stands_in_the_conversation_is_no_notice_too(window: Window, alone: Running) -> None:
    page = window.opens()
    says(page, "/greet")

    expect(page.get_by_role("alert")).to_contain_text("Greeter is not connected.")
    until(lambda: alone.person("URAVI").notices() == [])
    expect(page.get_by_role("status", name="Notices")).to_be_empty()


def test_a_sandbox_that_stops_and_starts_again(browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE_MS)
    with running(manifest=MANIFEST) as first:
        port = int(first.url.rpartition(":")[2])
        _open(page, first)
        first.person("UMAYA").writes("Before", channel="CSALES")
        expect(page.get_by_text("Before")).to_be_visible()
    banner = page.get_by_text("The sandbox has stopped. Start it again")
    expect(banner).to_be_visible()

    with running(manifest=MANIFEST, port=port) as second:
        second.person("UMAYA").writes("After", channel="CSALES")
        expect(banner).to_have_count(0, timeout=2 * PATIENCE_MS)
        expect(page.get_by_text("After")).to_be_visible()
        expect(page.get_by_text("Before")).to_have_count(0)
        page.context.close()


def test_a_page_that_cannot_be_drawn_says_what_to_do(browser: Browser, alone: Running) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.route("**/sandbox/screen*", _broken)
    page.goto(f"{alone.url}/#URAVI/CSALES/messages")

    expect(page.get_by_role("heading", name="Something on this page went wrong")).to_be_visible()
    page.unroute_all(behavior="wait")
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("heading", name="sales", level=1)).to_be_visible()
    page.context.close()
