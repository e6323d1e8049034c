"""What the report on approvals reads, on every database."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.services import decisions
from bot.store import approval_times
from tests.conftest import NOON, Cast
from tests.trade import large_order, small_order

HOUR = timedelta(hours=1)


def test_approvals_steps_and_verdicts_come_with_their_times(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + 3 * HOUR)
    waiting = large_order(session, cast.ravi, at=NOON - 100 * HOUR)
    small_order(session, cast.ravi, at=NOON + HOUR)
    assert order.approval is not None
    assert waiting.approval is not None
    span = {"start": NOON - HOUR, "end": NOON + 24 * HOUR}

    closed = (order.approval.id, order.number, "approved", NOON, NOON + 3 * HOUR)
    opened = (waiting.approval.id, waiting.number, "waiting", NOON - 100 * HOUR, None)
    assert approval_times.asked(session, **span) == [closed, opened]
    assert approval_times.steps(session, **span)[0] == (
        order.approval.id,
        0,
        NOON,
        NOON + 3 * HOUR,
    )
    assert approval_times.verdicts(session, **span) == [
        (order.approval.id, 0, "approve", cast.maya.member.id, "Maya", NOON + 3 * HOUR, None)
    ]
    assert approval_times.let_through(session, **span) == [NOON + HOUR]


def test_what_was_done_before_and_after_is_left_out(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + 3 * HOUR)
    small_order(session, cast.ravi, at=NOON)

    later = {"start": NOON + 4 * HOUR, "end": NOON + 24 * HOUR}
    assert approval_times.asked(session, **later) == []
    assert approval_times.verdicts(session, **later) == []
    assert approval_times.let_through(session, **later) == []
