"""The guided tour of the demo: its five steps as a person clicks them, and how it is put away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.sandbox.page.conftest import DESK, PATIENCE_MS, PHONE, closes_what_stands_open
from tests.sandbox.page.hands import points_at
from tests.sandbox.page.test_accessibility import faults

pytestmark = pytest.mark.xdist_group("demo")
REPORT_PATIENCE_MS = 60_000


@dataclass
class Visit:
    """Somebody's first look at the demo."""

    page: Page
    phone: bool

    @property
    def tour(self) -> Locator:
        return self.page.get_by_role("region", name="Dealdesk in five steps")

    def presses(self, name: str) -> None:
        self.tour.get_by_role("button", name=name).click()

    def is_at(self, step: str) -> None:
        expect(self.tour.get_by_role("heading", name=step)).to_be_visible()

    def types_what_it_says(self) -> None:
        self.presses("Put it in the composer")
        self.page.get_by_role("button", name="Send", exact=True).click()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def visit(browser: Browser, demo: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    httpx.post(f"{demo}/sandbox/tour/reset", json={}).raise_for_status()
    for user in ("URAVI", "UMAYA"):
        closes_what_stands_open(demo, user)
    width, height = request.param
    phone = width < 720
    context = browser.new_context(
        viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{demo}/#URAVI/CRANDOM/messages")
    page.locator("body[data-ready]").wait_for()
    yield Visit(page, phone)
    context.close()
    assert said == []


@pytest.mark.timeout(240)
def test_five_steps_are_ticked_by_what_was_done(visit: Visit) -> None:
    page = visit.page
    visit.is_at("Find a customer, mistyped")
    visit.presses("Take me there as Ravi")
    visit.types_what_it_says()

    visit.is_at("Raise an order that needs approval")
    expect(page.get_by_role("article").last).to_contain_text("Grünwald")
    visit.types_what_it_says()
    form = page.get_by_role("dialog", name="New order")
    chooses(page, form.get_by_role("combobox", name="Product"), "Piccolo Two")
    form.get_by_label("Quantity").fill("2")
    form.get_by_role("button", name="Send").click()
    sent = page.get_by_role("dialog", name="Order sent")
    sent.get_by_role("button", name="Done").click()

    visit.is_at("Become Maya and approve it")
    visit.presses("Take me there as Maya")
    expect(page.get_by_label("You are")).to_have_value("UMAYA")
    newest = page.get_by_role("article").last
    expect(newest).to_contain_text("Grünwald")
    newest.get_by_role("button", name="Approve").click()

    visit.is_at("Log a message")
    visit.presses("Take me there as Ravi")
    visit.types_what_it_says()
    written = page.get_by_role("article").last
    expect(written).to_contain_text("a second grinder")
    points_at(written)
    written.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Log to CRM").click()
    log = page.get_by_role("dialog", name="Log interaction")
    chooses(page, log.get_by_role("combobox", name="Customer"), "Grünwald Gastro")
    log.get_by_role("button", name="Log", exact=True).click()
    page.get_by_role("dialog", name="Logged").get_by_role("button", name="Done").click()

    visit.is_at("Fetch the weekly report")
    visit.presses("Take me there as Maya")
    visit.types_what_it_says()

    expect(visit.tour).to_contain_text("That is Dealdesk", timeout=REPORT_PATIENCE_MS)
    page.reload()
    expect(visit.tour).to_contain_text("5 of 5 done")
    visit.presses("Begin the tour again")
    visit.is_at("Find a customer, mistyped")


def test_it_is_put_away_for_good_and_comes_back_from_the_top_bar(visit: Visit) -> None:
    page = visit.page
    visit.presses("Fold the tour up")
    expect(visit.tour.get_by_role("heading", name="Find a customer, mistyped")).to_have_count(0)
    page.reload()
    visit.presses("Unfold the tour")
    visit.is_at("Find a customer, mistyped")

    visit.presses("Close the tour")
    expect(visit.tour).to_have_count(0)
    page.reload()
    page.locator("body[data-ready]").wait_for()
    expect(visit.tour).to_have_count(0)

    page.get_by_role("button", name="Guided tour").click()
    visit.is_at("Find a customer, mistyped")


def test_it_covers_neither_the_messages_nor_the_composer(visit: Visit) -> None:
    page = visit.page
    card = visit.tour.bounding_box()
    main = page.get_by_role("main").bounding_box()
    assert card is not None
    assert main is not None

    beside = card["x"] + card["width"] <= main["x"]
    above = card["y"] + card["height"] <= main["y"]
    assert beside or above


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_it(visit: Visit, scheme: Any) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    visit.is_at("Find a customer, mistyped")

    assert faults(visit.page) == []


# Each Monday's report comes once, so that a second look would see the first one's.
@pytest.mark.parametrize("visit", [DESK], ids=["desk"], indirect=True)
@pytest.mark.timeout(240)
def test_the_clock_brings_mondays_report_at_once(visit: Visit, demo: str) -> None:
    page = visit.page
    page.goto(f"{demo}/#UMAYA/CSALES/messages")
    page.get_by_role("button", name="Inspector").click()
    page.get_by_role("tab", name="Clock").click()
    page.get_by_role("button", name="Next Monday, 09:00 for Maya").click()
    expect(page.get_by_text("ahead of real time")).to_be_visible()
    page.get_by_role("button", name="Close inspector").click()

    report = page.get_by_role("article").filter(has_text="Weekly sales")
    expect(report.last).to_be_visible(timeout=REPORT_PATIENCE_MS)

    page.get_by_role("button", name="Inspector").click()
    page.get_by_role("tab", name="Clock").click()
    page.get_by_role("button", name="Back to real time").click()
    expect(page.get_by_text("This is real time.")).to_be_visible()


def chooses(page: Page, field: Locator, option: str) -> None:
    field.click()
    field.press_sequentially(option)
    page.get_by_role("option", name=option).first.click()
