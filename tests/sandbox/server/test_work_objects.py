"""Work Objects: cards below messages, a panel for each person, buttons and edits."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_http
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


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def sandbox(desk: Desk) -> Iterator[Running]:
    with by_http(desk.register, manifest=MANIFEST) as started:
        yield started


@pytest.fixture
def posted(client: WebClient) -> Json:
    """Where a card stands in #sales."""
    told = client.chat_postMessage(
        channel="CSALES", text="An order", metadata={"entities": [order()]}
    )
    return {"channel": "CSALES", "message_ts": str(told["ts"]), "url": URL}


def does(person: Person, deed: str, **told: Any) -> Json:
    return person.post(deed, user=person.user, **told)


def panel(person: Person) -> Json:
    return dict(person.screen()["object"] or {})


def opens(person: Person, posted: Json) -> Json:
    does(person, "open_object", **posted)
    until(lambda: panel(person)["state"] != "loading")
    return panel(person)


def test_a_card_has_its_fields_in_the_order_of_display(ravi: Person, posted: Json) -> None:
    (card,) = ravi.messages("CSALES")[-1]["entities"]

    assert (card["title"], card["display_type"], card["product_name"]) == (
        "Order 7",
        "Item",
        "Dealdesk",
    )
    assert [field["label"] for field in card["fields"]] == ["Stage", "Total", "Note", "Due"]


def test_fields_of_a_task_are_told_by_their_names(client: WebClient, ravi: Person) -> None:
    task = order(fields={"date_created": {"value": 1}, "assignee": {"user": {"text": "Omar"}}})
    task |= {"entity_type": "slack#/entities/task"}
    del task["entity_payload"]["custom_fields"]

    client.chat_postMessage(channel="CSALES", text="A task", metadata={"entities": [task]})

    (card,) = ravi.messages("CSALES")[-1]["entities"]
    assert [(each["label"], each["type"]) for each in card["fields"]] == [
        ("Date created", "slack#/types/timestamp"),
        ("Assignee", "slack#/types/user"),
    ]


