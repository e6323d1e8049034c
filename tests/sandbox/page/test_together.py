"""Several people at the demo at once: what one of them does, the others see without a reload."""

import time

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.person import Person
from tests.sandbox.page.conftest import Opens
from tests.sandbox.page.hands import card_of, goes_to, raises_an_order, says

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(240)]

WAKING = "<!channel> Coffee"
SOON_MS, MOST_TRIES = 1000, 3
A_LITTLE_WORK = 0.1
NOTE_THE_PRESS = """() => document.addEventListener(
    "click", () => { window.pressedAt = Date.now(); }, { capture: true, once: true })"""
NOTE_THE_SIGHT = """words => {
    window.sight = new Promise(seen => {
        const look = () => {
            if (document.querySelector("[role=log]").textContent.includes(words)) seen(Date.now());
        };
        new MutationObserver(look).observe(
            document.body, { subtree: true, childList: true, characterData: true });
    });
}"""


def test_an_approval_is_seen_by_the_others_within_a_second(opens: Opens) -> None:
    maya, omar = opens("UMAYA", "CAPPROVALS"), opens("UOMAR", "CAPPROVALS")
    ravi = opens("URAVI", "CSALES")
    tries: list[tuple[int, float]] = []

    while len(tries) < MOST_TRIES and not (tries and soon(*tries[-1])):
        tries.append((waits_for_an_approval(ravi, maya, omar), crowding()))

    told = ", ".join(f"{wait} ms (at {crowd:.1f} times the usual)" for wait, crowd in tries)
    print(f"An approval was seen by all after {told}")  # noqa: T201 - the proof's figure
    assert soon(*tries[-1])


def soon(wait: int, crowd: float) -> bool:
    """A second, or as much longer as everything takes on a machine that is busy with others."""
    return wait < SOON_MS * crowd


def crowding() -> float:
    """How many times longer than alone a tenth of a second's work takes here now."""
    began, used = time.monotonic(), time.process_time()
    while time.process_time() - used < A_LITTLE_WORK:
        pass
    return max(1.0, (time.monotonic() - began) / A_LITTLE_WORK)


def test_a_rejection_needs_a_reason_and_brings_it_to_the_rep(opens: Opens) -> None:
    maya, ravi = opens("UMAYA", "CAPPROVALS"), opens("URAVI", "CSALES")
    order = raises_an_order(ravi)
    goes_to(ravi, "#URAVI/DRAVI/messages")

    card_of(maya, order).get_by_role("button", name="Reject …").click()
    form = maya.get_by_role("dialog", name="Reject order")
    form.get_by_role("button", name="Reject order").click()
    expect(form.get_by_role("alert")).to_have_count(2)
    form.get_by_role("combobox").click()
    maya.get_by_role("listbox").get_by_role("option", name="Not in the budget").click()
    reason = form.get_by_role("textbox")
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("alert")).to_have_count(1)
    expect(card_of(ravi, order)).to_have_count(0)

    reason.fill("Two grinders are enough for them.")
    form.get_by_role("button", name="Reject order").click()

    told = card_of(ravi, order)
    expect(told).to_contain_text("Not in the budget: Two grinders are enough for them.")
    expect(told.get_by_role("button", name="Edit and send again")).to_be_visible()
    maya.get_by_role("dialog", name="Order rejected").get_by_role("button", name="Done").click()
    expect(card_of(maya, order)).to_contain_text("rejected")
    expect(card_of(maya, order).get_by_role("button", name="Approve")).to_have_count(0)


def test_a_double_click_on_approve_counts_once(opens_at_desk: Opens, demo: str) -> None:
    maya, ravi = opens_at_desk("UMAYA", "CAPPROVALS"), opens_at_desk("URAVI", "CSALES")
    order = raises_an_order(ravi)
    goes_to(ravi, "#URAVI/DRAVI/messages")

    card = card_of(maya, order)
    card.get_by_role("button", name="Approve").dblclick()

    expect(card).to_contain_text("Approved by Maya")
    expect(card_of(ravi, order)).to_contain_text("Approved by Maya")
    assert presses(Person(demo, "UMAYA"), order) == 1
    expect(maya.get_by_text("has already been approved")).to_have_count(0)
    expect(card_of(ravi, order)).to_have_count(1)


