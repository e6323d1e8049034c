"""One of every block that a message shows, with words that try to break out of them."""

from typing import Any

Block = dict[str, Any]

HOSTILE = "<img src=x onerror=alert(1)> & *not bold*"
ESCAPED = "&lt;img src=x onerror=alert(1)&gt; &amp; not bold"


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, description: str = "") -> Block:
    found = {"text": plain(text), "value": value}
    return found | ({"description": plain(description)} if description else {})


def chart(kind: str) -> Block:
    weeks = ["W45", "W46", "W47", "W48"]
    figures = {"Ravi": [1200, 900, 1500, 1750], "Maya": [800, 1100, 700, 1300]}
    series = [
        {
            "name": name,
            "data": [
                {"label": week, "value": value} for week, value in zip(weeks, values, strict=True)
            ],
        }
        for name, values in figures.items()
    ]
    axes = {"categories": weeks, "x_label": "Week", "y_label": "EUR"}
    drawn = {"type": kind, "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": f"Sales as a {kind}", "chart": drawn}


def pie() -> Block:
    segments = [{"label": "Chairs", "value": 55}, {"label": "Tables", "value": 45}]
    return {
        "type": "data_visualization",
        "title": "By product",
        "chart": {"type": "pie", "segments": segments},
    }


def data_table() -> Block:
    def row(name: str, value: int) -> list[Block]:
        figure = {"type": "raw_number", "value": value, "text": f"{value:,} EUR"}
        return [{"type": "raw_text", "text": name}, figure]

    head = [{"type": "raw_text", "text": "Rep"}, {"type": "raw_text", "text": "Revenue"}]
    rows = [row(f"Rep {number}", 1000 - 37 * (number * 5 % 7)) for number in range(7)]
    return {
        "type": "data_table",
        "caption": "Revenue by rep",
        "page_size": 5,
        "rows": [head, *rows],
    }


BUTTONS: Block = {
    "type": "actions",
    "block_id": "decide",
    "elements": [
        {
            "type": "button",
            "action_id": "approve",
            "text": plain("Approve"),
            "style": "primary",
            "value": "7",
        },
        {
            "type": "button",
            "action_id": "reject",
            "text": plain("Reject"),
            "style": "danger",
            "value": "7",
            "confirm": {
                "title": plain("Reject this order?"),
                "text": mrkdwn("Ravi will be *told*."),
                "confirm": plain("Reject it"),
                "deny": plain("Keep it"),
                "style": "danger",
            },
        },
        {
            "type": "static_select",
            "action_id": "owner",
            "placeholder": plain("Owner"),
            "options": [option("Ravi", "ravi"), option("Maya", "maya", "Sales manager")],
        },
        {"type": "datepicker", "action_id": "due", "placeholder": plain("Due date")},
        {
            "type": "overflow",
            "action_id": "more",
            "options": [option("Edit", "edit"), option("Archive", "archive")],
        },
    ],
}

CARD: list[Block] = [
    {"type": "header", "text": plain("Order 7 :package:")},
    {
        "type": "section",
        "text": mrkdwn(
            f"*Acme GmbH* for <@URAVI> in <#CSALES>: _two chairs_ ~three~ `SKU-1` {ESCAPED}\n"
            "> quoted :tada:\n<https://acme.example/order/7|Open it>\n```total 12\nnet 10```"
        ),
        "accessory": {
            "type": "overflow",
            "action_id": "card",
            "options": [option("Show", "show"), option("Hide", "hide")],
        },
    },
    {
        "type": "section",
        "fields": [
            mrkdwn("*Net*\n1,265.00 EUR"),
            mrkdwn("*Status*\n:large_yellow_circle: Waiting"),
        ],
    },
    {"type": "divider"},
    {
        "type": "context",
        "elements": [mrkdwn("Asked for by <@URAVI> <!date^1795435200^{date}|then>")],
    },
    BUTTONS,
]
FIGURES: list[Block] = [chart("bar"), chart("line"), data_table()]
MORE: list[Block] = [
    pie(),
    chart("area"),
    {
        "type": "table",
        "column_settings": [{}, {"align": "right"}],
        "rows": [
            [{"type": "raw_text", "text": "Product"}, {"type": "raw_text", "text": "Sold"}],
            [{"type": "raw_text", "text": HOSTILE}, {"type": "raw_text", "text": "12"}],
        ],
    },
    {
        "type": "markdown",
        "text": "# Notes\n\n- **one**\n- two\n\nSee [here](https://acme.example).",
    },
    {
        "type": "image",
        "image_url": "https://acme.example/chart.png",
        "alt_text": "A chart elsewhere",
    },
]
