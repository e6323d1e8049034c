"""Conversations: reading, reacting, replying, changing one's words, and long histories."""

import re

import httpx
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.hands import points_at, says

MANY = 300
TOP_PIXELS = 5


def message(page: Page, words: str) -> Locator:
    return page.get_by_role("article").filter(has_text=words)


def menu_of(page: Page, words: str) -> Locator:
    """The menu of a message, opened."""
    found = message(page, words)
    points_at(found)
    found.get_by_role("button", name="More actions").click()
    return page.get_by_role("menu", name="More actions")


def fills(sandbox: Running, count: int = MANY) -> list[str]:
    """Maya writes that many messages into #sales; their permalinks."""
    maya = sandbox.person("UMAYA")
    for number in range(count):
        maya.writes(f"Message {number}.", channel="CSALES")
    return [each["permalink"] for each in maya.messages("CSALES")]


@everywhere
def test_a_reaction_is_chosen_counted_and_taken_back(window: Window) -> None:
    ravi, maya = window.opens(), window.opens("UMAYA")
    says(ravi, "We won Globex")
    points_at(message(ravi, "We won"))
    message(ravi, "We won").get_by_role("button", name="Add reaction").click()
    picker = ravi.get_by_role("dialog", name="Pick an emoji")
    expect(picker.get_by_role("option", name="grinning", exact=True)).to_be_visible()
    picker.get_by_role("searchbox").fill("rocket")
    picker.get_by_role("option", name="rocket").click()

    chip = maya.get_by_role("button", name="rocket, 1")
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.click()
    expect(ravi.get_by_role("button", name="rocket, 2")).to_have_attribute("aria-pressed", "true")
    ravi.get_by_role("button", name="rocket, 2").click()
    expect(maya.get_by_role("button", name="rocket, 1")).to_have_attribute("aria-pressed", "true")


@everywhere
def test_one_changes_and_deletes_only_what_one_wrote(window: Window) -> None:
    ravi, maya = window.opens(), window.opens("UMAYA")
    says(ravi, "Call *Omar*")
    expect(message(maya, "Call Omar")).to_be_visible()
    own = menu_of(maya, "Call Omar")
    expect(own.get_by_role("menuitem", name="Copy link")).to_be_visible()
    expect(own.get_by_role("menuitem", name="Edit message")).to_have_count(0)

    menu_of(ravi, "Call Omar").get_by_role("menuitem", name="Edit message").click()
    field = ravi.get_by_role("textbox", name="Edit message")
    expect(field).to_have_value("Call *Omar*")
    field.fill("Call *Ana*")
    field.press("Enter")
    expect(message(maya, "Call Ana")).to_contain_text("(edited)")

    menu_of(ravi, "Call Ana").get_by_role("menuitem", name="Delete message").click()
    expect(message(maya, "Call Ana")).to_have_count(0)


def test_what_was_answered_leaves_a_note_when_it_is_deleted(page: Page, sandbox: Running) -> None:
    says(page, "Wrong number")
    asked = sandbox.person("URAVI").sees("Wrong number", channel="CSALES")
    sandbox.person("UMAYA").writes("Really?", channel="CSALES", thread_ts=asked["ts"])
    menu_of(page, "Wrong number").get_by_role("menuitem", name="Delete message").click()

    note = message(page, "This message was deleted.")
    expect(note.get_by_role("button", name="1 reply")).to_be_visible()
    note.hover()
    expect(note.get_by_role("button", name="More actions")).to_have_count(0)
    expect(page.get_by_text("Wrong number")).to_have_count(0)


def test_the_apps_shortcut_is_in_the_menu_of_a_message(page: Page) -> None:
    says(page, "They want ten chairs")
    menu_of(page, "ten chairs").get_by_role("menuitem", name="Log to CRM").click()

    form = page.get_by_role("dialog", name="Log to CRM")
    expect(form.get_by_role("textbox", name="Summary")).to_have_value("They want ten chairs")


