"""What a decision needs to know of the customer, on every database."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.backgrounds import Similar
from bot.domain.orders import OrderStatus
from bot.domain.reasons import Reason
from bot.services import decisions
from bot.services.orders import LineDraft, submit
from bot.store import backgrounds
from bot.store.tables import ProductPriceRow
from tests.conftest import NOON, Cast
from tests.trade import customer, draft, large_order, product

DAY = timedelta(days=1)


def test_an_order_is_held_against_the_customers_year(session: Session, cast: Cast) -> None:
    buyer, chai = customer(session), product(session, "Chai", EUR=100_00, USD=100_00)
    session.execute(update(ProductPriceRow).values(cost_minor=60_00))
    for days, quantity, discount in ((400, 9, 0), (40, 2, 0), (20, 2, 1_000)):
        old = draft(buyer, LineDraft(chai, quantity, discount))
        submit(session, old, by=cast.ravi.actor, at=NOON - days * DAY)
    submit(
        session,
        draft(buyer, LineDraft(chai, 1), currency="USD"),
        by=cast.ravi.actor,
        at=NOON - 10 * DAY,
    )
    order = submit(session, draft(buyer, LineDraft(chai, 100, 2_500)), by=cast.ravi.actor, at=NOON)

    found = backgrounds.of_order(session, order, at=NOON)

    assert (found.order_count, found.revenue_minor) == (2, 380_00)
    assert found.last_ordered_at == NOON - 20 * DAY
    assert (found.discount, found.usual_discount) == (2_500, 500)
    # 75.00 for what costs 60.00; and 380.00 for what cost 240.00.
    assert (found.margin, found.usual_margin) == (2_000, 3_684)


def test_orders_of_about_the_size_are_named_with_what_became_of_them(
    session: Session, cast: Cast
) -> None:
    buyer, chai = customer(session), product(session, "Chai", EUR=100_00)

    def sent(quantity: int, days: int) -> int:
        wanted = draft(buyer, LineDraft(chai, quantity))
        return submit(session, wanted, by=cast.ravi.actor, at=NOON - days * DAY).id

    approved, rejected = sent(60, 9), sent(80, 6)
    decisions.decide(session, approved, YES, by=cast.maya.actor, at=NOON - 9 * DAY)
    no = Verdict(ActKind.REJECT, Reason.PRICE, "Too cheap")
    decisions.decide(session, rejected, no, by=cast.omar.actor, at=NOON - 6 * DAY)
    sent(1, 3)
    order = submit(session, draft(buyer, LineDraft(chai, 70)), by=cast.ravi.actor, at=NOON)

    found = backgrounds.of_order(session, order, at=NOON)

    assert found.similar == (
        Similar(2, 8_000_00, "EUR", OrderStatus.REJECTED, NOON - 6 * DAY, "Omar"),
        Similar(1, 6_000_00, "EUR", OrderStatus.APPROVED, NOON - 9 * DAY, "Maya"),
    )


def test_a_new_customer_has_no_background(session: Session, cast: Cast) -> None:
    found = backgrounds.of_order(session, large_order(session, cast.ravi), at=NOON)

    assert (found.order_count, found.last_ordered_at, found.similar) == (0, None, ())
    assert (found.usual_discount, found.margin, found.usual_margin) == (None, None, None)
