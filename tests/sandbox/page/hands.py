"""What people do at the page, in the words of tests."""

from playwright.sync_api import Locator, Page, expect


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
