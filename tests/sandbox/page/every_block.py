"""One of every block that displays, in messages and in a modal."""

from typing import Any

from tests.sandbox.page.gallery import Block, mrkdwn, option, plain

LONG = "\n".join(f"Line {number} of the minutes" for number in range(1, 21))


def text(words: str, **style: bool) -> Block:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def line(*runs: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(runs)}


def bullets(*items: str, style: str = "bullet", **more: Any) -> Block:
    elements = [line(text(item)) for item in items]
    return {"type": "rich_text_list", "style": style, "elements": elements, **more}


def rich(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def image(address: str, words: str) -> Block:
    return {"type": "image", "image_url": address, "alt_text": words}


def button(action_id: str, words: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain(words), "value": action_id}


WORDS = rich(
    line(
        text("Bold", bold=True),
        text(" and "),
        text("struck", strike=True),
        text(" for "),
        {"type": "user", "user_id": "URAVI"},
        text(" in "),
        {"type": "channel", "channel_id": "CSALES"},
        text(", all of "),
        {"type": "broadcast", "range": "here"},
        text(" by "),
        {
            "type": "date",
            "timestamp": 1_795_435_200,
            "format": "{date_long}",
            "fallback": "Monday",
        },
        text(" "),
        {"type": "emoji", "name": "wave", "skin_tone": 4},
        {"type": "color", "value": "#F405B3"},
        text(" "),
        {"type": "link", "url": "https://acme.example/7", "text": "the offer"},
        text(" "),
        {"type": "link", "url": "javascript:alert(1)", "text": "a trap"},
    ),
    bullets("Chairs", "Tables"),
    bullets("Oak", "Ash", indent=1),
    bullets("Call", "Send", style="ordered", offset=4),
    bullets("Sign", style="ordered", indent=1),
    {"type": "rich_text_quote", "elements": [text("We want it by Friday.")]},
    {"type": "rich_text_preformatted", "language": "python", "elements": [text("net = 12 * 7")]},
)
NOTES: Block = {
    "type": "markdown",
    "text": (
        "# Notes\n\n**Net** is ~~12~~ 11, see [the offer](https://acme.example) "
        "and [a trap](javascript:alert(1)).\n\n"
        "- [x] call Acme\n- [ ] send the offer\n\n1. first\n2. second\n\n"
        "| Rep | Sold |\n|---|---:|\n| Ravi | 12 |\n\n> quoted\n\n```\nnet = 7\n```\n\n"
        "<script>alert(1)</script>"
    ),
}


def shown(picture: str) -> list[Block]:
    """Words and pictures."""
    return [
        {"type": "header", "text": plain("Quarter in sight :tada:")},
        {
            "type": "section",
            "text": mrkdwn("*Acme* wants <https://acme.example|two chairs> by :date: Friday"),
            "accessory": image(picture, "The chair"),
        },
        {
            "type": "section",
            "block_id": "fields",
            "fields": [mrkdwn("*Net*\n1,265.00 EUR"), mrkdwn("*Stage*\nWon")],
        },
        {"type": "section", "block_id": "minutes", "text": mrkdwn(LONG)},
        {"type": "divider"},
        {
            "type": "context",
            "elements": [image(picture, "Logo"), mrkdwn("Asked for by <@URAVI>")],
        },
        {**image(picture, "A chart"), "block_id": "chart", "title": plain("Sales by week")},
        image("https://elsewhere.example/a.png", "A picture elsewhere"),
        {
            "type": "video",
            "title": plain("How to assemble it"),
            "title_url": "https://video.example/7",
            "video_url": "https://video.example/embed/7",
            "thumbnail_url": picture,
            "alt_text": "A person with a screwdriver",
            "author_name": "Maya",
            "provider_name": "Films",
        },
        {"type": "file", "external_id": "contract-7", "source": "remote"},
    ]


def card(picture: str, number: int) -> Block:
    return {
        "type": "card",
        "hero_image": image(picture, f"Chair {number}"),
        "title": mrkdwn(f"*Chair {number}*"),
        "subtitle": mrkdwn("Oak"),
        "body": mrkdwn(f"{number}0.00 EUR a piece"),
        "actions": [button("order_chair", f"Order chair {number}")],
    }


def framed(picture: str) -> list[Block]:
    """Cards, containers and what an app is doing."""
    return [
        {**card(picture, 7), "block_id": "alone", "icon": image(picture, "Acme")},
        {"type": "carousel", "elements": [card(picture, number) for number in range(1, 6)]},
        {
            "type": "container",
            "title": plain("Order 7"),
            "subtitle": mrkdwn("_two lines_"),
            "icon": image(picture, "Order"),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [
                {"type": "section", "text": mrkdwn("*2* chairs")},
                {"type": "actions", "elements": [button("inside", "Ship it")]},
            ],
        },
        {
            "type": "container",
            "rich_text_title": rich(line(text("Open since Monday", italic=True))),
            "has_header_divider": True,
            "width": "narrow",
            "child_blocks": [{"type": "divider"}, {"type": "section", "text": plain("Nothing")}],
        },
        {
            "type": "plan",
            "title": "Win Acme back",
            "tasks": [
                task("Read the history", "complete"),
                task("Write the offer", "in_progress"),
                task("Send it", "pending"),
            ],
        },
        {
            **task("Ask the ledger", "error"),
            "details": rich(line(text("It did not answer."))),
            "sources": [{"type": "url", "url": "https://ledger.example", "text": "Ledger"}],
        },
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "feedback",
                    "positive_button": {"text": plain("Good plan"), "value": "good"},
                    "negative_button": {"text": plain("Bad plan"), "value": "bad"},
                },
                {
                    "type": "icon_button",
                    "action_id": "drop",
                    "icon": "trash",
                    "text": plain("Drop the plan"),
                },
            ],
        },
        {
            "type": "auth_provider",
            "value": "ledger",
            "name": plain("Ledger"),
            "description": plain("Invoices and payments"),
            "is_connected": False,
            "auth_url": "https://ledger.example/connect",
        },
        {
            "type": "table",
            "column_settings": [None, {"align": "right"}, {"is_wrapped": True}],
            "rows": [
                [{"type": "raw_text", "text": name} for name in ("Product", "Sold", "Remark")],
                [
                    rich(line(text("Chair", bold=True))),
                    {"type": "raw_number", "value": 12, "text": "12 pcs"},
                    {"type": "raw_text", "text": "Many words about a chair. " * 6},
                ],
            ],
        },
    ]


