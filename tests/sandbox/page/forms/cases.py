"""What people put into each kind of field, and how Slack writes that down.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Locator

from tests.sandbox.server.forms.form_bot import Body

Fill = Callable[[Locator], None]


@dataclass(frozen=True)
class Case:
    element: Body
    fill: Fill
    told: Body


def control(block: Locator) -> Locator:
    """The one thing in a block that a person types into."""
    return block.locator("input, textarea, [role=textbox]").first


def types(words: str) -> Fill:
    return lambda block: control(block).press_sequentially(words)


def fills(words: str) -> Fill:
    return lambda block: control(block).fill(words)


def leaves(block: Locator) -> None:
    control(block).click()


def rich(*elements: Body) -> Body:
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: Body) -> Body:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words: str, **style: bool) -> Body:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def writes(*words: str) -> Fill:
    """Into the editor; what begins with `!` is a key to press."""

    def fill(block: Locator) -> None:
        paper = block.get_by_role("textbox")
        paper.click()
        for each in words:
            if each.startswith("!"):
                paper.press(each[1:])
            else:
                paper.press_sequentially(each)

    return fill


def presses(tool: str, *words: str) -> Fill:
    def fill(block: Locator) -> None:
        block.get_by_role("button", name=tool, exact=True).click()
        writes(*words)(block)

    return fill


def links(block: Locator) -> None:
    writes("Our site", "!Control+A")(block)
    block.get_by_role("button", name="Link", exact=True).click()
    block.get_by_label("Address of the link").fill("acme.example")
    block.get_by_label("Address of the link").press("Enter")


MOMENT = int(datetime(2026, 12, 24, 10, 30).astimezone().timestamp())
RICH = {"type": "rich_text_input"}


def wrote(*elements: Body) -> Body:
    return {**RICH, "rich_text_value": rich(*elements)}


def listed(style: str, indent: int, *items: str) -> Body:
    entries = [section(text(item)) for item in items]
    return {
        "type": "rich_text_list",
        "style": style,
        "indent": indent,
        "border": 0,
        "elements": entries,
    }


CASES = {
    "text": Case(
        {"type": "plain_text_input"},
        types("Two chairs <b> & *more*"),
        {"type": "plain_text_input", "value": "Two chairs <b> & *more*"},
    ),
    "lines": Case(
        {"type": "plain_text_input", "multiline": True},
        types("One\nTwo"),
        {"type": "plain_text_input", "value": "One\nTwo"},
    ),
    "a text left as it was": Case(
        {"type": "plain_text_input", "initial_value": "As before"},
        leaves,
        {"type": "plain_text_input", "value": "As before"},
    ),
    "number": Case(
        {"type": "number_input", "is_decimal_allowed": True, "min_value": "-5"},
        types("-1.50"),
        {"type": "number_input", "value": "-1.50"},
    ),
    "email": Case(
        {"type": "email_text_input"},
        types("ann@acme.example"),
        {"type": "email_text_input", "value": "ann@acme.example"},
    ),
    "url": Case(
        {"type": "url_text_input"},
        types("https://acme.example/7"),
        {"type": "url_text_input", "value": "https://acme.example/7"},
    ),
    "date": Case(
        {"type": "datepicker", "initial_date": "2026-11-23"},
        fills("2026-12-24"),
        {"type": "datepicker", "selected_date": "2026-12-24"},
    ),
    "time": Case(
        {"type": "timepicker", "timezone": "Europe/Berlin"},
        fills("17:05"),
        {"type": "timepicker", "selected_time": "17:05", "timezone": "Europe/Berlin"},
    ),
    "date and time": Case(
        {"type": "datetimepicker"},
        fills("2026-12-24T10:30"),
        {"type": "datetimepicker", "selected_date_time": MOMENT},
    ),
    "plain words": Case(RICH, writes("One", "!Enter", "Two"), wrote(section(text("One\nTwo")))),
    "styles": Case(
        RICH,
        writes("!Control+B", "Bold", "!Control+B", " and ", "!Control+I", "slanted"),
        wrote(section(text("Bold", bold=True), text(" and "), text("slanted", italic=True))),
    ),
    "code": Case(RICH, presses("Code", "SKU-1"), wrote(section(text("SKU-1", code=True)))),
    "struck": Case(
        RICH, presses("Strikethrough", "three"), wrote(section(text("three", strike=True)))
    ),
    "link": Case(
        RICH,
        links,
        wrote(section({"type": "link", "url": "https://acme.example", "text": "Our site"})),
    ),
    "lists": Case(
        RICH,
        presses(
            "Bulleted list", "Chairs", "!Enter", "!Tab", "Red", "!Enter", "!Shift+Tab", "Tables"
        ),
        wrote(
            listed("bullet", 0, "Chairs"), listed("bullet", 1, "Red"), listed("bullet", 0, "Tables")
        ),
    ),
    "numbers": Case(
        RICH,
        presses("Numbered list", "First", "!Enter", "Second"),
        wrote(listed("ordered", 0, "First", "Second")),
    ),
    "quote": Case(
        RICH,
        presses("Quote", "They agreed"),
        wrote({"type": "rich_text_quote", "elements": [text("They agreed")]}),
    ),
    "code block": Case(
        RICH,
        presses("Code block", "net 10", "!Enter", "gross 12"),
        wrote(
            {"type": "rich_text_preformatted", "border": 0, "elements": [text("net 10\ngross 12")]}
        ),
    ),
    "mention and emoji": Case(
        RICH,
        writes("Ask @may", "!Enter", "please :tada:"),
        wrote(
            section(
                text("Ask "),
                {"type": "user", "user_id": "UMAYA"},
                text(" please "),
                {"type": "emoji", "name": "tada", "unicode": "1f389"},
            )
        ),
    ),
}
