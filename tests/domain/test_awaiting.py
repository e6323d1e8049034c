"""For whom an order waits, in seats and in words."""

from dataclasses import replace

import pytest

from bot.domain.awaiting import Awaited, awaited, words
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Member, Role
from bot.domain.policies import ADMINS, ALL, ANY_MANAGER, Approvers, Step
from bot.domain.rosters import Absence, Roster
from tests.domain.test_approvals import (
    ANA,
    FAY,
    NOON,
    OMAR,
    RAVI,
    TEAM,
    approve,
    asking,
)

PAUL = Member(6, "Paul", Role.MANAGER)
THREE = Approvers(member_ids=(2, 3, 5))
MAYA_AWAY = replace(TEAM, absences=(Absence(1, 2, 3, NOON, NOON),))


def order(*steps: Step, approved_by: tuple[Member, ...] = (), roster: Roster = TEAM) -> Order:
    return Order(
        *(1, 12, 5, "Acme Tools", "EUR", OrderStatus.PENDING, (), 1, "Ravi", "URAVI", NOON),
        approval=approve(asking(*steps), *approved_by, roster=roster),
    )


def names(waits: Awaited) -> list[str]:
    return [each.member.name for each in waits.approvers]


def test_any_of_several_is_enough() -> None:
    waits = awaited(order(Step(THREE)), TEAM)

    assert (names(waits), waits.lacking) == (["Maya", "Omar", "Fay"], 1)


def test_of_all_those_who_have_approved_are_awaited_no_more() -> None:
    waits = awaited(order(Step(THREE, need=ALL), approved_by=(OMAR,)), TEAM)

    assert (names(waits), waits.lacking) == (["Maya", "Fay"], 2)


def test_of_two_out_of_three_one_is_lacking_after_the_first() -> None:
    step = Step(THREE, need=2)

    assert awaited(order(step), TEAM).lacking == 2
    after = awaited(order(step, approved_by=(FAY,)), TEAM)
    assert (names(after), after.lacking) == (["Maya", "Omar"], 1)


def test_a_stand_in_is_named_with_whom_they_stand_in_for() -> None:
    waits = awaited(order(Step(Approvers(member_ids=(2, 5)), need=ALL)), MAYA_AWAY)

    assert [(each.member.name, each.instead_of) for each in waits.approvers] == [
        ("Omar", ("Maya",)),
        ("Fay", ()),
    ]


def test_who_holds_their_own_seat_and_anothers_is_named_once() -> None:
    waits = awaited(order(Step(THREE, need=ALL)), MAYA_AWAY)

    assert (names(waits), waits.lacking) == (["Omar", "Fay"], 2)


def test_the_owner_never_stands_in_for_an_approver() -> None:
    to_ravi = replace(TEAM, absences=(Absence(1, 2, 1, NOON, NOON),))

    assert names(awaited(order(Step(Approvers(member_ids=(2,)))), to_ravi)) == ["Maya"]


def test_who_has_no_account_is_named_only_where_all_are_asked() -> None:
    roster = Roster((*TEAM.members, PAUL))
    both = Approvers(member_ids=(2, 6))

    assert names(awaited(order(Step(both)), roster)) == ["Maya"]
    assert names(awaited(order(Step(both, need=ALL)), roster)) == ["Maya", "Paul"]
    assert names(awaited(order(Step(ADMINS)), Roster((RAVI, PAUL)))) == []


def test_what_is_decided_waits_for_nobody() -> None:
    assert awaited(order(Step(), approved_by=(ANA,)), TEAM) == Awaited()


def test_the_steps_that_follow_are_told_in_words() -> None:
    waits = awaited(order(Step(), Step(THREE, need=2), Step(ADMINS)), TEAM)

    assert waits.later == ("2 of Maya, Omar or Fay", "an admin")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step(ANY_MANAGER), "a manager"),
        (Step(ANY_MANAGER, need=2), "2 of the managers"),
        (Step(Approvers(Role.FINANCE), need=ALL), "all of the finance approvers"),
        (Step(THREE, need=ALL), "Maya, Omar and Fay"),
        (Step(Approvers(manager_of_rep=True)), "the rep's manager"),
        (Step(Approvers(Role.ADMIN, (2,))), "an admin or Maya"),
        (Step(Approvers(group_ids=("SDESK",))), "a user group"),
        (Step(Approvers(member_ids=(99,))), "an admin"),
    ],
)
def test_a_step_says_whom_it_asks(step: Step, said: str) -> None:
    assert words(step, TEAM) == said
