"""Raising, sending and changing orders, on every database."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile, NotAllowed, UserError
from bot.domain.orders import OrderStatus
from bot.domain.policies import (
    EVERYTHING_ELSE,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
    judge,
)
from bot.domain.policy_codec import facts_from_json, rules_from_json
from bot.services import orders as service
from bot.services import policies as policy_service
from bot.services.orders import LineDraft, PricesChanged
from bot.store import audit, order_changes, orders, policies, products, workspaces
from bot.store.db import workspace_session
from bot.store.tables import PostRow
from tests import trade
from tests.conftest import ACME, NOON, Cast
from tests.trade import customer, draft, large_order, product, small_order, waiting_for

LATER = NOON + timedelta(hours=1)


def cards(session: Session) -> list[str]:
    """Return the text of every card as its copies will show it in the end."""
    return [row.payload["text"] for row in session.scalars(select(PostRow).order_by(PostRow.id))]


def test_a_small_order_approves_itself_and_says_so(session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)

    assert order.status is OrderStatus.APPROVED
    assert order.decision is None
    assert orders.moves(session, order.id)[0].reason is not None
    assert trade.destinations(session) == []


def test_a_large_order_asks_every_approver_but_the_requester(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.maya)

    assert order.status is OrderStatus.PENDING
    assert order.rule == "Large order: the total is €5,000.00 or more"
    assert sorted(trade.destinations(session)) == ["UANA", "UOMAR"]


def test_the_card_goes_to_the_approvers_channel_where_there_is_one(
    session: Session, cast: Cast
) -> None:
    workspaces.change(session, approvals_channel="CAPPROVALS")

    large_order(session, cast.ravi)

    assert trade.destinations(session) == ["CAPPROVALS"]


def test_orders_are_numbered_from_one_without_gaps(session: Session, cast: Cast) -> None:
    raised = [small_order(session, cast.ravi), large_order(session, cast.maya)]

    assert [order.number for order in raised] == [1, 2]


def test_an_order_that_fails_leaves_no_gap(engine: Engine, cast: Cast) -> None:
    def fail() -> None:
        with workspace_session(engine, ACME) as session:
            small_order(session, cast.ravi)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail()

    with workspace_session(engine, ACME) as session:
        assert small_order(session, cast.ravi).number == 1


def test_prices_come_from_the_catalogue(session: Session, cast: Cast) -> None:
    wanted = draft(customer(session), LineDraft(product(session, EUR=999), 3, discount=1_250))

    order = service.submit(session, wanted, by=cast.ravi.actor, at=NOON)

    assert order.lines[0].unit_price_minor == 999
    assert order.total_minor == 2622


def test_a_price_that_changed_since_it_was_seen_stops_the_order(
    session: Session, cast: Cast
) -> None:
    chai = product(session, EUR=1800)
    wanted = draft(customer(session), LineDraft(chai, 3, seen_price_minor=1800))
    products.set_price(session, chai, "EUR", 1900)

    with pytest.raises(PricesChanged, match="Chai") as refused:
        service.submit(session, wanted, by=cast.ravi.actor, at=NOON)

    assert [(each.seen_minor, each.now_minor) for each in refused.value.changes] == [(1800, 1900)]
    assert orders.of_member(session, cast.ravi.member.id) == []


def test_a_product_without_a_price_in_the_currency_is_refused(session: Session, cast: Cast) -> None:
    wanted = draft(customer(session), LineDraft(product(session, EUR=1800), 3), currency="USD")

    with pytest.raises(UserError, match="Chai has no price in USD"):
        service.submit(session, wanted, by=cast.ravi.actor, at=NOON)


def test_a_new_customers_first_larger_order_is_looked_at(session: Session, cast: Cast) -> None:
    known, chai = customer(session), product(session)
    line = LineDraft(chai, 100)

    first = service.submit(session, draft(known, line), by=cast.ravi.actor, at=NOON)
    # What is ordered within a day is weighed together.
    second, later = NOON + timedelta(days=2), NOON + timedelta(days=4)
    service.submit(session, draft(known, LineDraft(chai, 1)), by=cast.ravi.actor, at=second)
    third = service.submit(session, draft(known, line), by=cast.ravi.actor, at=later)

    assert first.status is OrderStatus.PENDING
    assert first.rule is not None
    assert first.rule.startswith("First order of a new customer")
    assert third.status is OrderStatus.APPROVED


def test_where_the_rule_names_only_the_requester_the_admins_are_asked(
    session: Session, cast: Cast
) -> None:
    only_maya = Rule("Everything", steps=(Step(Approvers(member_ids=(cast.maya.member.id,))),))
    policies.add_version(session, Policy(0, (only_maya,)), by_id=None, at=NOON)

    order = small_order(session, cast.maya)

    assert order.status is OrderStatus.PENDING
    assert trade.destinations(session) == ["UANA"]
    assert waiting_for(session, cast.ana.actor) == [order]
    assert waiting_for(session, cast.omar.actor) == []


def test_changing_a_waiting_order_asks_anew_and_every_card_says_so(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    chai = order.lines[0].product_id

    changed = service.change(
        session,
        order.id,
        draft(order.customer_id, LineDraft(chai, 2_000)),
        revision=order.revision,
        by=cast.ravi.actor,
        at=LATER,
    )

    assert changed.status is OrderStatus.PENDING
    assert len(trade.destinations(session)) == 6
    earlier, newest = cards(session)[:3], cards(session)[3:]
    assert all("A newer card stands further down." in text for text in earlier)
    assert all("€36,000.00" in text for text in newest)


def test_a_waiting_order_made_small_approves_itself(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    small = draft(order.customer_id, LineDraft(order.lines[0].product_id, 1))

    changed = service.change(
        session, order.id, small, revision=order.revision, by=cast.ravi.actor, at=LATER
    )

    assert changed.status is OrderStatus.APPROVED
    assert all("approved" in text for text in cards(session))


def test_a_change_made_from_an_old_look_is_refused(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    wanted = draft(order.customer_id, LineDraft(order.lines[0].product_id, 1_500))
    arguments = {"revision": order.revision, "by": cast.ravi.actor, "at": LATER}
    service.change(session, order.id, wanted, **arguments)  # type: ignore[arg-type]

    with pytest.raises(ChangedMeanwhile, match="since you opened it"):
        service.change(session, order.id, wanted, **arguments)  # type: ignore[arg-type]


def test_a_write_over_somebody_elses_is_refused(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    with pytest.raises(ChangedMeanwhile, match="order 1"):
        order_changes.save(
            session, replace(order, revision=order.revision - 1), before=order.status
        )


def test_a_rep_cannot_change_anothers_order(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.maya)

    with pytest.raises(NotAllowed, match="belongs to Maya"):
        service.change(
            session,
            order.id,
            draft(order.customer_id),
            revision=order.revision,
            by=cast.ravi.actor,
            at=LATER,
        )


def test_who_changed_an_order_is_not_asked_to_approve_it(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    wanted = draft(order.customer_id, LineDraft(order.lines[0].product_id, 2_000))

    changed = service.change(
        session, order.id, wanted, revision=order.revision, by=cast.maya.actor, at=LATER
    )

    assert waiting_for(session, cast.maya.actor) == []
    assert waiting_for(session, cast.omar.actor) == [changed]


def test_every_step_is_in_the_audit(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        large_order(session, cast.ravi)

    with workspace_session(engine, ACME) as session:
        assert audit.entries(session)[-1].verb == audit.Verb.ORDER_SUBMITTED
        assert audit.verify(session)[1] is None


def test_the_record_alone_tells_what_the_policy_made_of_an_order(
    session: Session, cast: Cast
) -> None:
    rules = (Rule("Large", (at_least(500_000, "EUR"),)), EVERYTHING_ELSE)
    policy_service.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    small_order(session, cast.ravi, at=NOON - timedelta(days=2))
    large_order(session, cast.ravi)

    audit.write_pending(session)

    kept, *sent = [
        json.loads(entry.details)
        for entry in audit.entries(session)
        if entry.verb in {audit.Verb.POLICY_SET, audit.Verb.ORDER_SUBMITTED}
    ]
    policy = Policy(kept["version"], rules_from_json(kept["rules"]))
    assert [told["policy"] for told in sent] == [policy.version] * 2
    rulings = [judge(policy, facts_from_json(told["facts"])) for told in sent]
    assert [told["rule"] for told in sent] == [None, "Large: the total is €5,000.00 or more"]
    assert [ruling.why for ruling in rulings] == ["Everything else: always", sent[1]["rule"]]
    assert [ruling.lets_through for ruling in rulings] == [True, False]
