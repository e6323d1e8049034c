"""What the edge promises to every handler, tried with handlers of the tests' own."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.domain.errors import InvalidFields, NotAllowed, UserError
from bot.edge import Answer, Call, Edge, Form, OpenForm, PublishHome, Reply, UpdateForm
from bot.edge.notices import notice
from bot.store import audit
from tests.conftest import NOON
from tests.edge.recorded import verbs
from tests.running_bot import Delivery, Desk, desk

FORM, BUTTON = "test_form", "test_button"


def question(label: str = "Name") -> View:
    return View(
        type="modal",
        callback_id=FORM,
        title="A form",
        submit="Send",
        blocks=[
            InputBlock(
                block_id="name", label=label, element=PlainTextInputElement(action_id="name")
            )
        ],
    )


@contextmanager
def running(engine: Engine, edge: Edge, delivery: Delivery = "socket") -> Iterator[Desk]:
    with desk(engine, edge, delivery=delivery) as opened:
        yield opened


@pytest.mark.parametrize("delivery", ["socket", "http"])
def test_a_command_is_answered_in_its_ack(engine: Engine, delivery: Delivery) -> None:
    edge = Edge()
    edge.command("/crm", lambda call, text: Reply(f"{call.actor.name} said {text}"))

    with running(engine, edge, delivery) as opened:
        ravi = opened.person("URAVI")
        answer = ravi.types("/crm hello")

        assert answer["reply"]["text"] == "Ravi Patel said hello"


def test_a_command_is_read_as_it_was_typed(engine: Engine) -> None:
    typed: list[str] = []

    def note(_call: Call, text: str) -> Answer:
        typed.append(text)
        return Reply("Noted.")

    edge = Edge()
    edge.command("/crm", note)

    with running(engine, edge) as opened:
        opened.person("URAVI").types("/crm Smith & Sons <3")

    assert typed == ["Smith & Sons <3"]


def test_a_slow_command_is_answered_through_its_response_url(engine: Engine) -> None:
    def slow(_call: Call, _text: str) -> Answer:
        time.sleep(2.3)
        return Reply("At last.")

    edge = Edge()
    edge.command("/crm", slow)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        answer = ravi.types("/crm", channel="CSALES")

        assert answer["acked_ms"] < 3000
        assert ravi.sees("At last.", channel="CSALES")["ephemeral"]


def test_a_form_is_open_in_time_even_when_its_handler_is_late(engine: Engine) -> None:
    def late(_call: Call, _text: str) -> Answer:
        time.sleep(3.5)
        return OpenForm(question("Filled after"))

    edge = Edge()
    edge.command("/order", late, opens_form=lambda _text: True)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/order new")

        assert ravi.modal(titled="One moment")
        assert ravi.modal(titled="Filled after")


def test_what_takes_long_says_so_at_once_and_keeps_nobody_who_writes_waiting(
    engine: Engine,
) -> None:
    def long(_call: Call, _value: str) -> OpenForm:
        time.sleep(4)
        return OpenForm(question("What came of it"))

    def form(_call: Call, _text: str) -> OpenForm:
        button = ActionsBlock(elements=[ButtonElement(text="Play", action_id=BUTTON, value="1")])
        return OpenForm(View(type="modal", callback_id=FORM, title="A form", blocks=[button]))

    edge = Edge()
    edge.button(BUTTON, long, meanwhile="Playing all of them")
    edge.command("/crm", form, opens_form=lambda _text: True)
    edge.command("/order", lambda call, _text: Reply(f"{call.actor.name} wrote."))

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/crm")
        ravi.modal(titled="A form")

        pressed = ravi.clicks("Play")
        assert ravi.modal(titled="Playing all of them")
        began = time.monotonic()
        assert opened.person("UMAYA").types("/order")["reply"]["text"].endswith("wrote.")
        assert time.monotonic() - began < 2
        assert ravi.modal(titled="What came of it")
        assert pressed["acked_ms"] < 3000


def test_a_refused_form_stays_open_with_its_sentence_at_the_field(engine: Engine) -> None:
    def refuse(_call: Call, _form: Form) -> Answer:
        raise InvalidFields({"name": "Give a longer name."})

    edge = Edge()
    edge.command("/order", lambda _call, _text: OpenForm(question()), opens_form=lambda _t: True)
    edge.form(FORM, refuse)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/order new")
        ravi.modal(titled="A form")
        answer = ravi.submits({"name": "Al"})

        assert answer["errors"] == {"name": "Give a longer name."}
        assert ravi.modal()["state"]["values"]["name"]["name"]["value"] == "Al"


def test_a_refusal_that_comes_too_late_gives_back_what_was_typed(engine: Engine) -> None:
    def late(_call: Call, _form: Form) -> Answer:
        time.sleep(2.5)
        raise UserError("This name is taken.")

    edge = Edge()
    edge.command("/order", lambda _call, _text: OpenForm(question()), opens_form=lambda _t: True)
    edge.form(FORM, late)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/order new")
        ravi.modal(titled="A form")
        ravi.submits({"name": "Alfreds"})
        shown = ravi.modal(titled="This name is taken.")

        assert shown["blocks"][1]["element"]["initial_value"] == "Alfreds"


def test_a_refused_form_writes_nothing(engine: Engine) -> None:
    def write_and_refuse(call: Call, _form: Form) -> Answer:
        audit.record(call.session, audit.Verb.SETTINGS_CHANGED, by=call.actor, at=NOON)
        raise UserError("No.")

    edge = Edge()
    edge.command("/order", lambda _call, _text: OpenForm(question()), opens_form=lambda _t: True)
    edge.form(FORM, write_and_refuse)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/order new")
        ravi.modal(titled="A form")
        ravi.submits({"name": "Al"})

    assert audit.Verb.SETTINGS_CHANGED not in verbs(engine)


def test_what_nobody_foresaw_gets_a_reference(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_call: Call, _text: str) -> Answer:
        raise ZeroDivisionError

    edge = Edge()
    edge.command("/crm", fail)

    with running(engine, edge) as opened:
        answer = opened.person("URAVI").types("/crm")

    text = answer["reply"]["text"]
    assert "nothing was saved" in text
    reference = text.rstrip(".").split()[-1]
    assert reference in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_an_outage_of_the_database_gets_a_clear_sentence(engine: Engine) -> None:
    def fail(_call: Call, _text: str) -> Answer:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    edge = Edge()
    edge.command("/crm", fail)

    with running(engine, edge) as opened:
        answer = opened.person("URAVI").types("/crm")

    assert "cannot reach its database" in answer["reply"]["text"]


def test_a_form_sent_twice_is_taken_once(engine: Engine) -> None:
    taken: list[str] = []
    entered, go_on = Event(), Event()

    def take(_call: Call, form: Form) -> Answer:
        taken.append(form.text("name"))
        entered.set()
        go_on.wait(1)
        return UpdateForm(notice("Thank you."))

    edge = Edge()
    edge.command("/order", lambda _call, _text: OpenForm(question()), opens_form=lambda _t: True)
    edge.form(FORM, take)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/order new")
        view = ravi.modal(titled="A form")
        ravi.submits({"name": "Al"})
        go_on.set()

        assert ravi.modal(titled="Thank you.")["id"] == view["id"]
    assert taken == ["Al"]


def test_a_refused_button_answers_only_whoever_pressed_it(engine: Engine) -> None:
    def refuse(_call: Call, _value: str) -> Answer:
        raise NotAllowed("Not yours.")

    edge = Edge()
    button = ButtonElement(text="Press", action_id=BUTTON, value="1")
    edge.command("/crm", lambda _c, _t: Reply("Here", [ActionsBlock(elements=[button])]))
    edge.button(BUTTON, refuse)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/crm", channel="CSALES")
        ravi.clicks("Press", channel="CSALES")

        assert ravi.sees("Not yours.", channel="CSALES")["ephemeral"]
        assert not any(
            "Not yours." in message["text"] for message in opened.person("UMAYA").messages("CSALES")
        )


def test_a_button_that_no_longer_exists_says_so(engine: Engine) -> None:
    edge = Edge()
    button = ButtonElement(text="Press", action_id="gone", value="1")
    edge.command("/crm", lambda _c, _t: Reply("Here", [ActionsBlock(elements=[button])]))

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.types("/crm", channel="CSALES")
        ravi.clicks("Press", channel="CSALES")

        assert ravi.sees("no longer works here", channel="CSALES")


def test_a_prefix_is_taken_off_commands_and_put_into_texts(engine: Engine) -> None:
    edge = Edge()
    edge.command("/crm", lambda _call, _text: Reply("Try `/crm help`."))

    with desk(engine, edge, prefix="dd-") as opened:
        answer = opened.person("URAVI").types("/dd-crm")

    assert answer["reply"]["text"] == "Try `/dd-crm help`."


def test_the_home_tab_follows_its_owners_deeds(engine: Engine) -> None:
    done: list[str] = []

    def draw(_call: Call, _event: Mapping[str, Any]) -> Answer:
        button = ButtonElement(text="Press", action_id=BUTTON, value="1")
        words = SectionBlock(text=f"{len(done)} done")
        return PublishHome(View(type="home", blocks=[words, ActionsBlock(elements=[button])]))

    def press(_call: Call, value: str) -> Answer:
        done.append(value)
        return Reply("Done.")

    edge = Edge()
    edge.event("app_home_opened", draw)
    edge.button(BUTTON, press)

    with running(engine, edge) as opened:
        ravi = opened.person("URAVI")
        ravi.opens_home()
        ravi.home("0 done")
        ravi.clicks("Press")

        assert ravi.home("1 done")
        assert ravi.modal(titled="Done.")
