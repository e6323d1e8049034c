"""The inspector: what passed, in order and in full; failures to order; the clock; copied tests."""

import re
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.hands import opens_form, says
from tests.sandbox.page.test_accessibility import faults

CLEARINGS = 5
CLEARED_MS = 3_000


def inspects(page: Page, tab: str = "Payloads") -> Locator:
    page.get_by_role("button", name="Inspector").click()
    inspector = page.get_by_role("complementary", name="Inspector")
    inspector.get_by_role("tab", name=tab).click()
    return inspector


def line(inspector: Locator, name: str) -> Locator:
    return inspector.get_by_role("button", name=name).last


def clears(inspector: Locator) -> None:
    """Puts away what other tests left in the journal."""
    for _ in range(CLEARINGS):
        inspector.get_by_role("button", name="Clear view").click()
        # what was still on its way stands there now
        with suppress(AssertionError):
            expect(inspector.get_by_role("article")).to_have_count(0, timeout=CLEARED_MS)
            return
    expect(inspector.get_by_role("article")).to_have_count(0)


def test_every_exchange_is_shown_as_it_happens(page: Page) -> None:
    inspector = inspects(page)
    clears(inspector)

    says(page, "/customer Nobody")

    entry = line(inspector, "To the app: /customer")
    expect(entry).to_contain_text("Nobody")
    expect(entry).to_contain_text("Ravi Patel")
    expect(entry).to_contain_text(re.compile(r"acked in \d+ ms"))
    entry.click()
    payload = inspector.get_by_role("region", name="Payload")
    expect(payload).to_contain_text('command: "/customer"')
    expect(payload).to_contain_text('user_id: "URAVI"')
    expect(inspector.get_by_role("region", name="Ack")).to_contain_text("Nobody")
    expect(inspector.get_by_text("signed HTTP")).to_be_visible()


def test_a_call_tells_what_it_answers(page: Page) -> None:
    inspector = inspects(page)
    clears(inspector)
    opens_form(page)
    page.keyboard.press("Escape")

    line(inspector, "From the app: views.open").click()

    expect(inspector.get_by_text(re.compile(r"exchange \d+"))).to_be_visible()
    request = inspector.get_by_role("region", name="Request")
    request.get_by_role("button", name=re.compile("title: ")).click()
    expect(request).not_to_contain_text('text: "New order"')
    request.get_by_role("button", name=re.compile("title: ")).click()
    expect(request).to_contain_text('text: "New order"')


def test_filters_leave_what_one_looks_for(page: Page) -> None:
    inspector = inspects(page)
    clears(inspector)
    says(page, "/customer Nobody")
    expect(line(inspector, "/customer")).to_be_visible()
    says(page, "/order card")
    expect(line(inspector, "chat.postMessage")).to_be_visible()

    inspector.get_by_label("Filter by words").fill("nobody")
    expect(inspector.get_by_role("article")).to_have_count(1)
    inspector.get_by_label("Filter by words").fill("")
    inspector.get_by_label("Direction").select_option("From the app")
    expect(line(inspector, "/customer")).to_have_count(0)
    expect(line(inspector, "chat.postMessage")).to_be_visible()
    inspector.get_by_label("Direction").select_option("Both ways")
    inspector.get_by_label("Whom it is for").select_option("Maya Lindqvist")
    expect(inspector.get_by_role("article")).to_have_count(0)


def test_a_failure_is_ordered_marked_in_words_and_removed(page: Page) -> None:
    inspector = inspects(page, "Faults")
    inspector.get_by_label("What fails").select_option("chat.postMessage")
    inspector.get_by_label("How", exact=True).select_option("An error by its name")
    inspector.get_by_label("Name of the error").fill("channel_is_haunted")
    inspector.get_by_role("button", name="Add failure").click()
    expect(inspector.get_by_role("status")).to_have_text(
        "Added. chat.postMessage: error channel_is_haunted, the next time."
    )
    inspector.get_by_label("How often").select_option("Until I remove it")
    inspector.get_by_role("button", name="Add failure").click()
    coming = inspector.get_by_role("list", name="Failures to come")
    expect(coming.get_by_role("listitem")).to_have_count(2)

    inspector.get_by_role("tab", name="Payloads").click()
    clears(inspector)
    says(page, "/order card")
    expect(line(inspector, "chat.postMessage")).to_contain_text("Error: channel_is_haunted")
    expect(line(inspector, "/order")).to_contain_text("Error: http_service_error")
    inspector.get_by_label("Errors only").check()
    expect(inspector.get_by_role("article")).to_have_count(2)

    inspector.get_by_role("tab", name="Faults").click()
    expect(coming.get_by_role("listitem")).to_have_count(1)
    coming.get_by_role("button", name="Remove failure of chat.postMessage").click()
    expect(inspector.get_by_text("None. Everything works.")).to_be_visible()


