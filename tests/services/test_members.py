"""Roles are given by admins, and the last admin keeps theirs."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.errors import ChangedMeanwhile, InvalidFields, NotAllowed
from bot.domain.memberships import LooseEnds, Membership
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Member, Role
from bot.domain.policies import ALL, Approvers, Policy, Rule, Step
from bot.services import decisions, order_posts, orders, policies
from bot.services import members as service
from bot.services.orders import LineDraft
from bot.store import audit, members, outbox
from bot.store import orders as orders_store
from bot.store.db import in_workspace, workspace_session
from bot.store.tables import PostRow
from tests import trade
from tests.conftest import ACME, NOON, Cast, Person, hire


def test_an_admin_gives_a_role_and_the_member_is_told(session: Session, cast: Cast) -> None:
    member = service.set_role(
        session, cast.ravi.member.id, Role.MANAGER, by=cast.ana.actor, at=NOON
    )

    assert member.role is Role.MANAGER
    assert members.get(session, cast.ravi.member.id).role is Role.MANAGER
    assert outbox.waiting_count(session) == 1


@pytest.mark.parametrize("who", ["ravi", "maya"])
def test_nobody_else_gives_roles(session: Session, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only an admin can change roles"):
        service.set_role(
            session, cast.ravi.member.id, Role.ADMIN, by=getattr(cast, who).actor, at=NOON
        )


def test_the_last_admin_stays_admin(session: Session, cast: Cast) -> None:
    with pytest.raises(service.LastAdmin, match="Make somebody else admin first"):
        service.set_role(session, cast.ana.member.id, Role.REP, by=cast.ana.actor, at=NOON)


def test_an_admin_without_an_account_does_not_count(session: Session, cast: Cast) -> None:
    members.add(session, Member(0, "Imported", Role.ADMIN, external_key="1"))

    with pytest.raises(service.LastAdmin):
        service.set_role(session, cast.ana.member.id, Role.REP, by=None, at=NOON)


def test_an_admin_who_steps_down_is_not_told_what_they_just_did(
    session: Session, cast: Cast
) -> None:
    service.set_role(session, cast.maya.member.id, Role.ADMIN, by=None, at=NOON)
    before = outbox.waiting_count(session)

    service.set_role(session, cast.ana.member.id, Role.REP, by=cast.ana.actor, at=NOON)

    assert outbox.waiting_count(session) == before


def test_the_same_role_again_changes_nothing(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        service.set_role(session, cast.ravi.member.id, Role.REP, by=cast.ana.actor, at=NOON)

    with workspace_session(engine, ACME) as session:
        assert audit.newest(session, audit.Verb.MEMBER_CHANGED) == []
        assert outbox.waiting_count(session) == 0


def test_two_admins_cannot_depose_each_other_at_once(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        service.set_role(session, cast.maya.member.id, Role.ADMIN, by=None, at=NOON)
    together = threading.Barrier(2)
    refused: list[str] = []

    def depose(whom: Member) -> None:
        together.wait()
        try:
            in_workspace(
                engine,
                ACME,
                lambda opened: service.set_role(opened, whom.id, Role.REP, by=None, at=NOON),
            )
        except service.LastAdmin as error:
            refused.append(str(error))

    threads = [
        threading.Thread(target=depose, args=(person.member,)) for person in (cast.ana, cast.maya)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with workspace_session(engine, ACME, reading=True) as session:
        assert len([each for each in members.everybody(session) if each.role is Role.ADMIN]) == 1
    assert len(refused) == 1


def wanted(member: Member, **values: Any) -> Membership:
    return replace(Membership.of(member), **values)


def given(session: Session, cast: Cast, person: Person, **values: Any) -> service.Changed:
    known = members.get(session, person.member.id)
    return service.change(
        session, known.id, wanted(known, **values), by=cast.ana.actor, at=NOON, seen=None
    )


def waiting(session: Session, cast: Cast, *steps: Step) -> Order:
    """Let Ravi raise an order that a policy of these steps asks about."""
    policies.put_in_force(session, Policy(0, (Rule("All orders", steps=steps),)), by=None, at=NOON)
    firm = trade.customer(session, "Firm")
    draft = trade.draft(firm, LineDraft(trade.product(session), 1))
    return orders.submit(session, draft, by=cast.ravi.actor, at=NOON)


def both(cast: Cast) -> Approvers:
    return Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id))


def test_what_changed_is_in_the_audit_with_the_new_values(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        given(session, cast, cast.ravi, team="North", manager_id=cast.maya.member.id)
        given(session, cast, cast.ravi, active=False)

    with workspace_session(engine, ACME) as session:
        left, placed = audit.newest(session, audit.Verb.MEMBER_CHANGED)
    maya, ravi = cast.maya.member.id, cast.ravi.member.id
    assert json.loads(placed.details) == {"manager_id": maya, "member_id": ravi, "team": "North"}
    assert json.loads(left.details) == {"active": False, "member_id": ravi}
    assert left.by_id == cast.ana.member.id


def test_a_team_or_a_manager_is_no_news_to_the_member(session: Session, cast: Cast) -> None:
    given(session, cast, cast.ravi, team="North", manager_id=cast.maya.member.id)

    assert outbox.waiting_count(session) == 0


def test_what_somebody_else_changed_meanwhile_is_not_undone(session: Session, cast: Cast) -> None:
    seen = Membership.of(cast.ravi.member)
    given(session, cast, cast.ravi, team="North")

    with pytest.raises(ChangedMeanwhile, match="Somebody else changed Ravi just now"):
        service.change(session, cast.ravi.member.id, seen, by=cast.ana.actor, at=NOON, seen=seen)


def test_an_order_that_waited_for_somebody_who_left_asks_the_admins(
    session: Session, cast: Cast
) -> None:
    order = waiting(session, cast, Step(Approvers(member_ids=(cast.maya.member.id,))))
    before = outbox.waiting_count(session)

    ends = given(session, cast, cast.maya, active=False).loose_ends

    lost = "Rule 1 “All orders” asks Maya, who has left; the admins are asked as well."
    assert ends == LooseEnds(orders=(order.number,), rules=(lost,))
    assert outbox.waiting_count(session) == before + 1
    now = orders_store.get(session, order.id)
    assert order_posts.awaited(session, now, at=NOON).members == (cast.ana.member,)


def test_who_becomes_read_only_decides_no_more_and_the_rules_are_named(
    session: Session, cast: Cast
) -> None:
    order = waiting(session, cast, Step(both(cast)))

    ends = given(session, cast, cast.maya, role=Role.READ_ONLY).loose_ends

    lost = "Rule 1 “All orders” asks Maya, who may only read now; those who are left are asked."
    assert ends == LooseEnds(orders=(order.number,), rules=(lost,))
    now = orders_store.get(session, order.id)
    assert order_posts.awaited(session, now, at=NOON).members == (cast.omar.member,)


def told(session: Session, slack_id: str) -> list[str]:
    """Return what is on its way to somebody about rules that have lost an approver."""
    rows = session.scalars(select(PostRow).where(PostRow.key.startswith("losses:")))
    return [str(row.payload["text"]) for row in rows if row.destination == slack_id]


def test_the_other_admins_hear_at_once_that_a_rule_names_somebody_who_has_left(
    session: Session, cast: Cast
) -> None:
    hire(session, "Bea", Role.ADMIN)
    waiting(session, cast, Step(both(cast)), Step(due_hours=8, backup=both(cast)))

    given(session, cast, cast.maya, active=False)
    gone = members.get(session, cast.maya.member.id)
    again = wanted(gone, team="North")
    service.change(session, gone.id, again, by=cast.ana.actor, at=NOON + timedelta(hours=1))

    (text,) = told(session, "UBEA")
    assert "Rule 1 “All orders”, step 1, asks Maya, who has left; those who are left" in text
    assert "Rule 1 “All orders”, step 2, has as backup Maya, who has left." in text
    assert "`/crm settings`" in text
    # Who did it reads it in the answer.
    assert told(session, "UANA") == []


def test_what_the_command_line_takes_from_the_policy_every_admin_hears(
    session: Session, cast: Cast
) -> None:
    fay = hire(session, "Fay", Role.FINANCE)
    waiting(session, cast, Step(Approvers(Role.FINANCE), need=2))

    service.set_role(session, fay.member.id, Role.REP, by=None, at=NOON)

    (text,) = told(session, "UANA")
    assert "Rule 1 “All orders” has too few people left who can approve; the admins" in text


def test_whoever_the_policy_does_not_name_leaves_without_a_word(
    session: Session, cast: Cast
) -> None:
    waiting(session, cast, Step(Approvers(member_ids=(cast.omar.member.id,))))

    service.set_role(session, cast.maya.member.id, Role.READ_ONLY, by=None, at=NOON)

    assert told(session, "UANA") == []


def test_an_order_goes_on_when_the_last_who_was_missing_leaves(
    session: Session, cast: Cast
) -> None:
    order = waiting(session, cast, Step(both(cast), need=ALL))
    order = decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    assert order.status is OrderStatus.PENDING

    ends = given(session, cast, cast.omar, active=False).loose_ends

    order = orders_store.get(session, order.id)
    assert order.status is OrderStatus.APPROVED
    assert order.decision is not None
    assert order.decision.by == "Maya"
    assert ends.orders == ()


def test_an_order_does_not_go_on_past_a_step_that_others_have_to_look_at(
    session: Session, cast: Cast
) -> None:
    order = waiting(session, cast, Step(both(cast), need=ALL), Step(Approvers(Role.ADMIN)))
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)

    given(session, cast, cast.omar, active=False)

    order = orders_store.get(session, order.id)
    assert order.status is OrderStatus.PENDING
    assert order_posts.awaited(session, order, at=NOON).members == (cast.ana.member,)


def test_two_admins_cannot_make_two_people_each_others_manager_at_once(
    engine: Engine, cast: Cast
) -> None:
    together = threading.Barrier(2)
    refused: list[str] = []

    def place(below: Member, above: Member) -> None:
        together.wait()
        try:
            in_workspace(
                engine,
                ACME,
                lambda opened: service.change(
                    opened, below.id, wanted(below, manager_id=above.id), by=None, at=NOON
                ),
            )
        except InvalidFields as error:
            refused.append(str(error))

    maya, omar = cast.maya.member, cast.omar.member
    pairs = ((maya, omar), (omar, maya))
    threads = [threading.Thread(target=place, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
