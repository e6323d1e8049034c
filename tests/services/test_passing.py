"""Passing orders on: forwarded, handed over, or with an opinion; nobody gets their own that way."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks import ids
from bot.domain.approvals import YES, Act, ActKind
from bot.domain.deciding import MayNotDecide, decide, deciders
from bot.domain.errors import InvalidFields, UserError
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.domain.policies import ALL, Approvers, Policy, Rule, Step
from bot.services import decisions, passing, policies
from bot.services.orders import LineDraft, change
from bot.store import audit, members, orders, rosters
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast, Person, hire
from tests.trade import draft, large_order, product, waiting_for


def steps(session: Session, cast: Cast, *wanted: Step) -> None:
    rule = Rule("All", steps=wanted)
    policies.put_in_force(session, Policy(0, (rule,)), by=cast.ana.actor, at=NOON)


def people(*wanted: Person, need: int = 1) -> Step:
    return Step(Approvers(member_ids=tuple(each.member.id for each in wanted)), need)


def forward(session: Session, order: Order, by: Person, to: Person) -> Order:
    return passing.forward(
        session, order.id, to_id=to.member.id, by=by.actor, at=NOON, words="You know them"
    )


def approve(session: Session, order: Order, by: Person) -> Order:
    return decisions.decide(session, order.id, YES, by=by.actor, at=NOON)


def twin(session: Session, name: str, email: str, role: Role = Role.MANAGER) -> Person:
    hired = hire(session, name, role)
    return Person(members.save(session, replace(hired.member, email=email)))


def posts(session: Session, destination: str) -> list[PostRow]:
    wanted = select(PostRow).where(PostRow.destination == destination).order_by(PostRow.id)
    return list(session.scalars(wanted))


def test_what_is_forwarded_is_the_others_to_decide_and_the_audit_names_both(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.ravi)

    forward(session, order, cast.maya, cast.omar)

    with pytest.raises(MayNotDecide, match="the policy asks Omar"):
        approve(session, order, cast.maya)
    assert "Maya forwarded it to Omar: You know them" in posts(session, "UOMAR")[0].payload["text"]
    assert approve(session, order, cast.omar).status is OrderStatus.APPROVED
    audit.write_pending(session)
    entry = next(each for each in audit.entries(session) if each.verb == "step.forwarded")
    details = json.loads(entry.details)
    assert entry.by_id == details["seat"] == cast.maya.member.id
    assert details["to"] == cast.omar.member.id


def test_what_goes_to_and_fro_at_once_is_in_the_audit_each_time(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.ravi)

    for by, to in ((cast.maya, cast.omar), (cast.omar, cast.maya), (cast.maya, cast.omar)):
        forward(session, order, by, to)

    audit.write_pending(session)
    said = [each.by_id for each in audit.entries(session) if each.verb == "step.forwarded"]
    assert said == [cast.maya.member.id, cast.omar.member.id, cast.maya.member.id]


def test_who_forwarded_it_keeps_a_card_without_buttons_that_says_who_is_asked(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.ravi)
    assert ids.APPROVE_ORDER in str(posts(session, "UMAYA")[-1].payload["blocks"])

    forward(session, order, cast.maya, cast.omar)

    left = posts(session, "UMAYA")[-1].payload
    assert "actions" not in {block["type"] for block in left["blocks"]}
    assert "Maya forwarded it to Omar" in str(left["blocks"])
    assert "Waits for <@UOMAR>" in str(left["blocks"])
    assert ids.APPROVE_ORDER in str(posts(session, "UOMAR")[-1].payload["blocks"])


def test_who_is_asked_besides_keeps_their_buttons(session: Session, cast: Cast) -> None:
    steps(session, cast, people(cast.maya, cast.ana, need=ALL))
    order = large_order(session, cast.ravi)

    forward(session, order, cast.maya, cast.omar)

    assert ids.APPROVE_ORDER in str(posts(session, "UANA")[-1].payload["blocks"])


def test_nothing_is_forwarded_to_whom_it_belongs_by_whatever_account(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.omar)
    second = twin(session, "Omar too", "OMAR+x@acme.example")

    for receiver in (cast.omar, second):
        with pytest.raises(InvalidFields, match="own"):
            forward(session, order, cast.maya, receiver)


def test_nothing_is_forwarded_to_who_wrote_it(session: Session, cast: Cast) -> None:
    steps(session, cast, people(cast.ana))
    order = large_order(session, cast.ravi)
    dearer = draft(order.customer_id, LineDraft(product(session, "Tofu"), 2_000))
    changed = change(
        session, order.id, dearer, revision=order.revision, by=cast.omar.actor, at=NOON
    )

    with pytest.raises(InvalidFields, match="own"):
        forward(session, changed, cast.ana, cast.omar)


def test_nothing_is_forwarded_to_who_may_not_decide_or_has_a_part_in_it(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.omar), people(cast.maya, cast.ana, need=ALL))
    order = large_order(session, cast.ravi)
    approve(session, order, cast.omar)
    rep = hire(session, "Tom", Role.REP)

    for receiver, sentence in (
        (rep, "cannot decide"),
        (cast.ana, "is asked already"),
        (cast.maya, "is asked already"),
        (cast.omar, "has approved it already"),
    ):
        with pytest.raises(InvalidFields, match=sentence):
            forward(session, order, cast.maya, receiver)


def test_nothing_goes_to_who_has_left_meanwhile(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    members.save(session, replace(cast.omar.member, active=False))

    with pytest.raises(InvalidFields, match="Omar has left"):
        forward(session, order, cast.maya, cast.omar)
    with pytest.raises(InvalidFields, match="Omar cannot answer"):
        passing.ask(session, order.id, to_id=cast.omar.member.id, by=cast.maya.actor, at=NOON)


def test_nobody_forwards_what_is_not_theirs(session: Session, cast: Cast) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.ravi)

    with pytest.raises(MayNotDecide, match="not yours"):
        forward(session, order, cast.omar, cast.ana)
    with pytest.raises(MayNotDecide, match="your own"):
        forward(session, order, cast.ravi, cast.ana)


def test_an_opinion_is_asked_and_shown_and_never_counts(session: Session, cast: Cast) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.ravi)

    passing.ask(
        session,
        order.id,
        to_id=cast.omar.member.id,
        by=cast.maya.actor,
        at=NOON,
        words="Is that price usual?",
    )
    asked = posts(session, "UOMAR")[0]
    assert "<@UMAYA> asks what you think of order 1: Is that price usual?" in asked.payload["text"]
    assert "give_opinion" in str(asked.payload["blocks"])
    assert "approve_order" not in str(asked.payload["blocks"])
    given = passing.give_opinion(session, order.id, "It is. Approve!", by=cast.omar.actor, at=NOON)

    assert given.status is OrderStatus.PENDING
    assert "Omar thinks: It is. Approve!" in posts(session, "UMAYA")[0].payload["text"]
    assert "give_opinion" not in str(posts(session, "UOMAR")[0].payload["blocks"])
    with pytest.raises(MayNotDecide, match="not yours"):
        approve(session, order, cast.omar)
    with pytest.raises(UserError, match="Nobody waits for your opinion"):
        passing.give_opinion(session, order.id, "Again", by=cast.omar.actor, at=NOON)
    assert approve(session, order, cast.maya).status is OrderStatus.APPROVED


def test_whoever_it_belongs_to_is_asked_for_no_opinion(session: Session, cast: Cast) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.ravi)
    second = twin(session, "Ravi too", "ravi+x@acme.example", Role.REP)

    for member in (cast.ravi, second):
        with pytest.raises(InvalidFields, match="own"):
            passing.ask(session, order.id, to_id=member.member.id, by=cast.maya.actor, at=NOON)
    with pytest.raises(MayNotDecide, match="your own"):
        passing.give_opinion(session, order.id, "Great", by=cast.ravi.actor, at=NOON)


def test_all_that_waits_is_handed_over_but_what_is_the_others_own(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.maya))
    first, own = large_order(session, cast.ravi), large_order(session, cast.omar)

    done = passing.hand_over(
        session, [first.id, own.id], to_id=cast.omar.member.id, by=cast.maya.actor, at=NOON
    )

    assert [order.id for order in done.passed] == [first.id]
    assert [(order.id, "own" in why) for order, why in done.kept] == [(own.id, True)]
    assert [order.id for order in waiting_for(session, cast.omar.actor)] == [first.id]
    assert [order.id for order in waiting_for(session, cast.maya.actor)] == [own.id]
    (told,) = [row for row in posts(session, "UOMAR") if "hands over" in row.payload["text"]]
    assert "Order 1" in told.payload["text"]


def test_an_escalation_to_whom_it_belongs_lets_them_decide_nothing(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.omar)
    roster = rosters.current(session, at=NOON)
    asked = order.approval
    assert asked is not None
    for kind in (ActKind.ESCALATE, ActKind.FORWARD):
        act = Act(kind, 0, None, NOON, seat_id=cast.maya.member.id, to_id=cast.omar.member.id)
        passed = replace(order, approval=replace(asked, acts=(act,)))

        assert deciders(passed, roster) == {cast.maya.member.id}
        with pytest.raises(MayNotDecide, match="your own"):
            decide(passed, YES, roster=roster, by=cast.omar.actor, at=NOON)


def test_a_forwarded_order_that_is_changed_asks_the_policys_own_people_again(
    session: Session, cast: Cast
) -> None:
    steps(session, cast, people(cast.maya))
    order = large_order(session, cast.ravi)
    forward(session, order, cast.maya, cast.omar)
    dearer = draft(order.customer_id, LineDraft(product(session, "Tofu"), 2_000))
    now = orders.get(session, order.id)

    change(session, order.id, dearer, revision=now.revision, by=cast.ravi.actor, at=NOON)

    assert [each.id for each in waiting_for(session, cast.maya.actor)] == [order.id]
    assert waiting_for(session, cast.omar.actor) == []
