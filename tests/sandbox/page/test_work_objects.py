"""Work Objects on the page: cards, the panel and its states, edits."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.hands import says
from tests.sandbox.page.objects import MANIFEST, PLAIN_URL, URL, order, register
from tests.sandbox.server.bots import by_http

TITLE = "Office chairs for <Ákos> & Söhne"
HOUR_S = 3_600


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    with by_http(register, manifest=MANIFEST) as started:
        yield started


@pytest.fixture(autouse=True)
def _posted(sandbox: Running) -> None:
    """One order stands in #sales."""
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    client.chat_postMessage(channel="CSALES", text="New", metadata={"entities": [order()]})


def card(page: Page, title: str = TITLE) -> Locator:
    return page.get_by_role("region", name=f"Order: {title}")


def opens(page: Page) -> Locator:
    card(page).get_by_role("button", name=TITLE).click()
    panel = page.get_by_role("complementary", name="Order: ")
    expect(panel).to_be_visible()
    return panel


def value(shown: Locator, label: str) -> Locator:
    return shown.locator("dt", has_text=label).locator("xpath=following-sibling::dd")


@everywhere
def test_a_card_shows_what_everyone_may_see(window: Window) -> None:
    shown = card(window.opens())

    expect(shown).to_contain_text("Dealdesk · Order · 7")
    expect(value(shown, "Owner")).to_have_text("@Maya Lindqvist")
    expect(value(shown, "Due")).to_have_text("December 24, 2026")
    expect(value(shown, "Gift")).to_have_text("Yes")
    expect(shown).not_to_contain_text("Margin")


@everywhere
def test_the_panel_shows_more_and_gives_the_focus_back(window: Window) -> None:
    page = window.opens()
    panel = opens(page)

    expect(panel.get_by_role("heading", name="Order 7 in full")).to_be_visible()
    expect(value(panel, "Room").get_by_role("link", name="#sales")).to_be_visible()
    expect(value(panel, "Mail").get_by_role("link", name="orders@acme.example")).to_be_visible()
    expect(value(panel, "Terms").get_by_role("listitem")).to_have_text("by lorry")
    expect(value(panel, "Tags").get_by_role("listitem")).to_have_text(["urgent", "chairs"])
    expect(value(panel, "Sketch")).to_contain_text("A chair")
    panel.press("Escape")
    expect(panel).to_be_hidden()
    expect(card(page).get_by_role("button", name=TITLE)).to_be_focused()


def test_each_person_has_a_panel_of_their_own(window: Window) -> None:
    ravi, maya = window.opens("URAVI"), window.opens("UMAYA")

    expect(value(opens(maya), "Margin")).to_have_text("31")
    expect(ravi.get_by_role("complementary", name="Order: ")).to_be_hidden()
    expect(value(opens(ravi), "Margin")).to_have_text("0")


def test_a_person_who_must_sign_in_is_told_where(window: Window) -> None:
    panel = opens(window.opens("UOMAR"))

    link = panel.get_by_role("link", name="Sign in")
    expect(link).to_have_attribute("href", "https://crm.acme.example/in")


def test_a_refusal_says_what_to_do(window: Window) -> None:
    panel = opens(window.opens("UANA"))

    expect(panel.get_by_role("heading", name="You do not have access")).to_be_visible()


def test_an_app_that_says_nothing_can_be_asked_again(window: Window, sandbox: Running) -> None:
    page = window.opens()
    ravi = sandbox.person("URAVI")
    # the event and its first repetition
    ravi.post("faults", method="entity.presentDetails", kind="error", error="fatal_error", times=2)

    panel = opens(page)
    # the three seconds are over when the test says so, however busy the machine is
    ravi.post("clock", advance=-HOUR_S)
    expect(panel.get_by_role("status", name="Loading the details")).to_be_visible()
    ravi.post("clock", advance=HOUR_S + 4)
    panel.get_by_role("button", name="Try again").click()

    expect(panel.get_by_role("heading", name="Order 7 in full")).to_be_visible()


@everywhere
def test_fields_are_edited_and_the_app_has_the_last_word(window: Window) -> None:
    panel = opens(window.opens())
    panel.get_by_role("button", name="Edit").click()
    note = panel.get_by_role("textbox", name="Note")
    note.fill("Never")
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_role("alert")).to_have_text("Never is not a note.")

    note.fill("Before noon")
    panel.get_by_role("button", name="Save").click()

    expect(value(panel, "Note")).to_have_text("Before noon")
    expect(note).to_be_hidden()


def test_an_edit_can_be_given_up(window: Window) -> None:
    panel = opens(window.opens())
    panel.get_by_role("button", name="Edit").click()
    panel.get_by_role("textbox", name="Note").fill("Lost")
    panel.get_by_role("button", name="Cancel").click()

    expect(value(panel, "Note")).to_have_text("Soon")


def test_the_app_hears_where_a_button_was_pressed(page: Page) -> None:
    log = page.get_by_role("log", name="Messages")
    card(page).get_by_role("button", name="Approve").click()
    expect(log).to_contain_text("approve from message_attachment")

    panel = opens(page)
    panel.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Archive").click()
    expect(log).to_contain_text("archive from entity_detail")


@everywhere
def test_people_talk_about_an_object_in_its_panel(window: Window) -> None:
    panel = opens(window.opens())
    panel.get_by_role("button", name="Show 2 comments").click()
    talk = panel.get_by_role("region", name="Comments")
    entries = talk.locator("ul > li")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("Is <Ákos> in?")
    expect(entries.first.get_by_role("button", name="Delete comment")).to_have_count(0)

    own = talk.get_by_role("textbox", name="Your comment")
    own.fill("Bah")
    talk.get_by_role("button", name="Comment", exact=True).click()
    expect(talk.get_by_role("alert")).to_have_text("Only kind words.")
    own.fill("Good to know")
    talk.get_by_role("button", name="Comment", exact=True).click()
    expect(entries.last).to_contain_text("Good to know")
    expect(own).to_have_value("")

    entries.last.get_by_role("button", name="Delete comment").click()
    expect(entries).to_have_count(2)


def test_a_pasted_link_gets_a_card(page: Page) -> None:
    says(page, f"See {URL}")

    expect(card(page, "Order 7 from a link")).to_be_visible()


def test_a_pasted_link_gets_a_plain_preview_too(page: Page) -> None:
    says(page, f"See {PLAIN_URL}")

    message = page.get_by_role("article").filter(has_text=PLAIN_URL)
    expect(message.get_by_text("Terms of trade")).to_be_visible()
    expect(message.get_by_text("Thirty days")).to_be_visible()


def test_somebody_in_another_workspace_sees_nothing_of_it(window: Window) -> None:
    page = window.opens("UCHARLIE", "CGLOBEX")

    expect(page.get_by_role("log", name="Messages")).to_be_visible()
    expect(page.get_by_text("Order")).to_have_count(0)
