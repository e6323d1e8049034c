"""Cards of approvers that Slack would not take: somebody who can mend that hears of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.services import decisions, undelivered
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast
from tests.trade import large_order

GONE = "The channel is archived; choose another one."


def told(session: Session) -> dict[str, str]:
    """Return what was written about cards that could not be posted, by whom it is for."""
    rows = session.scalars(select(PostRow).where(PostRow.key.contains(":unasked:")))
    return {row.destination: row.payload["text"] for row in rows}


@pytest.mark.parametrize(
    ("occasion", "who"),
    [("asked", {"URAVI"}), ("escalated", {"URAVI", "UANA"}), ("reminded", set()), ("told", set())],
)
def test_the_owner_hears_of_a_request_and_the_admins_of_an_escalation(
    session: Session, cast: Cast, occasion: str, who: set[str]
) -> None:
    order = large_order(session, cast.ravi)
    key = f"order:{order.id}:{occasion}:1.0:UOMAR"

    undelivered.tell(session, key, GONE, at=NOON)
    undelivered.tell(session, key, GONE, at=NOON)

    assert set(told(session)) == who
    for text in told(session).values():
        assert text.startswith(f"Order {order.number} waits for approval, but <@UOMAR> could not")
        assert GONE in text


def test_an_admin_who_cannot_be_reached_is_not_written_to(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    undelivered.tell(session, f"order:{order.id}:escalated:1.0:UANA", GONE, at=NOON)

    assert set(told(session)) == {"URAVI"}


def test_what_is_decided_meanwhile_is_no_news(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)

    undelivered.tell(session, f"order:{order.id}:escalated:1.0:UOMAR", GONE, at=NOON)

    assert told(session) == {}
