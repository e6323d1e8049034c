"""The composer: completing, formatting, attaching, and where nobody can write."""

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.hands import says


def field_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #sales")


def newest(page: Page) -> Locator:
    return page.get_by_role("article").last


@everywhere
def test_people_channels_and_emoji_are_completed_by_the_keyboard(page: Page) -> None:
    field = field_of(page)
    field.press_sequentially("Ask @ma")
    expect(page.get_by_role("listbox", name="People").get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    field.press("Enter")
    field.press_sequentially("in #gen")
    expect(page.get_by_role("listbox", name="Channels")).to_be_visible()
    field.press("Tab")
    field.press_sequentially(":tada")
    page.get_by_role("option", name=":tada:").click()
    expect(field).to_have_value("Ask @managers in #general :tada: ")

    field.press("Enter")

    expect(newest(page)).to_contain_text("Ask @managers in #general")
    expect(newest(page).get_by_role("link", name="#general")).to_be_visible()


def test_escape_puts_the_suggestions_away(page: Page) -> None:
    field = field_of(page)
    field.press_sequentially("/ord")
    expect(page.get_by_role("listbox", name="Commands")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("/ord")


def test_a_chosen_command_tells_what_may_follow(page: Page) -> None:
    field = field_of(page)
    field.press_sequentially("/ord")
    field.press("Enter")

    expect(field).to_have_value("/order ")
    expect(page.get_by_text("/order new | card")).to_be_visible()
    field.press_sequentially("card")
    expect(page.get_by_text("/order new | card")).to_have_count(0)


def test_shift_enter_begins_a_line_and_lists_are_shown_as_lists(page: Page) -> None:
    field = field_of(page)
    field.press_sequentially("To do:")
    field.press("Shift+Enter")
    field.press_sequentially("call")
    page.get_by_role("button", name="Bulleted list").click()
    expect(field).to_have_value("To do:\n- call")
    field.press("Enter")

    expect(newest(page).get_by_role("listitem").first).to_contain_text("call")


@pytest.mark.parametrize(
    ("button", "mark", "tag"),
    [("Bold", "*", "b, strong"), ("Italic", "_", "i, em"), ("Code", "`", "code")],
)
def test_what_is_selected_is_formatted(page: Page, button: str, mark: str, tag: str) -> None:
    field = field_of(page)
    field.fill("very large")
    field.evaluate("node => node.setSelectionRange(5, 10)")
    page.get_by_role("button", name=button, exact=True).click()
    expect(field).to_have_value(f"very {mark}large{mark}")
    field.press("Enter")

    expect(newest(page).locator(tag).filter(has_text="large")).to_be_visible()
    expect(newest(page)).not_to_contain_text(f"{mark}large")


@everywhere
def test_files_go_along_and_can_be_taken_off(page: Page) -> None:
    page.get_by_label("Files to attach").set_input_files(
        [
            FilePayload(name="a.txt", mimeType="text/plain", buffer=b"first words"),
            FilePayload(name="b.txt", mimeType="text/plain", buffer=b"other words"),
        ]
    )
    page.get_by_role("button", name="Remove b.txt").click()
    expect(page.get_by_role("list", name="Attached files")).to_contain_text("11 bytes")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.get_by_role("link", name="Download a.txt")).to_be_visible()
    expect(newest(page)).to_contain_text("first words")
    expect(page.get_by_role("link", name="Download b.txt")).to_have_count(0)
    expect(page.get_by_role("list", name="Attached files")).to_have_count(0)


BRINGS = """(node, kind) => {
    const carried = new DataTransfer();
    carried.items.add(new File(["pixels"], "plan.txt"));
    const told = {bubbles: true, cancelable: true, dataTransfer: carried, clipboardData: carried};
    const event = kind === "drop" ? new DragEvent(kind, told) : new ClipboardEvent(kind, told);
    node.dispatchEvent(event);
}"""


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_files_are_dropped_and_pasted(page: Page, way: str) -> None:
    field_of(page).evaluate(BRINGS, way)

    expect(page.get_by_role("list", name="Attached files")).to_contain_text("plan.txt")


def test_a_draft_waits_while_one_looks_elsewhere(page: Page) -> None:
    field_of(page).fill("Not yet")
    channels = page.get_by_role("navigation", name="Workspace")
    channels.get_by_role("button", name="general").click()
    expect(page.get_by_role("textbox", name="Message #general")).to_have_value("")
    channels.get_by_role("button", name="sales").click()

    expect(field_of(page)).to_have_value("Not yet")


def test_a_line_that_begins_with_a_space_is_no_command(page: Page) -> None:
    says(page, " /nothing to see")

    expect(newest(page)).to_contain_text("/nothing to see")


def test_a_public_channel_is_joined_where_one_would_write(window: Window) -> None:
    page = window.opens(place="CAPPROVALS")
    expect(page.get_by_role("textbox", name="Message #approvals")).to_have_count(0)
    page.get_by_role("button", name="Join #approvals").click()

    expect(page.get_by_role("textbox", name="Message #approvals")).to_be_visible()
    expect(newest(page)).to_contain_text("@Ravi Patel has joined the channel")


def test_nobody_writes_where_a_channel_is_archived(window: Window, sandbox: Running) -> None:
    sandbox.world.workspaces["TACME"].channels["CRANDOM"].is_archived = True
    page = window.opens(place="CRANDOM")

    expect(page.get_by_text("#random is archived. Nobody can write there.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Message #random")).to_have_count(0)


def test_an_app_that_is_not_there_is_told_beside_the_words(page: Page, sandbox: Running) -> None:
    fault = {"method": "commands", "kind": "silent"}
    assert sandbox.person("URAVI").post("faults", **fault)["ok"]
    says(page, "/slow")
    expect(page.get_by_role("alert")).to_contain_text("/slow failed with the error")
    expect(field_of(page)).to_have_value("/slow")
    page.get_by_role("button", name="Dismiss", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)
