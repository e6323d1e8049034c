"""A small app with one order as a Work Object, and what people do with it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.person import Person
from tests.sandbox.server.waiting import until

Json = dict[str, Any]

URL = "https://crm.acme.example/orders/7"
MANIFEST: Json = {
    "display_information": {"name": "Dealdesk"},
    "features": {"unfurl_domains": ["crm.acme.example"]},
    "oauth_config": {"scopes": {"bot": ["chat:write", "links:read", "links:write", "im:write"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["link_shared", "entity_details_requested"]}
    },
}


def order(*, title: str = "Order 7", note: str = "Deliver early", **payload: Any) -> Json:
    editable = {"enabled": True, "optional": True}
    states = [
        {"text": {"type": "plain_text", "text": text}, "value": text.lower()}
        for text in ("Open", "Won")
    ]
    return {
        "entity_type": "slack#/entities/item",
        "url": URL,
        "app_unfurl_url": URL,
        "external_ref": {"id": "order-7"},
        "entity_payload": {
            "attributes": {"title": {"text": title, "edit": {"enabled": True}}},
            "custom_fields": [
                {"key": "total", "label": "Total", "type": "string", "value": "1,200.00 EUR"},
                {
                    "key": "note",
                    "label": "Note",
                    "type": "string",
                    "value": note,
                    "edit": {**editable, "text": {"max_length": 20}},
                },
                {
                    "key": "stage",
                    "label": "Stage",
                    "type": "string",
                    "value": "Open",
                    "tag_color": "blue",
                    "edit": {"enabled": True, "select": {"static_options": states}},
                },
                {"key": "due", "label": "Due", "type": "slack#/types/date", "value": "2026-12-24"},
            ],
            "display_order": ["stage", "total"],
            "actions": {
                "primary_actions": [{"text": "Approve", "action_id": "approve", "value": "7"}]
            },
            **payload,
        },
    }


class Desk:
    """A small app that keeps what it hears and answers as its parts say."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.answer: Json = {"metadata": order(title="Order 7 in full")}
        self.by_user: dict[str, Json] = {}
        self.errors: dict[str, str] = {}

    def register(self, app: AsyncApp) -> None:
        app.event("link_shared")(self.unfurl)
        app.event("entity_details_requested")(self.details)
        app.view("work-object-edit")(self.edited)
        app.action("approve")(self.approved)

    async def unfurl(self, event: Json, client: AsyncWebClient) -> None:
        self.heard.append(event)
        await client.chat_unfurl(
            channel=event["channel"], ts=event["message_ts"], metadata={"entities": [order()]}
        )

    async def details(self, event: Json, client: AsyncWebClient) -> None:
        self.heard.append(event)
        answer = self.by_user.get(event["user"], self.answer)
        if answer:
            await client.entity_presentDetails(trigger_id=event["trigger_id"], **answer)

    async def edited(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        self.heard.append(body)
        if self.errors:
            await ack(response_action="errors", errors=self.errors)
            return
        await ack()
        await client.entity_presentDetails(trigger_id=body["trigger_id"], **self.answer)

    async def approved(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        self.heard.append(body)
        await ack()
        await client.entity_presentDetails(trigger_id=body["trigger_id"], **self.answer)


def does(person: Person, deed: str, **told: Any) -> Json:
    return person.post(deed, user=person.user, **told)


def panel(person: Person) -> Json:
    return dict(person.screen()["object"] or {})


def opens(person: Person, posted: Json) -> Json:
    does(person, "open_object", **posted)
    until(lambda: panel(person)["state"] != "loading")
    return panel(person)