def test_limits_retries_and_the_connection_tell_what_came_of_it(page: Page) -> None:
    inspector = inspects(page, "Faults")
    limited = inspector.get_by_label("One message a second per channel")
    limited.click()
    expect(inspector.get_by_role("status")).to_contain_text("refused with 429")
    expect(limited).to_be_checked()
    limited.click()
    expect(inspector.get_by_role("status")).to_contain_text("as fast as it likes")
    inspector.get_by_role("button", name="Disconnect the socket").click()
    expect(inspector.get_by_role("status")).to_contain_text("The app has no socket open.")


@everywhere
def test_the_clock_goes_where_it_is_told(window: Window) -> None:
    page = window.opens()
    inspector = inspects(page, "Clock")
    inspector.get_by_role("button", name="+ 1 day").click()
    expect(inspector.get_by_text("1 day ahead of real time.")).to_be_visible()
    inspector.get_by_label("Date and time").fill("2031-05-06T07:08")
    inspector.get_by_role("button", name="Set the clock").click()
    expect(inspector.get_by_role("status")).to_contain_text("2031")
    inspector.get_by_role("button", name="Next Monday, 09:00 for Ravi").click()
    expect(inspector.get_by_role("status")).to_contain_text("Monday")
    inspector.get_by_role("button", name="Back to real time").click()
    expect(inspector.get_by_text("This is real time.")).to_be_visible()


def test_deeds_are_chosen_and_copied_as_a_test(window: Window) -> None:
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.opens()
    inspector = inspects(page)
    clears(inspector)
    says(page, "/customer Nobody")
    expect(line(inspector, "/customer")).to_be_visible()
    says(page, "/customer Somebody")
    expect(inspector.get_by_role("button", name="Somebody")).to_be_visible()

    inspector.get_by_role("button", name="Choose for a test").click()
    for choice in inspector.get_by_role("checkbox", name=re.compile("Choose .*customer")).all():
        choice.check()
    inspector.get_by_role("button", name="Copy 2 as a test").click()
    copied = inspector.get_by_role("region", name="Test")
    expect(copied).to_contain_text('ravi.types("/customer Nobody", channel="CSALES")')
    copied.get_by_role("button", name="Copy test").click()
    text = page.evaluate("() => navigator.clipboard.readText()")
    assert text.index("Nobody") < text.index("Somebody")
    compile(text, "copied.py", "exec")

    copied.get_by_role("button", name="Close test").click()
    line(inspector, "Somebody").click()
    inspector.get_by_role("button", name="Copy as test").click()
    expect(inspector.get_by_role("region", name="Test")).not_to_contain_text("Nobody")


@everywhere
def test_it_is_read_and_left_by_keyboard(window: Window) -> None:
    page = window.opens()
    says(page, "/customer Nobody")
    inspector = inspects(page)
    entry = line(inspector, "/customer")
    entry.focus()
    page.keyboard.press("Enter")
    expect(inspector.get_by_role("region", name="Payload").last).to_be_visible()
    page.keyboard.press("Escape")
    expect(inspector).to_have_count(0)
    expect(page.get_by_role("button", name="Inspector")).to_be_focused()


@pytest.mark.timeout(60)
def test_thousands_of_exchanges_stay_quick(window: Window) -> None:
    journal = window.sandbox.world.journal
    for number in range(3000):
        entry = journal.write("from_bot", "api", "chat.update", {"text": f"Number {number}"})
        journal.finish(entry, response={"ok": True}, status=200)
    page = window.opens()
    inspector = inspects(page)

    expect(inspector.get_by_role("button", name="Number 2999")).to_be_visible()
    assert inspector.get_by_role("article").count() < 60
    inspector.get_by_label("Filter by words").fill("number 1234")
    expect(inspector.get_by_role("button", name="Number 1234")).to_be_visible()
    expect(inspector.get_by_role("article")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_tab(window: Window, scheme: Any) -> None:
    page = window.opens()
    page.emulate_media(color_scheme=scheme)
    inspector = inspects(page, "Faults")
    inspector.get_by_label("What fails").select_option("chat.postMessage")
    inspector.get_by_role("button", name="Add failure").click()
    expect(inspector.get_by_role("listitem")).to_have_count(1)
    assert faults(page) == []

    inspector.get_by_role("tab", name="Payloads").click()
    says(page, "/order card")
    expect(line(inspector, "chat.postMessage")).to_contain_text("Error")
    line(inspector, "/order").click()
    inspector.get_by_role("button", name="Copy as test").click()
    expect(inspector.get_by_role("region", name="Test")).to_contain_text("ravi.types")
    assert faults(page) == []

    inspector.get_by_role("tab", name="Clock").click()
    inspector.get_by_role("button", name="+ 1 minute").click()
    expect(inspector.get_by_role("status")).to_contain_text("It is now")
    assert faults(page) == []
    inspector.get_by_role("button", name="Back to real time").click()