def test_a_faulty_object_is_left_out_with_a_warning(client: WebClient, ravi: Person) -> None:
    faulty = order()
    faulty["entity_payload"]["attributes"] = {"title": "A bare string"}

    told = client.chat_postMessage(
        channel="CSALES", text="Two", metadata={"entities": [faulty, order()]}
    )

    assert told["warning"] == "invalid_metadata_format"
    assert "/metadata/entities/0/entity_payload/attributes/title" in str(
        told["response_metadata"]["messages"]
    )
    assert len(ravi.messages("CSALES")[-1]["entities"]) == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"actions": {"primary_actions": [{"text": "A", "action_id": "a"}] * 3}}, "primary"),
        ({"custom_fields": [{"key": "k", "label": "L", "type": "odd", "value": "v"}]}, "type"),
        ({"custom_fields": [{"key": "k", "label": "L", "type": "integer", "value": "1"}]}, "val"),
        (
            {"custom_fields": [{"key": "k", "label": "L", "type": "array", "value": []}]},
            "item_type",
        ),
        ({"custom_fields": [{"key": "k", "label": "L", "type": "slack#/types/user"}]}, "user"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_slack_would_not_draw_is_named(change: Json, pointer: str, client: WebClient) -> None:
    told = client.chat_postMessage(
        channel="CSALES", text="No", metadata={"entities": [order(**change)]}
    )

    assert any(pointer in message for message in told["response_metadata"]["messages"])


def test_a_pasted_link_gets_its_card(ravi: Person, desk: Desk) -> None:
    ravi.writes(f"Look at {URL}", channel="CSALES")
    until(lambda: ravi.messages("CSALES")[-1]["entities"])

    assert ravi.messages("CSALES")[-1]["entities"][0]["title"] == "Order 7"


def test_a_card_for_a_link_that_nobody_shared_is_refused(client: WebClient, ravi: Person) -> None:
    ts = ravi.writes("No link", channel="CSALES")

    with pytest.raises(SlackApiError, match="cannot_find_link"):
        client.chat_unfurl(channel="CSALES", ts=ts, metadata={"entities": [order()]})


def test_opening_asks_the_app_and_shows_what_it_tells(
    ravi: Person, desk: Desk, posted: Json
) -> None:
    shown = opens(ravi, posted)

    (event,) = desk.heard
    assert shown["state"] == "shown"
    assert shown["object"]["title"] == "Order 7 in full"
    assert event["external_ref"] == {"id": "order-7"}
    assert (event["entity_url"], event["app_unfurl_url"]) == (URL, URL)
    assert event["link"] == {"url": URL, "domain": "crm.acme.example"}
    assert (event["user"], event["channel"]) == ("URAVI", "CSALES")
    assert event["message_ts"] == posted["message_ts"]


def test_details_are_remembered_for_ten_minutes(ravi: Person, desk: Desk, posted: Json) -> None:
    opens(ravi, posted)
    does(ravi, "close_object")
    opens(ravi, posted)
    assert len(desk.heard) == 1

    ravi.post("clock", advance=601)
    opens(ravi, posted)
    assert len(desk.heard) == 2

    does(ravi, "refresh_object")
    until(lambda: len(desk.heard) == 3)


def test_the_panel_of_one_person_is_not_that_of_another(
    ravi: Person, maya: Person, desk: Desk, posted: Json
) -> None:
    desk.by_user["UMAYA"] = {"metadata": order(title="Order 7 with margin")}

    opens(ravi, posted)
    opens(maya, posted)

    assert panel(ravi)["object"]["title"] == "Order 7 in full"
    assert panel(maya)["object"]["title"] == "Order 7 with margin"
    assert ravi.messages("CSALES")[-1]["entities"][0]["title"] == "Order 7"


def test_nobody_of_another_workspace_sees_or_opens_it(
    sandbox: Running, desk: Desk, posted: Json
) -> None:
    charlie = sandbox.person("UCHARLIE")

    with pytest.raises(Refused, match="sees no channel"):
        does(charlie, "open_object", **posted)
    assert charlie.screen()["object"] is None
    assert desk.heard == []


def test_another_workspace_cannot_use_the_trigger(
    sandbox: Running, ravi: Person, desk: Desk, posted: Json
) -> None:
    desk.by_user["URAVI"] = {}
    does(ravi, "open_object", **posted)
    until(lambda: desk.heard)
    globex = WebClient(token=sandbox.token("TGLOBEX"), base_url=sandbox.api_url)

    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        globex.entity_presentDetails(trigger_id=desk.heard[0]["trigger_id"], metadata=order())


def test_an_app_that_says_nothing_is_given_up_after_three_seconds(
    ravi: Person, client: WebClient, desk: Desk, posted: Json
) -> None:
    desk.answer = {}
    does(ravi, "open_object", **posted)
    until(lambda: desk.heard)
    assert panel(ravi)["state"] == "loading"

    ravi.post("clock", advance=3.1)

    assert panel(ravi)["state"] == "silent"
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.entity_presentDetails(trigger_id=desk.heard[0]["trigger_id"], metadata=order())


@pytest.mark.parametrize(
    ("answer", "state", "title"),
    [
        ({"user_auth_required": True, "user_auth_url": "https://x.example/in"}, "sign_in", None),
        ({"error": {"status": "not_found"}}, "error", "This item was not found"),
        (
            {"error": {"status": "custom", "custom_title": "Closed", "custom_message": "For now"}},
            "error",
            "Closed",
        ),
    ],
)
def test_an_app_can_refuse_details(
    answer: Json, state: str, title: str | None, ravi: Person, desk: Desk, posted: Json
) -> None:
    desk.answer = answer

    shown = opens(ravi, posted)

    assert shown["state"] == state
    assert (shown["error"] or {}).get("title") == title


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"metadata": {"entity_type": "x"}}, "invalid_metadata"),
        ({"metadata": order() | {"external_ref": {"id": "8"}}}, "entity_metadata_does_not_match"),
        ({"user_auth_required": True}, "user_auth_url_missing"),
        ({"error": {"status": "bad"}}, "invalid_arguments"),
        ({}, "invalid_metadata"),
    ],
)
def test_answers_that_slack_refuses(
    arguments: Json, error: str, ravi: Person, client: WebClient, desk: Desk, posted: Json
) -> None:
    desk.answer = {}
    does(ravi, "open_object", **posted)
    until(lambda: desk.heard)

    with pytest.raises(SlackApiError, match=error):
        client.entity_presentDetails(trigger_id=desk.heard[0]["trigger_id"], **arguments)


