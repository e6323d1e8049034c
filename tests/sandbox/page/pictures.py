"""`python -m tests.sandbox.page.pictures`: the documentation's pictures, taken from the demo."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.sandbox.page.chromium import HOW_TO_GET_IT, WITHOUT_NETWORK, chromium
from tests.sandbox.page.conftest import DESK, PHONE
from tests.sandbox.page.demonstration import demonstration
from tests.sandbox.page.hands import card_of, points_at, raises_an_order, says

FOLDER = Path(__file__).parents[3] / "docs" / "images"
LARGEST_BYTES = 200_000
PATIENCE_MS = 30_000
REPORT_PATIENCE_MS = 60_000
# As tall as what a phone shows of a report in two screens.
TALL_PHONE = (PHONE[0], 1500)
WISH = "Grünwald Gastro called: they want a second grinder before Christmas."


def main() -> None:
    """Start a demo of its own, walk through it, and write the pictures anew."""
    program = chromium()
    if program is None:
        raise SystemExit(f"No chromium to take pictures with; {HOW_TO_GET_IT}")
    expect.set_options(timeout=PATIENCE_MS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in FOLDER.glob("*.png"):
        picture.unlink()
    with (
        TemporaryDirectory() as folder,
        demonstration(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=[*WITHOUT_NETWORK])
        Walk(browser, url).go()
        browser.close()


class Walk:
    """One walk through the demo; its steps leave sixteen pictures."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url

    def go(self) -> None:
        self.first_look()
        self.customer()
        self.order()
        self.approval()
        self.decision()
        self.conversation()
        self.report()
        self.approvals_report()
        self.start_page()
        self.by_night()
        self.two_steps()
        self.policy()

    def first_look(self) -> None:
        page = self._opens("URAVI", "CSALES", tour=True)
        expect(page.get_by_role("region", name="Dealdesk in five steps")).to_be_visible()
        page.get_by_role("button", name="Put it in the composer").click()
        _take(page, "first-look")

    def customer(self) -> None:
        page = self._opens("URAVI", "CSALES", size=(DESK[0], 1020))
        says(page, "/customer grunwlad gastro")
        expect(_latest(page)).to_contain_text("Timeline")
        _take(page, "customer-card")
        page.get_by_role("button", name="Dismiss message").click()

    def order(self) -> None:
        page = self._opens("URAVI", "CSALES", size=(PHONE[0], 1240))
        says(page, "/order new grunwald gastro")
        form = page.get_by_role("dialog", name="New order")
        _chooses(page, form.get_by_role("combobox", name="Product"), "Piccolo Two")
        form.get_by_label("Quantity").fill("2")
        form.get_by_role("button", name="Add line").click()
        expect(form).to_contain_text("Line 2")
        _chooses(page, form.get_by_role("combobox", name="Product").last, "Shop grinder Titan")
        form.get_by_label("Quantity").last.fill("3")
        form.get_by_label("Discount").last.fill("10")
        expect(form).to_contain_text("− 10%")
        _take(page, "order-form")
        form.get_by_role("button", name="Send").click()
        sent = page.get_by_role("dialog", name="Order sent")
        expect(sent).to_contain_text("waits for approval")
        sent.get_by_role("button", name="Done").click()

    def approval(self) -> None:
        page = self._opens("UMAYA", "CAPPROVALS", size=(1100, 640))
        expect(_latest(page)).to_contain_text("Grünwald")
        _take(page, "approval-card")

    def decision(self) -> None:
        page = self._opens("UMAYA", "CAPPROVALS")
        _latest(page).get_by_role("button", name="Reject …").click()
        form = page.get_by_role("dialog", name="Reject order")
        form.get_by_role("combobox").click()
        page.get_by_role("listbox").get_by_role("option", name="Discount too deep").click()
        form.get_by_role("textbox").fill("10% off the grinders is too much; offer 5%.")
        form.get_by_role("button", name="Reject order").click()
        page.get_by_role("dialog", name="Order rejected").get_by_role("button", name="Done").click()
        ravi = self._opens("URAVI", "DRAVI", size=PHONE)
        expect(_latest(ravi).get_by_role("button", name="Edit and send again")).to_be_visible()
        _take(ravi, "rejected-with-a-reason")

    def conversation(self) -> None:
        page = self._opens("URAVI", "CSALES")
        says(page, WISH)
        message = _latest(page)
        expect(message).to_contain_text(WISH)
        points_at(message)
        message.get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name="Log to CRM").click()
        form = page.get_by_role("dialog", name="Log interaction")
        _chooses(page, form.get_by_role("combobox", name="Customer"), "Grünwald Gastro")
        _take(page, "log-a-message")
        form.get_by_role("button", name="Log", exact=True).click()
        page.get_by_role("dialog", name="Logged").get_by_role("button", name="Done").click()
        page.get_by_role("button", name="Inspector").click()
        submitted = page.get_by_role("button", name="view_submission interaction_form")
        submitted.last.click()
        _take(page, "inspector")

    def report(self) -> None:
        page = self._opens("UMAYA", "CSALES")
        says(page, "/report last week")
        own = self._opens("UMAYA", "DMAYA")
        share = own.get_by_role("button", name="Share to channel")
        share.click(timeout=REPORT_PATIENCE_MS)
        _chooses(own, own.get_by_role("combobox", name="Channel"), "sales")
        own.get_by_role("button", name="Share", exact=True).click()
        told = own.get_by_role("dialog", name="Dealdesk")
        told.get_by_role("button", name="Close").last.click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("button", name="Dismiss message").click()
        report = page.get_by_role("article").filter(has_text="By product")
        report.wait_for(timeout=REPORT_PATIENCE_MS)
        report.get_by_role("button", name="Open picture").click()
        expect(page.get_by_role("button", name="Close picture")).to_be_visible()
        _take(page, "weekly-report")

    def approvals_report(self) -> None:
        page = self._opens("UMAYA", "CAPPROVALS", size=PHONE)
        says(page, "/report approvals", where="#approvals")
        expect(_latest(page)).to_contain_text("is on its way")
        page = self._opens("UMAYA", "DMAYA", size=TALL_PHONE)
        page.get_by_text("By approver, slowest first").wait_for(timeout=REPORT_PATIENCE_MS)
        _take(page, "approvals-report")

    def start_page(self) -> None:
        page = self._opens("UMAYA", "DMAYA", tab="home", size=PHONE)
        expect(page.get_by_text("wait for your approval")).to_be_visible()
        _take(page, "home-on-a-phone")

    def by_night(self) -> None:
        page = self._opens("UMAYA", "CAPPROVALS", dark=True)
        message = page.get_by_role("article").filter(has_text="pending approval").last
        message.get_by_role("button", name="Approve").click()
        expect(_latest(page)).to_contain_text("is approved")
        expect(page.get_by_role("button", name="Execute")).to_be_visible()
        _take(page, "dark")

    def two_steps(self) -> None:
        ravi = self._opens("URAVI", "CSALES", size=PHONE)
        order = raises_an_order(ravi, customer="nordlicht hotels", quantity=20)
        page = self._opens("UMAYA", "CAPPROVALS")
        card_of(page, order).get_by_role("button", name="Approve").click()
        expect(card_of(page, order).last).to_contain_text("Step 1: approved by Maya")
        fay = self._opens("UFAY", "CAPPROVALS", size=(PHONE[0], 960))
        expect(card_of(fay, order).last).to_contain_text("Step 2: waits for")
        _take(fay, "two-steps")
        says(ravi, f"/{order.lower()} why")
        expect(_latest(ravi)).to_contain_text("Who is asked")
        _take(ravi, "why")

    def policy(self) -> None:
        page = self._opens("UANA", "CAPPROVALS", size=(PHONE[0], 1000))
        says(page, "/crm settings", where="#approvals")
        page.get_by_role("button", name="Show").click()
        rules = page.get_by_role("dialog", name="Approval policy")
        expect(rules).to_contain_text("The first rule that fits")
        _take(page, "policy-rules")
        rules.get_by_role("button", name="More").first.click()
        page.get_by_role("menuitem", name="Change").click()
        rule = page.get_by_role("dialog", name="Rule 1")
        expect(rule).to_contain_text("Then ask")
        page.set_viewport_size({"width": PHONE[0], "height": 720})
        _take(page, "policy-rule")
        # What would be if nobody looked at deep discounts?
        rule.get_by_role("button", name="Done").click()
        rules.get_by_role("button", name="More").nth(6).click()
        page.get_by_role("menuitem", name="Change").click()
        deep = page.get_by_role("dialog", name="Rule 7")
        deep.get_by_role("button", name="Remove rule").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Remove").click()
        expect(rules).not_to_contain_text("Deep discount")
        rules.get_by_role("combobox").click()
        page.get_by_role("option", name="Last 90 days").click()
        tried = page.get_by_role("dialog", name="On past orders")
        expect(tried).to_contain_text("of the last 90 days")
        _take(page, "policy-tried")

    def _opens(
        self,
        user: str,
        place: str,
        *,
        tab: str = "messages",
        size: tuple[int, int] = DESK,
        dark: bool = False,
        tour: bool = False,
    ) -> Page:
        phone = size[0] == PHONE[0]
        page = self.browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            is_mobile=phone,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
        )
        if not tour:
            page.add_init_script("localStorage.setItem('sandbox.tour', 'closed')")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{self.url}/#{user}/{place}/{tab}")
        page.locator("body[data-ready]").wait_for()
        return page


def _chooses(page: Page, field: Locator, option: str) -> None:
    field.click()
    field.press_sequentially(option)
    page.get_by_role("option", name=option).first.click()


def _latest(page: Page) -> Locator:
    return page.get_by_role("article").last


def _take(page: Page, name: str) -> None:
    """Write the picture, with nothing pointed at or focused and the fonts there."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise SystemExit(f"{path.name} has {size:,} bytes; {LARGEST_BYTES:,} are allowed.")
    sys.stdout.write(f"{path.name}: {size:,} bytes\n")


if __name__ == "__main__":
    main()
