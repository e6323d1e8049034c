"""Lines that are cancelled singly: what is left, who is asked again, what is counted."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.cancellations import Unwanted
from bot.domain.errors import ChangedMeanwhile, InvalidFields, NotAllowed, UserError
from bot.domain.orders import Order, OrderStatus
from bot.services import cancelling, decisions
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import audit, cancelled, editions, extracts, orders, purchases, sales
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast, Person
from tests.trade import customer, draft, product, waiting_for

LATER = NOON + timedelta(hours=1)


def no_stock(*places: int) -> Unwanted:
    return Unwanted(frozenset(places), "stock", "Back in May")


def order_of_three(session: Session, by: Person, *, chairs: int = 3) -> Order:
    """Send an order of tea at 18.00, coffee at 46.00 and chairs at 100.00."""
    lines = (
        LineDraft(product(session, "Tea", EUR=18_00), 2),
        LineDraft(product(session, "Coffee", EUR=46_00), 1),
        LineDraft(product(session, "Chair", EUR=100_00), chairs),
    )
    return service.submit(session, draft(customer(session), *lines), by=by.actor, at=NOON)


def cancel(session: Session, order: Order, unwanted: Unwanted, by: Person) -> Order:
    return cancelling.cancel_lines(
        session, order.id, unwanted, seen_edition=order.edition, by=by.actor, at=LATER
    )


def test_an_order_goes_on_without_the_line_and_keeps_it_with_its_reason(
    session: Session, cast: Cast
) -> None:
    order = order_of_three(session, cast.ravi)
    assert order.total_minor == 382_00

    after = cancel(session, order, no_stock(1), cast.ravi)

    assert (after.status, after.total_minor) == (OrderStatus.APPROVED, 336_00)
    assert [line.product for line in after.lines] == ["Tea", "Chair"]
    (gone,) = after.cancelled
    assert (gone.line.product, gone.position, gone.code, gone.words) == (
        "Coffee",
        2,
        "stock",
        "Back in May",
    )
    assert (gone.by, gone.at) == ("Ravi", LATER)
    assert orders.get(session, order.id) == after


def test_what_is_cancelled_counts_nowhere(session: Session, cast: Cast) -> None:
    order = order_of_three(session, cast.ravi)
    cancel(session, order, no_stock(1, 2), cast.ravi)

    counted = sales.sales_data(session, start=NOON, end=NOON + timedelta(days=1))
    bought = purchases.purchase_history(session, order.customer_id)

    assert [(line[7], line[11]) for line in counted] == [("Tea", 36_00)]
    assert [top.product for top in bought.top_products] == ["Tea"]
    assert [each.net_minor for each in bought.revenue] == [36_00]
    assert [line.product for line in extracts.order_lines(session)] == ["Tea"]


def test_the_history_and_the_audit_say_what_was_cancelled_and_why(
    session: Session, cast: Cast
) -> None:
    order = order_of_three(session, cast.ravi)

    cancel(session, order, no_stock(1), cast.ravi)

    last = orders.moves(session, order.id)[-1]
    assert last.reason is not None
    assert last.reason.startswith("Cancelled 1 × Coffee: Out of stock: Back in May.")
    audit.write_pending(session)
    entry = next(each for each in audit.entries(session) if each.verb == audit.Verb.LINES_CANCELLED)
    assert json.loads(entry.details) == {
        "order": 1,
        "edition": 2,
        "lines": [2],
        "reason": "stock",
    }


def test_an_approved_order_that_only_shrinks_stays_approved(session: Session, cast: Cast) -> None:
    order = order_of_three(session, cast.ravi, chairs=500)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    approved = orders.get(session, order.id)

    after = cancel(session, approved, no_stock(0), cast.ravi)

    assert (after.status, after.edition) == (OrderStatus.APPROVED, 2)
    assert orders.moves(session, order.id)[-1].reason == (
        "Cancelled 2 × Tea: Out of stock: Back in May. Changed; no new approval is needed,"
        " as nothing exceeds what was approved."
    )


def test_where_it_matters_to_the_policy_approval_is_asked_anew_with_what_has_changed(
    session: Session, cast: Cast
) -> None:
    """Without the tea at its full price, the discount of the order as a whole is deeper."""
    tea, chair = product(session, "Tea", EUR=50_00), product(session, "Chair", EUR=100_00)
    wanted = draft(customer(session), LineDraft(tea, 200), LineDraft(chair, 200, discount=1_000))
    order = service.submit(session, wanted, by=cast.ravi.actor, at=NOON)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    approved = orders.get(session, order.id)

    after = cancel(session, approved, no_stock(0), cast.ravi)

    assert after.status is OrderStatus.PENDING
    why = str(orders.moves(session, order.id)[-1].reason)
    assert "Discount of the order raised from 6.67% to 10%" in why
    assert [each.number for each in editions.of_order(session, order.id)] == [1, 2]
    asked = session.scalars(select(PostRow).where(PostRow.destination == "UMAYA")).all()
    assert "Removed: 200 × Tea" in str(asked[-1].payload["blocks"])
    assert "~200 × Tea~ cancelled: Out of stock" in str(asked[-1].payload["blocks"])
    assert waiting_for(session, cast.maya.actor) == [after]


def test_a_waiting_order_is_asked_for_anew_without_the_line(session: Session, cast: Cast) -> None:
    order = order_of_three(session, cast.ravi, chairs=500)
    assert order.status is OrderStatus.PENDING

    after = cancel(session, order, no_stock(2), cast.ravi)

    assert (after.status, after.total_minor) == (OrderStatus.APPROVED, 82_00)
    assert waiting_for(session, cast.maya.actor) == []


def test_while_it_is_executed_only_a_manager_cancels_a_line(session: Session, cast: Cast) -> None:
    order = order_of_three(session, cast.ravi)
    executing = decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)

    with pytest.raises(NotAllowed):
        cancel(session, executing, no_stock(1), cast.ravi)
    after = cancel(session, executing, no_stock(1), cast.maya)

    assert (after.status, after.total_minor) == (OrderStatus.EXECUTING, 336_00)


def test_all_lines_at_once_are_the_whole_order(session: Session, cast: Cast) -> None:
    order = order_of_three(session, cast.ravi)

    with pytest.raises(InvalidFields) as refused:
        cancel(session, order, no_stock(0, 1, 2), cast.ravi)

    assert refused.value.fields == {
        "lines": "These are all its lines. Leave this empty to cancel the whole order."
    }


def test_the_last_line_is_cancelled_with_the_order(session: Session, cast: Cast) -> None:
    after = cancel(session, order_of_three(session, cast.ravi), no_stock(0, 1), cast.ravi)

    with pytest.raises(UserError, match="cannot be cancelled one by one"):
        cancel(session, after, no_stock(0), cast.ravi)


@pytest.mark.parametrize(
    ("unwanted", "field"),
    [
        (Unwanted(frozenset({0}), None, "Gone"), "reason_code"),
        (Unwanted(frozenset({0}), "weather", "Gone"), "reason_code"),
        (Unwanted(frozenset({0}), "other", "  "), "reason"),
        (Unwanted(frozenset({7}), "stock", ""), "lines"),
    ],
)
def test_a_reason_of_the_list_is_needed_and_a_line_of_the_order(
    session: Session, cast: Cast, unwanted: Unwanted, field: str
) -> None:
    order = order_of_three(session, cast.ravi)

    with pytest.raises(InvalidFields) as refused:
        cancel(session, order, unwanted, cast.ravi)

    assert list(refused.value.fields) == [field]


def test_an_order_that_was_changed_meanwhile_loses_nothing(session: Session, cast: Cast) -> None:
    order = order_of_three(session, cast.ravi)
    cancel(session, order, no_stock(1), cast.ravi)

    with pytest.raises(ChangedMeanwhile, match="was changed since you opened this"):
        cancel(session, order, no_stock(1), cast.ravi)

    assert len(orders.get(session, order.id).lines) == 2


def test_others_orders_keep_their_lines(session: Session, cast: Cast) -> None:
    order = order_of_three(session, cast.maya)

    with pytest.raises(NotAllowed):
        cancel(session, order, no_stock(1), cast.ravi)


def test_a_cancelled_line_stays_through_later_changes_and_is_not_copied(
    session: Session, cast: Cast
) -> None:
    order = cancel(session, order_of_three(session, cast.ravi), no_stock(0), cast.ravi)
    wanted = draft(order.customer_id, *(LineDraft(each.product_id, 5) for each in order.lines))

    changed = service.change(
        session, order.id, wanted, revision=order.revision, by=cast.ravi.actor, at=LATER
    )
    again = cancel(session, changed, no_stock(1), cast.ravi)

    assert [(each.line.product, each.position) for each in again.cancelled] == [
        ("Tea", 1),
        ("Chair", 3),
    ]
    assert [(line.product, line.quantity) for line in again.lines] == [("Coffee", 5)]


def test_reasons_of_orders_and_of_lines_are_there_to_be_counted(
    session: Session, cast: Cast
) -> None:
    first, second = (order_of_three(session, cast.ravi) for _ in range(2))
    cancel(session, first, no_stock(1), cast.ravi)
    cancelling.cancel(
        session, second.id, by=cast.ravi.actor, at=LATER, words="Paid twice", code="duplicate"
    )
    unsent = service.save_draft(
        session,
        draft(first.customer_id, LineDraft(first.lines[0].product_id, 1)),
        by=cast.ravi.actor,
        at=NOON,
    )
    cancelling.cancel(
        session, unsent.id, by=cast.ravi.actor, at=LATER, words="Never mind", code="other"
    )
    day = {"start": NOON, "end": NOON + timedelta(days=1)}

    assert cancelled.whole_orders(session, **day) == [(2, "duplicate", LATER, "EUR", 382_00)]
    assert cancelled.lines(session, **day) == [(1, "stock", LATER, "EUR", 46_00)]
    later = {"start": NOON + timedelta(days=1), "end": NOON + timedelta(days=2)}
    assert cancelled.whole_orders(session, **later) == []
    assert cancelled.lines(session, **later) == []