def test_a_button_below_a_message_may_open_the_panel(
    ravi: Person, desk: Desk, posted: Json
) -> None:
    does(ravi, "press_object", **posted, action_id="approve")
    until(lambda: panel(ravi))

    (body,) = desk.heard
    assert body["container"]["type"] == "message_attachment"
    assert body["container"]["external_ref"] == {"id": "order-7"}
    assert body["actions"][0]["value"] == "7"
    assert body["message"]["ts"] == posted["message_ts"]
    assert panel(ravi)["object"]["title"] == "Order 7 in full"


def test_a_button_in_the_panel_says_so(ravi: Person, desk: Desk, posted: Json) -> None:
    opens(ravi, posted)

    does(ravi, "press_object", action_id="approve")

    assert desk.heard[-1]["container"]["type"] == "entity_detail"
    assert desk.heard[-1]["container"]["entity_url"] == URL


def test_edits_come_as_a_submission_and_the_answer_is_shown(
    ravi: Person, desk: Desk, posted: Json
) -> None:
    opens(ravi, posted)
    does(ravi, "edit_object")
    form = panel(ravi)["form"]
    assert [block["block_id"] for block in form["blocks"]] == ["title", "stage", "note"]
    desk.answer = {"metadata": order(title="Order 7, changed")}

    does(ravi, "save_object", values={"note/note.input": "Later", "stage/stage.input": "won"})
    until(lambda: panel(ravi)["object"]["title"] == "Order 7, changed")

    view = desk.heard[-1]["view"]
    assert (view["type"], view["callback_id"]) == ("entity_detail", "work-object-edit")
    assert (view["entity_url"], view["external_ref"]) == (URL, {"id": "order-7"})
    assert view["state"]["values"]["note"]["note.input"]["value"] == "Later"
    assert view["state"]["values"]["stage"]["stage.input"]["selected_option"]["value"] == "won"
    assert view["state"]["values"]["title"]["title.input"]["value"] == "Order 7 in full"
    assert panel(ravi)["form"] is None


def test_a_field_keeps_to_its_limits_before_anything_is_sent(
    ravi: Person, desk: Desk, posted: Json
) -> None:
    opens(ravi, posted)
    does(ravi, "edit_object")

    told = does(ravi, "save_object", values={"note/note.input": "x" * 21})

    assert told["saved"] is False
    assert list(told["errors"]) == ["note"]
    assert len(desk.heard) == 1


def test_the_app_can_mark_fields(ravi: Person, desk: Desk, posted: Json) -> None:
    desk.errors = {"note": "Say more than that."}
    opens(ravi, posted)
    does(ravi, "edit_object")

    does(ravi, "save_object")

    assert panel(ravi)["form"]["errors"] == {"note": "Say more than that."}


def test_the_app_can_refuse_an_edit_as_a_whole(ravi: Person, desk: Desk, posted: Json) -> None:
    opens(ravi, posted)
    desk.answer = {"error": {"status": "edit_error", "custom_message": "Somebody was faster."}}
    does(ravi, "edit_object")

    does(ravi, "save_object", values={"note/note.input": "Mine"})
    until(lambda: panel(ravi)["form_error"])

    shown = panel(ravi)
    assert shown["form_error"] == "Somebody was faster."
    assert shown["form"]["state"]["values"]["note"]["note.input"]["value"] == "Mine"


def test_nothing_can_be_edited_where_no_field_allows_it(
    ravi: Person, desk: Desk, posted: Json
) -> None:
    plain = order(custom_fields=[])
    plain["entity_payload"]["attributes"] = {"title": {"text": "Order 7"}}
    desk.answer = {"metadata": plain}
    opens(ravi, posted)

    with pytest.raises(Refused, match="Nothing here can be edited"):
        does(ravi, "edit_object")
