"""By keyboard alone: nothing is pointed at, and whatever the focus comes to has a name."""

from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.hands import says

# A page on which so many stops lead nowhere is no page for the keyboard.
MOST_STOPS = 40
STOPS_OF_A_FULL_PAGE = 300


def tabs_to(page: Page, wanted: Locator, *, back: bool = False) -> None:
    for _ in range(MOST_STOPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    at = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{MOST_STOPS} stops did not lead to {wanted}, but to {at}")


def types(page: Page, field: str, words: str) -> None:
    tabs_to(page, page.get_by_role("textbox", name=field))
    page.keyboard.type(words)


def test_an_order_is_raised_and_rejected_by_keyboard_alone(page: Page) -> None:
    composer = page.get_by_role("textbox", name="Message #sales")
    log = page.get_by_role("log", name="Messages")
    tabs_to(page, composer)
    page.keyboard.type("/order new")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="New order")
    expect(form).to_be_visible()

    tabs_to(page, form.get_by_role("combobox", name="Customer"))
    page.keyboard.type("acme")
    expect(page.get_by_role("option", name="Acme GmbH")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    types(page, "Note", "Before noon")
    types(page, "E-mail", "orders@acme.example")
    tabs_to(page, form.get_by_role("combobox", name="Tags"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Urgent")).to_be_visible()
    page.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Remove Urgent")).to_be_visible()
    tabs_to(page, form.get_by_role("radio", name="Sale"))
    page.keyboard.press("ArrowDown")
    expect(form.get_by_role("radio", name="Return")).to_be_checked()
    tabs_to(page, form.get_by_role("checkbox", name="Deliver on Saturday"))
    page.keyboard.press("Space")
    expect(form.get_by_role("checkbox", name="Deliver on Saturday")).to_be_checked()
    tabs_to(page, form.get_by_role("button", name="Save order"))
    page.keyboard.press("Enter")

    expect(form).to_have_count(0)
    expect(log).to_contain_text("Order for Acme GmbH by @Ravi Patel ['urgent'] [] Before noon")
    expect(composer).to_be_focused()

    page.keyboard.type("/order card")
    page.keyboard.press("Enter")
    reject = page.get_by_role("button", name="Reject")
    expect(reject).to_be_visible()
    tabs_to(page, reject, back=True)
    page.keyboard.press("Enter")
    question = page.get_by_role("alertdialog", name="Reject this order?")
    expect(question).to_be_visible()
    tabs_to(page, question.get_by_role("button", name="Reject it"))
    page.keyboard.press("Enter")
    expect(log).to_contain_text("Rejected by @Ravi Patel")


def test_a_thread_is_opened_answered_and_left_by_keyboard(page: Page) -> None:
    composer = page.get_by_role("textbox", name="Message #sales")
    tabs_to(page, composer)
    page.keyboard.type("Who knows Globex?")
    page.keyboard.press("Enter")
    question = page.get_by_role("log", name="Messages").get_by_role("article").last
    expect(question).to_contain_text("Globex")
    tabs_to(page, question, back=True)
    tabs_to(page, question.get_by_role("button", name="Reply in thread"))
    page.keyboard.press("Enter")

    reply = page.get_by_role("textbox", name="Reply in thread")
    expect(reply).to_be_focused()
    page.keyboard.type("I do")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log", name="Thread")).to_contain_text("I do")
    page.keyboard.press("Escape")

    expect(reply).to_have_count(0)
    expect(question).to_be_focused()


def test_one_writes_on_after_an_emoji(page: Page) -> None:
    composer = page.get_by_role("textbox", name="Message #sales")
    tabs_to(page, composer)
    page.keyboard.type("Sold! ")
    tabs_to(page, page.get_by_role("button", name="Insert emoji"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Search all emoji")).to_be_focused()
    page.keyboard.type("tada")
    expect(page.get_by_role("listbox", name="Emoji").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(composer).to_be_focused()
    page.keyboard.type("for Acme")

    expect(composer).to_have_value("Sold! :tada: for Acme")


def test_every_stop_of_the_keyboard_has_a_name_and_none_is_a_trap(page: Page) -> None:
    log = page.get_by_role("log", name="Messages")
    says(page, "/order gallery")
    expect(log.get_by_role("article").last).to_contain_text("Leads")
    says(page, "/order all")
    expect(page.get_by_role("application", name="Values, read with the arrow keys")).to_have_count(
        4
    )
    page.evaluate("document.activeElement.blur()")

    stops(page)  # from the composer to the end of the page
    heard = stops(page)

    assert len(heard) > MOST_STOPS
    assert [markup for markup, name in heard if not name] == []


def stops(page: Page) -> list[tuple[str, str]]:
    """Each stop of Tab from the first to the last: its markup, and its name as it is read out."""
    session = page.context.new_cdp_session(page)
    found: list[tuple[str, str]] = []
    for _ in range(STOPS_OF_A_FULL_PAGE):
        page.keyboard.press("Tab")
        markup = page.evaluate(
            "document.activeElement === document.body"
            " ? null : document.activeElement.outerHTML.slice(0, 160)"
        )
        if markup is None and found:
            return found
        at = session.send("Runtime.evaluate", {"expression": "document.activeElement"})
        asked = {"objectId": at["result"]["objectId"], "fetchRelatives": False}
        node = session.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        found.append((str(markup), str(node.get("name", {}).get("value", "")).strip()))
    raise AssertionError(f"Tab never left the page; the last stop was {found[-1]}")
