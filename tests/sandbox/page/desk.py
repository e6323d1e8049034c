"""A small Bolt app, of these tests' own, that shows and asks most of what an app can."""

import asyncio
import struct
import zlib
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.page.every_block import ATTACHMENTS, NOTES, NOTICES, WORDS, framed, shown
from tests.sandbox.page.gallery import CARD, ESCAPED, FIGURES, MORE, Block, mrkdwn, option, plain

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Dealdesk"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/order", "description": "Orders", "usage_hint": "new | card"},
            {"command": "/customer", "description": "Find a customer", "usage_hint": "<text>"},
            {"command": "/slow", "description": "Never answers"},
        ],
        "shortcuts": [
            {"name": "New order", "type": "global", "callback_id": "new", "description": "A form"},
            {
                "name": "Log to CRM",
                "type": "message",
                "callback_id": "log",
                "description": "Log it",
            },
        ],
    },
    "oauth_config": {
        "scopes": {"bot": ["chat:write", "commands", "files:write", "files:read", "im:write"]}
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}

# Slack waits three.
TOO_LONG_SECONDS = 3.2

CUSTOMERS = ("Acme GmbH", "Ákos & Söhne", "Globex Ltd", "株式会社サンプル")


def asked(block_id: str, label: str, element: Block, **more: Any) -> Block:
    named = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": named, **more}


def order_form(lines: int = 1, discount: str = "no") -> Block:
    """A new order; `lines` tells how often "Add line" was pressed."""
    number = {"type": "number_input", "is_decimal_allowed": False}
    quantities = [
        asked(f"quantity-{line}", f"Quantity {line}", number, optional=True)
        for line in range(1, lines + 1)
    ]
    add = {
        "type": "button",
        "action_id": "add_line",
        "text": plain("Add line"),
        "value": str(lines),
    }
    return {
        "type": "modal",
        "callback_id": "order",
        "title": plain("New order"),
        "submit": plain("Save order"),
        "close": plain("Cancel"),
        "blocks": [
            asked(
                "customer",
                "Customer",
                {"type": "external_select", "min_query_length": 1, "placeholder": plain("Search")},
            ),
            asked("note", "Note", {"type": "plain_text_input", "multiline": True}, optional=True),
            asked("email", "E-mail", {"type": "email_text_input"}, hint=plain("For the invoice")),
            *quantities,
            asked("discount", "Discount", number, optional=True, dispatch_action=True),
            {"type": "section", "text": mrkdwn(f"With {discount} per cent off")},
            {"type": "actions", "block_id": "lines", "elements": [add]},
            asked(
                "tags",
                "Tags",
                {
                    "type": "multi_static_select",
                    "options": [option("Urgent", "urgent"), option("Gift", "gift")],
                },
                optional=True,
            ),
            asked(
                "kind",
                "Kind",
                {
                    "type": "radio_buttons",
                    "options": [option("Sale", "sale"), option("Return", "return")],
                    "initial_option": option("Sale", "sale"),
                },
            ),
            asked(
                "terms",
                "Terms",
                {"type": "checkboxes", "options": [option("Deliver on Saturday", "saturday")]},
                optional=True,
            ),
            asked("papers", "Papers", {"type": "file_input", "max_files": 2}, optional=True),
            asked("due", "Due", {"type": "datepicker", "initial_date": "2026-11-23"}),
            asked("hour", "Hour", {"type": "timepicker"}, optional=True),
            asked("rep", "Rep", {"type": "users_select", "initial_user": "URAVI"}),
        ],
    }


def values_of(view: Block) -> dict[str, Any]:
    return {block: next(iter(found.values())) for block, found in view["state"]["values"].items()}


