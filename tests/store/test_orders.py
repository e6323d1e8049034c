"""Orders, purchases and the rows of reports as the store keeps them, on every database."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.cancellations import CancelReason
from bot.domain.errors import NotFound
from bot.domain.orders import OrderStatus
from bot.domain.purchases import CurrencyRevenue, TopProduct
from bot.services import decisions
from bot.services.orders import LineDraft, save_draft, submit
from bot.store import orders, sales
from bot.store.purchases import purchase_history
from tests.conftest import NOON, Cast
from tests.trade import customer, draft, large_order, product, small_order, waiting_for

DAY = timedelta(days=1)


def test_an_order_comes_back_as_it_was_written(session: Session, cast: Cast) -> None:
    lines = (LineDraft(product(session, "Chai"), 3, 1_250), LineDraft(product(session, "Tofu"), -1))
    written = submit(
        session, draft(customer(session), *lines, notes="By Friday"), by=cast.ravi.actor, at=NOON
    )

    order = orders.by_number(session, written.number)

    assert order == written == orders.get(session, written.id)
    assert (order.customer, order.requested_by, order.notes) == ("Acme Tools", "Ravi", "By Friday")
    assert [(line.product, line.quantity, line.discount) for line in order.lines] == [
        ("Chai", 3, 1_250),
        ("Tofu", -1, 0),
    ]


def test_a_number_that_nobody_gave_is_not_found(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound, match="no order 99"):
        orders.by_number(session, 99)


def test_what_waits_is_shown_to_those_who_may_decide_the_oldest_first(
    session: Session, cast: Cast
) -> None:
    later = large_order(session, cast.maya, at=NOON + DAY)
    first = large_order(session, cast.ravi, at=NOON)
    small_order(session, cast.ravi)

    assert waiting_for(session, cast.omar.actor) == [first, later]
    assert waiting_for(session, cast.maya.actor) == [first]
    assert waiting_for(session, cast.ravi.actor) == []


def test_lists_show_the_newest_first_and_no_drafts_of_others(session: Session, cast: Cast) -> None:
    old = small_order(session, cast.ravi, at=NOON - DAY)
    new = small_order(session, cast.maya, at=NOON)
    kept = save_draft(session, draft(old.customer_id), by=cast.ravi.actor, at=NOON + DAY)

    assert orders.of_others(session, cast.omar.member.id) == [new, old]
    assert orders.of_others(session, cast.omar.member.id, limit=1) == [new]
    assert orders.of_others(session, cast.maya.member.id, limit=1) == [old]
    assert orders.of_member(session, cast.ravi.member.id) == [kept, old]
    assert orders.of_customer(session, old.customer_id) == [old]


def test_a_purchase_history_sums_each_currency_apart(session: Session, cast: Cast) -> None:
    buyer = customer(session)
    chai = product(session, "Chai", EUR=1000, USD=1200)
    tofu = product(session, "Tofu", EUR=333)
    for quantity, currency, day in ((2, "EUR", 0), (1, "EUR", 1), (1, "USD", 2)):
        wanted = draft(buyer, LineDraft(chai, quantity), currency=currency)
        order = submit(session, wanted, by=cast.ravi.actor, at=NOON + day * DAY)
        if order.status is OrderStatus.PENDING:
            decisions.decide(session, order.id, YES, by=cast.ana.actor, at=NOON)
    submit(session, draft(buyer, LineDraft(tofu, 5)), by=cast.ravi.actor, at=NOON)
    cancelled = submit(session, draft(buyer, LineDraft(tofu, 9)), by=cast.ravi.actor, at=NOON)
    decisions.cancel(
        session, cancelled.id, by=cast.ravi.actor, at=NOON, reason="Wrong", code=CancelReason.OTHER
    )
    save_draft(session, draft(buyer, LineDraft(tofu, 99)), by=cast.ravi.actor, at=NOON)

    history = purchase_history(session, buyer)

    assert history.order_count == 4
    assert history.revenue == (CurrencyRevenue("EUR", 3, 4665), CurrencyRevenue("USD", 1, 1200))
    assert history.revenue[0].average_minor == 1555
    assert history.last_ordered_at == NOON + 2 * DAY
    assert history.top_products == (TopProduct(tofu, "Tofu", 5), TopProduct(chai, "Chai", 4))


def test_who_bought_nothing_has_an_empty_history(session: Session, cast: Cast) -> None:
    history = purchase_history(session, customer(session))

    assert (history.order_count, history.revenue, history.last_ordered_at) == (0, (), None)


def test_reports_get_the_lines_of_counted_orders_between_two_moments(
    session: Session, cast: Cast
) -> None:
    inside = small_order(session, cast.ravi, at=NOON)
    small_order(session, cast.ravi, at=NOON + DAY)
    small_order(session, cast.ravi, at=NOON - DAY)
    large_order(session, cast.ravi, at=NOON)
    line = inside.lines[0]

    rows = sales.sales_data(session, start=NOON, end=NOON + DAY)

    assert rows == [
        (
            *(inside.id, NOON, inside.customer_id, "Acme Tools"),
            *(cast.ravi.member.id, "Ravi", line.product_id, "Chai", ""),
            *(2, "EUR", 3600),
        )
    ]


def test_the_first_order_ever_is_the_first_that_counts(session: Session, cast: Cast) -> None:
    buyer, chai = customer(session), product(session)
    for at in (NOON, NOON - DAY):
        submit(session, draft(buyer, LineDraft(chai, 1)), by=cast.ravi.actor, at=at)
    early = submit(session, draft(buyer, LineDraft(chai, 1)), by=cast.ravi.actor, at=NOON - 9 * DAY)
    decisions.cancel(
        session, early.id, by=cast.ravi.actor, at=NOON, reason="Wrong", code=CancelReason.OTHER
    )

    assert sales.first_orders(session, {buyer}) == {buyer: NOON - DAY}
    assert sales.first_orders(session, {buyer + 1}) == {}
    assert sales.first_orders(session) == {buyer: NOON - DAY}


def test_charlie_sees_no_order_of_acme(session: Session, charlie: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    session.commit()

    assert orders.of_others(charlie, 0) == orders.waiting(charlie) == []
    assert orders.moves(charlie, order.id) == []
    assert orders.customer_is_new(charlie, order.customer_id, until=NOON)
    assert purchase_history(charlie, order.customer_id).order_count == 0
    assert sales.sales_data(charlie, start=NOON - DAY, end=NOON + DAY) == []
    assert sales.first_orders(charlie) == {}
    with pytest.raises(NotFound):
        orders.get(charlie, order.id)
    with pytest.raises(NotFound):
        orders.by_number(charlie, order.number)
