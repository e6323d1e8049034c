"""An order in pieces weighs like the whole, whatever a rule looks at, on every database."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.domain.cancellations import CancelReason
from bot.domain.conditions import Condition, Field, Flag, Interval, Numbers, Words
from bot.domain.customers import CustomerDetails
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Policy, Rule, Step, at_least, discount_from
from bot.domain.products import Product
from bot.services import decisions, explanations, rehearsals
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import customers, policies, products
from bot.store.tables import EditionRow
from tests.conftest import NOON, Cast
from tests.trade import customer, draft, product

HOUR = timedelta(hours=1)


def test_a_customer_is_new_for_all_that_they_order_in_the_first_day(
    session: Session, cast: Cast
) -> None:
    buyer, chai = customer(session), product(session)

    def ordered(quantity: int, hours: int) -> OrderStatus:
        wanted = draft(buyer, LineDraft(chai, quantity))
        at = NOON + hours * HOUR
        return service.submit(session, wanted, by=cast.ravi.actor, at=at).status

    # One order of EUR 1,980.00 would be asked about, as the first of a new customer.
    assert ordered(10, 0) is OrderStatus.APPROVED
    assert ordered(100, 1) is OrderStatus.PENDING
    assert ordered(100, 26) is OrderStatus.APPROVED


def test_a_half_that_was_sent_by_a_clock_ahead_counts_with_the_other(
    session: Session, cast: Cast
) -> None:
    rules = (Rule("Large", (at_least(100_000, "EUR"),)), EVERYTHING_ELSE)
    policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    half = draft(customer(session), LineDraft(product(session), 40))

    def sent(at: datetime) -> OrderStatus:
        return service.submit(session, half, by=cast.ravi.actor, at=at).status

    # Whoever waits for the other has looked at the clock before them.
    assert sent(NOON + timedelta(milliseconds=5)) is OrderStatus.APPROVED
    assert sent(NOON) is OrderStatus.PENDING


def test_a_return_that_may_never_come_makes_no_room_below_the_credit_limit(
    session: Session, cast: Cast
) -> None:
    over = Rule("Over the limit", (Condition(Field.OVER_CREDIT, Flag()),))
    policies.add_version(session, Policy(0, (over, EVERYTHING_ELSE)), by_id=None, at=NOON)
    limited = CustomerDetails("Firm", credit_limit_minor=100_000, credit_currency="EUR")
    buyer, chai = customers.add(session, limited, NOON).id, product(session)

    def ordered(quantity: int) -> OrderStatus:
        wanted = draft(buyer, LineDraft(chai, quantity))
        return service.submit(session, wanted, by=cast.ravi.actor, at=NOON).status

    # EUR 18.00 a piece, and a limit of EUR 1,000.00.
    assert ordered(-100) is OrderStatus.APPROVED
    assert ordered(50) is OrderStatus.APPROVED
    assert ordered(50) is OrderStatus.PENDING


LARGE = at_least(5_000_00, "EUR")
MACHINES = Condition(Field.CATEGORY, Words(("Machines",)))
DISCOUNTED = Condition(Field.ORDER_DISCOUNT, Numbers((Interval(low=1_000),)))
THIN = Condition(Field.MARGIN, Numbers((Interval(high=1_000, high_open=True),)))
HALF = {"EUR": 3_000_00}
# What is about one part of the order, and what that part is; the other part is spares.
PARTS = [
    (MACHINES, Product(0, "Press", category="Machines", costs={"EUR": 1_500_00}, prices=HALF), 0),
    (discount_from(1_000), Product(0, "Drill", costs={"EUR": 1_500_00}, prices=HALF), 1_500),
    (DISCOUNTED, Product(0, "Drill", costs={"EUR": 1_500_00}, prices=HALF), 1_500),
    (THIN, Product(0, "Drill", costs={"EUR": 2_900_00}, prices=HALF), 0),
    (THIN, Product(0, "Drill", prices=HALF), 0),
]
parts = pytest.mark.parametrize(("condition", "sold", "discount"), PARTS)
first_last = pytest.mark.parametrize("spares_first", [True, False])


def director_asked(session: Session, condition: Condition) -> Rule:
    """Put a policy in force that asks the director about a large order that is like that."""
    rule = Rule("Large", (LARGE, condition), (Step(ADMINS),))
    policies.add_version(session, Policy(0, (rule, EVERYTHING_ELSE)), by_id=None, at=NOON)
    return rule


def halves(
    session: Session, sold: Product, discount: int, *, spares_first: bool
) -> list[service.OrderDraft]:
    """Two orders of the same customer: what is sold, and EUR 3,000.00 of spares."""
    buyer = customer(session)
    spares = Product(0, "Spares", category="Spares", costs={"EUR": 1_500_00}, prices=HALF)
    lines = [
        LineDraft(products.add(session, sold).id, 1, discount),
        LineDraft(products.add(session, spares).id, 1),
    ]
    return [draft(buyer, line) for line in (lines[::-1] if spares_first else lines)]


def sent(session: Session, cast: Cast, wanted: service.OrderDraft, hours: int = 0) -> Order:
    return service.submit(session, wanted, by=cast.ravi.actor, at=NOON + hours * HOUR)


@first_last
@parts
def test_an_order_in_two_parts_is_asked_about_like_the_whole(
    session: Session,
    cast: Cast,
    condition: Condition,
    sold: Product,
    discount: int,
    *,
    spares_first: bool,
) -> None:
    rule = director_asked(session, condition)
    first, second = halves(session, sold, discount, spares_first=spares_first)

    assert sent(session, cast, first).status is OrderStatus.APPROVED
    order = sent(session, cast, second, hours=1)

    assert (order.status, order.approval and order.approval.rule) == (
        OrderStatus.PENDING,
        rule.name,
    )
    assert order.approval is not None
    assert order.approval.steps == (Step(ADMINS),)
    told = order.approval.why.startswith("Large, with the day's other orders: the total is")
    assert told is not spares_first
    assert "counted with order 1 of the same customer within a day" in order.approval.why
    assert sent(session, cast, second, hours=26).status is OrderStatus.APPROVED


@first_last
@parts
def test_all_who_tell_of_it_say_what_sending_did(
    session: Session,
    cast: Cast,
    condition: Condition,
    sold: Product,
    discount: int,
    *,
    spares_first: bool,
) -> None:
    director_asked(session, condition)
    first, second = halves(session, sold, discount, spares_first=spares_first)
    sent(session, cast, first)
    by, at = cast.ravi.actor, NOON + HOUR
    needed = explanations.needed(session, second, of=None, by=by, at=at)

    order = sent(session, cast, second, hours=1)

    why = explanations.why(session, order, at=at)
    assert order.approval is not None
    for told in (needed.explanation, why.explanation):
        assert told is not None
        assert told.decided is not None
        assert told.ruling.rule == told.decided.rule
        assert told.ruling.steps == order.approval.steps
        assert order.approval.why.startswith(told.ruling.why)
    for kept in (True, False):
        played = rehearsals.play(session, (EVERYTHING_ELSE,), days=9, at=NOON + 2 * HOUR)
        assert [change.number for change in played.changes] == [2]
        assert (played.let_through_before, played.rebuilt) == (1, 0 if kept else 2)
        session.execute(delete(EditionRow))


def test_a_small_order_is_not_asked_about_since_another_of_the_day_had_a_deep_discount(
    session: Session, cast: Cast
) -> None:
    deep = Rule("Deep", (discount_from(1_000),))
    policies.add_version(session, Policy(0, (deep, EVERYTHING_ELSE)), by_id=None, at=NOON)
    buyer, chai = customer(session), product(session)

    discounted = sent(session, cast, draft(buyer, LineDraft(chai, 1, 2_000)))
    plain = sent(session, cast, draft(buyer, LineDraft(chai, 1)), hours=1)

    assert (discounted.status, plain.status) == (OrderStatus.PENDING, OrderStatus.APPROVED)


def test_what_was_cancelled_or_is_of_another_customer_does_not_count(
    session: Session, cast: Cast
) -> None:
    director_asked(session, MACHINES)
    first, second = halves(session, PARTS[0][1], 0, spares_first=False)
    gone = sent(session, cast, first)
    decisions.cancel(
        session, gone.id, by=cast.ravi.actor, at=NOON, reason="Gone", code=CancelReason.CUSTOMER
    )
    sent(session, cast, replace(first, customer_id=customer(session, "Other")))

    assert sent(session, cast, second, hours=1).status is OrderStatus.APPROVED


def test_a_change_to_an_approved_order_is_weighed_with_the_others_of_the_day(
    session: Session, cast: Cast
) -> None:
    director_asked(session, MACHINES)
    first, second = halves(session, PARTS[0][1], 0, spares_first=False)
    sent(session, cast, first)
    small = sent(session, cast, replace(second, lines=(replace(second.lines[0], discount=9_000),)))
    assert small.status is OrderStatus.APPROVED

    by, at = cast.ravi.actor, NOON + HOUR
    raised = service.change(session, small.id, second, revision=small.revision, by=by, at=at)

    assert raised.status is OrderStatus.PENDING
