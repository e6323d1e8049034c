"""The panel of a Work Object: details, refusals, edits, each for one person."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.objects.desk import URL, Desk, Json, does, opens, order, panel
from tests.sandbox.server.waiting import until


def test_what_is_done_with_an_object_is_not_copied_as_a_test(
    sandbox: Running, ravi: Person, desk: Desk, posted: Json
) -> None:
    opens(ravi, posted)
    does(ravi, "press_object", action_id="approve")
    does(ravi, "edit_object")
    does(ravi, "save_object")
    entries = ravi.get("journal", since="0")["entries"]

    for kind in ("block_actions", "work-object-edit"):
        number = next(entry["n"] for entry in entries if entry["name"] == kind)
        with pytest.raises(Refused, match="Work Object cannot be copied"):
            ravi.get("journal/test", entries=str(number))


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
