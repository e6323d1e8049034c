"""An order in pieces weighs like the whole, whatever a rule looks at, on every database."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.domain.orders import OrderStatus
from bot.services import orders as service
from bot.services.orders import LineDraft
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