async def command_order(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
    await ack()
    if body["text"] == "new":
        await client.views_open(trigger_id=body["trigger_id"], view=order_form())
        return
    if body["text"] == "gallery":
        await show_everything(body["channel_id"], client)
        return
    if body["text"] == "notices":
        await client.views_open(trigger_id=body["trigger_id"], view=NOTICES)
        return
    await client.chat_postMessage(channel=body["channel_id"], text="Order 7", blocks=CARD)
    if body["text"] == "all":
        await client.chat_postMessage(channel=body["channel_id"], text="Sales", blocks=FIGURES)
        await client.chat_postMessage(channel=body["channel_id"], text="More", blocks=MORE)


async def show_everything(channel: str, client: AsyncWebClient) -> None:
    """One of every block; the picture is one that the sandbox serves anyway."""
    drawn = client.base_url.replace("/api/", "/page/avatar.svg")
    for blocks in (shown(drawn), [WORDS], [NOTES], framed(drawn)):
        await client.chat_postMessage(channel=channel, text="Gallery", blocks=blocks)
    await client.chat_postMessage(channel=channel, text="Leads", attachments=ATTACHMENTS)


async def ordered(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
    await ack()
    words = f"Ordered from {body['actions'][0]['text']['text']}"
    await client.chat_postMessage(channel=body["channel"]["id"], text=words)


async def command_customer(ack: AsyncAck, command: Block) -> None:
    await ack(text=f"Nobody is called *{command['text']}* {ESCAPED}")


async def suggest(ack: AsyncAck, payload: Block) -> None:
    wanted = payload["value"].lower()
    found = [option(name, name) for name in CUSTOMERS if wanted in name.lower()]
    await ack(options=found)


async def submit(ack: AsyncAck, view: Block, client: AsyncWebClient) -> None:
    values = values_of(view)
    if values["email"]["value"].endswith("@nowhere.example"):
        await ack(response_action="errors", errors={"email": "Nobody reads mail at nowhere."})
        return
    await ack()
    customer = values["customer"]["selected_option"]["value"]
    tags = [tag["value"] for tag in values["tags"]["selected_options"]]
    rep = values["rep"]["selected_user"]
    papers = [file["name"] for file in values["papers"]["files"]]
    words = f"Order for {customer} by <@{rep}> {tags} {papers} {values['note']['value']}"
    await client.chat_postMessage(channel="CSALES", text=words)


async def add_line(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
    await ack()
    view = body["view"]
    lines = int(body["actions"][0]["value"]) + 1
    form = order_form(lines, values_of(view)["discount"]["value"] or "no")
    await client.views_update(view_id=view["id"], hash=view["hash"], view=form)


async def discounted(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
    await ack()
    view = body["view"]
    form = order_form(discount=body["actions"][0]["value"])
    await client.views_update(view_id=view["id"], hash=view["hash"], view=form)


async def slow(ack: AsyncAck) -> None:
    await asyncio.sleep(TOO_LONG_SECONDS)
    await ack()


async def decide(ack: AsyncAck, body: Block, respond: AsyncRespond) -> None:
    await ack()
    verdict = {"approve": "Approved", "reject": "Rejected"}[body["actions"][0]["action_id"]]
    await respond(text=f"{verdict} by <@{body['user']['id']}>", replace_original=True)


async def choose(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
    await ack()
    action = body["actions"][0]
    chosen = action.get("selected_option", {}).get("value") or action.get("selected_date")
    channel, ts = body["channel"]["id"], body["message"]["ts"]
    await client.chat_postMessage(
        channel=channel, thread_ts=ts, text=f"{action['action_id']} is {chosen}"
    )


async def log(ack: AsyncAck, shortcut: Block, client: AsyncWebClient) -> None:
    await ack()
    said = {"type": "plain_text_input", "initial_value": shortcut["message"]["text"]}
    words = asked("summary", "Summary", said)
    push = {"type": "button", "action_id": "deeper", "text": plain("Look closer")}
    view = {
        "type": "modal",
        "callback_id": "log",
        "title": plain("Log to CRM"),
        "submit": plain("Log"),
        "blocks": [words, {"type": "actions", "elements": [push]}],
    }
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)


async def deeper(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
    await ack()
    view = {
        "type": "modal",
        "title": plain("Closer"),
        "blocks": [{"type": "section", "text": mrkdwn("Very close.")}],
    }
    await client.views_push(trigger_id=body["trigger_id"], view=view)


async def logged(ack: AsyncAck) -> None:
    await ack()


async def new_order(ack: AsyncAck, shortcut: Block, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=shortcut["trigger_id"], view=order_form())


async def home(event: Block, client: AsyncWebClient) -> None:
    button = {"type": "button", "action_id": "again", "text": plain("New order")}
    blocks = [
        {"type": "header", "text": plain("What waits for you")},
        {"type": "section", "text": mrkdwn(f"Good day, <@{event['user']}>."), "accessory": button},
    ]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def again(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=order_form())


def register(app: AsyncApp) -> None:
    app.command("/order")(command_order)
    for pressed in ("order_chair", "inside"):
        app.action(pressed)(ordered)
    app.command("/customer")(command_customer)
    app.options("customer")(suggest)
    app.view("order")(submit)
    app.view("log")(logged)
    for action in ("approve", "reject"):
        app.action(action)(decide)
    for action in ("owner", "due", "more", "card"):
        app.action(action)(choose)
    app.action("add_line")(add_line)
    app.action("discount")(discounted)
    app.command("/slow")(slow)
    app.action("deeper")(deeper)
    app.action("again")(again)
    app.shortcut("log")(log)
    app.shortcut("new")(new_order)
    app.event("app_home_opened")(home)


def picture(width: int = 320, height: int = 160) -> bytes:
    """A small PNG: green fading into blue."""

    def part(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    row = b"\0" + b"".join(bytes((40, 200 - x // 2, 60 + x // 2)) for x in range(width))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")
