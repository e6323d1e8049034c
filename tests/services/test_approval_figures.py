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


def test_who_stands_in_for_a_stand_in_is_measured_from_when_that_one_went_away(
    session: Session, cast: Cast, figures: Callable[..., ApprovalFigures]
) -> None:
    ask_maya(session, cast)
    order = large_order(session, cast.ravi)
    days = Days(NOON.date(), NOON.date() + timedelta(days=3))
    for who, instead, hours in ((cast.maya, cast.omar, 2), (cast.omar, cast.ana, 5)):
        absences.leave(
            session,
            days,
            delegate_id=instead.member.id,
            by=who.actor,
            at=NOON + hours * HOUR,
        )
    decisions.decide(session, order.id, YES, by=cast.ana.actor, at=NOON + 6 * HOUR)

    assert figures().people == (one("Ana", 1.0),)


def test_a_report_that_is_shared_later_says_what_it_said_when_it_was_made(
    session: Session, cast: Cast
) -> None:
    ask_maya(session, cast)
    first, second = (large_order(session, cast.ravi) for _ in range(2))
    decisions.decide(session, first.id, YES, by=cast.maya.actor, at=NOON + HOUR)
    made = worked_out(session, cast, "this week", NOON + 2 * HOUR)
    last_week = worked_out(session, cast, "last week", NOON + 2 * HOUR)

    decisions.decide(session, second.id, NO, by=cast.maya.actor, at=NOON + 3 * HOUR)
    large_order(session, cast.ravi, at=NOON + 4 * HOUR)

    assert worked_out(session, cast, "this week", NOON + 2 * HOUR) == made
    assert worked_out(session, cast, "last week", NOON + 2 * HOUR) == last_week
    assert (last_week.waiting, last_week.oldest_hours) == (1, 2.0)


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


def test_two_of_three_then_one_and_an_order_sent_twice_add_up(
    session: Session, cast: Cast, figures: Callable[..., ApprovalFigures]
) -> None:
    maya, omar, ana, ravi = (each.actor for each in (cast.maya, cast.omar, cast.ana, cast.ravi))
    three = Approvers(member_ids=tuple(each.member_id for each in (maya, omar, ana)))
    last = Step(Approvers(member_ids=(ana.member_id,)))
    policies.put_in_force(
        session,
        Policy(
            0,
            (
                Rule("All", (), (Step(three, need=2), last)),
                Rule("Leaving", (), (last,), occasion=Occasion.CANCELLATION),
            ),
        ),
        by=ana,
        at=NOON,
    )
    twice, short = (large_order(session, cast.ravi) for _ in range(2))
    decisions.decide(session, twice.id, YES, by=maya, at=NOON + 1 * HOUR)
    back = decisions.decide(session, twice.id, BACK, by=omar, at=NOON + 3 * HOUR)
    fewer = draft(back.customer_id, LineDraft(back.lines[0].product_id, 900))
    orders.change(session, back.id, fewer, revision=back.revision, by=ravi, at=NOON + 5 * HOUR)
    decisions.decide(session, twice.id, YES, by=omar, at=NOON + 6 * HOUR)
    decisions.decide(session, twice.id, YES, by=maya, at=NOON + 9 * HOUR)
    decisions.decide(session, twice.id, YES, by=ana, at=NOON + 10 * HOUR)
    # Ana is the second of three, and is not asked again: the last step never waited.
    decisions.decide(session, short.id, YES, by=maya, at=NOON + 2 * HOUR)
    decisions.decide(session, short.id, YES, by=ana, at=NOON + 8 * HOUR)
    cancelling.cancel(session, short.id, by=ravi, at=NOON + 11 * HOUR, words="Gone", code="stock")
    gone = decisions.decide(session, short.id, YES, by=ana, at=NOON + 18 * HOUR)

    found = figures(hours=20)

    assert gone.status is OrderStatus.CANCELLED
    assert found.states == {"approved": 3, "returned": 1}
    # The order sent twice 3 and 5 hours, the other 8, its cancellation 7.
    assert found.whole == Pace("Whole", 4, 6.0, 8.0, 23.0)
    # The first step 3, 4, 8 and 7 hours, the last 1.
    assert found.steps == (Pace("Step 1", 4, 5.5, 8.0, 22.0), one("Step 2", 1.0))
    # Ana 1, 8 and 7; Maya 1, 4 and 2; Omar 3 and 1.
    assert found.people == (
        Pace("Ana", 3, 7.0, 8.0, 16.0),
        Pace("Maya", 3, 2.0, 4.0, 7.0),
        Pace("Omar", 2, 2.0, 3.0, 4.0),
    )
    assert (found.sent, found.let_through, found.reasons, found.waiting) == (2, 0, (), 0)
    assert [(each.reason, each.orders) for each in found.cancelled] == [("Out of stock", 1)]


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
