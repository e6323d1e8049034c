"""Approvals at the demo, by those who take part in them at the same time."""

import re
from itertools import count

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from bot.sandbox.person import Person
from tests.sandbox.page.conftest import Opens
from tests.sandbox.page.hands import card_of, goes_to, raises_an_order, says

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(240)]

# So many machines that finance looks at the order after a manager.
MANY = 20
NAMES = (f"Deep discount {number}" for number in count(1))
NEWCOMERS = iter(("Zebrahof Kaffee", "Quittenberg Imbiss"))
IN_APPROVALS = "#approvals"


def test_an_order_goes_through_two_steps_by_two_people(opens: Opens) -> None:
    ravi, maya = opens("URAVI", "CSALES"), opens("UMAYA", "CAPPROVALS")
    fay = opens("UFAY", "CAPPROVALS")
    order = raises_an_order(ravi, quantity=MANY)
    goes_to(ravi, "#URAVI/DRAVI/messages")
    expect(newest(fay, order)).to_contain_text("Step 2: then a finance approver")

    newest(maya, order).get_by_role("button", name="Approve").click()

    expect(newest(fay, order)).to_contain_text("Step 1: approved by Maya Lindqvist")
    expect(newest(fay, order)).to_contain_text("Step 2: waits for")
    expect(card_of(ravi, order)).to_have_count(0)
    newest(fay, order).get_by_role("button", name="Approve").click()

    for page in (maya, ravi):
        expect(newest(page, order)).to_contain_text("Step 2: approved by Fay Okafor")
    expect(newest(ravi, order).get_by_role("button", name="Execute")).to_be_visible()
    expect(card_of(maya, order).get_by_role("button", name="Approve")).to_have_count(0)


def test_requested_changes_open_the_filled_form_and_come_back_with_what_changed(
    opens: Opens,
) -> None:
    ravi, maya = opens("URAVI", "CSALES"), opens("UMAYA", "CAPPROVALS")
    order = raises_an_order(ravi)
    goes_to(ravi, "#URAVI/DRAVI/messages")

    newest(maya, order).get_by_role("button", name="Changes …").click()
    form = maya.get_by_role("dialog", name="Request changes")
    form.get_by_role("textbox").fill("Three machines, please.")
    form.get_by_role("button", name="Request changes").click()
    closes(maya, "Changes requested")

    told = newest(ravi, order)
    expect(told).to_contain_text("Three machines, please.")
    told.get_by_role("button", name="Change and send again").click()
    form = ravi.get_by_role("dialog", name=order)
    expect(form).to_contain_text("Three machines, please.")
    quantity = form.get_by_label("Quantity")
    expect(quantity).to_have_value("2")
    quantity.fill("3")
    form.get_by_role("button", name="Send").click()
    closes(ravi, "Order sent")

    card = newest(maya, order)
    expect(card).to_contain_text("2 → 3 pieces")
    card.get_by_role("button", name="Approve").click()
    expect(newest(ravi, order)).to_contain_text("Approved by Maya Lindqvist")


def test_several_orders_are_approved_after_a_form_that_lists_them(opens: Opens) -> None:
    ravi, maya = opens("URAVI", "CSALES"), opens("UMAYA", "CAPPROVALS")
    customer = next(NEWCOMERS)
    creates(ravi, customer)
    # What is bought within a day is weighed as one: three orders are usual beside one this large.
    known = raises_an_order(ravi, customer=customer, quantity=6)
    newest(maya, known).get_by_role("button", name="Approve").click()
    expect(newest(maya, known)).to_contain_text("Approved by Maya")
    two = [raises_an_order(ravi, customer=customer) for _ in range(2)]
    expect(newest(maya, two[-1])).to_contain_text("pending approval")

    says(maya, "/approvals", where=IN_APPROVALS)
    maya.get_by_role("button", name="Approve several …").click()
    form = maya.get_by_role("dialog", name="Approve several")
    expect(form.get_by_role("checkbox").first).to_be_visible()
    for box in form.get_by_role("checkbox").all():
        listed = any(each in box.evaluate("box => box.closest('label').innerText") for each in two)
        box.set_checked(listed)
    expect(form.get_by_role("checkbox", checked=True)).to_have_count(2)
    form.get_by_role("button", name="Approve them").click()

    for each in two:
        expect(maya.get_by_role("dialog")).to_contain_text(f"{each} ·")
    maya.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    goes_to(ravi, "#URAVI/DRAVI/messages")
    for each in two:
        expect(newest(ravi, each)).to_contain_text("Approved by Maya Lindqvist")


def test_a_button_that_died_in_a_list_says_who_decided(opens: Opens) -> None:
    ravi, maya = opens("URAVI", "CSALES"), opens("UMAYA", "CAPPROVALS")
    omar = opens("UOMAR", "CRANDOM")
    order = raises_an_order(ravi)
    expect(newest(maya, order)).to_contain_text("pending approval")
    number = order.removeprefix("Order ")
    says(omar, f"/order {number}", where="#random")
    stale = omar.get_by_role("article").filter(has_text=order).last
    expect(stale.get_by_role("button", name="Approve")).to_be_visible()

    newest(maya, order).get_by_role("button", name="Approve").click()
    expect(newest(maya, order)).to_contain_text("Approved by Maya")
    stale.get_by_role("button", name="Approve").click()

    expect(omar.get_by_text(f"{order} has already been approved by Maya").first).to_be_visible()
    expect(card_of(omar, order).get_by_role("button", name="Approve")).to_have_count(0)


