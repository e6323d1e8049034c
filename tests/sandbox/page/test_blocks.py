"""Every block that displays: what it says, and to whom it is a heading, a list or a table."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.hands import says
from tests.sandbox.page.test_accessibility import faults

STAGE_FROM_NET = """fields => {
    const words = [...fields.querySelectorAll("b")];
    const place = word => words.find(b => b.textContent.includes(word)).getBoundingClientRect();
    const [net, stage] = [place("Net"), place("Stage")];
    return [stage.x - net.x, stage.y - net.y];
}"""


@pytest.fixture
def gallery(page: Page) -> Locator:
    """Ravi in #sales, where every block was just posted."""
    says(page, "/order gallery")
    log = page.get_by_role("log", name="Messages")
    expect(log.get_by_role("article")).to_have_count(5)
    return log


def test_words_have_headings_links_fields_and_names(gallery: Locator) -> None:
    expect(gallery.get_by_role("heading", name="Quarter in sight")).to_contain_text("🎉")
    link = gallery.get_by_role("link", name="two chairs")
    expect(link).to_have_attribute("href", "https://acme.example")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(gallery.get_by_text("1,265.00 EUR")).to_be_visible()
    expect(gallery.get_by_text("Asked for by @Ravi Patel")).to_be_visible()
    expect(gallery.get_by_role("separator").first).to_be_visible()


@everywhere
def test_fields_stand_side_by_side_where_there_is_room(page: Page, gallery: Locator) -> None:
    fields = gallery.locator("[data-block=fields]")
    expect(fields.locator("b", has_text="Stage")).to_be_visible()
    # both at the same moment: what still loads above moves them
    right, down = fields.evaluate(STAGE_FROM_NET)
    wide = page.evaluate("innerWidth > 480")

    assert (right > 50) == wide
    assert (down > 10) != wide


def test_a_long_text_is_folded_until_asked_for(gallery: Locator) -> None:
    minutes = gallery.locator("[data-block=minutes]")
    folded = minutes.bounding_box()
    minutes.get_by_role("button", name="See more").click()
    expect(minutes.get_by_role("button", name="See less")).to_be_visible()
    opened = minutes.bounding_box()

    assert folded
    assert opened
    assert opened["height"] > folded["height"] + 100


def test_pictures_open_fold_away_and_own_up_to_being_missing(page: Page, gallery: Locator) -> None:
    chart = gallery.locator("[data-block=chart]")
    expect(chart.get_by_text("Sales by week")).to_be_visible()
    chart.get_by_role("button", name="Open picture: A chart").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    chart.get_by_role("button", name="Hide picture: Sales by week").click()
    expect(chart.get_by_role("img")).to_have_count(0)
    chart.get_by_role("button", name="Show picture: Sales by week").click()
    expect(chart.get_by_role("img", name="A chart")).to_be_visible()

    expect(gallery.get_by_text("it lies at elsewhere.example")).to_be_visible()


def test_a_video_and_a_remote_file_are_named_and_not_fetched(gallery: Locator) -> None:
    expect(gallery.get_by_role("link", name="How to assemble it")).to_be_visible()
    watch = gallery.get_by_role("link", name="Watch video")
    expect(watch).to_have_attribute("href", "https://video.example/embed/7")
    expect(gallery.get_by_text("Films · Maya")).to_be_visible()
    expect(gallery.get_by_text("contract-7")).to_be_visible()


def test_rich_text_keeps_its_styles_lists_and_names(gallery: Locator) -> None:
    words = gallery.get_by_role("article").filter(has_text="We want it by Friday.")
    expect(words.locator("b", has_text="Bold")).to_be_visible()
    expect(words.locator("s", has_text="struck")).to_be_visible()
    expect(words).to_contain_text("for @Ravi Patel in #sales, all of @here")
    expect(words).to_contain_text("Monday, November 23rd, 2026 👋🏽#F405B3")
    expect(words.get_by_role("link", name="#sales")).to_have_attribute(
        "href", "#URAVI/CSALES/messages"
    )
    expect(words.locator("ol").first).to_have_attribute("start", "5")
    expect(words.get_by_role("listitem").filter(has_text="Call")).to_contain_text("5.")
    expect(words.get_by_role("listitem").filter(has_text="Sign")).to_contain_text("a.")
    expect(words.locator("blockquote")).to_have_text("We want it by Friday.")
    expect(words.locator("pre")).to_have_text("net = 12 * 7")
    expect(words.get_by_role("link", name="a trap")).to_have_count(0)


def test_markdown_is_githubs_and_no_html(gallery: Locator) -> None:
    notes = gallery.get_by_role("article").filter(has_text="quoted")
    expect(notes.get_by_role("heading", name="Notes")).to_be_visible()
    expect(notes.get_by_role("checkbox")).to_have_count(2)
    expect(notes.get_by_role("checkbox").first).to_be_checked()
    expect(notes.get_by_role("columnheader", name="Sold")).to_be_visible()
    expect(notes.locator("del")).to_have_text("12")
    expect(notes.get_by_role("link", name="the offer")).to_be_visible()
    expect(notes.get_by_role("link", name="a trap")).to_have_count(0)
    expect(notes.locator("script")).to_have_count(0)


