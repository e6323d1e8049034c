"""The figures of the report on approvals, on orders that took every road, by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.conditions import Occasion
from bot.domain.leave import Days
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.jobs.approvals import Reminder
from bot.reports import approval_words
from bot.reports.approval_figures import ApprovalFigures, Pace, approval_figures
from bot.services import absences, cancelling, decisions, orders, passing, policies, reports
from bot.services.orders import LineDraft
from bot.store import orders as orders_store
from bot.store import runs
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast
from tests.trade import draft, large_order

HOUR = timedelta(hours=1)
NO = Verdict(ActKind.REJECT, "price", "Too low")
BACK = Verdict(ActKind.RETURN, words="Fewer of them")


def worked_out(session: Session, cast: Cast, period: str, at: datetime) -> ApprovalFigures:
    reports.ask(
        session,
        report="approvals",
        period=period,
        destination=cast.ana.actor.slack_id,
        by=cast.ana.actor,
        at=at,
    )
    run = runs.claim(session, now=at)
    assert run is not None
    return approval_figures(reports.gather(session, run))


@pytest.fixture
def figures(session: Session, cast: Cast) -> Callable[..., ApprovalFigures]:
    """Work out the report as of so many hours after noon."""

    def work_out(period: str = "this week", *, hours: float = 100) -> ApprovalFigures:
        return worked_out(session, cast, period, NOON + hours * HOUR)

    return work_out


def ask_maya(session: Session, cast: Cast, **step: object) -> None:
    asked = Step(Approvers(member_ids=(cast.maya.member.id,)), **step)  # type: ignore[arg-type]
    leaving = Rule("Leaving", (), (asked,), occasion=Occasion.CANCELLATION)
    policies.put_in_force(
        session, Policy(0, (Rule("All", (), (asked,)), leaving)), by=cast.ana.actor, at=NOON
    )


def one(name: str, hours: float) -> Pace:
    return Pace(name, 1, hours, hours, hours)


def maya_leaves_and_omar_approves(session: Session, cast: Cast, order: Order) -> None:
    """Five and six hours after noon."""
    absences.leave(
        session,
        Days(NOON.date(), NOON.date() + timedelta(days=3)),
        delegate_id=cast.omar.member.id,
        by=cast.maya.actor,
        at=NOON + 5 * HOUR,
    )
    decisions.decide(session, order.id, YES, by=cast.omar.actor, at=NOON + 6 * HOUR)


def test_a_stand_in_is_measured_from_when_the_other_went_away(
    session: Session, cast: Cast, figures: Callable[..., ApprovalFigures]
) -> None:
    ask_maya(session, cast)
    order = large_order(session, cast.ravi)
    maya_leaves_and_omar_approves(session, cast, order)

    assert figures().people == (one("Omar", 1.0),)
    assert figures().steps == (one("Step 1", 6.0),)


def test_a_stand_in_who_was_asked_as_well_is_measured_from_then(
    session: Session, cast: Cast, figures: Callable[..., ApprovalFigures]
) -> None:
    both = Step(Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id)), need=2)
    policies.put_in_force(
        session, Policy(0, (Rule("All", (), (both,)),)), by=cast.ana.actor, at=NOON
    )
    order = large_order(session, cast.ravi)
    maya_leaves_and_omar_approves(session, cast, order)

    assert [each for each in figures().people if each.name == "Omar"] == [one("Omar", 6.0)]


def test_orders_that_took_every_road_add_up(
    session: Session, cast: Cast, figures: Callable[..., ApprovalFigures]
) -> None:
    ask_maya(session, cast)
    maya, omar, ravi = cast.maya.actor, cast.omar.actor, cast.ravi.actor
    approved, rejected, returned, revised, cancelled, forwarded, waits = (
        large_order(session, cast.ravi) for _ in range(7)
    )
    decisions.decide(session, approved.id, YES, by=maya, at=NOON + 2 * HOUR)
    decisions.decide(session, rejected.id, NO, by=maya, at=NOON + 4 * HOUR)
    decisions.decide(session, returned.id, BACK, by=maya, at=NOON + 6 * HOUR)
    # What is changed while it waits is asked anew: its first hour is nobody's.
    more = draft(revised.customer_id, LineDraft(revised.lines[0].product_id, 1_100))
    orders.change(session, revised.id, more, revision=revised.revision, by=ravi, at=NOON + 1 * HOUR)
    decisions.decide(session, revised.id, YES, by=maya, at=NOON + 4 * HOUR)
    cancelling.cancel(
        session, cancelled.id, by=ravi, at=NOON + 3 * HOUR, words="Gone", code="customer"
    )
    passing.forward(session, forwarded.id, to_id=cast.omar.member.id, by=maya, at=NOON + 7 * HOUR)
    decisions.decide(session, forwarded.id, YES, by=omar, at=NOON + 8 * HOUR)
    # Approved, then to be cancelled, which is rejected after two hours.
    cancelling.cancel(
        session, approved.id, by=ravi, at=NOON + 9 * HOUR, words="Gone", code="customer"
    )
    bound = Verdict(ActKind.REJECT, "bound", "They signed")
    decisions.decide(session, approved.id, bound, by=maya, at=NOON + 11 * HOUR)

    found = figures(hours=20)

    assert found.states == {"approved": 3, "rejected": 2, "returned": 1, "withdrawn": 2}
    # 2, 4, 6, 3, 8 and 2 hours.
    assert found.whole == Pace("Whole", 6, 3.5, 8.0, 25.0)
    assert found.steps == (Pace("Step 1", 6, 3.5, 8.0, 25.0),)
    # Maya 2, 4, 6, 3 and 2; Omar one hour since he got it.
    assert found.people == (Pace("Maya", 5, 3.0, 6.0, 17.0), one("Omar", 1.0))
    assert found.reasons == (("Price too low", 1), ("The customer is bound to it", 1))
    assert (found.sent, found.let_through) == (7, 0)
    assert (found.waiting, found.oldest_hours) == (1, 20.0)
    assert [(each.reason, each.orders) for each in found.cancelled] == [
        ("The customer changed their mind", 1)
    ]
    assert waits.number == 7
    said = str(approval_words.sections(found)) + str(approval_words.facts(found))
    assert "Why orders and cancellations were rejected" in said
    assert "Withdrawn by a change or a cancellation 2" in said


def test_an_edge_of_the_day_is_where_the_workspace_is(
    session: Session, cast: Cast, figures: Callable[..., ApprovalFigures]
) -> None:
    """In Berlin the week begins on Sunday at 23:00 in Greenwich."""
    ask_maya(session, cast)
    late, early = (large_order(session, cast.ravi, at=NOON - 40 * HOUR) for _ in range(2))
    monday = NOON - 13 * HOUR
    decisions.decide(session, late.id, YES, by=cast.maya.actor, at=monday - HOUR / 60)
    decisions.decide(session, early.id, YES, by=cast.maya.actor, at=monday)

    assert figures().whole == one("Whole", 27.0)
    assert figures("last week").states == {"approved": 1}


def test_an_empty_period_has_no_figures(
    session: Session, cast: Cast, figures: Callable[..., ApprovalFigures]
) -> None:
    ask_maya(session, cast)
    large_order(session, cast.ravi)

    found = figures("last week")

    assert (found.whole, found.steps, found.people, found.reasons) == (None, (), (), ())
    assert (found.sent, found.let_through, found.states) == (0, 0, {})
    assert found.waiting == 1


def test_who_is_asked_besides_is_measured_from_then_and_what_expires_from_nobody(
    engine: Engine, cast: Cast
) -> None:
    with workspace_session(engine, ACME) as session:
        backup = Approvers(member_ids=(cast.omar.member.id,))
        ask_maya(session, cast, due_hours=4, backup=backup, expire_hours=8)
        late, gone = (large_order(session, cast.ravi) for _ in range(2))
    moment = NOON
    reminder = Reminder(engine, lambda: moment)
    # Berlin works until five, which is four hours on, and again from nine.
    for hours in (0, 4, 24, 25):
        moment = NOON + hours * HOUR
        reminder.run_due()
        if hours == 4:
            with workspace_session(engine, ACME) as session:
                at = NOON + 6 * HOUR
                decisions.decide(session, late.id, YES, by=cast.omar.actor, at=at)

    with workspace_session(engine, ACME) as session:
        assert orders_store.get(session, gone.id).status is OrderStatus.EXPIRED
        found = worked_out(session, cast, "this week", NOON + 30 * HOUR)

    assert found.states == {"approved": 1, "expired": 1}
    assert found.whole == one("Whole", 6.0)
    assert found.steps == (one("Step 1", 6.0),)
    assert found.people == (one("Omar", 2.0),)
