"""What happens to an approval that waits: reminders, escalation and expiry, each once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

from sqlalchemy import Engine, select

from bot.blocks.order_words import move_text
from bot.domain.approvals import YES
from bot.domain.conditions import Occasion
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ALL, EVERYTHING_ELSE, Approvers, Policy, Rule, Step
from bot.domain.preferences import Preferences
from bot.jobs.approvals import Reminder
from bot.services import cancelling, decisions
from bot.store import audit, members, orders, policies, preferences, step_clock
from bot.store.db import workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME, NOON, Cast, Person
from tests.trade import large_order

# It is one o'clock in Berlin on a Monday, and people there work until five.
THREE, FIVE = NOON + timedelta(hours=3), NOON + timedelta(hours=4)
TUESDAY, WEDNESDAY = NOON + timedelta(days=1), NOON + timedelta(days=2)


def ask(engine: Engine, cast: Cast, *, by: Person | None = None, **step: object) -> Order:
    """Send an order that Maya is asked for, in steps of the hours that are given."""
    asked = Approvers(member_ids=(cast.maya.member.id,))
    usual: dict[str, object] = {
        "approvers": asked,
        "due_hours": 4,
        "remind_hours": 1,
        "expire_hours": 16,
        "backup": Approvers(member_ids=(cast.omar.member.id,)),
    }
    rule = Rule("Everything", (), (Step(**{**usual, **step}),))  # type: ignore[arg-type]
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(0, (rule,)), by_id=None, at=NOON)
        order = large_order(session, by or cast.ravi)
    Reminder(engine, lambda: NOON).run_due()
    return order


def wants(engine: Engine, person: Person, **changes: object) -> None:
    usual = Preferences(person.member.id, "Europe/Berlin")
    with workspace_session(engine, ACME) as session:
        preferences.save(session, replace(usual, **changes), at=NOON)  # type: ignore[arg-type]


def told(engine: Engine) -> list[str]:
    """Return what was written besides requests and decisions: the occasion and for whom."""
    with workspace_session(engine, ACME, reading=True) as session:
        keys = session.scalars(select(PostRow.key).order_by(PostRow.id)).all()
    parts = [key.split(":") for key in keys if key.startswith("order:") and "@" not in key]
    return [f"{part[2]} {part[4]}" for part in parts if part[2] not in {"asked", "told"}]


def status_of(engine: Engine, order: Order) -> OrderStatus:
    with workspace_session(engine, ACME, reading=True) as session:
        return orders.get(session, order.id).status


def test_the_due_time_is_kept_with_the_step(engine: Engine, cast: Cast) -> None:
    order = ask(engine, cast)

    with workspace_session(engine, ACME, reading=True) as session:
        asked = orders.get(session, order.id).asked
        assert asked is not None
        assert asked.due_at == FIVE


def test_the_first_card_of_every_step_says_until_when(engine: Engine, cast: Cast) -> None:
    steps = tuple(
        Step(Approvers(member_ids=(person.member.id,)), due_hours=hours)
        for person, hours in ((cast.maya, 3), (cast.omar, 4))
    )
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(0, (Rule("All", (), steps),)), by_id=None, at=NOON)
        order = large_order(session, cast.ravi)
        assert order.asked is not None
        assert order.asked.due_at == THREE
        order = decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
        assert order.asked is not None
        assert order.asked.due_at == FIVE

    with workspace_session(engine, ACME, reading=True) as session:
        for name in ("UMAYA", "UOMAR"):
            card = session.scalars(select(PostRow).where(PostRow.destination == name)).first()
            assert card is not None
            assert "due" in str(card.payload).lower()
        assert step_clock.due(session, now=NOON) == []


def test_a_reminder_comes_once(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    ask(engine, cast)
    clock(THREE - timedelta(minutes=1))
    assert told(engine) == []

    clock(THREE)
    clock(THREE)
    clock(THREE + timedelta(minutes=30))

    assert told(engine) == ["reminded UMAYA"]


def test_two_processes_at_the_same_moment_remind_once(engine: Engine, cast: Cast) -> None:
    ask(engine, cast)
    together = Barrier(2)

    def run(_number: int) -> int:
        together.wait()
        return Reminder(engine, lambda: THREE).run_due()

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(run, range(2)))

    assert sorted(done) == [0, 1]
    assert told(engine) == ["reminded UMAYA"]


def test_nothing_comes_after_a_decision(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    order = ask(engine, cast)
    with workspace_session(engine, ACME) as session:
        decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)

    assert clock(WEDNESDAY) == 0
    assert told(engine) == []
    assert status_of(engine, order) is OrderStatus.APPROVED


def test_overdue_the_backup_is_asked_then_the_manager_then_it_expires(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    with workspace_session(engine, ACME) as session:
        members.save(session, replace(cast.maya.member, manager_id=cast.ana.member.id))
    order = ask(engine, cast)

    clock(FIVE)
    assert told(engine) == ["overdue UMAYA", "escalated UOMAR"]
    clock(TUESDAY)
    assert told(engine)[2:] == ["escalated UANA"]
    clock(WEDNESDAY - timedelta(minutes=1))
    assert status_of(engine, order) is OrderStatus.PENDING
    clock(WEDNESDAY)
    clock(WEDNESDAY)

    assert status_of(engine, order) is OrderStatus.EXPIRED
    assert len(told(engine)) == 3
    with workspace_session(engine, ACME, reading=True) as session:
        rep = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).one()
        assert "expired" in rep.payload["text"]
        assert "as nobody decided. It can be changed and sent again." in rep.payload["text"]
        assert "Edit and send again" in str(rep.payload["blocks"])
        cards = session.scalars(select(PostRow).where(PostRow.destination == "UOMAR")).all()
        assert all("approve_order" not in str(card.payload) for card in cards[-1:])
        verbs = [entry.verb for entry in audit.entries(session)]
        assert verbs.count("step.escalated") == 2
        assert verbs.count("order.expired") == 1
        assert audit.verify(session)[1] is None


def test_after_an_outage_the_backup_is_asked_as_well_as_the_manager(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    with workspace_session(engine, ACME) as session:
        members.save(session, replace(cast.maya.member, manager_id=cast.ana.member.id))
    ask(engine, cast)

    clock(TUESDAY)
    clock(TUESDAY)

    assert sorted(told(engine)) == ["escalated UANA", "escalated UOMAR", "overdue UMAYA"]
    with workspace_session(engine, ACME, reading=True) as session:
        assert [entry.verb for entry in audit.entries(session)].count("step.escalated") == 2


def test_a_cancellation_that_expires_says_so_in_the_history(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    asked = Step(Approvers(member_ids=(cast.maya.member.id,)), expire_hours=16)
    rule = Rule("Every cancellation", (), (asked,), Occasion.CANCELLATION)
    with workspace_session(engine, ACME) as session:
        policies.add_version(session, Policy(0, (rule, EVERYTHING_ELSE)), by_id=None, at=NOON)
        order = large_order(session, cast.ravi)
        cancelling.cancel(
            session, order.id, by=cast.ravi.actor, at=NOON, words="Too late", code="other"
        )
    clock(NOON)

    clock(WEDNESDAY)

    assert status_of(engine, order) is OrderStatus.APPROVED
    with workspace_session(engine, ACME, reading=True) as session:
        last = orders.moves(session, order.id)[-1]
        assert move_text(last).startswith("Cancellation expired, as nobody decided")
        rep = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).all()[-1]
        assert "Cancellation expired, as nobody decided" in rep.payload["text"]


def test_the_backup_can_decide_once_asked(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    order = ask(engine, cast)
    clock(FIVE)

    with workspace_session(engine, ACME) as session:
        decided = decisions.decide(session, order.id, YES, by=cast.omar.actor, at=FIVE)

    assert decided.status is OrderStatus.APPROVED


def test_where_all_must_approve_the_backup_makes_up_for_one_who_is_silent(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    both = Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id))
    backup = Approvers(member_ids=(cast.ana.member.id,))
    order = ask(engine, cast, approvers=both, need=ALL, backup=backup)
    clock(FIVE)

    with workspace_session(engine, ACME) as session:
        first = decisions.decide(session, order.id, YES, by=cast.ana.actor, at=FIVE)
        assert first.status is OrderStatus.PENDING
        second = decisions.decide(session, order.id, YES, by=cast.maya.actor, at=FIVE)

    assert second.status is OrderStatus.APPROVED


def test_without_a_backup_the_managers_are_asked_at_once_and_else_the_admins(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    ask(engine, cast, backup=None)

    clock(FIVE)

    assert told(engine) == ["overdue UMAYA", "escalated UANA"]


def test_of_several_approvers_the_latest_due_time_counts(engine: Engine, cast: Cast) -> None:
    wants(engine, cast.omar, zone="America/New_York")
    both = Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id))

    order = ask(engine, cast, approvers=both, backup=None)

    with workspace_session(engine, ACME, reading=True) as session:
        asked = orders.get(session, order.id).asked
        assert asked is not None
        # It was seven in the morning in New York, so Omar's four hours began at nine.
        assert asked.due_at == NOON + timedelta(hours=6)


def test_a_step_without_hours_is_never_due(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    ask(engine, cast, due_hours=None, remind_hours=None, expire_hours=None)

    assert clock(NOON + timedelta(days=30)) == 0
    assert told(engine) == []