@everywhere
def test_cards_in_a_carousel_are_gone_through(gallery: Locator) -> None:
    cards = gallery.get_by_role("region", name="Cards")
    expect(cards.get_by_role("status")).to_have_text("1 of 5")
    cards.get_by_role("button", name="Next card").click()
    expect(cards.get_by_role("status")).to_have_text("2 of 5")
    expect(cards.get_by_role("button", name="Previous card")).to_be_enabled()

    cards.get_by_role("list").press("ArrowLeft")

    expect(cards.get_by_role("status")).to_have_text("1 of 5")


def test_a_button_in_a_card_of_a_carousel_is_heard(gallery: Locator) -> None:
    gallery.get_by_role("button", name="Order chair 1").click()

    expect(gallery.get_by_text("Ordered from Order chair 1")).to_be_visible()


def test_a_container_unfolds_to_what_is_in_it(gallery: Locator) -> None:
    inside = gallery.get_by_role("button", name="Ship it")
    expect(inside).to_have_count(0)
    gallery.get_by_role("button", name="Order 7").click()
    inside.click()

    expect(gallery.get_by_text("Ordered from Ship it")).to_be_visible()
    expect(gallery.get_by_role("region", name="Open since Monday")).to_contain_text("Nothing")


def test_plans_and_tasks_say_how_far_they_are(gallery: Locator) -> None:
    plan = gallery.get_by_role("region", name="Win Acme back")
    expect(plan).to_contain_text("1 of 3 done")
    expect(plan.get_by_role("listitem").nth(1)).to_contain_text("Write the offerIn progress")
    failed = gallery.get_by_role("button", name="Ask the ledger")
    expect(failed).to_contain_text("Failed")
    expect(gallery.get_by_text("It did not answer.")).to_be_visible()
    expect(gallery.get_by_role("list", name="Sources").get_by_role("link")).to_have_text("Ledger")

    failed.click()

    expect(gallery.get_by_text("It did not answer.")).to_be_hidden()


def test_small_buttons_stand_below_what_they_judge(gallery: Locator) -> None:
    for name in ("Good plan", "Bad plan", "Drop the plan"):
        expect(gallery.get_by_role("button", name=name)).to_be_visible()


def test_a_service_to_connect_leads_there(gallery: Locator) -> None:
    expect(gallery.get_by_text("Not connected")).to_be_visible()
    connect = gallery.get_by_role("link", name="Connect")
    expect(connect).to_have_attribute("href", "https://ledger.example/connect")


@everywhere
def test_a_wide_table_scrolls_inside_itself(page: Page, gallery: Locator) -> None:
    table = gallery.get_by_role("table").filter(has_text="Product")
    expect(table.get_by_role("columnheader")).to_have_text(["Product", "Sold", "Remark"])
    expect(table.get_by_role("cell", name="12 pcs")).to_have_css("text-align", "right")
    expect(table.locator("td b")).to_have_text("Chair")
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")

    assert wide == seen


def test_attachments_have_their_bar_title_and_fields(gallery: Locator) -> None:
    leads = gallery.get_by_role("article").filter(has_text="Globex Ltd")
    expect(leads.get_by_role("link", name="Globex Ltd")).to_be_visible()
    expect(leads.get_by_text("Size")).to_be_visible()
    expect(leads).to_contain_text("CRM|")
    expect(leads.locator("i", has_text="Inside")).to_be_visible()
    bars = leads.locator("[class*=bar]")
    expect(bars.first).to_have_css("background-color", "rgb(54, 166, 79)")


def test_notices_in_a_modal_say_what_they_are(page: Page) -> None:
    says(page, "/order notices")
    modal = page.get_by_role("dialog", name="Notices")

    expect(modal.get_by_role("alert")).to_have_text(
        ["Warning: Two days left.", "Error: The ledger is closed."]
    )
    expect(modal.get_by_role("status").filter(has_text="Prices are net")).to_contain_text(
        "Information: "
    )


def test_one_block_that_cannot_be_drawn_leaves_the_others(window: Window) -> None:
    page = window.opens()
    says(page, "Hello")
    expect(page.get_by_role("article")).to_have_count(1)
    page.route("**/sandbox/messages?*", _with_bad_blocks)
    says(page, "Again")
    log = page.get_by_role("log", name="Messages")

    expect(log.get_by_text("This header block could not be drawn.").first).to_be_visible()
    expect(log.get_by_text("This page cannot show a block of type poem.").first).to_be_visible()
    expect(log.get_by_text("The last one stands").first).to_be_visible()
    # React tells the console what the block's boundary caught
    assert window.faults
    window.faults.clear()


def _with_bad_blocks(route: Route) -> None:
    told = route.fetch().json()
    blocks: list[dict[str, Any]] = [
        {"type": "header", "block_id": "a"},
        {"type": "poem", "block_id": "b"},
        {
            "type": "section",
            "block_id": "c",
            "text": {"type": "plain_text", "text": "The last one stands"},
        },
    ]
    for message in told["messages"]:
        message["blocks"] = blocks
    route.fulfill(body=json.dumps(told), content_type="application/json")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_both_themes(page: Page, gallery: Locator, theme: str) -> None:
    gallery.get_by_role("button", name="Order 7").click()
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    assert faults(page) == []

    says(page, "/order notices")
    expect(page.get_by_role("dialog", name="Notices")).to_be_visible()
    assert faults(page) == []
