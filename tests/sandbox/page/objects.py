"""A small app with one order as a Work Object; what it tells depends on who asks."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]

URL = "https://crm.acme.example/orders/7"
PLAIN_URL = "https://crm.acme.example/terms"
MANIFEST: Json = {
    "display_information": {"name": "Dealdesk"},
    "features": {"unfurl_domains": ["crm.acme.example"]},
    "oauth_config": {"scopes": {"bot": ["chat:write", "links:read", "links:write", "im:write"]}},
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                *("link_shared", "entity_details_requested", "entity_comments_requested"),
            ]
        }
    },
}


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(key: str, label: str, value: Any, kind: str = "string", **more: Any) -> Json:
    return {"key": key, "label": label, "type": kind, "value": value, **more}


EDIT = {"enabled": True, "optional": True}
STATES = [{"text": words(text), "value": text.lower()} for text in ("Open", "Won", "Lost")]


def order(*, title: str = "Office chairs for <Ákos> & Söhne", note: str = "Soon") -> Json:
    """The card that everyone sees."""
    state = EDIT | {"select": {"static_options": STATES}}
    return {
        "entity_type": "slack#/entities/item",
        "url": URL,
        "app_unfurl_url": URL,
        "external_ref": {"id": "order-7"},
        "entity_payload": {
            "attributes": {
                "title": {"text": title},
                "display_type": "Order",
                "display_id": "7",
                "metadata_last_modified": 1_795_000_000,
            },
            "custom_fields": [
                field("stage", "Stage", "Open", tag_color="green", edit=state),
                field("total", "Total", "1,200.00 EUR"),
                {
                    "key": "owner",
                    "label": "Owner",
                    "type": "slack#/types/user",
                    "user": {"user_id": "UMAYA"},
                    "edit": EDIT,
                },
                field("due", "Due", "2026-12-24", "slack#/types/date", edit=EDIT),
                field("note", "Note", note, edit=EDIT | {"text": {"max_length": 20}}),
                field("gift", "Gift", value=True, kind="boolean"),
            ],
            "actions": {
                "primary_actions": [
                    {"text": "Approve", "action_id": "approve", "style": "primary", "value": "7"}
                ],
                "overflow_actions": [{"text": "Archive", "action_id": "archive"}],
            },
        },
    }


def details(user: str, *, note: str = "Soon") -> Json:
    """What one person sees in the panel."""
    entity = order(title="Order 7 in full", note=note)
    entity["entity_comments"] = {"count": 2}
    entity["entity_payload"]["custom_fields"] += [
        field("margin", "Margin", 31 if user == "UMAYA" else 0, "integer"),
        field("room", "Room", "CSALES", "slack#/types/channel_id"),
        field("mail", "Mail", "orders@acme.example", "slack#/types/email"),
        field("terms", "Terms", "*Free* delivery\n- by lorry", format="markdown"),
        field("tags", "Tags", [{"value": "urgent"}, {"value": "chairs"}], "array")
        | {"item_type": "string"},
        {
            "key": "sketch",
            "label": "Sketch",
            "type": "slack#/types/image",
            "image_url": "https://pictures.example/chair.png",
            "alt_text": "A chair",
        },
    ]
    return entity


ANSWERS: dict[str, Json] = {
    "UOMAR": {"user_auth_required": True, "user_auth_url": "https://crm.acme.example/in"},
    "UANA": {"error": {"status": "restricted"}},
}


async def unfurl(event: Json, client: AsyncWebClient) -> None:
    if event["links"][0]["url"] == PLAIN_URL:
        plain = {"title": "Terms of trade", "text": "Thirty days", "color": "#2b8f6b"}
        await client.chat_unfurl(
            channel=event["channel"], ts=event["message_ts"], unfurls={PLAIN_URL: plain}
        )
        return
    entity = order(title="Order 7 from a link")
    await client.chat_unfurl(
        channel=event["channel"], ts=event["message_ts"], metadata={"entities": [entity]}
    )


async def tell(event: Json, client: AsyncWebClient) -> None:
    user = event["user"]
    answer = ANSWERS.get(user, {"metadata": details(user)})
    await client.entity_presentDetails(trigger_id=event["trigger_id"], **answer)


async def edited(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    note = body["view"]["state"]["values"]["note"]["note.input"]["value"]
    if note == "Never":
        await ack(response_action="errors", errors={"note": "Never is not a note."})
        return
    await ack()
    metadata = details(body["user"]["id"], note=note)
    await client.entity_presentDetails(trigger_id=body["trigger_id"], metadata=metadata)


def comment(number: int, text: str, user: str) -> Json:
    return {
        "id": f"c{number}",
        "sender": {"user_id": user},
        "timestamp": 1_795_000_000,
        "comment": {"value": text},
        "can_delete": user == "URAVI",
    }


async def discuss(event: Json, client: AsyncWebClient) -> None:
    told = [comment(1, "Is <Ákos> in?", "UMAYA"), comment(2, "He is.", "URAVI")]
    answer = {"comments": told, "can_post_comment": True, "delete_action_id": "delete_comment"}
    await client.api_call(
        "entity.presentComments", json={"trigger_id": event["trigger_id"], **answer}
    )


async def commented(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    state = body["view"]["state"]["values"]["comment_input_block"]["comment_input_action"]
    text = state["rich_text_value"]["elements"][0]["elements"][0]["text"]
    kept = comment(3, text, body["user"]["id"])
    answer = {"error": "Only kind words."} if text == "Bah" else {"comment": kept}
    await client.api_call(
        "entity.acknowledgeCommentAction", json={"trigger_id": body["trigger_id"], **answer}
    )


async def uncommented(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    await client.api_call(
        "entity.acknowledgeCommentAction", json={"trigger_id": body["trigger_id"]}
    )


async def pressed(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    said = f"{body['actions'][0]['action_id']} from {body['container']['type']}"
    await client.chat_postMessage(channel="CSALES", text=said)


def register(app: AsyncApp) -> None:
    app.event("link_shared")(unfurl)
    app.event("entity_details_requested")(tell)
    app.view("work-object-edit")(edited)
    app.event("entity_comments_requested")(discuss)
    app.view("work-object-post-comment")(commented)
    app.action("delete_comment")(uncommented)
    app.action("approve")(pressed)
    app.action("archive")(pressed)
