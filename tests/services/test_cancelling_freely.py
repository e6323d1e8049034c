"""Which orders are cancelled without anybody's agreement, and what is no way around it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.errors import UserError
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Policy, Rule, Step, at_least
from bot.services import cancelling, decisions
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import policies
from tests.conftest import NOON, Cast
from tests.services.test_cancelling import LARGE, LATER, WORDS
from tests.trade import draft, large_order


def test_what_only_waits_is_cancelled_freely(session: Session, cast: Cast) -> None:
    rules = (Rule("All", (), (Step(ADMINS),)), LARGE)
    policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    order = large_order(session, cast.ravi)

    gone = cancelling.cancel(
        session, order.id, by=cast.ravi.actor, at=LATER, words=WORDS, code="other"
    )

    assert gone.status is OrderStatus.CANCELLED


def test_a_change_that_waits_is_no_way_around_whoever_has_to_agree(
    session: Session, cast: Cast
) -> None:
    large = Rule("Large", (at_least(2_000_000, "EUR"),), (Step(ADMINS),))
    rules = (LARGE, large, EVERYTHING_ELSE)
    policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    order = large_order(session, cast.ravi)
    more = draft(order.customer_id, LineDraft(order.lines[0].product_id, 2_000))
    raised = service.change(
        session, order.id, more, revision=order.revision, by=cast.ravi.actor, at=NOON
    )
    assert (order.status, raised.status) == (OrderStatus.APPROVED, OrderStatus.PENDING)

    def drop() -> Order:
        return cancelling.cancel(
            session, order.id, by=cast.ravi.actor, at=LATER, words=WORDS, code="customer"
        )

    with pytest.raises(UserError, match="Have the change decided first"):
        drop()
    decisions.decide(session, order.id, YES, by=cast.ana.actor, at=NOON)
    assert drop().leaves


def test_an_order_that_was_made_small_today_is_cancelled_as_the_large_one_it_was(
    session: Session, cast: Cast
) -> None:
    policies.add_version(session, Policy(0, (LARGE, EVERYTHING_ELSE)), by_id=None, at=NOON)

    def made_small_and_cancelled(after: timedelta) -> Order:
        order = large_order(session, cast.ravi)
        for quantity in (500, 1):
            fewer = draft(order.customer_id, LineDraft(order.lines[0].product_id, quantity))
            order = service.change(
                session, order.id, fewer, revision=order.revision, by=cast.ravi.actor, at=LATER
            )
        assert order.status is OrderStatus.APPROVED
        return cancelling.cancel(
            session,
            order.id,
            by=cast.ravi.actor,
            at=LATER + after,
            words=WORDS,
            code="customer",
        )

    assert made_small_and_cancelled(timedelta(hours=23)).leaves
    assert made_small_and_cancelled(timedelta(hours=24)).status is OrderStatus.CANCELLED


def test_what_was_changed_and_rejected_is_cancelled_freely(session: Session, cast: Cast) -> None:
    large = Rule("Large", (at_least(2_000_000, "EUR"),), (Step(ADMINS),))
    rules = (LARGE, large, EVERYTHING_ELSE)
    policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    order = large_order(session, cast.ravi)
    more = draft(order.customer_id, LineDraft(order.lines[0].product_id, 2_000))
    service.change(session, order.id, more, revision=order.revision, by=cast.ravi.actor, at=NOON)
    no = Verdict(ActKind.REJECT, "price", "Too much")
    decisions.decide(session, order.id, no, by=cast.ana.actor, at=NOON)

    gone = cancelling.cancel(
        session, order.id, by=cast.ravi.actor, at=LATER, words=WORDS, code="customer"
    )

    assert gone.status is OrderStatus.CANCELLED
