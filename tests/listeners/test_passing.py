"""Whom the forms offer that pass orders on: nobody who would be refused."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.blocks.order_button import value
from bot.domain.approvals import YES
from bot.domain.people import Role
from bot.domain.policies import ALL, Approvers, Policy, Rule, Step
from bot.edge import Call, Form
from bot.listeners.passing import advisers, receivers
from bot.services import decisions, passing, policies
from bot.store import members
from tests.conftest import NOON, Cast, Person, hire
from tests.trade import large_order


def names(call: Call, by: Person, carried: str, typed: str = "") -> tuple[set[str], set[str]]:
    """Return who is offered to decide, and who to say what they think."""
    asks = replace(call, actor=by.actor, form=Form({}, carried))
    found = (receivers(asks, typed), advisers(asks, typed))
    return {name for name, _ in found[0].options}, {name for name, _ in found[1].options}


def asked(session: Session, cast: Cast, *people: Person, need: int = 1) -> None:
    step = Step(Approvers(member_ids=tuple(each.member.id for each in people)), need)
    rules = (Rule("All", steps=(step,)),)
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)


def test_nobody_is_offered_who_is_asked_already_or_whose_own_the_order_is(
    call: Call, session: Session, cast: Cast
) -> None:
    asked(session, cast, cast.maya, cast.ana, need=ALL)
    bea = hire(session, "Bea", Role.FINANCE)
    own, other = large_order(session, cast.omar), large_order(session, cast.ravi)

    assert names(call, cast.maya, value(own)) == ({"Bea"}, {"Ana", "Bea", "Ravi"})
    assert names(call, cast.maya, value(other)) == ({"Bea", "Omar"}, {"Ana", "Bea", "Omar"})
    assert names(call, cast.maya, value(other), "om") == ({"Omar"}, {"Omar"})

    passing.ask(session, other.id, to_id=cast.omar.member.id, by=cast.maya.actor, at=NOON)
    passing.forward(session, other.id, to_id=bea.member.id, by=cast.maya.actor, at=NOON)

    assert names(call, bea, value(other)) == ({"Maya", "Omar"}, {"Ana", "Maya"})


def test_to_hand_over_who_can_take_one_of_them_is_offered(
    call: Call, session: Session, cast: Cast
) -> None:
    asked(session, cast, cast.maya)
    own, other = large_order(session, cast.omar), large_order(session, cast.ravi)

    assert names(call, cast.maya, f"{own.id}")[0] == {"Ana"}
    assert names(call, cast.maya, f"{own.id},{other.id}")[0] == {"Ana", "Omar"}


def test_nobody_is_offered_who_has_left_or_only_looks_or_where_nothing_waits(
    call: Call, session: Session, cast: Cast
) -> None:
    asked(session, cast, cast.maya)
    hire(session, "Lou", Role.READ_ONLY)
    members.save(session, replace(cast.omar.member, active=False))
    order = large_order(session, cast.ravi)

    assert names(call, cast.maya, value(order)) == ({"Ana"}, {"Ana"})

    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)

    assert names(call, cast.maya, value(order)) == (set(), set())
