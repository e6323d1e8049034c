"""What is drawn in tests: words of every sort, an interaction, an order."""

from datetime import UTC, date, datetime
from typing import Any

from bot.domain.interactions import (
    Direction,
    Interaction,
    InteractionDetails,
    InteractionKind,
)
from bot.domain.orders import Order, OrderLine, OrderStatus

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
STRANGE = [
    "x",
    "&" * 300,
    "<!channel> *bold* _it_ ~no~ `code` <@UMAYA> & co",
    "مؤسسة الخليج " * 23,
    "株式会社" * 75,
    "😀" * 300,
    "```" * 100,
    "a_b " * 75,
]


def interaction(text: str = "Quote", **details: Any) -> Interaction:
    return Interaction(
        7,
        InteractionDetails(
            customer_id=1,
            kind=InteractionKind.MEETING,
            direction=Direction.INBOUND,
            happened_at=NOON,
            summary=text,
            **details,
        ),
        "Acme",
        1,
        "Ravi",
        NOON,
        rep_slack_id="URAVI",
    )


def order(text: str, status: OrderStatus) -> Order:
    return Order(
        id=3,
        number=12,
        customer_id=1,
        customer=text,
        currency="EUR",
        status=status,
        lines=(OrderLine(7, text, 10, 1800),),
        requested_by_id=1,
        requested_by=text,
        requested_by_slack_id=None,
        ordered_at=NOON,
        rule=text,
    )
