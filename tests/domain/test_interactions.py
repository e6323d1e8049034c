"""What may be logged, and the one line of what happened."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.customer_cards import moment_of, timeline
from bot.domain.errors import InvalidFields
from bot.domain.interactions import (
    Direction,
    Interaction,
    InteractionDetails,
    InteractionKind,
    check,
)
from bot.domain.orders import Order, OrderStatus

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DETAILS = InteractionDetails(
    customer_id=1,
    kind=InteractionKind.CALL,
    direction=Direction.OUTBOUND,
    happened_at=NOON,
    summary="They want a quote.",
)
ORDER = Order(
    1, 1, 1, "Acme", "EUR", OrderStatus.APPROVED, (), 1, "Ravi", None, NOON - timedelta(days=2)
)


def logged(number: int, at: datetime) -> Interaction:
    return Interaction(number, replace(DETAILS, happened_at=at), "Acme", 1, "Ravi", NOON)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (replace(DETAILS, summary="  "), "summary"),
        (replace(DETAILS, summary="x" * 3001), "summary"),
        (replace(DETAILS, outcome="x" * 301), "outcome"),
        (replace(DETAILS, happened_at=NOON + timedelta(seconds=1)), "happened_at"),
        (replace(DETAILS, follow_up_on=TODAY - timedelta(days=1)), "follow_up_on"),
    ],
)
def test_what_cannot_have_happened_is_refused_at_its_field(
    details: InteractionDetails, field: str
) -> None:
    with pytest.raises(InvalidFields) as refused:
        check(details, today=TODAY, now=NOON)

    assert set(refused.value.fields) == {field}


def test_a_follow_up_may_be_today() -> None:
    check(replace(DETAILS, follow_up_on=TODAY), today=TODAY, now=NOON)

    with pytest.raises(InvalidFields):
        check(replace(DETAILS, follow_up_on=TODAY), today=TODAY + timedelta(days=1), now=NOON)


def test_orders_and_interactions_stand_in_one_line_the_newest_first() -> None:
    calls = [logged(number, NOON - timedelta(days=number)) for number in range(5)]

    line = timeline([ORDER], calls, limit=4)

    assert [moment_of(each) for each in line] == sorted(
        (moment_of(each) for each in line), reverse=True
    )
    assert len(line) == 4
    assert ORDER in line


def test_many_orders_do_not_hide_what_was_said() -> None:
    orders = [replace(ORDER, id=number, ordered_at=NOON) for number in range(20)]
    calls = [logged(number, NOON - timedelta(days=number + 9)) for number in range(5)]

    line = timeline(orders, calls, limit=10)

    assert [each for each in line if isinstance(each, Interaction)] == calls[:3]
    assert len(line) == 10
