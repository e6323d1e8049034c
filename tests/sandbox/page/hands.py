"""What people do at the page, in the words of tests."""

import re
from itertools import cycle

from playwright.sync_api import Error, Locator, Page, expect

# What still loads above a message may move it from under the pointer: people point again.
POINTING_MS = 2_000
POINTINGS = 5
# Orders of one customer within a day are weighed together, so each order is of another.
CUSTOMERS = cycle(
    f"{name} {kind}"
    for kind in ("hotels", "kantinen", "rosterei", "buroservice")
    for name in ("nordlicht", "kranich", "mowe", "alster", "spreeufer", "weiss")
)


def says(page: Page, text: str, *, where: str = "#sales") -> None:
    field = page.get_by_role("textbox", name=f"Message {where}")
    field.fill(text)
    field.press("Enter")


def opens_form(page: Page) -> Locator:
    says(page, "/order new")
    form = page.get_by_role("dialog", name="New order")
    expect(form).to_be_visible()
    return form


def picks(page: Page, name: str, *, typing: str, option: str) -> None:
    field = page.get_by_role("combobox", name=name)
    field.click()
    field.press_sequentially(typing)
    page.get_by_role("listbox", name=name).get_by_role("option", name=option).click()


def points_at(message: Locator) -> Locator:
    """Hovers until the message shows its buttons, and answers the message."""
    more = message.get_by_role("button", name="More actions")
    for _ in range(POINTINGS):
        message.hover()
        try:
            more.wait_for(timeout=POINTING_MS)
        except Error:
            message.page.mouse.move(0, 0)
        else:
            break
    expect(more).to_be_visible()
    return message


def raises_an_order(page: Page, *, customer: str = "", quantity: int = 2) -> str:
    """Fills in the form with an order that needs approval, sends it, and answers its name."""
    says(page, f"/order new {customer or next(CUSTOMERS)}")
    form = page.get_by_role("dialog", name="New order")
    product = form.get_by_role("combobox", name="Product")
    product.click()
    product.press_sequentially("Piccolo Two")
    page.get_by_role("option", name="Piccolo Two").first.click()
    form.get_by_label("Quantity").fill(str(quantity))
    form.get_by_role("button", name="Send").click()
    sent = page.get_by_role("dialog", name="Order sent")
    told = re.search(r"Order \d+", sent.inner_text())
    assert told
    sent.get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    return told[0]


def card_of(page: Page, order: str) -> Locator:
    return page.get_by_role("article").filter(has_text=re.compile(rf"{order} ·"))


def goes_to(page: Page, address: str) -> None:
    page.evaluate("address => { location.hash = address }", address)
    expect(page.get_by_role("log", name="Messages")).to_be_visible()
