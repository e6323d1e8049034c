"""What stands around the conversations: who looks, where they can go, and how it is laid out."""

import re

from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from bot.sandbox.person import Person
from bot.sandbox.server import Running
from tests.sandbox.page.conftest import PHONE, Window, everywhere


def sidebar(page: Page) -> Locator:
    """The sidebar, pulled out where it is a drawer."""
    menu = page.get_by_role("button", name="Channels and people")
    if menu.is_visible() and menu.get_attribute("aria-expanded") == "false":
        menu.click()
    return page.get_by_role("navigation", name="Workspace")


def fits(page: Page) -> bool:
    """Whether nothing makes the page wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def opened_tabs(person: Person) -> list[str]:
    """The tabs of which the app has heard that this person opened them."""
    entries = person.get("journal")["entries"]
    events = [each["payload"].get("event", {}) for each in entries]
    return [
        each["tab"]
        for each in events
        if each.get("type") == "app_home_opened" and each["user"] == person.user
    ]


@everywhere
def test_another_person_stays_where_they_may_be(page: Page) -> None:
    sidebar(page).get_by_label("You are").select_option("UMAYA")
    expect(page).to_have_url(re.compile("#UMAYA/CSALES/messages$"))
    sidebar(page).get_by_role("button", name="approvals").click()
    expect(page.get_by_role("heading", name="approvals", level=1)).to_be_visible()

    sidebar(page).get_by_label("You are").select_option("UCHARLIE")

    expect(page.get_by_role("heading", name="general", level=1)).to_be_visible()
    expect(sidebar(page).get_by_role("heading", name="Globex")).to_be_visible()
    assert fits(page)


def test_the_people_are_sorted_by_workspace_and_say_what_they_are(page: Page) -> None:
    people = page.get_by_label("You are")

    assert people.locator("optgroup").evaluate_all("groups => groups.map(each => each.label)") == [
        "Acme",
        "Globex",
    ]
    options = people.locator("option").all_inner_texts()
    assert {"Ravi Patel", "Ana Souza (admin)", "Gus Visitor (guest)"} <= set(options)


def test_the_keyboard_stays_at_the_choice_of_the_person(page: Page) -> None:
    people = page.get_by_label("You are")
    people.focus()

    people.select_option("UMAYA")

    expect(page).to_have_url(re.compile("#UMAYA/"))
    expect(people).to_have_value("UMAYA")
    expect(people).to_be_focused()


def test_the_app_is_opened_by_the_next_person_too(window: Window) -> None:
    page = window.opens("URAVI", "DRAVI", tab="about")

    page.get_by_label("You are").select_option("UMAYA")

    expect(page).to_have_url(re.compile("#UMAYA/DMAYA/about$"))


@everywhere
def test_one_place_at_a_time_is_shown(page: Page) -> None:
    sidebar(page).get_by_role("button", name="Dealdesk").click()
    expect(page.get_by_role("tab", name="Home")).to_be_visible()
    sidebar(page).get_by_role("button", name="sales").click()

    expect(page.get_by_role("textbox", name="Message #sales")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_have_text(["sales"])


def test_an_app_that_wrote_opens_at_what_it_wrote(window: Window, sandbox: Running) -> None:
    bot = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    bot.chat_postMessage(channel="URAVI", text="Your order is approved.")
    page = window.opens()
    page.get_by_role("button", name="Dealdesk, 1 unread").click()
    expect(page.get_by_text("Your order is approved.")).to_be_visible()

    page.get_by_role("button", name="sales").click()
    page.get_by_role("button", name="Dealdesk").click()
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")


def test_a_channel_is_looked_at_and_joined(page: Page) -> None:
    sidebar(page).get_by_role("button", name="Browse channels").click()
    browse = page.get_by_role("dialog", name="Browse channels")
    expect(browse.get_by_role("listitem")).to_have_count(1)

    browse.get_by_role("button", name="Join #approvals").click()

    expect(page.get_by_role("heading", name="approvals", level=1)).to_be_visible()
    expect(sidebar(page).get_by_role("button", name="approvals")).to_be_visible()


def test_a_guest_joins_nothing(window: Window) -> None:
    page = window.opens("UGUS", "CGENERAL")

    page.get_by_role("button", name="Browse channels").click()

    expect(page.get_by_role("dialog", name="Browse channels")).to_contain_text("Guests are invited")


@everywhere
def test_two_people_write_to_each_other(window: Window, sandbox: Running) -> None:
    page = window.opens()
    sidebar(page).get_by_role("button", name="New message").click()
    asked = page.get_by_role("dialog", name="New message")
    expect(asked.get_by_role("option", name="Charlie Moss")).to_have_count(0)
    expect(asked.get_by_role("option", name="sales")).to_have_count(0)
    page.keyboard.type("maya")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Maya Lindqvist", level=1)).to_be_visible()
    channel = page.url.split("/")[-2]

    maya = window.opens("UMAYA", "CGENERAL")
    sandbox.person("URAVI").writes("Lunch?", channel=channel)

    entry = sidebar(maya).get_by_role("button", name="Ravi Patel, 1 unread")
    entry.click()
    expect(maya.get_by_role("log", name="Messages")).to_contain_text("Lunch?")


def test_home_is_opened_once_for_every_time_it_is_opened(window: Window, sandbox: Running) -> None:
    ravi = sandbox.person("URAVI")
    before = len(opened_tabs(ravi))
    page = window.opens()
    sidebar(page).get_by_role("button", name="Dealdesk").click()
    home = page.get_by_role("tabpanel", name="Home")
    expect(home).to_contain_text("Good day, @Ravi Patel.")

    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("tabpanel", name="Messages")).to_be_visible()
    page.get_by_role("tab", name="About").click()
    about = page.get_by_role("tabpanel", name="About")
    expect(about).to_contain_text("/customer")
    expect(about).to_contain_text("Send messages under its own name")

    page.get_by_role("tab", name="About").press("Home")
    expect(home).to_contain_text("Good day, @Ravi Patel.")
    page.wait_for_timeout(200)
    assert opened_tabs(ravi)[before:] == ["home", "messages", "home"]


def test_a_shortcut_is_run_from_anywhere(window: Window) -> None:
    page = window.opens("URAVI", "DRAVI", tab="about")

    page.get_by_role("banner").get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="New order").click()

    expect(page.get_by_role("dialog", name="New order")).to_be_visible()


def test_a_few_letters_lead_anywhere(page: Page) -> None:
    page.keyboard.press("Control+k")
    field = page.get_by_role("dialog", name="Go to").get_by_role("textbox")
    expect(field).to_be_focused()
    page.keyboard.type("rand")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="random", level=1)).to_be_visible()
    expect(page.get_by_text("Dealdesk is not in this channel")).to_be_visible()

    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@everywhere
def test_the_members_of_a_channel_are_listed(page: Page) -> None:
    page.get_by_role("button", name="5 members").click()
    members = page.get_by_role("dialog", name="5 members")

    expect(members.get_by_role("listitem")).to_have_count(5)
    expect(members).to_contain_text("Ravi Patel – you")
    expect(members).to_contain_text("Dealdesk (app)")
    members.get_by_role("button", name="Message Omar Haddad").click()
    expect(page.get_by_role("heading", name="Omar Haddad", level=1)).to_be_visible()


def test_the_title_of_the_window_counts_what_is_unread(window: Window, sandbox: Running) -> None:
    page = window.opens()
    expect(page).to_have_title("#sales | Acme")

    sandbox.person("UMAYA").writes("Hello all", channel="CGENERAL")

    expect(page).to_have_title("(1) #sales | Acme")


def test_the_drawer_of_a_phone_closes_by_key_and_by_choosing(window: Window) -> None:
    page = window.opens()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    menu = page.get_by_role("button", name="Channels and people")
    nav = page.get_by_role("navigation", name="Workspace")
    expect(nav).to_have_count(0)

    menu.press("Enter")
    expect(nav).to_be_focused()
    page.keyboard.press("Escape")
    expect(nav).to_have_count(0)
    expect(menu).to_be_focused()

    menu.click()
    nav.get_by_role("button", name="random").click()
    expect(nav).to_have_count(0)
    expect(page.get_by_role("heading", name="random", level=1)).to_be_visible()
    assert fits(page)


def test_the_theme_is_the_systems_until_one_is_chosen(window: Window) -> None:
    page = window.opens()
    root = page.locator("html")
    page.emulate_media(color_scheme="dark")
    # Chromium does not always tell an open page of what is only emulated.
    page.reload()
    expect(root).to_have_attribute("data-theme", "dark")

    page.get_by_role("button", name="Theme").click()
    page.get_by_role("menuitemradio", name="Light").click()
    expect(root).to_have_attribute("data-theme", "light")
    page.reload()
    expect(root).to_have_attribute("data-theme", "light")


def test_the_clock_says_when_it_was_moved(window: Window, sandbox: Running) -> None:
    page = window.opens()
    clock = page.get_by_role("banner").locator("time")
    expect(clock).not_to_contain_text("Moved")
    before = sandbox.world.clock.now()

    sandbox.person("URAVI").post("clock", advance=3 * 86400)

    expect(clock).to_contain_text("Moved to")
    assert sandbox.world.clock.now() - before >= 3 * 86400


def test_the_first_stop_of_the_keyboard_is_the_way_to_the_conversation(page: Page) -> None:
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to the conversation")
    expect(skip).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()
