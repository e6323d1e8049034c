"""Modals: what is filled in, what is sent, and what the app's answers do to the stack."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.sandbox.interactions import TROUBLE
from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_socket

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


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture(scope="module")
def sandbox(recorder: Recorder) -> Iterator[Running]:
    with by_socket(recorder.register) as started:
        yield started


@pytest.fixture
def ravi(sandbox: Running, recorder: Recorder) -> Person:
    person = sandbox.person("URAVI")
    person.post("reset")
    recorder.__init__()  # type: ignore[misc]
    return person


def values(body: Body) -> Body:
    """What was sent, without the level of the action ids."""
    found = body["view"]["state"]["values"]
    return {block: next(iter(actions.values())) for block, actions in found.items()}


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

    for _ in range(3):
        ravi.clicks("Deeper")

    assert len(ravi.screen()["modals"]) == 3
    assert recorder.refused == ["push_limit_reached"]


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


def test_a_menu_asks_the_app_once_enough_is_typed(ravi: Person, recorder: Recorder) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    ravi.types("/form")

    assert ravi.suggestions("customer", "a") == []
    assert ravi.suggestions("customer", "acme") == ["Acme Ltd", "Acme Works"]
    ravi.fills({"customer": "Acme Ltd"})

    chosen = ravi.modal()["state"]["values"]["customer"]["customer"]["selected_option"]
    assert chosen["value"] == "acme ltd"


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
