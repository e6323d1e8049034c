"""An order in pieces weighs like the whole, whatever a rule looks at, on every database."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.domain.conditions import Condition, Field, Flag
from bot.domain.customers import CustomerDetails
from bot.domain.orders import OrderStatus
from bot.domain.policies import EVERYTHING_ELSE, Policy, Rule, at_least
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import customers, policies
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
