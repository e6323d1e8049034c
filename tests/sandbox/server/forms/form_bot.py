"""An app with one form, which remembers what it is told and answers as it was bidden."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

Body = dict[str, Any]


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: Body, **more: object) -> Body:
    labelled = {"type": "input", "block_id": block_id, "label": plain(block_id.title())}
    return {**labelled, "element": {"action_id": block_id, **element}, **more}


def options(*names: str) -> list[Body]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def form(title: str = "Form", *extra: Body, **more: object) -> Body:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain(title),
        "submit": plain("Send"),
        "private_metadata": "draft 7",
        "blocks": [field("name", {"type": "plain_text_input", "max_length": 20}), *extra],
        **more,
    }


EVERYTHING = [
    field("note", {"type": "plain_text_input", "initial_value": "none"}, optional=True),
    field("mail", {"type": "email_text_input"}, optional=True),
    field(
        "count",
        {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"},
        optional=True,
    ),
    field("day", {"type": "datepicker", "initial_date": "2026-11-23"}, optional=True),
    field("hour", {"type": "timepicker"}, optional=True),
    field(
        "colour",
        {
            "type": "static_select",
            "options": options("Red", "Blue"),
            "initial_option": options("Red")[0],
        },
        optional=True,
    ),
    field("sizes", {"type": "checkboxes", "options": options("S", "M")}, optional=True),
    field("owner", {"type": "users_select", "initial_user": "UMAYA"}, optional=True),
    field("place", {"type": "multi_channels_select"}, optional=True),
    field("papers", {"type": "file_input"}, optional=True),
    field("customer", {"type": "external_select", "min_query_length": 2}, optional=True),
]


class Recorder:
    """The app behind the forms; `answers` decides what it says to the next submission."""

    def __init__(self) -> None:
        self.submitted: list[Body] = []
        self.closed: list[Body] = []
        self.actions: list[Body] = []
        self.refused: list[str] = []
        self.answer: Body = {}
        self.sent: Body = form()

    def register(self, app: AsyncApp) -> None:
        app.command("/form")(self.opens)
        app.view("form")(self.submits)
        app.view_closed("form")(self.closes)
        app.action("deeper")(self.pushes)
        app.action("live")(self.updates)
        app.options("customer")(self.suggests)

    async def opens(self, ack: Any, command: Body, client: Any) -> None:
        await client.views_open(trigger_id=command["trigger_id"], view=self.sent)
        await ack()

    async def submits(self, ack: Any, body: Body) -> None:
        self.submitted.append(body)
        await ack(**self.answer)

    async def closes(self, ack: Any, body: Body) -> None:
        self.closed.append(body)
        await ack()

    async def pushes(self, ack: Any, body: Body, client: Any) -> None:
        await ack()
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=self.sent)
        except SlackApiError as refused:
            self.refused.append(refused.response["error"])

    async def updates(self, ack: Any, body: Body, client: Any) -> None:
        self.actions.append(body)
        await client.views_update(
            view_id=body["view"]["id"], hash=body["view"]["hash"], view=self.sent
        )
        await ack()

    async def suggests(self, ack: Any, options: Body) -> None:
        query = options["value"].lower()
        named = [name for name in ("Acme Ltd", "Acme Works") if query in name.lower()]
        await ack(options=[{"text": plain(name), "value": name.lower()} for name in named])


def values(body: Body) -> Body:
    """What was sent, without the level of the action ids."""
    found = body["view"]["state"]["values"]
    return {block: next(iter(actions.values())) for block, actions in found.items()}
