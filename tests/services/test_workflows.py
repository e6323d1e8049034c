"""Workflows that wait for an order go on with its decision, in the same transaction."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.cancellations import CancelReason
from bot.domain.errors import NotFound, UserError
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.jobs.approvals import Reminder
from bot.services import decisions, meant, orders, policies, workflow_waits, workflows
from bot.services.orders import LineDraft
from bot.services.workflows import WantedOrder
from bot.store import audit, outbox, workflow_steps
from bot.store.db import in_workspace, workspace_session
from bot.store.workflow_steps import Begun, EndedStep
from tests import trade
from tests.conftest import ACME, NOON, Cast

LATER = NOON + timedelta(hours=1)


def begun(execution_id: str = "Fx1") -> Begun:
    return Begun(execution_id, "request_approval", "URAVI")


def wait(session: Session, order: Order, execution_id: str = "Fx1") -> None:
    workflow_steps.wait(session, begun(execution_id), order_id=order.id, at=NOON)


def told(session: Session) -> list[EndedStep]:
    """What would be told to Slack now, the oldest first."""
    found = []
    while ended := workflow_steps.claim(session, now=LATER):
        found.append(ended)
    return found


def test_a_decision_lets_every_workflow_go_on_that_waits_for_it(
    session: Session, cast: Cast
) -> None:
    order, other = trade.large_order(session, cast.ravi), trade.large_order(session, cast.ravi)
    for execution_id, waited in (("Fx1", order), ("Fx2", order), ("Fx3", other)):
        wait(session, waited, execution_id)

    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=LATER)

    ended = told(session)
    assert [each.begun.execution_id for each in ended] == ["Fx1", "Fx2"]
    assert [each.end.outputs for each in ended] == [
        {
            "order_number": str(order.number),
            "verdict": "approved",
            "decided_by": "UMAYA",
            "decided_by_name": "Maya",
            "reason": "",
        }
    ] * 2
    assert workflow_steps.waiting_for(session, other.id) == 1
    assert outbox.has_news(session)
    audit.write_pending(session)
    assert audit.entries(session)[-1].verb == audit.Verb.WORKFLOW_STEP_ENDED


@pytest.mark.parametrize(
    ("refusal", "verdict", "reason"),
    [
        (Verdict(ActKind.REJECT, "price", "Far"), "rejected", "Price too low: Far"),
        (Verdict(ActKind.RETURN, words="Add a line"), "changes requested", "Add a line"),
    ],
)
def test_a_refusal_is_told_with_its_reason(
    session: Session, cast: Cast, refusal: Verdict, verdict: str, reason: str
) -> None:
    order = trade.large_order(session, cast.ravi)
    wait(session, order)

    decisions.decide(session, order.id, refusal, by=cast.maya.actor, at=LATER)

    [ended] = told(session)
    assert ended.end.outputs is not None
    assert ended.end.outputs["verdict"] == verdict
    assert ended.end.outputs["reason"] == reason


def test_a_cancelled_order_lets_it_go_on_too(session: Session, cast: Cast) -> None:
    order = trade.large_order(session, cast.ravi)
    wait(session, order)

    decisions.cancel(
        session, order.id, by=cast.ravi.actor, at=LATER, reason="Gone", code=CancelReason.OTHER
    )

    [ended] = told(session)
    assert ended.end.outputs is not None
    assert ended.end.outputs["verdict"] == "cancelled"
    assert ended.end.outputs["decided_by_name"] == "Ravi"


def test_an_order_that_expires_lets_it_go_on_and_escalation_does_not(
    engine: Engine, cast: Cast
) -> None:
    asked = Approvers(member_ids=(cast.maya.member.id,))
    step = Step(asked, due_hours=2, expire_hours=4, backup=Approvers(Role.ADMIN))
    with workspace_session(engine, ACME) as session:
        policies.put_in_force(
            session, Policy(0, (Rule("All", (), (step,)),)), by=cast.ana.actor, at=NOON
        )
        wait(session, trade.large_order(session, cast.ravi))
    ends = []
    for hours in (0, 2, 4):
        moment = NOON + timedelta(hours=hours)
        Reminder(engine, lambda at=moment: at).run_due()  # type: ignore[misc]
        with workspace_session(engine, ACME) as session:
            ends.append(workflow_steps.claim(session, now=moment))

    assert ends[:2] == [None, None]
    assert ends[2] is not None
    assert ends[2].end.outputs is not None
    assert ends[2].end.outputs["verdict"] == "expired"
    assert "decided_by" not in ends[2].end.outputs


def test_what_the_policy_lets_through_is_nobodys_decision(session: Session, cast: Cast) -> None:
    order = trade.small_order(session, cast.ravi)

    assert workflow_waits.outcome(session, order) == {
        "order_number": str(order.number),
        "verdict": "approved",
        "decided_by_name": "",
        "reason": "The approval policy lets it through.",
    }


def test_a_change_leaves_it_waiting_while_the_order_waits(session: Session, cast: Cast) -> None:
    order = trade.large_order(session, cast.ravi)
    wait(session, order)
    larger = trade.draft(order.customer_id, LineDraft(order.lines[0].product_id, 9_000))

    orders.change(session, order.id, larger, revision=order.revision, by=cast.ravi.actor, at=LATER)
    assert told(session) == []

    smaller = trade.draft(order.customer_id, LineDraft(order.lines[0].product_id, 1))
    changed = orders.change(
        session, order.id, smaller, revision=order.revision + 1, by=cast.ravi.actor, at=LATER
    )
    assert changed.status is OrderStatus.APPROVED
    [ended] = told(session)
    assert ended.end.outputs is not None
    assert (ended.end.outputs["verdict"], ended.end.outputs["decided_by_name"]) == ("approved", "")


def test_a_decision_that_is_rolled_back_ends_nothing(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        order = trade.large_order(session, cast.ravi)
        wait(session, order)
    with workspace_session(engine, ACME) as session:
        decisions.decide(session, order.id, YES, by=cast.maya.actor, at=LATER)
        session.rollback()

    with workspace_session(engine, ACME) as session:
        assert told(session) == []
        assert workflow_steps.waiting_for(session, order.id) == 1


def test_a_workflow_that_asks_while_the_order_is_decided_hears_of_it_either_way(
    engine: Engine, cast: Cast
) -> None:
    for turn in range(8):
        with workspace_session(engine, ACME) as session:
            order = trade.large_order(session, cast.ravi)
        together = Barrier(2)

        def ask(order_id: int = order.id, start: Barrier = together, run: int = turn) -> bool:
            def work(session: Session) -> bool:
                asked = workflows.ask_for_approval(session, order_id, by=cast.ravi.actor, at=LATER)
                if asked.status is OrderStatus.PENDING:
                    wait(session, asked, f"Fx{run}")
                    return True
                return False

            start.wait()
            return in_workspace(engine, ACME, work)

        def decide(order_id: int = order.id, start: Barrier = together) -> None:
            start.wait()
            in_workspace(
                engine,
                ACME,
                lambda session: decisions.decide(
                    session, order_id, YES, by=cast.maya.actor, at=LATER
                ),
            )

        with ThreadPoolExecutor(2) as pool:
            waits, decided = pool.submit(ask), pool.submit(decide)
        decided.result()

        with workspace_session(engine, ACME) as session:
            assert workflow_steps.waiting_for(session, order.id) == 0
            assert len(told(session)) == waits.result()


def test_a_customer_is_meant_only_where_nobody_else_can_be(session: Session, cast: Cast) -> None:
    chosen = trade.customer(session, "Alfreds Futterkiste")
    trade.customer(session, "Alfreds Futterkiste Nord")
    trade.customer(session, "Alfons Kiste")

    assert meant.customer(session, "alfreds futterkiste").id == chosen
    assert meant.customer(session, meant.id_of(meant.customer(session, f"#{chosen}"))).id == chosen
    with pytest.raises(NotFound, match=r"Several customers match “Alfreds”: Alfreds Futterkiste"):
        meant.customer(session, "Alfreds")
    with pytest.raises(NotFound, match="No customer surely matches “Alfons Kista”"):
        meant.customer(session, "Alfons Kista")
    with pytest.raises(NotFound, match="No customer matches “Zzz”"):
        meant.customer(session, "Zzz")


def test_nobody_is_meant_by_nothing(session: Session, cast: Cast) -> None:
    trade.customer(session)

    with pytest.raises(NotFound, match=r"^Give the step a customer"):
        meant.customer(session, "  ")


def test_a_product_is_meant_only_where_no_other_can_be(session: Session, cast: Cast) -> None:
    chai = trade.product(session, "Chai")
    trade.product(session, "Chai Latte")

    assert meant.product(session, "chai", currency="EUR").id == chai
    with pytest.raises(UserError, match="Several products match “cha”: Chai, Chai Latte"):
        meant.product(session, "cha", currency="EUR")
    with pytest.raises(NotFound, match="No product with a price in USD"):
        meant.product(session, "Chai", currency="USD")


def test_an_order_is_written_in_the_currency_the_customer_bought_in(
    session: Session, cast: Cast
) -> None:
    customer = trade.customer(session, "Alfreds")
    product = trade.product(session, "Chai", EUR=1_800, USD=2_000)
    bought = trade.draft(customer, LineDraft(product, 1), currency="USD")
    orders.submit(session, bought, by=cast.ravi.actor, at=NOON)

    order = workflows.create_order(
        session,
        WantedOrder("Alfreds", "Chai", "2", "12.5", "Soon"),
        send=False,
        by=cast.ravi.actor,
        at=LATER,
    )

    assert (order.currency, order.total_minor, order.notes) == ("USD", 3_500, "Soon")
    assert order.status is OrderStatus.DRAFT


def test_notes_longer_than_a_form_can_hold_are_refused(session: Session, cast: Cast) -> None:
    trade.customer(session, "Kontor")
    trade.product(session, "Chai")
    wanted = WantedOrder("Kontor", "Chai", "3", notes="x" * 3_001)

    with pytest.raises(UserError, match="Notes take at most 3000 characters"):
        workflows.create_order(session, wanted, send=False, by=cast.ravi.actor, at=NOON)


def test_what_was_told_long_ago_is_forgotten(session: Session, cast: Cast) -> None:
    order = trade.large_order(session, cast.ravi)
    wait(session, order, "Fx1")
    wait(session, trade.large_order(session, cast.ravi), "Fx2")
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    [ended] = told(session)
    workflow_steps.note_told(session, ended)

    workflow_steps.forget_old(session, now=NOON + workflow_steps.KEEP)
    assert workflow_steps.waiting_for(session, order.id) == 0
    workflow_steps.forget_old(session, now=NOON + workflow_steps.KEEP + timedelta(days=1))

    wait(session, order, "Fx1")
    assert workflow_steps.waiting_for(session, order.id) == 1
