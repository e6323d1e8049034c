"""Cancelling past whoever has to agree: at the same moment, or for another customer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.conditions import Condition, Field, Occasion, Words
from bot.domain.customers import CustomerDetails
from bot.domain.orders import OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Policy, Rule, Step
from bot.services import cancelling, decisions
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import customers, orders, policies
from bot.store.db import workspace_session
from tests import trade
from tests.conftest import ACME, NOON, Cast
from tests.trade import customer, draft, large_order, product

LATER = NOON + timedelta(hours=1)
ROUNDS = 8


def test_an_order_moved_to_another_customer_today_is_cancelled_as_the_first_ones(
    session: Session, cast: Cast
) -> None:
    key = Condition(Field.SEGMENT, Words(("key",)))
    rule = Rule("Key customers", (key,), (Step(ADMINS),), Occasion.CANCELLATION)
    policies.add_version(session, Policy(0, (rule, EVERYTHING_ELSE)), by_id=None, at=NOON)
    first = customers.add(session, CustomerDetails("First", segment="key"), NOON).id
    other, line = customer(session, "Other"), LineDraft(product(session), 10)
    order = service.submit(session, draft(first, line), by=cast.ravi.actor, at=NOON)
    moved = service.change(
        session,
        order.id,
        draft(other, line),
        revision=order.revision,
        by=cast.ravi.actor,
        at=LATER,
    )
    assert (order.status, moved.status) == (OrderStatus.APPROVED, OrderStatus.APPROVED)

    kept = cancelling.cancel(
        session, order.id, by=cast.ravi.actor, at=LATER, words="Ordered twice", code="duplicate"
    )

    assert kept.leaves


def test_what_is_approved_at_the_same_moment_is_not_cancelled_without_who_has_to_agree(
    engine: Engine, cast: Cast
) -> None:
    every = Rule("Every cancellation", (), (Step(ADMINS),), Occasion.CANCELLATION)
    rules = (every, Rule("Every order", (), (Step(),)))
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    for _ in range(ROUNDS):
        with workspace_session(engine, ACME) as session:
            order = large_order(session, cast.ravi)
        together = Barrier(2)

        def approve(order_id: int = order.id, start: Barrier = together) -> bool:
            start.wait()
            return trade.succeeds(
                engine,
                lambda session: decisions.decide(
                    session, order_id, YES, by=cast.maya.actor, at=LATER
                ),
            )

        def cancel(order_id: int = order.id, start: Barrier = together) -> bool:
            start.wait()
            return trade.succeeds(
                engine,
                lambda session: cancelling.cancel(
                    session,
                    order_id,
                    by=cast.ravi.actor,
                    at=LATER,
                    words="Ordered twice",
                    code="duplicate",
                ),
            )

        with ThreadPoolExecutor(2) as pool:
            approved, cancelled = pool.submit(approve), pool.submit(cancel)
            assert approved.result() or cancelled.result()

        with workspace_session(engine, ACME) as session:
            after = orders.get(session, order.id)
        expected = OrderStatus.APPROVED if approved.result() else OrderStatus.CANCELLED
        assert after.status is expected
