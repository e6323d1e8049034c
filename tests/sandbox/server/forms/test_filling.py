"""What people fill in, what Slack's own client stops, and what is sent."""

import pytest

from bot.sandbox.person import Person, Refused
from tests.sandbox.server.forms.form_bot import (
    EVERYTHING,
    Body,
    Recorder,
    field,
    form,
    options,
    plain,
    values,
)


def test_everything_is_sent_with_what_it_began_with(ravi: Person, recorder: Recorder) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    ravi.types("/form")

    told = ravi.submits({"name": "Ann"})

    assert told["closed"]
    sent = values(recorder.submitted[0])
    assert sent["name"] == {"type": "plain_text_input", "value": "Ann"}
    assert sent["note"] == {"type": "plain_text_input", "value": "none"}
    assert sent["mail"] == {"type": "email_text_input", "value": None}
    assert sent["day"] == {"type": "datepicker", "selected_date": "2026-11-23"}
    assert sent["hour"] == {"type": "timepicker", "selected_time": None}
    assert sent["colour"]["selected_option"] == options("Red")[0]
    assert sent["sizes"] == {"type": "checkboxes", "selected_options": []}
    assert sent["owner"] == {"type": "users_select", "selected_user": "UMAYA"}
    assert sent["place"] == {"type": "multi_channels_select", "selected_channels": []}
    assert recorder.submitted[0]["view"]["private_metadata"] == "draft 7"


def test_everything_can_be_filled_in(ravi: Person, recorder: Recorder) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    ravi.types("/form")
    paper = ravi.uploads("terms.pdf", b"%PDF")

    ravi.submits(
        {
            "Name": "Ann",
            "note": None,
            "mail": "ann@acme.example",
            "count": 3,
            "day": "2026-12-01",
            "hour": "09:30",
            "colour": "Blue",
            "sizes": ["s", "M"],
            "owner": "omar",
            "place": ["CSALES", "#general"],
            "papers": [paper],
            "customer": "Acme Works",
        }
    )

    sent = values(recorder.submitted[0])
    assert sent["note"]["value"] is None
    assert sent["count"]["value"] == "3"
    assert sent["day"]["selected_date"] == "2026-12-01"
    assert sent["hour"]["selected_time"] == "09:30"
    assert sent["colour"]["selected_option"]["value"] == "blue"
    assert [each["value"] for each in sent["sizes"]["selected_options"]] == ["s", "m"]
    assert sent["owner"]["selected_user"] == "UOMAR"
    assert sent["place"]["selected_channels"] == ["CSALES", "CGENERAL"]
    assert sent["papers"]["files"][0]["name"] == "terms.pdf"
    assert sent["customer"]["selected_option"]["text"]["text"] == "Acme Works"


def test_slacks_own_client_stops_what_cannot_be_right(ravi: Person, recorder: Recorder) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    ravi.types("/form")

    told = ravi.submits({"mail": "ann", "count": "0"})
    again = ravi.submits({"name": "A" * 21, "mail": "a@b.example", "count": "2.5"})

    assert told["errors"] == {
        "name": "Please complete this required field.",
        "mail": "Please enter a valid email address.",
        "count": "Please enter a number of at least 1.",
    }
    assert again["errors"] == {
        "name": "Please enter at most 20 characters.",
        "count": "Please enter a whole number.",
    }
    assert recorder.submitted == []


def test_a_menu_asks_the_app_once_enough_is_typed(ravi: Person, recorder: Recorder) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    ravi.types("/form")

    assert ravi.suggestions("customer", "a") == []
    assert ravi.suggestions("customer", "acme") == ["Acme Ltd", "Acme Works"]
    ravi.fills({"customer": "Acme Ltd"})

    chosen = ravi.modal()["state"]["values"]["customer"]["customer"]["selected_option"]
    assert chosen["value"] == "acme ltd"


def test_fields_of_one_name_need_their_block(ravi: Person, recorder: Recorder) -> None:
    same = {"type": "plain_text_input", "action_id": "quantity"}
    recorder.sent = form("Form", field("line1", same), field("line2", same))
    ravi.types("/form")

    with pytest.raises(Refused, match="There are 2 of quantity here"):
        ravi.fills({"quantity": "1"})
    ravi.submits({"name": "Ann", "line1/quantity": "1", "line2/quantity": "2"})

    sent = values(recorder.submitted[0])
    assert (sent["line1"]["value"], sent["line2"]["value"]) == ("1", "2")


@pytest.mark.parametrize(
    ("values_told", "sentence"),
    [
        ({"colour": "Green"}, "no option 'Green' to choose; offered: Red, Blue"),
        ({"day": "tomorrow"}, "cannot be chosen in a date or time picker"),
        ({"owner": "UNOBODY"}, "nobody and nothing called UNOBODY"),
        ({"papers": ["F1"]}, "There is no file F1"),
        ({"address": "x"}, "There is no address here; there is: name"),
    ],
)
def test_what_cannot_be_chosen_is_said(
    ravi: Person, recorder: Recorder, values_told: Body, sentence: str
) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    ravi.types("/form")

    with pytest.raises(Refused, match=sentence):
        ravi.fills(values_told)


def test_a_menu_can_begin_with_the_conversation_it_was_opened_from(
    ravi: Person, recorder: Recorder
) -> None:
    menu = {"type": "conversations_select", "default_to_current_conversation": True}
    recorder.sent = form("Form", field("share", {**menu, "response_url_enabled": True}))
    ravi.types("/form", channel="CSALES")

    ravi.submits({"name": "Ann"})

    assert values(recorder.submitted[0])["share"]["selected_conversation"] == "CSALES"
    assert recorder.submitted[0]["response_urls"][0]["channel_id"] == "CSALES"


def test_a_menu_of_several_begins_with_that_conversation_unless_others_are_named(
    ravi: Person, recorder: Recorder
) -> None:
    menu = {"type": "multi_conversations_select", "default_to_current_conversation": True}
    named = {**menu, "initial_conversations": ["CGENERAL"]}
    recorder.sent = form("Form", field("here", menu), field("there", named))
    ravi.types("/form", channel="CSALES")

    ravi.submits({"name": "Ann"})

    told = values(recorder.submitted[0])
    assert told["here"]["selected_conversations"] == ["CSALES"]
    assert told["there"]["selected_conversations"] == ["CGENERAL"]


def test_what_stands_typed_goes_along_with_a_press(ravi: Person, recorder: Recorder) -> None:
    live = {"type": "button", "action_id": "live", "text": plain("Count")}
    recorder.sent = form("Form", {"type": "actions", "block_id": "bar", "elements": [live]})
    ravi.types("/form")
    view = ravi.modal()["id"]

    ravi.post("click", user="URAVI", view_id=view, action_id="live", values={"name/name": "Ann"})

    assert values(recorder.actions[0])["name"]["value"] == "Ann"
