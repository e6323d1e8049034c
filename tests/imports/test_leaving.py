"""Files that change an order while its cancellation waits for somebody's agreement."""

import pytest
from sqlalchemy import Engine, select

from bot.domain.conditions import Occasion
from bot.domain.orders import Kept, OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Policy, Rule, Step, at_least
from bot.services import cancelling
from bot.store import orders, policies
from bot.store.db import workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME, NOON, Cast
from tests.imports.files import run
from tests.imports.tables import lines
from tests.imports.test_moved_on import HEAD, LINE, now, sent

LEAVING = Rule("Leaving", (at_least(1, "EUR"),), (Step(ADMINS),), Occasion.CANCELLATION)


def leaving(engine: Engine, cast: Cast) -> int:
    """Order 7 of Ravi's, approved, of which Maya has asked that it be cancelled."""
    order_id = sent(engine, cast, least=1_000_000)
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(1, (LEAVING, EVERYTHING_ELSE)), by_id=None, at=NOON)
    with workspace_session(engine, ACME) as session:
        asked = cancelling.cancel(
            session, order_id, by=cast.maya.actor, at=NOON, words="Gone", code="customer"
        )
    assert asked.leaves
    return order_id


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("orders", lines(f"{HEAD},notes", "7,A,1,2026-03-04,approved,Soon"), OrderStatus.APPROVED),
        ("orders", lines(HEAD, "7,A,1,2026-03-04,shipped"), OrderStatus.COMPLETED),
        ("order-lines", lines(LINE, "7,1,11,1,21"), OrderStatus.APPROVED),
    ],
)
def test_whoever_asked_to_cancel_hears_that_a_file_has_ended_the_request(
    engine: Engine, cast: Cast, kind: str, content: bytes, status: OrderStatus
) -> None:
    order_id = leaving(engine, cast)

    report = run(engine, kind, content)

    assert report.written
    assert "Order 7: its cancellation waits for approval" in " ".join(report.sentences())
    assert (now(engine).status, now(engine).asked) == (status, None)
    with workspace_session(engine, ACME, reading=True) as session:
        assert orders.moves(session, order_id)[-1].kept is Kept.CHANGED
        told = {
            row.destination
            for row in session.scalars(select(PostRow))
            if "no longer waits" in row.payload["text"]
        }
    assert told == {"UMAYA", "URAVI"}


def test_a_file_that_says_what_is_stored_leaves_the_request_alone(
    engine: Engine, cast: Cast
) -> None:
    leaving(engine, cast)

    report = run(engine, "order-lines", lines(LINE, "7,1,11,2,21"))

    assert "cancellation" not in " ".join(report.sentences())
    assert now(engine).leaves
