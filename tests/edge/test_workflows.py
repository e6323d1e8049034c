"""Steps of workflows: run in a transaction, told their end once, in whose name they may run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.domain.errors import UserError
from bot.domain.people import Role
from bot.edge import Call, Complete, Edge, Ending, Fail, StepRun
from bot.edge.registry import StepHandler
from bot.sandbox.person import Person
from bot.sandbox.records import FunctionRun
from bot.store import audit, members
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.edge.recorded import verbs
from tests.running_bot import Delivery, Desk, desk, wait_until

STEP = "run_report"
DONE = {"report": "Weekly sales", "period": "last week"}


@contextmanager
def offering(engine: Engine, handler: StepHandler, delivery: Delivery = "socket") -> Iterator[Desk]:
    edge = Edge()
    edge.function(STEP, handler, inputs=("report", "period", "channel"), outputs=DONE)
    with desk(engine, edge, delivery=delivery) as opened:
        yield opened


def start(
    opened: Desk, user: str | None = "URAVI", *, step: str = STEP, **inputs: Any
) -> FunctionRun:
    """Let Ana's workflow run the step in somebody's name, and wait for its end."""
    told = {**inputs, **({"user": user} if user else {})}
    run = begun(opened, opened.person("UANA"), told, step)
    wait_until(lambda: run.ended)
    return run


def begun(opened: Desk, by: Person, inputs: dict[str, Any], step: str = STEP) -> FunctionRun:
    told = by.post("run_function", user=by.user, callback_id=step, inputs=inputs)
    return runs(opened)[told["function_execution_id"]]


def runs(opened: Desk) -> dict[str, FunctionRun]:
    return opened.sandbox.world.workspaces[ACME].function_runs


@pytest.mark.parametrize("delivery", ["socket", "http"])
def test_a_workflow_steps_in_the_name_it_was_given_and_hands_on_its_outputs(
    engine: Engine, delivery: Delivery
) -> None:
    def report(call: Call, run: StepRun) -> Ending:
        return Complete({"report": call.actor.name, "period": run.text("period")})

    with offering(engine, report, delivery) as opened:
        run = start(opened, period=" last week ")

        assert run.outputs == {"report": "Ravi Patel", "period": "last week"}
        assert "workflow.step_run" in verbs(engine)


def test_inputs_come_as_their_writer_saw_them(engine: Engine) -> None:
    read: list[str] = []

    def note(_call: Call, run: StepRun) -> Ending:
        read.extend(run.text(name) for name in ("report", "period", "channel", "nothing"))
        return Complete(DONE)

    with offering(engine, note) as opened:
        mail = "<mailto:ann@firm.example|ann@firm.example>"
        start(opened, report="Smith &amp; Sons", period=mail, channel=3.0)

    assert read == ["Smith & Sons", "ann@firm.example", "3", ""]


def test_a_refusal_fails_the_step_with_its_sentence_and_writes_nothing(
    engine: Engine, cast: Cast
) -> None:
    def refuse(call: Call, _run: StepRun) -> Ending:
        audit.record(call.session, audit.Verb.ORDER_CREATED, by=call.actor, at=call.now)
        raise UserError("Order 7 is <approved>; `/order 7` shows it.")

    with offering(engine, refuse) as opened:
        run = start(opened, cast.ravi.actor.slack_id)

        assert run.error == "Order 7 is ‹approved›; /order 7 shows it."
        assert "order.created" not in verbs(engine)


def test_a_step_may_fail_and_keep_what_it_wrote(engine: Engine) -> None:
    def fail(call: Call, _run: StepRun) -> Ending:
        audit.record(call.session, audit.Verb.ORDER_CREATED, by=call.actor, at=call.now)
        return Fail("It is only half done.")

    with offering(engine, fail) as opened:
        assert start(opened).error == "It is only half done."
        assert "order.created" in verbs(engine)


def test_an_error_of_ours_fails_the_step_with_a_reference(engine: Engine) -> None:
    def break_down(_call: Call, _run: StepRun) -> Ending:
        raise RuntimeError

    with offering(engine, break_down) as opened:
        assert "give your administrator the reference" in start(opened).error
        assert "request.failed" in verbs(engine)


def test_a_step_that_is_not_ours_any_more_says_so(engine: Engine) -> None:
    with desk(engine, Edge()) as opened:
        assert "Take it out of the workflow" in start(opened).error


@pytest.mark.parametrize(
    ("user", "sentence"),
    [
        (None, "does not say for whom it runs"),
        ("UGUS", "Guests cannot use Dealdesk"),
        ("UCHARLIE", "you belong to another one"),
        ("UBOTACME", "Only people with an active account"),
        ("Ravi Patel", "you belong to another one"),
    ],
)
def test_whoever_may_not_use_dealdesk_may_not_through_a_workflow(
    engine: Engine, user: str | None, sentence: str
) -> None:
    with offering(engine, lambda _call, _run: Complete(DONE)) as opened:
        assert sentence in start(opened, user).error


def test_who_may_only_read_runs_no_step_that_changes_anything(engine: Engine, cast: Cast) -> None:
    def seen(_call: Call, _run: StepRun) -> Ending:
        return Complete({"found": True, "note": "Seen"})

    edge = Edge()
    edge.function(STEP, seen, inputs=(), outputs=())
    outputs = ("found", "note")
    edge.function("look_up_customer", seen, inputs=(), outputs=outputs, looks=True)
    set_role(engine, cast.ravi.actor.member_id, Role.READ_ONLY)

    with desk(engine, edge) as opened:
        assert "Your role is read-only" in start(opened).error
        assert start(opened, step="look_up_customer").outputs["note"] == "Seen"


def test_a_workflow_acts_as_a_rep_whoever_it_acts_for(engine: Engine, cast: Cast) -> None:
    """Its author chose the name: an admin's must not lend them an admin's rights."""
    roles: list[Role] = []

    def note(call: Call, _run: StepRun) -> Ending:
        roles.append(call.actor.role)
        return Complete(DONE)

    with offering(engine, note) as opened:
        start(opened, cast.ana.actor.slack_id)
        start(opened, cast.maya.actor.slack_id)

    assert roles == [Role.REP, Role.REP]


def test_a_step_that_slack_delivers_twice_runs_once(engine: Engine) -> None:
    counted: list[str] = []

    def count(_call: Call, run: StepRun) -> Ending:
        counted.append(run.execution_id)
        return Complete(DONE)

    with offering(engine, count) as opened:
        run = start(opened)
        opened.person("URAVI").post("retry_last_event")
        again = start(opened)

    assert counted == [run.id, again.id]


def test_a_slow_step_is_acknowledged_in_time_and_told_afterwards(engine: Engine) -> None:
    def slow(_call: Call, _run: StepRun) -> Ending:
        time.sleep(2.5)
        return Complete(DONE)

    with offering(engine, slow) as opened:
        run = begun(opened, opened.person("UANA"), {"user": "URAVI"})
        wait_until(lambda: run.ended)
        entries = opened.person("URAVI").get("journal")["entries"]

    assert run.outputs == DONE
    delivered = [entry for entry in entries if entry["name"] == "function_executed"]
    assert [entry["error"] for entry in delivered] == [None]


def test_outputs_that_the_manifest_does_not_promise_are_an_error_of_ours(engine: Engine) -> None:
    with offering(engine, lambda _call, _run: Complete({**DONE, "more": "x"})) as opened:
        assert "Something went wrong" in start(opened).error


def test_while_the_database_is_out_the_workflow_is_told_so(engine: Engine) -> None:
    """Its end cannot be kept then, and is told at once."""
    with offering(engine, lambda _call, _run: Complete(DONE)) as opened:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE workflow_steps")

        assert "cannot reach its database" in start(opened).error


def set_role(engine: Engine, member_id: int, role: Role) -> None:
    with workspace_session(engine, ACME) as session:
        members.save(session, replace(members.get(session, member_id), role=role))
