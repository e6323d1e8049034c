"""A thread and the inspector share the right side of the page."""

from playwright.sync_api import expect

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.test_shell import fits


@everywhere
def test_of_two_panes_the_one_opened_last_is_seen(window: Window, sandbox: Running) -> None:
    asked = sandbox.person("URAVI").writes("Who has the key?", channel="CSALES")
    page = window.opens()
    opener = page.get_by_role("button", name="Inspector", exact=True)
    inspector = page.get_by_role("complementary", name="Inspector")
    thread = page.get_by_role("complementary", name="Thread")
    opener.click()
    expect(inspector).to_be_visible()

    page.evaluate(f"window.location.hash = '#URAVI/CSALES/messages/{asked}'")
    expect(thread).to_be_visible()
    expect(inspector).not_to_be_visible()
    assert fits(page)

    page.get_by_role("button", name="Close thread").click()
    expect(thread).to_have_count(0)
    expect(inspector).to_be_visible()
    page.get_by_role("button", name="Close inspector").click()
    expect(inspector).to_have_count(0)


def test_a_wide_window_shows_both_panes(window: Window, sandbox: Running) -> None:
    asked = sandbox.person("URAVI").writes("Who has the key?", channel="CSALES")
    page = window.opens()
    page.set_viewport_size({"width": 1440, "height": 800})
    page.get_by_role("button", name="Inspector", exact=True).click()

    page.evaluate(f"window.location.hash = '#URAVI/CSALES/messages/{asked}'")

    expect(page.get_by_role("complementary", name="Thread")).to_be_visible()
    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()


def test_a_covered_inspector_is_brought_to_the_front(window: Window, sandbox: Running) -> None:
    asked = sandbox.person("URAVI").writes("Who has the key?", channel="CSALES")
    page = window.opens()
    opener = page.get_by_role("button", name="Inspector", exact=True)
    opener.click()
    page.evaluate(f"window.location.hash = '#URAVI/CSALES/messages/{asked}'")
    expect(opener).to_have_attribute("aria-pressed", "false")

    opener.click()

    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()
    expect(page.get_by_role("complementary", name="Thread")).not_to_be_visible()
