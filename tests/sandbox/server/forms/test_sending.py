"""What the app's answers do to a form and to the stack it lies on."""

import pytest

from bot.sandbox.interactions import TROUBLE
from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.forms.form_bot import Recorder, field, form, plain
from tests.sandbox.server.waiting import until


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(
    ravi: Person, recorder: Recorder
) -> None:
    ravi.types("/form")
    recorder.answer = {"response_action": "errors", "errors": {"name": "Taken."}}

    told = ravi.submits({"name": "Ann"})

    assert told == {"ok": True, "closed": False, "errors": {"name": "Taken."}} | {
        "acked_ms": told["acked_ms"]
    }
    modal = ravi.modal()
    assert modal["errors"] == {"name": "Taken."}
    assert modal["state"]["values"]["name"]["name"]["value"] == "Ann"


def test_an_error_at_no_field_is_trouble(ravi: Person, recorder: Recorder) -> None:
    ravi.types("/form")
    recorder.answer = {"response_action": "errors", "errors": {"elsewhere": "Taken."}}

    with pytest.raises(Refused, match=TROUBLE.replace("?", r"\?")) as refused:
        ravi.submits({"name": "Ann"})

    assert refused.value.answer["details"]["unknown_block_ids"] == ["elsewhere"]


def test_a_broken_view_in_the_ack_is_trouble(ravi: Person, recorder: Recorder) -> None:
    ravi.types("/form")
    recorder.answer = {"response_action": "update", "view": form("A title that is far too long")}

    with pytest.raises(Refused, match="trouble connecting"):
        ravi.submits({"name": "Ann"})

    assert ravi.notices() == [TROUBLE]


def test_an_ack_can_update_push_and_clear(ravi: Person, recorder: Recorder) -> None:
    ravi.types("/form")

    recorder.answer = {"response_action": "update", "view": form("Changed")}
    updated = ravi.submits({"name": "Ann"})
    recorder.answer = {"response_action": "push", "view": form("Second")}
    pushed = ravi.submits()
    stack = [view["title"]["text"] for view in ravi.screen()["modals"]]
    recorder.answer = {"response_action": "clear"}
    cleared = ravi.submits({"name": "Ann"})

    assert updated["view"]["title"]["text"] == "Changed"
    assert updated["view"]["state"]["values"]["name"]["name"]["value"] == "Ann"
    assert pushed["view"]["previous_view_id"] == updated["view"]["id"]
    assert pushed["view"]["root_view_id"] == updated["view"]["id"]
    assert stack == ["Changed", "Second"]
    assert cleared["closed"]
    assert ravi.screen()["modals"] == []


def test_sending_the_top_form_shows_the_one_below(ravi: Person, recorder: Recorder) -> None:
    ravi.types("/form")
    recorder.answer = {"response_action": "push", "view": form("Second")}
    ravi.submits({"name": "Ann"})
    recorder.answer = {}

    ravi.submits({"name": "Bob"})

    assert ravi.modal()["title"]["text"] == "Form"


def test_a_stack_is_three_deep(ravi: Person, recorder: Recorder) -> None:
    deeper = {"type": "button", "action_id": "deeper", "text": plain("Deeper")}
    recorder.sent = form("Form", {"type": "actions", "elements": [deeper]})
    ravi.types("/form")

    for depth in (2, 3):
        ravi.clicks("Deeper")
        until(lambda: len(ravi.screen()["modals"]) == depth)  # noqa: B023 - called at once
    ravi.clicks("Deeper")
    until(lambda: recorder.refused)

    assert recorder.refused == ["push_limit_reached"]
    assert len(ravi.screen()["modals"]) == 3


def test_a_dispatching_input_is_told_and_the_rest_is_kept(ravi: Person, recorder: Recorder) -> None:
    live = field("live", {"type": "plain_text_input"}, dispatch_action=True, optional=True)
    recorder.sent = form("Form", live)
    ravi.types("/form")
    ravi.fills({"name": "Ann"})
    recorder.sent = form("Total 12", live)

    ravi.fills({"live": "12"})

    assert recorder.actions[0]["actions"][0]["value"] == "12"
    assert recorder.actions[0]["view"]["state"]["values"]["name"]["name"]["value"] == "Ann"
    assert recorder.actions[0]["container"]["type"] == "view"
    modal = ravi.modal(titled="Total 12")
    assert modal["state"]["values"]["name"]["name"]["value"] == "Ann"
    assert modal["state"]["values"]["live"]["live"]["value"] == "12"


def test_closing_is_told_only_to_those_who_asked(ravi: Person, recorder: Recorder) -> None:
    ravi.types("/form")
    ravi.closes()
    assert recorder.closed == []

    recorder.sent = form(notify_on_close=True)
    ravi.types("/form")
    ravi.closes()
    ravi.types("/form")
    ravi.closes(everything=True)

    assert [body["is_cleared"] for body in recorder.closed] == [False, True]
    assert recorder.closed[0]["view"]["private_metadata"] == "draft 7"
    assert ravi.screen()["modals"] == []


def test_only_the_top_form_can_be_sent(ravi: Person, recorder: Recorder) -> None:
    ravi.types("/form")
    below = ravi.modal()["id"]
    recorder.answer = {"response_action": "push", "view": form("Second")}
    ravi.submits({"name": "Ann"})

    with pytest.raises(Refused, match="Another modal lies on top"):
        ravi.submits(view_id=below)


def test_nobody_can_use_anothers_form(sandbox: Running, ravi: Person) -> None:
    ravi.types("/form")

    with pytest.raises(Refused, match="UMAYA has no view"):
        sandbox.person("UMAYA").submits({"name": "Eve"}, view_id=ravi.modal()["id"])


def test_going_back_leaves_what_lies_below_though_closing_would_clear(
    ravi: Person, recorder: Recorder
) -> None:
    ravi.types("/form")
    second = form("Second", clear_on_close=True, notify_on_close=True)
    recorder.answer = {"response_action": "push", "view": second}
    ravi.submits({"name": "Ann"})

    ravi.post("close", user="URAVI", view_id=ravi.modal()["id"], back=True)

    assert ravi.modal()["title"]["text"] == "Form"
    assert [told["is_cleared"] for told in recorder.closed] == [False]


def test_what_is_held_for_a_field_that_is_gone_is_let_go(ravi: Person, recorder: Recorder) -> None:
    ravi.types("/form")
    view = ravi.modal()["id"]

    told = ravi.post(
        "submit", user="URAVI", view_id=view, held={"name/name": "Ann", "old/old": "1"}
    )

    assert told["closed"]
    assert recorder.submitted[0]["view"]["state"]["values"] == {
        "name": {"name": {"type": "plain_text_input", "value": "Ann"}}
    }
