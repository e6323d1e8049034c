"""Customers changed in what the policy goes by, while orders of theirs wait or are approved."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.conditions import Condition, Field, Flag, Occasion, Words
from bot.domain.customers import CustomerDetails
from bot.domain.errors import ChangedMeanwhile, InvalidFields
from bot.domain.orders import Kept, Order, OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Policy, Rule, Step
from bot.services import cancelling, decisions, orders, policies
from bot.services import customers as service
from bot.services.orders import LineDraft
from bot.store import customers
from bot.store import orders as order_store
from tests.conftest import NOON, Cast, Person
from tests.trade import draft, product, waiting_for

ABROAD = Rule("Abroad", (Condition(Field.REGION, Words(("France",))),), (Step(ADMINS),))
OWING = Rule("Owing", (Condition(Field.OVER_CREDIT, Flag()),), (Step(ADMINS),))
HOME = Rule("At home", (Condition(Field.REGION, Words(("Germany",))),))


def in_force(session: Session, cast: Cast, *rules: Rule) -> None:
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)


def sent(session: Session, cast: Cast, country: str = "Germany") -> Order:
    firm = customers.add(session, CustomerDetails("Acme Tools", country=country), NOON)
    wanted = draft(firm.id, LineDraft(product(session), 2))
    return orders.submit(session, wanted, by=cast.ravi.actor, at=NOON)


def change(session: Session, order: Order, by: Person, **details: object) -> Order:
    """Change the order's customer, and return the order as it is then."""
    seen = customers.get(session, order.customer_id)
    wanted = replace(seen.details, **details)  # type: ignore[arg-type] # by name
    service.change(session, seen.id, wanted, seen_revision=seen.revision, by=by.actor, at=NOON)
    return order_store.get(session, order.id)


def test_a_rep_does_not_move_a_customer_while_a_rule_goes_by_the_region(
    session: Session, cast: Cast
) -> None:
    in_force(session, cast, ABROAD, EVERYTHING_ELSE)
    order = sent(session, cast, "France")

    with pytest.raises(InvalidFields) as refusal:
        change(session, order, cast.ravi, country="Germany")

    assert refusal.value.fields == {
        "country": "The approval policy goes by the country; ask a sales manager to change it."
    }


def test_a_rep_changes_the_country_where_no_rule_goes_by_it(session: Session, cast: Cast) -> None:
    order = sent(session, cast)

    assert change(session, order, cast.ravi, country="France").edition == 1


def test_an_approved_order_waits_once_its_customer_is_where_a_rule_asks(
    session: Session, cast: Cast
) -> None:
    in_force(session, cast, ABROAD, EVERYTHING_ELSE)
    order = sent(session, cast)

    moved = change(session, order, cast.maya, country="France")

    assert order.status is OrderStatus.APPROVED
    assert (moved.status, moved.edition) == (OrderStatus.PENDING, 2)
    assert [each.id for each in waiting_for(session, cast.ana.actor)] == [order.id]
    assert "approval is asked anew" in (order_store.moves(session, order.id)[-1].reason or "")
    with pytest.raises(Exception, match="cannot become executing"):
        decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)


def test_a_waiting_order_asks_those_of_the_rule_that_fits_now(session: Session, cast: Cast) -> None:
    in_force(session, cast, ABROAD, HOME, EVERYTHING_ELSE)
    order = sent(session, cast)
    assert waiting_for(session, cast.maya.actor)

    moved = change(session, order, cast.omar, country="France")

    assert moved.approval is not None
    assert moved.approval.rule == "Abroad"
    assert not waiting_for(session, cast.maya.actor)
    with pytest.raises(ChangedMeanwhile):
        decisions.decide(session, order.id, YES, by=cast.ana.actor, at=NOON, seen_edition=1)


def test_what_was_asked_is_not_taken_back(session: Session, cast: Cast) -> None:
    in_force(session, cast, ABROAD, EVERYTHING_ELSE)
    order = sent(session, cast, "France")

    moved = change(session, order, cast.maya, country="Germany")

    assert (moved.status, moved.edition) == (OrderStatus.PENDING, 1)
    assert moved.approval == order.approval


def test_an_approval_that_was_given_for_the_same_rule_still_covers(
    session: Session, cast: Cast
) -> None:
    in_force(session, cast, ABROAD, EVERYTHING_ELSE)
    order = sent(session, cast, "France")
    decisions.decide(session, order.id, YES, by=cast.ana.actor, at=NOON)
    change(session, order, cast.maya, country="Germany")

    back = change(session, order, cast.maya, country="France")

    assert back.status is OrderStatus.APPROVED


def test_a_lowered_credit_limit_asks_about_what_it_no_longer_covers(
    session: Session, cast: Cast
) -> None:
    in_force(session, cast, OWING, EVERYTHING_ELSE)
    order = sent(session, cast)

    lowered = change(session, order, cast.maya, credit_limit_minor=100, credit_currency="EUR")

    assert lowered.status is OrderStatus.PENDING


def test_what_is_executed_stays_so(session: Session, cast: Cast) -> None:
    in_force(session, cast, ABROAD, EVERYTHING_ELSE)
    order = sent(session, cast)
    decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)

    after = change(session, order, cast.maya, country="France", segment="Public")

    assert (after.status, after.edition) == (OrderStatus.EXECUTING, order.edition)
    assert waiting_for(session, cast.ana.actor) == []


def test_a_cancellation_that_waits_does_not_keep_the_order_from_being_asked_about(
    session: Session, cast: Cast
) -> None:
    leaving = Rule("Leaving", (), (Step(ADMINS),), Occasion.CANCELLATION)
    in_force(session, cast, ABROAD, leaving, EVERYTHING_ELSE)
    order = sent(session, cast)
    asked = cancelling.cancel(
        session, order.id, by=cast.ravi.actor, at=NOON, words="Gone", code="customer"
    )
    assert asked.leaves

    moved = change(session, order, cast.maya, country="France")

    assert (moved.status, moved.leaves) == (OrderStatus.PENDING, False)
    assert moved.asked is not None
    assert moved.asked.rule == "Abroad"
    assert Kept.CHANGED in {move.kept for move in order_store.moves(session, order.id)}
