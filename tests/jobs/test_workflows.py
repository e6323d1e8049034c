"""The ends of workflows' steps arrive, whatever Slack answers, and once is enough."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from bot.jobs import workflows
from bot.jobs.workflows import WorkflowTeller
from bot.sandbox.records import FunctionRun
from bot.store import audit, workflow_steps
from bot.store.db import workspace_session
from bot.store.tables import WorkflowStepRow
from bot.store.workflow_steps import Begun, End
from tests.conftest import ACME, Cast, Person
from tests.jobs.conftest import Office
from tests.trade import large_order

SUCCESS, ERROR = "functions.completeSuccess", "functions.completeError"


def begin(office: Office, execution_id: str = "Fx1") -> FunctionRun:
    run = FunctionRun(execution_id, "URAVI", "Greet", ["greeting"], {"greeting": "string"})
    office.sandbox.world.workspaces[ACME].function_runs[run.id] = run
    return run


def ended(office: Office, how: End | None = None, execution_id: str = "Fx1") -> FunctionRun:
    """Let a step begin and end, with nobody told yet."""
    run = begin(office, execution_id)
    with workspace_session(office.engine, ACME) as session:
        workflow_steps.end(
            session,
            Begun(run.id, "greet", "URAVI"),
            how or End(outputs={"greeting": "Hello"}),
            at=office.clock(),
        )
    return run


def tell(office: Office, **more: Any) -> int:
    return WorkflowTeller(office.engine, office.teams, office.clock, **more).tell_all()


def state(office: Office) -> tuple[str, str | None]:
    with workspace_session(office.engine, ACME, reading=True) as session:
        row = session.execute(select(WorkflowStepRow.state, WorkflowStepRow.failure)).one()
        return row.state, row.failure


def test_an_end_is_told_once(office: Office) -> None:
    run = ended(office)

    assert (tell(office), tell(office)) == (1, 0)

    assert (run.ended, run.outputs) == (True, {"greeting": "Hello"})
    assert len(office.calls(SUCCESS)) == 1


def test_a_failure_is_told_in_a_sentence_without_marks(office: Office) -> None:
    run = ended(office, End(error="See `/order 7`, <@UMAYA>." + "x" * 2_000))

    tell(office, prefix="dd-")

    assert run.error.startswith("See /dd-order 7, ‹@UMAYA›.xxx")
    assert len(run.error) == workflows.LONGEST_ERROR


def test_many_who_tell_at_once_tell_each_end_once(office: Office) -> None:
    for number in range(8):
        ended(office, execution_id=f"Fx{number}")
    start = Barrier(4)

    def work(_: int) -> None:
        start.wait()
        tell(office)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    tell(office)

    assert len(office.calls(SUCCESS)) == 8


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503},
        {"kind": "status", "status": 429, "retry_after": 2},
        {"kind": "error", "error": "token_revoked"},
    ],
)
def test_what_slack_would_not_hear_now_is_told_later(office: Office, fault: dict[str, Any]) -> None:
    run = ended(office)
    office.breaks(**fault, method=SUCCESS, times=1)

    tell(office)
    assert not run.ended
    office.clock.pass_by(seconds=3)
    tell(office)

    assert run.outputs == {"greeting": "Hello"}


def test_an_end_whose_answer_got_lost_counts_as_told(office: Office, cast: Cast) -> None:
    run = waited(office, cast.ravi)
    office.breaks("lost", method=SUCCESS, times=1)

    tell(office)
    office.clock.pass_by(seconds=3)
    tell(office)

    assert run.ended
    assert state(office)[0] == "told"
    office.deliver()
    assert office.texts("DRAVI") == []


def waited(office: Office, ravi: Person) -> FunctionRun:
    """A step that waited for an order, whose end is known now."""
    run = begin(office)
    with workspace_session(office.engine, ACME) as session:
        order = large_order(session, ravi, at=office.clock())
        workflow_steps.wait(
            session, Begun(run.id, "greet", "URAVI"), order_id=order.id, at=office.clock()
        )
        how = End(outputs={"greeting": "Hello"})
        workflow_steps.end_all(session, order.id, how, at=office.clock())
    return run


def test_when_the_workflow_is_over_the_person_is_told_instead(office: Office, cast: Cast) -> None:
    waited(office, cast.ravi).ended = True

    tell(office)
    office.deliver()

    assert state(office) == ("told", "execution_not_in_running_state")
    [text] = office.texts("DRAVI")
    assert text.startswith("Order 1 is pending approval now, but the workflow")
    assert "Do by hand what would have come next" in text


def test_outputs_that_slack_does_not_know_fail_the_step(office: Office) -> None:
    run = ended(office, End(outputs={"greeting": 7}))

    assert tell(office) == 2

    assert run.error == workflows.OUTDATED.replace("`", "")


def test_what_slack_refuses_for_good_is_given_up_and_recorded(office: Office) -> None:
    ended(office)
    office.breaks("error", method=SUCCESS, error="access_denied", times=1)

    assert (tell(office), tell(office)) == (1, 0)

    assert state(office)[0] == "given up"
    with workspace_session(office.engine, ACME, reading=True) as session:
        assert audit.entries(session)[-1].verb == audit.Verb.WORKFLOW_STEP_GIVEN_UP


def test_after_a_day_nobody_waits_any_more(office: Office) -> None:
    run = ended(office)
    office.breaks("status", method=SUCCESS, status=503)
    office.clock.pass_by(days=2)
    for _ in range(10):
        # What was decided before an outage of ours is not given up at the first try.
        assert state(office)[0] == "ended"
        tell(office)
        office.clock.pass_by(minutes=10)

    assert not run.ended
    assert state(office)[0] == "given up"


def test_a_failure_is_told_later_too(office: Office) -> None:
    run = ended(office, End(error="No."))
    office.breaks("status", method=ERROR, status=500, times=1)

    tell(office)
    office.clock.pass_by(seconds=3)
    tell(office)

    assert run.error == "No."
