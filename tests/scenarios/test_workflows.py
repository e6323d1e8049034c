"""Workflows of Acme's people, with every step that Dealdesk offers to Workflow Builder."""

from datetime import timedelta
from typing import Any

import yaml
from sqlalchemy import select

from bot.sandbox.records import FunctionRun
from bot.store.db import workspace_session
from bot.store.tables import InteractionRow
from tests.conftest import ACME, GLOBEX
from tests.running_bot import MANIFEST, wait_until
from tests.scenarios.conftest import APPROVALS, Office
from tests.scenarios.test_orders import statuses

STEPS: dict[str, Any] = yaml.safe_load(MANIFEST.read_text("utf-8"))["functions"]
CHAIRS: dict[str, Any] = {"customer": "Alfreds Futterkiste", "product": "Oak chair", "quantity": 30}


def begin(office: Office, step: str, *, user: str = "URAVI", **inputs: Any) -> FunctionRun:
    """Let the workflow that `user` started come to one of our steps."""
    told = office.ravi.post(
        "run_function", user=user, callback_id=step, inputs={"user": user, **inputs}
    )
    workspace = GLOBEX if user == "UCHARLIE" else ACME
    runs = office.desk.sandbox.world.workspaces[workspace].function_runs
    return runs[told["function_execution_id"]]


def run(office: Office, step: str, *, user: str = "URAVI", **inputs: Any) -> dict[str, Any]:
    """The same, and wait for its end; what it hands on is what the manifest names."""
    begun = begin(office, step, user=user, **inputs)
    wait_until(lambda: begun.ended)
    assert not begun.error, begun.error
    assert set(begun.outputs) <= set(STEPS[step]["output_parameters"])
    return begun.outputs


def refused(office: Office, step: str, **inputs: Any) -> str:
    begun = begin(office, step, **inputs)
    wait_until(lambda: begun.ended)
    assert begun.outputs == {}
    return begun.error


def test_a_workflow_writes_an_order_and_goes_on_when_maya_clicks(office: Office) -> None:
    written = run(office, "create_order", **CHAIRS, then="keep")
    assert written == {
        "order_number": "1",
        "customer": "Alfreds Futterkiste",
        "total": "€7,485.00",
        "status": "draft",
    }

    waiting = begin(
        office, "request_approval", order_number=written["order_number"], message="By *Friday*!"
    )
    office.maya.sees("A workflow in the name of", channel=APPROVALS)
    office.maya.sees("about order 1: By ∗Friday∗!", channel=APPROVALS)
    office.ravi.sees("A workflow has sent order 1 in your name")
    assert not waiting.ended
    office.maya.clicks("Approve", channel=APPROVALS)

    wait_until(lambda: waiting.ended)
    assert waiting.outputs == {
        "order_number": "1",
        "verdict": "approved",
        "decided_by": "UMAYA",
        "decided_by_name": "Maya",
        "reason": "",
    }


def test_a_workflow_hears_of_a_rejection_with_its_reason(office: Office) -> None:
    run(office, "create_order", **CHAIRS, then="send")
    waiting = begin(office, "request_approval", order_number="Order 1")
    office.maya.sees("Order 1", channel=APPROVALS)
    office.maya.clicks("reject_order", channel=APPROVALS)
    office.maya.modal(titled="Reject order")
    office.maya.submits({"reason_code": "terms", "reason": "No chairs <before> May."})

    wait_until(lambda: waiting.ended)
    assert waiting.outputs["verdict"] == "rejected"
    assert waiting.outputs["decided_by_name"] == "Maya"
    assert waiting.outputs["reason"] == "Wrong terms: No chairs ‹before› May."


def test_an_order_that_needs_nobodys_approval_lets_the_workflow_go_on_at_once(
    office: Office,
) -> None:
    written = run(office, "create_order", **{**CHAIRS, "quantity": 1}, then="keep", discount=5.0)
    assert written["total"] == "€237.03"

    asked = run(office, "request_approval", order_number=f"#{written['order_number']}")

    assert asked["verdict"] == "approved"
    assert asked["decided_by_name"] == ""
    assert "lets it through" in asked["reason"]
    again = run(office, "request_approval", order_number=written["order_number"])
    assert again == asked


