"""Work Objects below messages: their fields, their faults, links, buttons, who sees them."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.objects.desk import URL, Desk, Json, does, order, panel
from tests.sandbox.server.waiting import until


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


def test_a_link_is_found_by_its_unfurl_id_too(ravi: Person, client: WebClient, desk: Desk) -> None:
    ravi.writes(f"Look at {URL}", channel="CSALES")
    until(lambda: ravi.messages("CSALES")[-1]["entities"])
    unfurl_id = desk.heard[0]["unfurl_id"]

    client.chat_unfurl(
        unfurl_id=unfurl_id,
        source="conversations_history",
        metadata={"entities": [order(title="Found again")]},
    )

    assert ravi.messages("CSALES")[-1]["entities"][0]["title"] == "Found again"


def test_a_card_for_a_link_that_nobody_shared_is_refused(client: WebClient, ravi: Person) -> None:
    ts = ravi.writes("No link", channel="CSALES")

    with pytest.raises(SlackApiError, match="cannot_find_link"):
        client.chat_unfurl(channel="CSALES", ts=ts, metadata={"entities": [order()]})


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
