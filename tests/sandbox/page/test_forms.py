"""Forms on the page: typing, choosing, errors at their fields, files, and going back."""

from playwright.sync_api import FilePayload, Page, expect

from tests.sandbox.page.conftest import everywhere
from tests.sandbox.page.hands import opens_form, picks, points_at, says


@everywhere
def test_a_form_shows_its_error_at_the_field_and_keeps_what_was_typed(page: Page) -> None:
    form = opens_form(page)
    picks(page, "Customer", typing="acme", option="Acme GmbH")
    form.get_by_label("Note").fill("Ring twice")
    form.get_by_label("E-mail").fill("a@nowhere.example")
    form.get_by_role("button", name="Save order").click()

    expect(form.get_by_role("alert")).to_have_text("Nobody reads mail at nowhere.")
    expect(form.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Note")).to_have_value("Ring twice")

    form.get_by_label("E-mail").fill("a@acme.example")
    form.get_by_role("button", name="Save order").click()

    expect(form).to_be_hidden()
    expect(page.get_by_role("log", name="Messages")).to_contain_text(
        "Order for Acme GmbH by @Ravi Patel [] [] Ring twice"
    )


def test_a_required_field_left_empty_is_marked(page: Page) -> None:
    form = opens_form(page)
    form.get_by_role("button", name="Save order").click()

    expect(form.get_by_role("alert").first).to_have_text("Please complete this required field.")


def test_what_is_typed_survives_a_form_that_grows(page: Page) -> None:
    form = opens_form(page)
    form.get_by_label("Quantity 1").fill("12")
    picks(page, "Tags", typing="urg", option="Urgent")
    form.get_by_role("button", name="Add line").click()

    expect(form.get_by_label("Quantity 2")).to_be_visible()
    expect(form.get_by_label("Quantity 1")).to_have_value("12")
    expect(form.get_by_role("button", name="Remove Urgent")).to_be_visible()


def test_a_field_that_answers_at_once_waits_for_enter(page: Page) -> None:
    form = opens_form(page)
    form.get_by_label("Discount").press_sequentially("15")
    expect(form).to_contain_text("With no per cent off")
    form.get_by_label("Discount").press("Enter")
    expect(form).to_contain_text("With 15 per cent off")
    expect(form.get_by_label("Discount")).to_have_value("15")

    form.get_by_label("Discount").fill("20")
    form.get_by_role("button", name="Add line").click()
    expect(form).to_contain_text("With 20 per cent off")
    expect(form.get_by_label("Discount")).to_have_value("20")


def test_a_choice_is_replaced_by_typing_another_and_the_list_stays_shut(page: Page) -> None:
    form = opens_form(page)
    picks(page, "Customer", typing="acme", option="Acme GmbH")
    picks(page, "Customer", typing="glob", option="Globex Ltd")

    expect(form.get_by_role("combobox", name="Customer")).to_have_value("Globex Ltd")
    expect(page.get_by_role("listbox", name="Customer")).to_be_hidden()


def test_an_open_menu_is_left_alone_by_a_form_that_changes_behind_it(page: Page) -> None:
    form = opens_form(page)
    form.get_by_label("Discount").press_sequentially("15")
    form.get_by_label("Discount").press("Enter")
    field = form.get_by_role("combobox", name="Customer")
    field.click()
    field.press_sequentially("acm")
    page.wait_for_timeout(800)

    expect(field).to_have_value("acm")
    page.get_by_role("option", name="Acme GmbH").click()
    expect(field).to_have_value("Acme GmbH")
    expect(form).to_contain_text("With 15 per cent off")


def test_a_menu_is_driven_by_the_keyboard(page: Page) -> None:
    form = opens_form(page)
    field = form.get_by_role("combobox", name="Tags")
    field.focus()
    field.press("ArrowDown")
    expect(page.get_by_role("listbox", name="Tags").get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    field.press("Enter")

    expect(form.get_by_role("button", name="Remove Gift")).to_be_visible()
    field.press("Escape")
    expect(form).to_be_hidden()


def test_files_are_picked_in_a_form(page: Page) -> None:
    form = opens_form(page)
    picks(page, "Customer", typing="glob", option="Globex Ltd")
    form.get_by_label("E-mail").fill("a@acme.example")
    paper = FilePayload(name="offer.pdf", mimeType="application/pdf", buffer=b"%PDF")
    form.get_by_label("Papers").set_input_files(paper)
    expect(form).to_contain_text("offer.pdf")
    form.get_by_role("button", name="Save order").click()

    expect(page.get_by_role("log", name="Messages")).to_contain_text("['offer.pdf']")


@everywhere
def test_a_message_shortcut_opens_a_form_on_the_message(page: Page) -> None:
    says(page, "Acme wants two chairs")
    points_at(page.get_by_role("article").filter(has_text="two chairs"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Log to CRM").click()

    form = page.get_by_role("dialog", name="Log to CRM")
    expect(form.get_by_label("Summary")).to_have_value("Acme wants two chairs")
    form.get_by_role("button", name="Look closer").click()
    closer = page.get_by_role("dialog", name="Closer")
    expect(closer).to_contain_text("Very close.")
    closer.get_by_role("button", name="Back").click()
    expect(closer).to_be_hidden()
    form.press("Escape")
    expect(form).to_be_hidden()
