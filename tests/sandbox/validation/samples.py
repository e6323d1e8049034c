"""Blocks as an app sends them, for tests to take and to spoil."""

from typing import Any

Block = dict[str, Any]


def plain(text: str = "Hello") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Hello*") -> Block:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "one") -> Block:
    return {"text": plain(value.title()), "value": value}


def options(count: int) -> list[Block]:
    return [option(f"option {number}") for number in range(count)]


def button(action_id: str = "approve", **more: Any) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain("Approve"), **more}


def confirm(**more: Any) -> Block:
    sure = {"title": plain("Sure?"), "text": mrkdwn("It *cannot* be undone.")}
    return {**sure, "confirm": plain("Yes"), "deny": plain("No"), **more}


def section(text: str = "*Order 7*", **more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def asks(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain("Name"), "element": element, **more}


def modal(*blocks: Block, **more: Any) -> Block:
    view = {"type": "modal", "title": plain("New order"), "submit": plain("Save")}
    return {**view, "blocks": list(blocks), **more}


def home(*blocks: Block, **more: Any) -> Block:
    return {"type": "home", "blocks": list(blocks), **more}


def cell(text: str = "Acme") -> Block:
    return {"type": "raw_text", "text": text}


def table(rows: int = 2, columns: int = 2, text: str = "Acme") -> Block:
    return {"type": "table", "rows": [[cell(text)] * columns for _ in range(rows)]}


def data_table(rows: int = 2, columns: int = 2, **more: Any) -> Block:
    return {**table(rows, columns), "type": "data_table", "caption": "Sales by rep", **more}


def pie(values: dict[str, float] | None = None) -> Block:
    values = values or {"Ravi": 3, "Maya": 4.5}
    segments = [{"label": label, "value": value} for label, value in values.items()]
    chart = {"type": "pie", "segments": segments}
    return {"type": "data_visualization", "title": "Sales", "chart": chart}


def bars(series: dict[str, dict[str, float]] | None = None) -> Block:
    series = series or {"Revenue": {"Mon": 1, "Tue": 2}}
    drawn = [
        {"name": name, "data": [{"label": day, "value": value} for day, value in points.items()]}
        for name, points in series.items()
    ]
    axes = {"categories": ["Mon", "Tue"], "x_label": "Day", "y_label": "EUR"}
    chart = {"type": "bar", "series": drawn, "axis_config": axes}
    return {"type": "data_visualization", "title": "Sales", "chart": chart}


def rich_text(text: str = "Hello") -> Block:
    run = {"type": "text", "text": text, "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [run]}]}


SELECT: Block = {"type": "static_select", "action_id": "kind", "options": options(3)}
TEXT_INPUT: Block = {"type": "plain_text_input", "action_id": "name"}
IMAGE: Block = {"type": "image", "image_url": "https://acme.example/a.png", "alt_text": "A chart"}
FILE_IMAGE: Block = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A chart"}

GOOD: dict[str, Block] = {
    "ActionsBlock": actions(button(confirm=confirm(), style="primary", value="7"), SELECT),
    "ContextBlock": {"type": "context", "elements": [mrkdwn(), IMAGE, plain()]},
    "DividerBlock": {"type": "divider", "block_id": "line"},
    "HeaderBlock": {"type": "header", "text": plain()},
    "ImageBlock": {**FILE_IMAGE, "title": plain()},
    "InputBlock": asks(TEXT_INPUT, hint=plain(), optional=True, dispatch_action=True),
    "RichTextBlock": rich_text(),
    "SectionBlock": section(fields=[mrkdwn(), plain()], accessory=IMAGE),
    "TableBlock": table(),
    "DataTableBlock": data_table(page_size=10),
    "MarkdownBlock": {"type": "markdown", "text": "# Sales"},
}