def test_the_stand_in_decides_and_the_card_names_both(opens: Opens, demo: str) -> None:
    ravi, maya = opens("URAVI", "CSALES"), opens("UMAYA", "CAPPROVALS")
    fay, omar = opens("UFAY", "CAPPROVALS"), opens("UOMAR", "CAPPROVALS")
    says(fay, "/approvals away until Friday, Omar decides", where=IN_APPROVALS)
    expect(fay.get_by_text("ends it.").last).to_be_visible()
    try:
        order = raises_an_order(ravi, quantity=MANY)
        newest(maya, order).get_by_role("button", name="Approve").click()
        expect(newest(omar, order)).to_contain_text("Step 2: waits for")
        newest(omar, order).get_by_role("button", name="Approve").click()

        for page in (maya, fay):
            expect(newest(page, order)).to_contain_text(
                "Step 2: approved by Omar Haddad (for Fay Okafor)"
            )
    finally:
        Person(demo, "UFAY").types("/approvals back", channel="CAPPROVALS")


def test_an_admin_changes_the_policy_tries_it_and_the_others_see_it(opens: Opens) -> None:
    ana, maya = opens("UANA", "CAPPROVALS"), opens("UMAYA", "CAPPROVALS")
    name = next(NAMES)
    rules = opens_policy(ana)
    rules.get_by_role("button", name="More").nth(6).click()
    ana.get_by_role("menuitem", name="Change").click()
    rule = ana.get_by_role("dialog", name="Rule 7")
    rule.get_by_label("Name").fill(name)
    rule.get_by_role("button", name="Done").click()
    expect(rules).to_contain_text(f"7. {name}")
    expect(rules).to_contain_text("count once you save them")

    rules.get_by_role("combobox").click()
    ana.get_by_role("option", name="Last 30 days").click()
    tried = ana.get_by_role("dialog", name="On past orders")
    expect(tried).to_contain_text(re.compile(r"orders of the last 30 days"))
    tried.get_by_role("button", name="Back").last.click()
    rules.get_by_role("button", name="Save").click()
    warned = ana.get_by_role("dialog", name="Before it counts")
    expect(warned).to_contain_text("also lets through")
    warned.get_by_role("button", name="Put in force").click()
    expect(ana.get_by_role("dialog")).to_contain_text("of the policy is in force now")

    says(maya, "/crm settings", where=IN_APPROVALS)
    seen = maya.get_by_role("dialog", name="Approval policy")
    expect(seen).to_contain_text(f"7. {name}")
    expect(seen.get_by_role("button", name="Add a rule")).to_have_count(0)


def test_an_admin_brings_a_file_mends_it_and_starts_over(opens: Opens) -> None:
    ana = opens("UANA", "CAPPROVALS")
    rules = opens_policy(ana)
    rules.get_by_role("button", name="Import a file").click()
    form = ana.get_by_role("dialog", name="Policy from a file")
    form.get_by_label("File").set_input_files([policy("rule,approvers\nAll,Nobody Known\n")])
    form.get_by_role("button", name="Check").click()
    expect(form).to_contain_text("Line 2, approvers: No member is called")

    form.get_by_label("File").set_input_files([policy("rule,approvers\nAll,manager\n")])
    form.get_by_role("button", name="Check").click()
    review = ana.get_by_role("dialog", name="Before it counts")
    expect(review).to_contain_text("Added: All")
    review.get_by_role("button", name="Back").last.click()
    expect(rules).to_contain_text("1. All")
    rules.get_by_role("button", name="Start over").click()
    ana.get_by_role("alertdialog").get_by_role("button", name="Start over").click()
    expect(rules).to_contain_text("Your changes are gone")


def policy(text: str) -> FilePayload:
    return FilePayload(name="policy.csv", mimeType="text/csv", buffer=text.encode())


def newest(page: Page, order: str) -> Locator:
    """The last of an order's cards: a step that begins is told with a fresh one."""
    return card_of(page, order).last


def opens_policy(page: Page) -> Locator:
    says(page, "/crm settings", where=IN_APPROVALS)
    page.get_by_role("button", name="Show").click()
    rules = page.get_by_role("dialog", name="Approval policy")
    expect(rules).to_contain_text("The first rule that fits")
    return rules


def closes(page: Page, title: str) -> None:
    page.get_by_role("dialog", name=title).get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def creates(page: Page, customer: str) -> None:
    says(page, "/customer new")
    form = page.get_by_role("dialog", name="New customer")
    form.get_by_label("Name", exact=True).fill(customer)
    form.get_by_role("button", name="Create").click()
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
