"""`python -m tests.sandbox.page.pictures`: the documentation's pictures, taken from the demo."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.sandbox.page.conftest import PATIENCE_MS, PHONE, WITHOUT_NETWORK
from tests.sandbox.page.hands import says

FOLDER = Path(__file__).parents[3] / "docs" / "images"
DESK = (1000, 720)
LARGEST_BYTES = 200_000
ADDRESS = re.compile(r"Open (http://\S+)/ in a browser")
REPORT_PATIENCE_MS = 60_000


def main() -> None:
    """Start a demo of its own, walk through it, and write the pictures anew."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise SystemExit("No chromium to take pictures with; get it with: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*WITHOUT_NETWORK])
        walk = Walk(browser, url)
        walk.customer()
        walk.order()
        walk.approval()
        walk.report()
        walk.home()
        browser.close()


class Walk:
    """One walk through the demo; each step leaves a picture."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url

    def customer(self) -> None:
        page = self._opens("URAVI", "CSALES", height=900)
        says(page, "/customer grunwald gastro")
        expect(_latest(page)).to_contain_text("Timeline")
        _take(page, "customer-card")
        page.get_by_role("button", name="Dismiss message").click()

    def order(self) -> None:
        page = self._opens("URAVI", "CSALES", width=PHONE[0], height=1240)
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
        page = self._opens("UMAYA", "CAPPROVALS")
        expect(_latest(page)).to_contain_text("Grünwald")
        _take(page, "approval-card")

    def report(self) -> None:
        page = self._opens("UMAYA", "CSALES", height=1180)
        says(page, "/report last week")
        own = self._opens("UMAYA", "DMAYA")
        share = own.get_by_role("button", name="Share to channel")
        share.click(timeout=REPORT_PATIENCE_MS)
        _chooses(own, own.get_by_role("combobox", name="Channel"), "sales")
        own.get_by_role("button", name="Share", exact=True).click()
        own.get_by_role("dialog", name="Dealdesk").get_by_role("button", name="Close").last.click()
        page.get_by_role("button", name="Dismiss message").click()
        chart = page.locator(".block.image img")
        chart.wait_for(timeout=REPORT_PATIENCE_MS)
        page.get_by_role("article").last.evaluate("node => node.scrollIntoView()")
        page.mouse.move(0, 0)
        _take(page, "weekly-report")

    def home(self) -> None:
        width, height = PHONE
        page = self._opens("UMAYA", "DMAYA", tab="home", width=width, height=height)
        expect(page.get_by_text("wait for your approval")).to_be_visible()
        _take(page, "home-on-a-phone")

    def _opens(
        self,
        user: str,
        place: str,
        *,
        tab: str = "messages",
        width: int = DESK[0],
        height: int = DESK[1],
    ) -> Page:
        phone = width == PHONE[0]
        page = self.browser.new_page(
            viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone
        )
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{self.url}/#{user}/{place}/{tab}")
        page.locator("body[data-ready]").wait_for()
        return page


def _chooses(page: Page, field: Locator, option: str) -> None:
    field.click()
    field.press_sequentially(option)
    page.get_by_role("option", name=option).click()


def _latest(page: Page) -> Locator:
    return page.get_by_role("article").last


def _take(page: Page, name: str) -> None:
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise SystemExit(f"{path.name} has {size:,} bytes; {LARGEST_BYTES:,} are allowed.")
    sys.stdout.write(f"{path.name}: {size:,} bytes\n")


@contextmanager
def _demo() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        demo = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", folder],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield _address(demo)
        finally:
            demo.send_signal(SIGINT)
            demo.communicate()


def _address(demo: "subprocess.Popen[str]") -> str:
    for line in demo.stdout or ():
        told = ADDRESS.search(line)
        if told:
            return told[1]
    raise SystemExit("The demo did not start; it says why above.")


if __name__ == "__main__":
    main()