def task(title: str, status: str) -> Block:
    return {"type": "task_card", "task_id": status, "title": title, "status": status}


ATTACHMENTS: list[Block] = [
    {
        "color": "#36a64f",
        "pretext": "*New* lead",
        "author_name": "Ana",
        "title": "Globex Ltd",
        "title_link": "https://globex.example",
        "text": "Wants <https://globex.example|an offer>",
        "fields": [
            {"title": "Size", "value": "200", "short": True},
            {"title": "Place", "value": "Oslo", "short": True},
        ],
        "footer": "CRM",
        "ts": 1_795_435_200,
    },
    {"color": "danger", "blocks": [{"type": "section", "text": mrkdwn("_Inside_ of one")}]},
]
NOTICES: Block = {
    "type": "modal",
    "title": plain("Notices"),
    "blocks": [
        {"type": "alert", "level": "info", "text": plain("Prices are net.")},
        {"type": "alert", "level": "success", "text": plain("Saved.")},
        {"type": "alert", "level": "warning", "text": mrkdwn("*Two* days left.")},
        {"type": "alert", "level": "error", "text": plain("The ledger is closed.")},
        {"type": "alert", "text": plain("Drafts are kept.")},
        {
            "type": "section",
            "text": plain("Kind"),
            "accessory": {
                "type": "overflow",
                "action_id": "more",
                "options": [option("Edit", "edit"), option("Drop", "drop")],
            },
        },
    ],
}
