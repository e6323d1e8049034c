"""People at the page: they type, press, choose, fill in and see what comes of it."""

from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.desk import picture
from tests.sandbox.page.gallery import HOSTILE
from tests.sandbox.page.hands import picks, points_at, says


def test_a_command_is_answered_to_one_person_only(window: Window) -> None:
    page = window.opens()
    says(page, "/customer Nobody")

    answer = page.get_by_role("article").filter(has_text="Nobody is called Nobody")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text(HOSTILE.replace("*", ""))
    expect(window.opens("UMAYA").get_by_role("article")).to_have_count(0)


@everywhere
def test_commands_are_completed(page: Page) -> None:
    field = page.get_by_role("textbox", name="Message #sales")
    field.press_sequentially("/cu")
    expect(page.get_by_role("option", name="/customer")).to_be_visible()

    field.press("Tab")

    expect(field).to_have_value("/customer ")


def test_a_button_asks_before_it_does_what_cannot_be_undone(page: Page) -> None:
    says(page, "/order card")
    page.get_by_role("button", name="Reject").click()
    question = page.get_by_role("alertdialog", name="Reject this order?")
    question.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Approve")).to_be_visible()

    page.get_by_role("button", name="Reject").click()
    question.get_by_role("button", name="Reject it").click()

    expect(page.get_by_role("log", name="Messages")).to_contain_text("Rejected by @Ravi Patel")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def test_everybody_sees_a_message_change_at_once(window: Window) -> None:
    ravi, maya = window.opens(), window.opens("UMAYA")
    says(ravi, "/order card")
    maya.get_by_role("button", name="Approve").click()

    expect(ravi.get_by_role("log", name="Messages")).to_contain_text("Approved by @Maya Lindqvist")


@everywhere
def test_menus_and_dates_in_a_message_answer_in_its_thread(page: Page) -> None:
    says(page, "/order card")
    picks(page, "Owner", typing="May", option="Maya")
    page.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("log", name="Thread")
    expect(thread).to_contain_text("owner is maya")
    page.get_by_role("button", name="Close thread").click()

    page.get_by_label("Due date").fill("2026-12-24")
    page.get_by_role("button", name="2 replies").click()
    expect(thread).to_contain_text("due is 2026-12-24")
    page.get_by_role("button", name="Close thread").click()

    page.get_by_role("button", name="SKU-1 <img src=x").click()
    page.get_by_role("menuitem", name="Hide").click()
    page.get_by_role("button", name="3 replies").click()
    expect(thread).to_contain_text("card is hide")


@everywhere
def test_people_talk_in_threads(page: Page) -> None:
    says(page, "Who knows Globex?")
    points_at(page.get_by_role("article").filter(has_text="Globex"))
    page.get_by_role("button", name="Reply in thread").click()
    field = page.get_by_role("textbox", name="Reply in thread")
    field.fill("I do, *really*")
    field.press("Enter")

    expect(page.get_by_role("log", name="Thread")).to_contain_text("I do, really")


@everywhere
def test_the_home_tab_and_its_button(window: Window) -> None:
    page = window.opens("UMAYA")
    menu = page.get_by_role("button", name="Channels and people")
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation").get_by_role("button", name="Dealdesk").click()

    home = page.get_by_role("tabpanel", name="Home")
    expect(home).to_contain_text("Good day, @Maya Lindqvist.")
    home.get_by_role("button", name="New order").click()
    expect(page.get_by_role("dialog", name="New order")).to_be_visible()


def test_a_global_shortcut_is_in_the_lightning_menu(page: Page) -> None:
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="New order").click()

    expect(page.get_by_role("dialog", name="New order")).to_be_visible()


@everywhere
def test_another_person_sees_their_own_channels(page: Page) -> None:
    menu = page.get_by_role("button", name="Channels and people")
    if menu.is_visible():
        menu.click()
    channels = page.get_by_role("navigation", name="Workspace")
    expect(channels.get_by_role("button", name="board")).to_have_count(0)

    channels.get_by_label("You are").select_option("UCHARLIE")
    if menu.is_visible():
        menu.click()
    expect(channels.get_by_role("heading", name="Globex")).to_be_visible()
    expect(channels.get_by_role("button", name="general")).to_be_visible()
    expect(channels.get_by_role("button", name="sales")).to_have_count(0)


@everywhere
def test_unread_messages_are_counted(window: Window) -> None:
    maya = window.opens("UMAYA", "CGENERAL")
    says(window.opens(), "Hello all")
    menu = maya.get_by_role("button", name="Channels and people")
    if menu.is_visible():
        menu.click()

    unread = maya.get_by_role("button", name="sales, 1 unread")
    expect(unread).to_be_visible()
    unread.click()
    expect(maya.get_by_role("log", name="Messages")).to_contain_text("Hello all")
    expect(unread).to_have_count(0)


def test_a_failure_is_told_and_the_words_are_kept(page: Page) -> None:
    says(page, "/nothing at all")

    expect(page.get_by_role("alert")).to_contain_text("/nothing is not a valid command")
    field = page.get_by_role("textbox", name="Message #sales")
    expect(field).to_have_value("/nothing at all")


def test_an_app_that_does_not_answer_in_time_is_named(page: Page) -> None:
    says(page, "/slow")

    expect(page.get_by_role("alert")).to_have_count(1)
    expect(page.get_by_role("alert")).to_contain_text(
        '/slow failed with the error "operation_timeout"'
    )


def test_pictures_open_large_and_files_can_be_fetched(page: Page, sandbox: Running) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    client.files_upload_v2(file=picture(), filename="sales.png", alt_txt="Sales", channel="CSALES")
    client.files_upload_v2(file=b"rep,net", filename="sales.csv", channel="CSALES")

    page.get_by_role("button", name="Open picture: Sales").click()
    large = page.get_by_role("dialog", name="Sales")
    assert large.get_by_role("img").evaluate("image => image.naturalWidth") == 320
    large.get_by_role("button", name="Close picture").click()
    expect(large).to_have_count(0)

    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download sales.csv").click()
    assert fetched.value.path().read_bytes() == b"rep,net"


def test_a_permalink_leads_to_its_message(window: Window, sandbox: Running) -> None:
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
    posted = client.chat_postMessage(channel="CSALES", text="Order 7 is approved")
    for number in range(30):
        client.chat_postMessage(channel="CSALES", text=f"Order {number} is new")
    link = client.chat_getPermalink(channel="CSALES", message_ts=str(posted["ts"]))

    page = window.opens()
    page.goto(str(link["permalink"]))

    expect(page.get_by_text("Order 7 is approved")).to_be_in_viewport()
