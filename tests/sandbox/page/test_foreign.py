"""An app of somebody else's, used at the page: command, button, form, an error at its field."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.sandbox.foreign.starting import greeter
from tests.sandbox.page.conftest import PATIENCE_MS


@pytest.fixture(params=["python", "javascript"])
def greeter_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Ravi in #sales, in a sandbox that plays Slack for the greeter."""
    faults: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            faults.append(said.text)

    with greeter(request.param) as address:
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", listen)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{address}#URAVI/CSALES/messages")
        page.locator("body[data-ready]").wait_for()
        yield page
        context.close()
    assert faults == []


def test_a_person_is_greeted_and_changes_the_words(greeter_page: Page) -> None:
    page = greeter_page
    writing = page.get_by_role("textbox", name="Message #sales")
    writing.fill("/greet Maya")
    writing.press("Enter")
    page.get_by_role("article").filter(has_text="Hello Maya").get_by_role(
        "button", name="Change the words"
    ).click()

    form = page.get_by_role("dialog", name="Greeting")
    words = form.get_by_role("textbox", name="Words")
    words.fill("Hello")
    form.get_by_role("button", name="Greet").click()
    expect(form.get_by_role("alert")).to_contain_text("ends with an exclamation mark")
    expect(words).to_have_attribute("aria-invalid", "true")

    words.fill("Good morning!")
    form.get_by_role("button", name="Greet").click()
    expect(form).to_be_hidden()
    page.get_by_role("navigation", name="Workspace").get_by_role("button", name="Greeter").click()
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("log", name="Messages")).to_contain_text("From now on: Good morning!")
