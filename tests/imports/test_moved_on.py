"""What a file may make of orders that were sent here, and what it may not."""

import pytest
from sqlalchemy import Engine

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.conditions import Occasion
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Policy, Rule, Step, at_least
from bot.services import decisions
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import orders, policies
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast
from tests.imports.files import numbers, reasons, run
from tests.imports.tables import lines
from tests.trade import draft

HEAD = "order_id,customer_id,rep_id,order_date,status"
LINE = "order_id,line_no,product_id,quantity,unit_price"
FILES = (
    ("reps", lines("rep_id,name,email", "1,Ravi,ravi@acme.example")),
    ("customers", lines("customer_id,name", "A,Alster")),
    ("products", lines("product_id,name,list_price", "11,Queso,21")),
    ("orders", lines(HEAD, "7,A,1,2026-03-04,draft")),
    ("order-lines", lines(LINE, "7,1,11,2,21")),
)


def sent(engine: Engine, cast: Cast, *, least: int) -> int:
    """Order 7, of EUR 42.00, sent by Ravi; Ana is asked from `least` cents on."""
    rules = (Rule("Large", (at_least(least, "EUR"),), (Step(ADMINS),)), EVERYTHING_ELSE)
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    for kind, content in FILES:
        assert run(engine, kind, content).written
    with workspace_session(engine, ACME) as session:
        order = orders.by_number(session, 7)
        return service.send(session, order.id, by=cast.ravi.actor, at=NOON).id


def now(engine: Engine) -> Order:
    with workspace_session(engine, ACME, reading=True) as session:
        return orders.by_number(session, 7)


@pytest.mark.parametrize("state", ["processing", "shipped"])
def test_a_file_does_not_execute_what_its_approvers_have_not_approved(
    engine: Engine, cast: Cast, state: str
) -> None:
    order_id = sent(engine, cast, least=1)
    moved = lines(HEAD, f"7,A,1,2026-03-04,{state}")

    refused = run(engine, "orders", moved)

    assert numbers(refused) == (0, 0, 0, 1)
    assert "before the approval policy's approvers have approved it" in reasons(refused)[0][1]
    assert now(engine).asked is not None
    with workspace_session(engine, ACME) as session:
        no = Verdict(ActKind.REJECT, "price", "Too cheap")
        decisions.decide(session, order_id, no, by=cast.ana.actor, at=NOON)
    assert not run(engine, "orders", moved).written
    assert now(engine).status is OrderStatus.REJECTED


def test_a_file_moves_on_what_is_approved(engine: Engine, cast: Cast) -> None:
    order_id = sent(engine, cast, least=1)
    with workspace_session(engine, ACME) as session:
        decisions.decide(session, order_id, YES, by=cast.ana.actor, at=NOON)

    for state, status in (
        ("processing", OrderStatus.EXECUTING),
        ("shipped", OrderStatus.COMPLETED),
    ):
        assert run(engine, "orders", lines(HEAD, f"7,A,1,2026-03-04,{state}")).written
        assert now(engine).status is status


def test_lines_that_grow_while_the_order_is_executed_are_asked_about(
    engine: Engine, cast: Cast
) -> None:
    order_id = sent(engine, cast, least=5_000)
    with workspace_session(engine, ACME) as session:
        decisions.execute(session, order_id, by=cast.ravi.actor, at=NOON)
    assert run(engine, "order-lines", lines(LINE, "7,1,11,1,21")).written
    assert now(engine).status is OrderStatus.EXECUTING

    assert run(engine, "order-lines", lines(LINE, "7,1,11,100,21")).written

    assert now(engine).status is OrderStatus.PENDING
    assert now(engine).asked is not None
    with workspace_session(engine, ACME, reading=True) as session:
        said = orders.moves(session, order_id)[-1]
    assert (said.before, said.after) == (OrderStatus.EXECUTING, OrderStatus.PENDING)


def test_a_file_does_not_tell_when_an_order_was_sent_here(engine: Engine, cast: Cast) -> None:
    order_id = sent(engine, cast, least=5_000)

    assert run(engine, "orders", lines(f"{HEAD},notes", "7,A,1,2026-03-04,open,Soon")).written

    assert (now(engine).ordered_at, now(engine).notes) == (NOON, "Soon")
    with workspace_session(engine, ACME) as session:
        order = orders.get(session, order_id)
        twin = draft(order.customer_id, LineDraft(order.lines[0].product_id, 1))
        assert service.submit(session, twin, by=cast.ravi.actor, at=NOON).asked is not None


@pytest.mark.parametrize("step", ["approved", "processing"])
def test_a_file_does_not_cancel_what_somebody_has_to_agree_to_lose(
    engine: Engine, cast: Cast, step: str
) -> None:
    sent(engine, cast, least=5_000)
    gone = lines(HEAD, "7,A,1,2026-03-04,void")
    leaving = Rule("Leaving", (at_least(4_000, "EUR"),), (Step(ADMINS),), Occasion.CANCELLATION)
    assert run(engine, "orders", lines(HEAD, f"7,A,1,2026-03-04,{step}")).refused == ()
    with workspace_session(engine, ACME) as session:
        rules = (leaving, EVERYTHING_ELSE)
        policies.add_version(session, Policy(1, rules), by_id=None, at=NOON)

    refused = run(engine, "orders", gone)

    assert "the approval policy asks somebody before it is cancelled" in reasons(refused)[0][1]
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(2, (EVERYTHING_ELSE,)), by_id=None, at=NOON)
    assert run(engine, "orders", gone).written
    assert now(engine).status is OrderStatus.CANCELLED


@pytest.mark.parametrize("state", ["open", "pending"])
def test_a_draft_that_was_changed_here_is_asked_about_whatever_its_file_calls_it(
    engine: Engine, cast: Cast, state: str
) -> None:
    rules = (Rule("Large", (at_least(5_000, "EUR"),), (Step(ADMINS),)), EVERYTHING_ELSE)
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    for kind, content in FILES:
        assert run(engine, kind, content).written
    with workspace_session(engine, ACME) as session:
        quote = orders.by_number(session, 7)
        more = draft(quote.customer_id, LineDraft(quote.lines[0].product_id, 1_000))
        service.change_draft(
            session, quote.id, more, revision=quote.revision, by=cast.ravi.actor, at=NOON
        )

    refused = run(engine, "orders", lines(HEAD, "7,A,1,2026-03-04,shipped"))
    assert "before the approval policy's approvers" in reasons(refused)[0][1]
    assert run(engine, "orders", lines(HEAD, f"7,A,1,2026-03-04,{state}")).written

    order = now(engine)
    assert order.asked is not None
    assert (order.status, order.asked.rule) == (OrderStatus.PENDING, "Large")
