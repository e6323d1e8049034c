"""A small Bolt app that shows one element at a time and writes down what it is told of it."""

import asyncio
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.page.gallery import Block, mrkdwn, option, plain
from tests.sandbox.page.hands import says

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Chooser"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/show", "description": "An element in a message"},
            {"command": "/ask", "description": "An element in a form"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
}

# Slack waits three.
TOO_LONG_SECONDS = 3.2

RED, GREEN, BLUE = (
    option("Red :heart:", "red", "Like a rose"),
    option("Green", "green"),
    option("Blue", "blue"),
)
COLOURS = [RED, GREEN, BLUE]
TOWNS = [option(name, name.lower()) for name in ("Berlin", "Bern", "Bremen", "Köln")]
SURE = {
    "title": plain("Really?"),
    "text": mrkdwn("This *cannot* be undone."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
    "style": "danger",
}
GROUPS = [
    {"label": plain("Warm"), "options": [RED]},
    {"label": plain("Cold"), "options": [GREEN, BLUE]},
]
LONG = "A button whose words are so long that no screen of a phone could hold all of them"

ELEMENTS: dict[str, Block] = {
    "button": {"type": "button", "text": plain("Go :tada:"), "value": "7", "style": "primary"},
    "long": {"type": "button", "text": plain(LONG[:75]), "accessibility_label": "Start"},
    "link": {"type": "button", "text": plain("Docs"), "url": "http://127.0.0.1:9/docs"},
    "sure": {"type": "button", "text": plain("Delete"), "style": "danger", "confirm": SURE},
    "silent": {"type": "button", "action_id": "silent", "text": plain("Wait")},
    "workflow": {
        "type": "workflow_button",
        "text": plain("Start it"),
        "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/x"}},
    },
    "overflow": {"type": "overflow", "options": [*COLOURS[:2]]},
    "checkboxes": {"type": "checkboxes", "options": COLOURS, "initial_options": [GREEN]},
    "radio_buttons": {"type": "radio_buttons", "options": COLOURS},
    "sure_radio": {
        "type": "radio_buttons",
        "options": COLOURS,
        "initial_option": GREEN,
        "confirm": SURE,
    },
    "static_select": {
        "type": "static_select",
        "placeholder": plain("Colour"),
        "option_groups": GROUPS,
    },
    "sure_select": {
        "type": "static_select",
        "options": COLOURS,
        "initial_option": GREEN,
        "confirm": SURE,
    },
    "external_select": {"type": "external_select", "placeholder": plain("Town")},
    "eager_select": {"type": "external_select", "min_query_length": 0},
    "users_select": {"type": "users_select"},
    "channels_select": {"type": "channels_select"},
    "conversations_select": {
        "type": "conversations_select",
        "default_to_current_conversation": True,
    },
    "answered_select": {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
    },
    "public_select": {"type": "conversations_select", "filter": {"include": ["public"]}},
    "multi_static_select": {
        "type": "multi_static_select",
        "options": COLOURS,
        "initial_options": [GREEN],
        "max_selected_items": 2,
    },
    "multi_external_select": {"type": "multi_external_select", "min_query_length": 1},
    "multi_users_select": {"type": "multi_users_select", "initial_users": ["UMAYA"]},
    "multi_channels_select": {"type": "multi_channels_select"},
    "multi_conversations_select": {
        "type": "multi_conversations_select",
        "filter": {"exclude_bot_users": True},
    },
    "feedback": {
        "type": "feedback_buttons",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {
            "text": plain("Bad"),
            "value": "bad",
            "accessibility_label": "That was bad",
        },
    },
    "many": {
        "type": "multi_static_select",
        "options": [option(f"Item {number}", str(number)) for number in range(1, 41)],
        "focus_on_load": True,
    },
    "icon": {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "value": "gone"},
    "for_maya": {
        "type": "icon_button",
        "icon": "trash",
        "text": plain("Delete"),
        "visible_to_user_ids": ["UMAYA"],
    },
}
IN_CONTEXT = frozenset(("feedback", "icon", "for_maya"))