def test_a_customer_with_a_waking_name_wakes_nobody(opens_at_desk: Opens) -> None:
    ravi, maya = opens_at_desk("URAVI", "CSALES"), opens_at_desk("UMAYA", "CAPPROVALS")
    says(ravi, "/customer new")
    form = ravi.get_by_role("dialog", name="New customer")
    form.get_by_label("Name", exact=True).fill(WAKING)
    form.get_by_role("button", name="Create").click()
    ravi.get_by_role("dialog").get_by_role("button", name="Done").click()
    order = raises_an_order(ravi, customer=WAKING)

    card = card_of(maya, order)
    expect(card).to_contain_text(WAKING)
    card.get_by_role("button", name="Approve").click()
    expect(card).to_contain_text("Approved by Maya")

    goes_to(ravi, "#URAVI/DRAVI/messages")
    expect(card_of(ravi, order)).to_contain_text(WAKING)
    for page in (ravi, maya):
        expect(page.get_by_text("@channel")).to_have_count(0)


def test_another_company_sees_nothing_of_it(opens_at_desk: Opens) -> None:
    charlie, ravi = opens_at_desk("UCHARLIE", "CGLOBEX"), opens_at_desk("URAVI", "CSALES")
    order = raises_an_order(ravi)
    maya = opens_at_desk("UMAYA", "CAPPROVALS")
    card_of(maya, order).get_by_role("button", name="Approve").click()
    expect(card_of(maya, order)).to_contain_text("Approved by Maya")

    expect(charlie.get_by_role("article")).to_have_count(0)
    says(charlie, f"/order {order.removeprefix('Order ')}", where="#general")
    expect(charlie.get_by_role("article").last).to_contain_text("no order")
    expect(charlie.get_by_text("Grünwald")).to_have_count(0)
    goes_to(charlie, "#UCHARLIE/CAPPROVALS/messages")
    expect(charlie.get_by_role("heading", name="Globex")).to_be_visible()
    expect(card_of(charlie, order)).to_have_count(0)


def test_the_toolbar_goes_with_a_button_that_was_under_the_pointer(opens_at_desk: Opens) -> None:
    maya, ravi = opens_at_desk("UMAYA", "CAPPROVALS"), opens_at_desk("URAVI", "CSALES")
    card = card_of(maya, raises_an_order(ravi))
    card.get_by_role("button", name="Approve").click()
    expect(card.get_by_role("button", name="Execute")).to_be_visible()

    maya.mouse.move(0, 0)

    expect(card.get_by_role("button", name="More actions")).to_have_count(0)


def waits_for_an_approval(ravi: Page, maya: Page, omar: Page) -> int:
    """Milliseconds from Maya's press until Ravi and Omar both see it, by the pages' own clock."""
    goes_to(ravi, "#URAVI/CSALES/messages")
    order = raises_an_order(ravi)
    card = card_of(maya, order)
    expect(card).to_contain_text("pending approval")
    expect(card_of(omar, order).get_by_role("button", name="Approve")).to_be_visible()
    goes_to(ravi, "#URAVI/DRAVI/messages")

    maya.evaluate(NOTE_THE_PRESS)
    for page in (ravi, omar):
        page.evaluate(NOTE_THE_SIGHT, f"{order} · approved")
    card.get_by_role("button", name="Approve").click()

    expect(card_of(ravi, order).get_by_role("button", name="Execute")).to_be_visible()
    expect(card_of(omar, order).get_by_role("button", name="Approve")).to_have_count(0)
    pressed = int(maya.evaluate("window.pressedAt"))
    return max(int(page.evaluate("window.sight")) for page in (ravi, omar)) - pressed


def presses(maya: Person, order: str) -> int:
    """How often the app was told that Maya pressed a button of this order's card."""
    told = [each["payload"] for each in maya.get("journal")["entries"]]
    return sum(
        each.get("type") == "block_actions" and order in str(each.get("message")) for each in told
    )
