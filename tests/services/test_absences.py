"""Being away: another decides meanwhile, cards follow, and the record names both."""

import json
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.deciding import MayNotDecide
from bot.domain.errors import NotAllowed, UserError
from bot.domain.leave import Days
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.domain.preferences import Preferences
from bot.domain.rosters import Absence
from bot.jobs import waiting
from bot.services import absences, decisions, policies
from bot.store import absences as store
from bot.store import audit, orders, preferences
from bot.store.db import workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME, NOON, Cast, Person
from tests.trade import large_order, waiting_for

LATER = NOON + timedelta(hours=1)
MONDAY = NOON.date()
THIS_WEEK = Days(MONDAY, MONDAY + timedelta(days=4))
TOMORROW = Days(MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))
DAY = timedelta(days=1)


def only(session: Session, cast: Cast, *people: Person, need: int = 1) -> None:
    """Let these people alone decide on every order."""
    step = Step(Approvers(member_ids=tuple(person.member.id for person in people)), need)
    policies.put_in_force(
        session, Policy(0, (Rule("All", steps=(step,)),)), by=cast.ana.actor, at=NOON
    )


def away(session: Session, person: Person, delegate: Person, days: Days = THIS_WEEK) -> Absence:
    return absences.leave(session, days, delegate_id=delegate.member.id, by=person.actor, at=NOON)


def follow_at(engine: Engine, at: datetime) -> int:
    return waiting.follow(engine, lambda: at)


def approve(session: Session, order: Order, by: Person) -> Order:
    return decisions.decide(session, order.id, YES, by=by.actor, at=LATER)


def test_the_stand_in_decides_and_the_audit_names_both(session: Session, cast: Cast) -> None:
    only(session, cast, cast.maya)
    away(session, cast.maya, cast.omar)
    order = large_order(session, cast.ravi)

    assert waiting_for(session, cast.omar.actor) == [order]
    approved = approve(session, order, cast.omar)

    assert approved.status is OrderStatus.APPROVED
    audit.write_pending(session)
    entries = audit.entries(session)
    planned = next(entry for entry in entries if entry.verb == "absence.planned")
    said = next(entry for entry in entries if entry.verb == "step.approved")
    assert planned.by_id == cast.maya.member.id
    assert json.loads(planned.details)["delegate"] == cast.omar.member.id
    assert said.by_id == cast.omar.member.id
    assert json.loads(said.details)["seat"] == cast.maya.member.id


def test_who_is_away_may_still_decide(session: Session, cast: Cast) -> None:
    only(session, cast, cast.maya)
    away(session, cast.maya, cast.omar)

    order = large_order(session, cast.ravi)

    assert approve(session, order, cast.maya).status is OrderStatus.APPROVED


def test_the_stand_in_is_told_and_gets_the_cards_that_wait(session: Session, cast: Cast) -> None:
    only(session, cast, cast.maya)
    order = large_order(session, cast.ravi)

    away(session, cast.maya, cast.omar)

    to_omar = select(PostRow).where(PostRow.destination == "UOMAR").order_by(PostRow.id)
    rows = session.scalars(to_omar).all()
    assert "you decide meanwhile" in rows[0].payload["text"]
    assert "approve_order" in str(rows[1].payload["blocks"])
    card = session.scalars(select(PostRow).where(PostRow.destination == "UMAYA")).one()
    assert "<@UOMAR>" in card.payload["text"]
    assert rows[1].subject == f"order:{order.id}"


def test_before_it_begins_and_after_it_ends_the_stand_in_decides_nothing(
    session: Session, cast: Cast
) -> None:
    only(session, cast, cast.maya)
    away(session, cast.maya, cast.omar, TOMORROW)
    order = large_order(session, cast.ravi)

    for moment in (LATER, NOON + 2 * DAY):
        with pytest.raises(MayNotDecide, match="the policy asks Maya"):
            decisions.decide(session, order.id, YES, by=cast.omar.actor, at=moment)
    decided = decisions.decide(session, order.id, YES, by=cast.omar.actor, at=NOON + DAY)
    assert decided.status is OrderStatus.APPROVED


def test_back_ends_it_at_once(session: Session, cast: Cast) -> None:
    only(session, cast, cast.maya)
    away(session, cast.maya, cast.omar)
    order = large_order(session, cast.ravi)

    absences.back(session, by=cast.maya.actor, at=LATER)

    with pytest.raises(MayNotDecide):
        decisions.decide(session, order.id, YES, by=cast.omar.actor, at=LATER)
    assert (
        "<@UOMAR>"
        not in session.scalars(select(PostRow).where(PostRow.destination == "UMAYA"))
        .one()
        .payload["text"]
    )
    with pytest.raises(UserError, match="not away"):
        absences.back(session, by=cast.maya.actor, at=LATER)


def test_a_new_absence_takes_the_place_of_one_on_the_same_days(
    session: Session, cast: Cast
) -> None:
    away(session, cast.maya, cast.omar)
    second = away(session, cast.maya, cast.ana, TOMORROW)

    assert store.of_member(session, cast.maya.member.id, since=NOON) == [second]


def test_an_admin_says_it_for_somebody_and_both_are_told(session: Session, cast: Cast) -> None:
    maya, omar = cast.maya.member.id, cast.omar.member.id
    with pytest.raises(NotAllowed, match="Only an admin"):
        absences.leave(
            session, THIS_WEEK, delegate_id=omar, member_id=maya, by=cast.ravi.actor, at=NOON
        )

    absences.leave(session, THIS_WEEK, delegate_id=omar, member_id=maya, by=cast.ana.actor, at=NOON)

    told = {row.destination for row in session.scalars(select(PostRow))}
    assert told == {"UMAYA", "UOMAR"}


def test_when_it_begins_and_ends_the_cards_follow_once(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        only(session, cast, cast.maya)
        away(session, cast.maya, cast.omar, TOMORROW)
        order = large_order(session, cast.ravi)

    turns = [follow_at(engine, at) for at in (LATER, NOON + DAY, NOON + DAY)]
    with workspace_session(engine, ACME) as session:
        shown = [row.payload["text"] for row in session.scalars(select(PostRow))]
        begun = orders.get(session, order.id)
    turns.append(follow_at(engine, NOON + 3 * DAY))

    assert turns == [0, 1, 0, 1]
    assert begun.edition == order.edition
    assert any("<@UOMAR> (for Maya)" in text for text in shown)
    with workspace_session(engine, ACME) as session:
        card = session.scalars(select(PostRow).where(PostRow.destination == "UMAYA")).one()
        assert "<@UOMAR>" not in card.payload["text"]
        verbs = [entry.verb for entry in audit.entries(session)]
        assert verbs.count("absence.begun") == verbs.count("absence.over") == 1
        assert audit.verify(session)[1] is None


def test_an_absence_that_an_admin_sets_is_in_the_days_of_who_is_away(
    session: Session, cast: Cast
) -> None:
    tokyo = Preferences(cast.maya.member.id, "Asia/Tokyo", zone_chosen=True)
    preferences.save(session, tokyo, at=NOON)

    planned = absences.leave(
        session,
        TOMORROW,
        delegate_id=cast.omar.member.id,
        member_id=cast.maya.member.id,
        by=cast.ana.actor,
        at=NOON,
    )

    midnight = datetime.combine(TOMORROW.first, time(), tzinfo=ZoneInfo("Asia/Tokyo"))
    assert planned.starts_at == midnight