def element(name: str) -> Block:
    return {"action_id": "chosen", **ELEMENTS[name]}


def bar(name: str) -> Block:
    kind = "context_actions" if name in IN_CONTEXT else "actions"
    return {"type": kind, "block_id": "bar", "elements": [element(name)]}


def form(name: str, *, version: int = 1) -> Block:
    """A form with one input, and a button that has the app send it anew."""
    field = {
        "type": "input",
        "block_id": "bar",
        "label": plain("Choice"),
        "element": element(name),
        "optional": True,
    }
    renew = {"type": "button", "action_id": "renew", "text": plain("Renew"), "value": name}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Hand in"),
        "blocks": [
            field,
            {"type": "section", "block_id": "version", "text": mrkdwn(f"Version {version}")},
            {"type": "actions", "block_id": "again", "elements": [renew]},
        ],
    }


class Chooser:
    """The app; `actions` and `states` are what it was told."""

    def __init__(self) -> None:
        self.actions: list[Block] = []
        self.states: list[Block] = []
        self.response_urls: list[Block] = []
        self.queries: list[str] = []
        self.silent = False
        self.list_broken = False

    def forget(self) -> None:
        """As if nobody had told it anything."""
        for told in (self.actions, self.states, self.response_urls, self.queries):
            told.clear()
        self.silent = self.list_broken = False

    def register(self, app: AsyncApp) -> None:
        app.command("/show")(self._show)
        app.command("/ask")(self._ask)
        app.action("renew")(self._renew)
        app.action("silent")(self._wait)
        app.action(re.compile("chosen"))(self._write_down)
        app.options("chosen")(self._suggest)
        app.view("form")(self._sent)

    async def _show(self, ack: AsyncAck, command: Block, client: AsyncWebClient) -> None:
        await ack()
        first, *others = command["text"].split()
        blocks = [bar(first), *({**bar(name), "block_id": name} for name in others)]
        await client.chat_postMessage(channel=command["channel_id"], text=first, blocks=blocks)

    async def _ask(self, ack: AsyncAck, command: Block, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=form(command["text"]))

    async def _renew(self, ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
        await ack()
        name = body["actions"][0]["value"]
        await client.views_update(view_id=body["view"]["id"], view=form(name, version=2))

    async def _wait(self, ack: AsyncAck, body: Block) -> None:
        self.actions.extend(body["actions"])
        if self.silent:
            await asyncio.sleep(TOO_LONG_SECONDS)
        await ack()

    async def _write_down(self, ack: AsyncAck, body: Block) -> None:
        await ack()
        self.actions.extend(body["actions"])
        around = body if "state" in body else body["view"]
        self.states.append(around["state"]["values"])

    async def _suggest(self, ack: AsyncAck, payload: Block) -> None:
        self.queries.append(payload["value"])
        if self.list_broken:
            await ack(options=[{"text": "not an option"}])
            return
        wanted = payload["value"].lower()
        await ack(options=[each for each in TOWNS if wanted in each["text"]["text"].lower()])

    async def _sent(self, ack: AsyncAck, body: Block) -> None:
        await ack()
        self.states.append(body["view"]["state"]["values"])
        self.response_urls.extend(body["response_urls"])


def shown(page: Page, name: str) -> Locator:
    """Has the app post the element in a message; answers where it stands."""
    says(page, f"/show {name}")
    message = page.get_by_role("article").last
    # by its name: what follows another message of the app within minutes repeats no author
    expect(message).to_have_accessible_name(re.compile("^Chooser"))
    bar = message.locator("[data-block=bar]")
    expect(bar).to_be_visible()
    return bar


def asked(page: Page, name: str) -> Locator:
    """Has the app ask with the element in a form; answers where it stands."""
    says(page, f"/ask {name}")
    form = page.get_by_role("dialog", name="A form")
    expect(form).to_be_visible()
    return form.locator("[data-block=bar]")