def test_nobody_approves_by_a_workflow_and_nobody_sends_anothers_draft_by_one(
    office: Office,
) -> None:
    run(office, "create_order", **CHAIRS, then="send")
    for user in ("URAVI", "UOMAR", "UANA"):
        waiting = begin(office, "request_approval", user=user, order_number=1)
        office.maya.sees("Order 1", channel=APPROVALS)
        assert not waiting.ended
    assert statuses(office) == ["pending approval"]

    run(office, "create_order", **CHAIRS, then="keep")
    sentence = refused(office, "request_approval", user="UMAYA", order_number=2)
    assert sentence == "Order 2 belongs to Ravi; ask them to change it."
    assert statuses(office) == ["pending approval", "draft"]


def test_charlies_workflow_finds_nothing_of_acmes(office: Office) -> None:
    run(office, "create_order", **CHAIRS, then="send")

    found = run(office, "look_up_customer", user="UCHARLIE", customer="Alfreds")
    assert found["found"] is False
    by_id = run(office, "look_up_customer", user="UCHARLIE", customer="#1")
    assert by_id["found"] is False
    asked = refused(office, "request_approval", user="UCHARLIE", order_number=1)
    assert asked.startswith("There is no order 1.")
    assert "No customer matches" in refused(
        office, "create_order", user="UCHARLIE", **CHAIRS, then="send"
    )


def test_a_workflow_looks_a_customer_up_and_hands_the_id_on(office: Office) -> None:
    run(office, "create_order", **{**CHAIRS, "quantity": 1}, then="send")

    found = run(office, "look_up_customer", customer="alfreds futterkiste")

    assert found["found"] is True
    assert found["name"] == "Alfreds Futterkiste"
    assert found["last_order"].startswith("Order 1, ")
    later = office.desk.sandbox.world.clock.moment() + timedelta(days=3)
    logged = run(
        office,
        "log_interaction",
        customer=found["customer_id"],
        kind="call",
        summary="Wants more chairs",
        follow_up_on=later.date().isoformat(),
    )
    assert logged == {
        "customer": "Alfreds Futterkiste",
        "follow_up_on": later.date().isoformat(),
    }
    with workspace_session(office.engine, ACME, reading=True) as session:
        row = session.scalars(select(InteractionRow)).one()
        assert (row.kind, row.summary) == ("call", "Wants more chairs")
        assert row.follow_up_on == later.date()


def test_a_workflow_posts_a_report_in_a_channel(office: Office) -> None:
    asked = run(office, "run_report", report="weekly-sales", period="last week", channel="CSALES")

    assert asked["report"] == "Weekly sales"
    office.maya.sees("Weekly sales", channel="CSALES", within=30)


def test_steps_that_cannot_be_done_say_what_to_do(office: Office) -> None:
    sentences = {
        "no customer": refused(office, "create_order", **{**CHAIRS, "customer": "Nobody"}),
        "no product": refused(office, "create_order", **{**CHAIRS, "product": "Table"}),
        "no number": refused(office, "request_approval", order_number="the last one"),
        "no quantity": refused(office, "create_order", **{**CHAIRS, "quantity": "many"}),
        "no report": refused(office, "run_report", report="yearly", channel="CSALES"),
        "no channel": refused(office, "run_report", channel="#sales"),
        "no kind": refused(office, "log_interaction", customer="Alfreds", kind="fax", summary="A"),
        "no day": refused(
            office,
            "log_interaction",
            customer="Alfreds",
            kind="call",
            summary="A",
            follow_up_on="soon",
        ),
        "no choice": refused(office, "create_order", **CHAIRS, then="burn"),
    }

    assert sentences == {
        "no customer": "No customer matches “Nobody”. /customer new adds one.",
        "no product": "No product with a price in EUR matches “Table”.",
        "no number": "Give the step the number of an order, such as 1042.",
        "no quantity": "Write a whole number like 3; a return is negative, like -1.",
        "no report": "There is no report “yearly”. There is weekly-sales, approvals.",
        "no channel": "Choose in the step the channel in which the report is to be posted.",
        "no kind": "The kind is one of call, e-mail, chat, meeting, note.",
        "no day": "Give the follow-up as a date, 2026-11-30.",
        "no choice": "Choose in the step whether the order is sent or kept as a draft.",
    }
    assert statuses(office) == []
