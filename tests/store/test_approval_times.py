"""What the report on approvals reads, on every database."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.conditions import Occasion
from bot.domain.orders import OrderStatus
from bot.domain.policies import Approvers, Policy, Rule, Step, default_policy
from bot.services import cancelling, decisions, orders, passing, policies
from bot.services.orders import LineDraft
from bot.store import approval_times
from tests.conftest import NOON, Cast
from tests.trade import draft, large_order, small_order

HOUR = timedelta(hours=1)


def test_approvals_steps_and_verdicts_come_with_their_times(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + 3 * HOUR)
    waiting = large_order(session, cast.ravi, at=NOON - 100 * HOUR)
    small_order(session, cast.ravi, at=NOON + HOUR)
    assert order.approval is not None
    assert waiting.approval is not None
    span = {"start": NOON - HOUR, "end": NOON + 24 * HOUR}
    then = {**span, "at": NOON + 24 * HOUR}

    closed = (order.approval.id, order.number, "approved", NOON, NOON + 3 * HOUR)
    opened = (waiting.approval.id, waiting.number, "waiting", NOON - 100 * HOUR, None)
    assert approval_times.asked(session, **then) == [closed, opened]
    assert approval_times.steps(session, **then)[0] == (
        order.approval.id,
        0,
        NOON,
        NOON + 3 * HOUR,
    )
    assert approval_times.verdicts(session, **then) == [
        (order.approval.id, 0, "approve", cast.maya.member.id, "Maya", NOON + 3 * HOUR, None, NOON)
    ]
    assert approval_times.sent(session, **span) == [(NOON, False), (NOON + HOUR, True)]


def test_what_was_done_before_and_after_is_left_out(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + 3 * HOUR)
    small_order(session, cast.ravi, at=NOON)

    later = {"start": NOON + 4 * HOUR, "end": NOON + 24 * HOUR}
    assert approval_times.asked(session, **later, at=NOON + 24 * HOUR) == []
    assert approval_times.verdicts(session, **later, at=NOON + 24 * HOUR) == []
    assert approval_times.sent(session, **later) == []


def test_an_order_that_is_changed_or_is_to_be_cancelled_was_sent_once(
    session: Session, cast: Cast
) -> None:
    leaving = Rule("Cancelling", occasion=Occasion.CANCELLATION)
    rules = (*default_policy("EUR").rules, leaving)
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    order = large_order(session, cast.ravi)
    order = decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    fewer = draft(order.customer_id, LineDraft(order.lines[0].product_id, 900))
    order = orders.change(
        session, order.id, fewer, revision=order.revision, by=cast.ravi.actor, at=NOON
    )
    assert order.status is OrderStatus.APPROVED
    by = cast.ravi.actor
    cancelling.cancel(session, order.id, by=by, at=NOON, words="Gone", code="customer")
    let_through = small_order(session, cast.ravi)
    twice = draft(let_through.customer_id, LineDraft(let_through.lines[0].product_id, 3))
    orders.change(session, let_through.id, twice, revision=let_through.revision, by=by, at=NOON)

    span = {"start": NOON - HOUR, "end": NOON + HOUR}
    assert approval_times.sent(session, **span) == [(NOON, False), (NOON, True)]


def test_an_approval_that_began_before_and_ended_after_waited_in_between(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + 9 * HOUR)

    end = NOON + 5 * HOUR
    between = approval_times.asked(session, start=NOON + 3 * HOUR, end=end, at=end)

    assert [number for _, number, *_ in between] == [order.number]


def test_what_waited_at_a_moment_is_told_also_where_it_has_been_decided_since(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi, at=NOON + 2 * HOUR)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + 9 * HOUR)
    span = {"start": NOON - HOUR, "end": NOON}

    then = approval_times.asked(session, **span, at=NOON + 3 * HOUR)
    now = approval_times.asked(session, **span, at=NOON + 9 * HOUR)

    assert ([number for _, number, *_ in then], now) == ([order.number], [])


def test_a_verdict_on_what_was_forwarded_tells_when_it_came(session: Session, cast: Cast) -> None:
    rule = Rule("Everything", (), (Step(Approvers(member_ids=(cast.maya.member.id,))),))
    policies.put_in_force(session, Policy(0, (rule,)), by=cast.ana.actor, at=NOON)
    order = large_order(session, cast.ravi)
    to = cast.omar.member.id
    passing.forward(session, order.id, to_id=to, by=cast.maya.actor, at=NOON + 9 * HOUR)
    decisions.decide(session, order.id, YES, by=cast.omar.actor, at=NOON + 10 * HOUR)

    end = NOON + 24 * HOUR
    (verdict,) = approval_times.verdicts(session, start=NOON - HOUR, end=end, at=end)
    assert verdict[3:] == (to, "Omar", NOON + 10 * HOUR, None, NOON + 9 * HOUR)
