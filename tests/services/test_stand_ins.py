"""Who stands in for whom: never for their own, and through others where they are away too."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.deciding import MayNotDecide
from bot.domain.errors import UserError
from bot.domain.leave import Days
from bot.domain.orders import OrderStatus
from bot.domain.people import Role
from bot.services import absences
from bot.store import audit, members
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast, Person, hire
from tests.services.test_absences import MONDAY, TOMORROW, approve, away, only
from tests.trade import large_order, waiting_for


def same_mailbox(session: Session, name: str, email: str) -> Person:
    """Hire a manager whose mail goes where somebody else's goes."""
    hired = hire(session, name, Role.MANAGER)
    return Person(members.save(session, replace(hired.member, email=email)))


def test_nobody_stands_in_who_may_not_decide_is_away_or_is_the_same_person(
    session: Session, cast: Cast
) -> None:
    twin = same_mailbox(session, "Twin", "maya+2@acme.example")
    away(session, cast.omar, cast.ana, TOMORROW)

    for delegate, sentence in (
        (cast.ravi, "only managers, finance approvers"),
        (cast.maya, "is who is away"),
        (twin, "is who is away"),
        (cast.omar, "is away then too"),
    ):
        with pytest.raises(UserError, match=sentence):
            away(session, cast.maya, delegate)


def test_nobody_stands_in_who_has_left_since_the_form_was_opened(
    session: Session, cast: Cast
) -> None:
    members.save(session, replace(cast.omar.member, active=False))

    with pytest.raises(UserError, match="Omar has left"):
        away(session, cast.maya, cast.omar)


def test_nobody_decides_on_their_own_as_a_stand_in_or_through_one(
    session: Session, cast: Cast
) -> None:
    only(session, cast, cast.maya)
    away(session, cast.maya, cast.omar)
    of_omar, of_maya = large_order(session, cast.omar), large_order(session, cast.maya)

    with pytest.raises(MayNotDecide, match="your own"):
        approve(session, of_omar, cast.omar)
    with pytest.raises(MayNotDecide, match="the policy asks Ana"):
        approve(session, of_maya, cast.omar)
    assert waiting_for(session, cast.omar.actor) == []


def test_nobody_decides_on_their_own_by_a_second_account_that_stands_in(
    session: Session, cast: Cast
) -> None:
    only(session, cast, cast.maya)
    second = same_mailbox(session, "Zed", "Ravi+boss@acme.example")
    away(session, cast.maya, second)
    order = large_order(session, cast.ravi)

    with pytest.raises(MayNotDecide, match="your own"):
        approve(session, order, second)


def test_who_is_no_manager_any_more_stands_in_no_more(session: Session, cast: Cast) -> None:
    only(session, cast, cast.maya)
    away(session, cast.maya, cast.omar)
    order = large_order(session, cast.ravi)
    demoted = Person(members.save(session, replace(cast.omar.member, role=Role.REP)))

    with pytest.raises(MayNotDecide):
        approve(session, order, demoted)


def test_whoever_is_away_hears_that_the_stand_in_goes_away_too(
    session: Session, cast: Cast
) -> None:
    away(session, cast.maya, cast.omar)

    planned = away(session, cast.omar, hire(session, "Fay", Role.FINANCE))

    told = session.scalars(select(PostRow).where(PostRow.key.contains(":alone:"))).one()
    assert told.destination == "UMAYA"
    assert "who decides for you, is away too" in told.payload["text"]
    assert absences.left_alone(session, planned, at=NOON) == [cast.maya.member]


def test_where_the_stand_in_is_away_too_theirs_is_asked_at_once_and_decides(
    session: Session, cast: Cast
) -> None:
    only(session, cast, cast.maya)
    fay = hire(session, "Fay", Role.FINANCE)
    away(session, cast.maya, cast.omar)
    before = large_order(session, cast.ravi)
    away(session, cast.omar, fay)
    after = large_order(session, cast.ravi)

    asked = session.scalars(select(PostRow).where(PostRow.destination == str(fay.member.slack_id)))
    assert {str(post.subject) for post in asked} >= {
        f"order:{order.id}" for order in (before, after)
    }
    for order in (before, after):
        assert approve(session, order, fay).status is OrderStatus.APPROVED
    audit.write_pending(session)
    given = [each for each in audit.entries(session) if each.verb == audit.Verb.STEP_APPROVED]
    assert [json.loads(each.details)["seat"] for each in given] == [cast.maya.member.id] * 2


def test_on_other_days_the_stand_in_may_be_away(session: Session, cast: Cast) -> None:
    away(session, cast.maya, cast.omar, TOMORROW)
    today = Days(MONDAY, MONDAY)

    planned = away(session, cast.omar, hire(session, "Fay", Role.FINANCE), today)

    assert absences.left_alone(session, planned, at=NOON) == []


def test_an_admin_is_the_second_where_the_stand_in_is_one_of_the_two_who_are_asked(
    session: Session, cast: Cast
) -> None:
    only(session, cast, cast.maya, cast.omar, need=2)
    away(session, cast.maya, cast.omar)
    order = large_order(session, cast.ravi)

    once = approve(session, order, cast.omar)

    assert once.status is OrderStatus.PENDING
    assert waiting_for(session, cast.ana.actor) == [once]
    # No channel is set, so that the card comes to whoever is asked by now.
    asked = session.scalars(select(PostRow.id).where(PostRow.destination == "UANA")).all()
    assert len(asked) == 1
    assert approve(session, once, cast.ana).status is OrderStatus.APPROVED
