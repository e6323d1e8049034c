"""What several do to one order at the same moment: all of it counts once, and is told as it was."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.conditions import Condition, Field, Words
from bot.domain.customers import Customer
from bot.domain.deciding import AlreadyDecided
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ADMINS, Approvers, Policy, Rule, Step
from bot.services import approval_clock, decisions, passing
from bot.services import customers as customer_service
from bot.store import audit, customers, orders, policies, step_clock
from bot.store.db import in_workspace, workspace_session
from tests.conftest import ACME, NOON, Cast
from tests.trade import large_order

LATER = NOON + timedelta(hours=5)
ROUNDS = 6


def at_once(engine: Engine, *deeds: Callable[[Session], Any]) -> None:
    """Do all of this in as many transactions; raises what one of them does."""
    together = Barrier(len(deeds))

    def run(deed: Callable[[Session], Any]) -> object:
        together.wait()
        return in_workspace(engine, ACME, deed)

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(run, deeds))


def asked(engine: Engine, cast: Cast, step: Step) -> Order:
    with workspace_session(engine, ACME) as session:
        version = policies.in_force(session).version
        rule = Rule("Every order", steps=(step,))
        policies.add_version(session, Policy(version, (rule,)), by_id=None, at=NOON)
        return large_order(session, cast.ravi)


def test_two_who_approve_one_step_are_each_in_the_audit_once(engine: Engine, cast: Cast) -> None:
    both = (cast.maya, cast.omar)
    people = Approvers(member_ids=tuple(each.member.id for each in both))
    for _ in range(ROUNDS):
        order = asked(engine, cast, Step(people, 2))

        at_once(
            engine,
            *(
                lambda session, by=each.actor, order_id=order.id: decisions.decide(
                    session, order_id, YES, by=by, at=LATER
                )
                for each in both
            ),
        )

        with workspace_session(engine, ACME, reading=True) as session:
            told = [
                (entry.by_id, json.loads(entry.details)["seat"])
                for entry in audit.newest(session, audit.Verb.STEP_APPROVED, limit=10)
                if json.loads(entry.details)["order"] == order.number
            ]
            assert sorted(told) == [(each.member.id, each.member.id) for each in both]
            assert orders.get(session, order.id).status is OrderStatus.APPROVED


def test_an_approval_counts_whatever_else_is_said_at_that_moment(
    engine: Engine, cast: Cast
) -> None:
    maya, omar = cast.maya.actor, cast.omar.actor
    for _ in range(ROUNDS):
        order = asked(engine, cast, Step(Approvers(member_ids=(maya.member_id,))))
        with workspace_session(engine, ACME) as session:
            passing.ask(session, order.id, to_id=omar.member_id, by=maya, at=NOON)

        def approve(session: Session, order_id: int = order.id) -> Order:
            return decisions.decide(session, order_id, YES, by=maya, at=LATER)

        def say(session: Session, order_id: int = order.id) -> None:
            # Who comes too late is told that it is decided.
            with suppress(AlreadyDecided):
                passing.give_opinion(session, order_id, "Fine with me", by=omar, at=LATER)

        at_once(engine, approve, say)

        with workspace_session(engine, ACME, reading=True) as session:
            assert orders.get(session, order.id).status is OrderStatus.APPROVED


def test_an_approval_counts_at_the_moment_at_which_others_are_asked(
    engine: Engine, cast: Cast
) -> None:
    maya = cast.maya.actor
    for _ in range(ROUNDS):
        step = Step(
            Approvers(member_ids=(maya.member_id,)),
            due_hours=1,
            backup=Approvers(member_ids=(cast.omar.member.id,)),
        )
        order = asked(engine, cast, step)
        with workspace_session(engine, ACME, reading=True) as session:
            due = next(
                each for each in step_clock.due(session, now=LATER) if each.order_id == order.id
            )

        def approve(session: Session, order_id: int = order.id) -> Order:
            return decisions.decide(session, order_id, YES, by=maya, at=LATER)

        def nudge(session: Session, step: step_clock.DueStep = due) -> bool:
            return approval_clock.nudge(session, step, at=LATER)

        at_once(engine, approve, nudge)

        with workspace_session(engine, ACME, reading=True) as session:
            after = orders.get(session, order.id)
        assert after.status is OrderStatus.APPROVED
        assert after.approval is not None
        approved = [act for act in after.approval.acts if act.kind is ActKind.APPROVE]
        assert [act.by_id for act in approved] == [maya.member_id]


def test_what_is_decided_while_its_customer_is_changed_stays_so(engine: Engine, cast: Cast) -> None:
    key = Rule("Key customers", (Condition(Field.SEGMENT, Words(("key",))),), (Step(ADMINS),))
    with workspace_session(engine, ACME) as session:
        rules = (key, Rule("All else"))
        policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
        order = large_order(session, cast.ravi)
        firm = customers.get(session, order.customer_id)

    def change(session: Session) -> Customer:
        return customer_service.change(
            session,
            firm.id,
            replace(firm.details, segment="key"),
            seen_revision=firm.revision,
            by=cast.maya.actor,
            at=LATER,
        )

    with ThreadPoolExecutor(1) as pool:
        with workspace_session(engine, ACME) as session:
            no = Verdict(ActKind.REJECT, "price", "Too cheap")
            decisions.decide(session, order.id, no, by=cast.omar.actor, at=LATER)
            changed = pool.submit(in_workspace, engine, ACME, change)
            # So that it waits for what is not committed yet.
            with suppress(TimeoutError):
                changed.result(timeout=1)
        changed.result()

    with workspace_session(engine, ACME, reading=True) as session:
        after = orders.get(session, order.id)
    assert (after.status, after.asked) == (OrderStatus.REJECTED, None)