def test_the_keyboard_walks_from_message_to_message(page: Page) -> None:
    says(page, "First")
    says(page, "Second")
    expect(message(page, "Second")).to_be_visible()
    message(page, "Second").focus()
    page.keyboard.press("ArrowUp")
    expect(message(page, "First")).to_be_focused()

    page.keyboard.press("Tab")  # the time, which is a link
    page.keyboard.press("Tab")
    expect(message(page, "First").get_by_role("button", name="Add reaction")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(message(page, "First").get_by_role("button", name="Add reaction")).to_be_focused()


@everywhere
def test_a_reply_can_go_to_the_channel_as_well(page: Page) -> None:
    says(page, "Who has time?")
    points_at(message(page, "Who has"))
    message(page, "Who has").get_by_role("button", name="Reply in thread").click()
    field = page.get_by_role("textbox", name="Reply in thread")
    page.get_by_role("checkbox", name="Also send to #sales").check()
    field.fill("I have")
    field.press("Enter")
    expect(page.get_by_role("log", name="Thread")).to_contain_text("I have")
    expect(page.get_by_role("checkbox", name="Also send to #sales")).not_to_be_checked()

    page.get_by_role("button", name="Close thread").click()
    reply = (
        page.get_by_role("log", name="Messages").get_by_role("article").filter(has_text="I have")
    )
    expect(reply).to_contain_text("replied to a thread")


def test_commands_do_not_work_in_threads(page: Page) -> None:
    says(page, "Which order?")
    points_at(message(page, "Which"))
    message(page, "Which").get_by_role("button", name="Reply in thread").click()
    field = page.get_by_role("textbox", name="Reply in thread")
    field.fill("/order card")
    field.press("Enter")

    expect(page.get_by_role("alert")).to_have_text("/order is not supported in threads. Sorry!")
    expect(field).to_have_value("/order card")


def test_a_long_history_opens_at_its_end_and_can_be_walked_to_its_beginning(
    window: Window, sandbox: Running
) -> None:
    fills(sandbox)
    page = window.opens()
    log = page.get_by_role("log", name="Messages")
    expect(log.get_by_text(f"Message {MANY - 1}.")).to_be_in_viewport()
    expect(log.get_by_text("This is the very beginning")).to_have_count(0)

    beginning = log.get_by_text("This is the very beginning of #sales.")
    for _ in range(MANY):
        log.evaluate("node => node.scrollBy(0, -600)")
        page.wait_for_timeout(30)
        if (
            beginning.count()
            and beginning.is_visible()
            and log.evaluate("node => node.scrollTop < 5")
        ):
            break
    expect(log.get_by_text("Message 0.")).to_be_in_viewport()
    assert log.get_by_role("article").count() <= 160

    sandbox.person("UMAYA").writes("A new one", channel="CSALES")
    page.get_by_role("button", name="1 new message").click()
    expect(log.get_by_text("A new one")).to_be_in_viewport()


def test_messages_that_come_meanwhile_do_not_move_what_is_read(
    window: Window, sandbox: Running
) -> None:
    fills(sandbox, 60)
    page = window.opens()
    log = page.get_by_role("log", name="Messages")
    old = log.get_by_text("Message 25.")
    old.scroll_into_view_if_needed()
    before = old.bounding_box()

    sandbox.person("UMAYA").writes("Meanwhile", channel="CSALES")

    expect(page.get_by_role("button", name="1 new message")).to_be_visible()
    assert old.bounding_box() == before
    expect(log.get_by_text("New", exact=True)).to_have_count(1)


def test_a_permalink_far_back_is_found_and_marked(window: Window, sandbox: Running) -> None:
    links = fills(sandbox)
    page = window.opens()
    page.goto(links[17])

    expect(page.get_by_text("Message 17.")).to_be_in_viewport()
    expect(page.get_by_text(f"Message {MANY - 1}.")).to_have_count(0)


def test_what_was_not_read_stands_below_a_line_and_is_read_then(
    window: Window, sandbox: Running
) -> None:
    sandbox.person("URAVI").writes("Mine", channel="CSALES")
    sandbox.person("UMAYA").writes("Unread one", channel="CSALES")
    sandbox.person("UMAYA").writes("Unread two", channel="CSALES")
    page = window.opens()

    words = page.get_by_role("log", name="Messages").inner_text()

    assert re.search(r"Mine\s+New\s+.*Unread one", words, re.DOTALL)
    expect(page.get_by_role("button", name=re.compile("sales, .* unread"))).to_have_count(0)
    channels = sandbox.person("URAVI").screen()["channels"]
    assert [each["unread"] for each in channels if each["id"] == "CSALES"] == [0]


def test_days_are_told_apart_and_one_authors_messages_stand_together(
    window: Window, sandbox: Running
) -> None:
    ravi = sandbox.person("URAVI")
    httpx.post(f"{sandbox.url}/sandbox/clock", json={"set": "2031-05-21T12:00:00+00:00"})
    ravi.writes("One", channel="CSALES")
    ravi.writes("Two", channel="CSALES")
    httpx.post(f"{sandbox.url}/sandbox/clock", json={"set": "2031-05-23T12:00:00+00:00"})
    ravi.writes("Three", channel="CSALES")

    page = window.opens()

    log = page.get_by_role("log", name="Messages")
    expect(log).to_contain_text("Wednesday, May 21st")
    expect(log).to_contain_text("Today")
    expect(message(page, "One")).to_contain_text("Ravi Patel")
    expect(message(page, "Two")).not_to_contain_text("Ravi Patel")
    expect(message(page, "Three")).to_contain_text("Ravi Patel")


def test_a_table_of_a_file_is_shown_before_it_is_fetched(page: Page, sandbox: Running) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    content = b'name;note\n"Acme; Ltd";old\nGlobex;new\n'
    client.files_upload_v2(file=content, filename="customers.csv", channel="CSALES")

    table = page.get_by_role("table", name="First rows of customers.csv")
    expect(table.get_by_role("columnheader")).to_have_text(["name", "note"])
    expect(table.get_by_role("cell")).to_have_text(["Acme; Ltd", "old", "Globex", "new"])


def test_an_app_that_writes_blocks_anew_is_not_said_to_have_edited(
    page: Page, sandbox: Running
) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)

    def blocks(words: str) -> list[dict[str, object]]:
        return [{"type": "section", "text": {"type": "plain_text", "text": words}}]

    waits = client.chat_postMessage(channel="CSALES", text="Order", blocks=blocks("It waits."))
    plain = client.chat_postMessage(channel="CSALES", text="Only words")
    client.chat_update(
        channel="CSALES", ts=str(waits["ts"]), text="Order", blocks=blocks("It is approved.")
    )
    client.chat_update(channel="CSALES", ts=str(plain["ts"]), text="Other words")

    expect(message(page, "Other words")).to_contain_text("(edited)")
    expect(message(page, "It is approved.")).not_to_contain_text("(edited)")


def test_what_grows_while_it_is_scrolled_to_is_followed(page: Page, sandbox: Running) -> None:
    fills(sandbox, 30)
    expect(message(page, "Message 29.")).to_be_visible()
    log = page.get_by_role("log")
    # a browser tells of a scroll one frame late; by then there may be more to read
    log.evaluate(
        """node => {
            node.querySelector("article:last-of-type").style.paddingBottom = "900px";
            node.dispatchEvent(new Event("scroll"));
        }"""
    )

    page.wait_for_function(
        """() => {
            const node = document.querySelector("[role=log]");
            return node.scrollHeight - node.scrollTop - node.clientHeight < 5;
        }"""
    )


def test_the_answer_to_a_command_is_seen_by_whoever_had_scrolled_up(
    page: Page, sandbox: Running
) -> None:
    fills(sandbox, 30)
    expect(message(page, "Message 29.")).to_be_visible()
    page.get_by_role("log").evaluate("node => node.scrollTo(0, 0)")
    expect(message(page, "Message 29.")).not_to_be_in_viewport()
    says(page, "/customer Umbrella")

    expect(message(page, "Only visible to you").last).to_be_in_viewport(ratio=1)
