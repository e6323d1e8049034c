"""Reminders leave people in peace: quiet hours, being away, and the list of the day."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.leave import Days
from bot.domain.orders import OrderStatus
from bot.domain.people import Role
from bot.domain.policies import ALL, Approvers
from bot.domain.preferences import Reminders
from bot.services import absences, decisions
from bot.store import audit, members
from bot.store.db import workspace_session
from bot.store.tables import AbsenceRow, PostRow
from tests.conftest import ACME, NOON, Cast, Person, hire
from tests.services.test_approval_clock import FIVE, THREE, ask, told, wants

WEEK = Days(NOON.date(), NOON.date() + timedelta(days=4))
ESCALATED = audit.Verb.STEP_ESCALATED


def test_in_quiet_hours_it_waits_for_the_morning(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    wants(engine, cast.maya, quiet_from=time(15), quiet_to=time(10))
    ask(engine, cast, backup=None)

    clock(THREE)
    clock(FIVE)
    assert told(engine) == ["escalated UANA"]
    clock(NOON + timedelta(hours=20, minutes=59))
    assert told(engine) == ["escalated UANA"]
    clock(NOON + timedelta(hours=21))

    assert told(engine) == ["escalated UANA", "overdue UMAYA"]


@pytest.mark.parametrize("reminders", [Reminders.DIGEST, Reminders.NONE])
def test_who_wants_none_one_by_one_gets_none_but_is_asked_all_the_same(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int], reminders: Reminders
) -> None:
    wants(engine, cast.maya, reminders=reminders)
    wants(engine, cast.omar, reminders=reminders)
    ask(engine, cast)

    clock(FIVE)

    assert told(engine) == ["escalated UOMAR"]


def test_who_is_away_is_left_in_peace_and_the_delegate_hears(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    ask(engine, cast)
    with workspace_session(engine, ACME) as session:
        _away(session, cast.maya, cast.ana)

    clock(THREE)

    assert told(engine) == ["reminded UANA"]


def _away(session: Session, member: Person, delegate: Person) -> None:
    session.add(
        AbsenceRow(
            member_id=member.member.id,
            delegate_id=delegate.member.id,
            starts_at=NOON,
            ends_at=NOON + timedelta(days=7),
            created_at=NOON,
        )
    )


def leaves(session: Session, person: Person) -> None:
    members.save(session, replace(members.get(session, person.member.id), active=False))


def test_where_all_must_approve_and_the_last_stand_in_has_left_others_are_asked_at_once(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    both = Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id))
    with workspace_session(engine, ACME) as session:
        fay, kim = (hire(session, name, Role.FINANCE) for name in ("Fay", "Kim"))
        for who, delegate in ((cast.maya, fay), (fay, kim)):
            absences.leave(session, WEEK, delegate_id=delegate.member.id, by=who.actor, at=NOON)
    hours = {"due_hours": None, "remind_hours": None, "expire_hours": None}
    order = ask(engine, cast, approvers=both, need=ALL, backup=None, **hours)
    assert told(engine) == []

    with workspace_session(engine, ACME) as session:
        leaves(session, kim)
    clock(NOON)
    clock(NOON)

    assert told(engine) == ["escalated UANA"]
    with workspace_session(engine, ACME) as session:
        (card,) = session.scalars(select(PostRow).where(PostRow.key.contains(":escalated:")))
        assert "since Maya is away and nobody is there who decides" in card.payload["text"]
        audit.write_pending(session)
        (noted,) = (each for each in audit.entries(session) if each.verb == ESCALATED)
        assert json.loads(noted.details)["away"] == [cast.maya.member.id]
        assert json.loads(noted.details)["members"] == [cast.ana.member.id]
        first = decisions.decide(session, order.id, YES, by=cast.omar.actor, at=NOON)
        assert first.status is OrderStatus.PENDING
        second = decisions.decide(session, order.id, YES, by=cast.ana.actor, at=NOON)
    assert second.status is OrderStatus.APPROVED


def test_whoever_stands_in_does_not_decide_on_their_own_so_that_the_backup_does(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    with workspace_session(engine, ACME) as session:
        fay = hire(session, "Fay", Role.FINANCE)
        absences.leave(session, WEEK, delegate_id=fay.member.id, by=cast.maya.actor, at=NOON)
    ask(engine, cast, by=fay)

    clock(NOON)

    assert told(engine) == ["escalated UOMAR"]


def test_nobody_else_is_asked_while_those_who_are_there_are_enough(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    either = Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id))
    with workspace_session(engine, ACME) as session:
        fay = hire(session, "Fay", Role.FINANCE)
        absences.leave(session, WEEK, delegate_id=fay.member.id, by=cast.maya.actor, at=NOON)
        leaves(session, fay)
    ask(engine, cast, approvers=either, backup=None)

    clock(NOON)

    assert told(engine) == []


def lists(engine: Engine) -> list[str]:
    with workspace_session(engine, ACME, reading=True) as session:
        rows = session.scalars(select(PostRow).order_by(PostRow.id)).all()
        return [row.destination for row in rows if row.key.startswith("digest:")]


def test_the_list_of_the_day_comes_once_on_a_working_morning(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    wants(engine, cast.maya, reminders=Reminders.DIGEST)
    order = ask(engine, cast)
    clock(NOON)
    nine = NOON + timedelta(hours=20)

    clock(nine - timedelta(minutes=1))
    assert lists(engine) == []
    clock(nine)
    clock(nine)
    assert lists(engine) == ["UMAYA"]

    with workspace_session(engine, ACME) as session:
        decisions.decide(session, order.id, YES, by=cast.maya.actor, at=nine)
    clock(nine + timedelta(days=1))
    assert lists(engine) == ["UMAYA"]


def test_what_is_never_due_is_in_the_list_of_who_is_reminded_one_by_one(
    engine: Engine, cast: Cast, clock: Callable[[datetime], int]
) -> None:
    ask(engine, cast, due_hours=None, remind_hours=None, expire_hours=None)
    clock(NOON)

    clock(NOON + timedelta(hours=20))

    assert lists(engine) == ["UMAYA"]
