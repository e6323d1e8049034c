"""What people do at the page, in the words of tests."""

from playwright.sync_api import Error, Locator, Page, expect

# What still loads above a message may move it from under the pointer: people point again.
POINTING_MS = 2_000
POINTINGS = 5


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
