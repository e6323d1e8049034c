"""A request for approval on its way: steps, seats, stand-ins, and who counts once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.approvals import (
    YES,
    Act,
    ActKind,
    Approval,
    ApprovalState,
    Verdict,
    advanced,
    answered,
    hands,
    open_seats,
    opened,
    seats,
    with_verdict,
)
from bot.domain.people import Member, Role
from bot.domain.policies import ADMINS, ALL, ANY_MANAGER, Approvers, Rule, Ruling, Step
from bot.domain.rosters import Absence, Roster

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RAVI = Member(1, "Ravi", Role.REP, "URAVI", manager_id=2)
MAYA = Member(2, "Maya", Role.MANAGER, "UMAYA")
OMAR = Member(3, "Omar", Role.MANAGER, "UOMAR")
ANA = Member(4, "Ana", Role.ADMIN, "UANA")
FAY = Member(5, "Fay", Role.FINANCE, "UFAY")
TEAM = Roster((RAVI, MAYA, OMAR, ANA, FAY), {"SDESK": frozenset({3, 5})})


def asking(*steps: Step) -> Approval:
    ruling = Ruling(Rule("All", steps=steps), steps, "All: always")
    return opened(ruling, order_id=1, edition=1, version=1, at=NOON)


def approve(approval: Approval, *members: Member, roster: Roster = TEAM) -> Approval:
    for member in members:
        held = hands(approval, roster, actor_id=member.id, rep_id=1, barred={1})
        left = held - answered(approval, roster, held).keys()
        assert left, f"{member.name} has nothing to say here"
        said = with_verdict(approval, YES, by_id=member.id, for_seats=left, at=NOON)
        approval = advanced(said, roster, rep_id=1, barred={1}, at=NOON)
    return approval


def seated(approval: Approval, roster: Roster = TEAM, barred: tuple[int, ...] = (1,)) -> set[int]:
    return set(seats(approval, roster, rep_id=1, barred=barred))


@pytest.mark.parametrize(
    ("approvers", "who"),
    [
        (ANY_MANAGER, {2, 3, 4}),
        (Approvers(Role.FINANCE), {4, 5}),
        (ADMINS, {4}),
        (Approvers(member_ids=(3,)), {3}),
        (Approvers(group_ids=("SDESK",)), {3, 5}),
        (Approvers(manager_of_rep=True), {2}),
        (Approvers(member_ids=(2,), group_ids=("SDESK",)), {2, 3, 5}),
    ],
)
def test_everybody_named_one_way_or_the_other_may_decide(
    approvers: Approvers, who: set[int]
) -> None:
    assert seated(asking(Step(approvers))) == who


@pytest.mark.parametrize(
    "approvers", [Approvers(member_ids=(1,)), Approvers(group_ids=("SGONE",)), Approvers()]
)
def test_where_nobody_is_left_the_admins_are_asked(approvers: Approvers) -> None:
    assert seated(asking(Step(approvers))) == {4}


def test_one_of_any_is_enough() -> None:
    assert approve(asking(Step()), OMAR).state is ApprovalState.APPROVED


def test_all_of_them_must_approve() -> None:
    step = Step(Approvers(member_ids=(2, 3, 5)), need=ALL)

    assert approve(asking(step), MAYA, FAY).waits
    assert approve(asking(step), MAYA, FAY, OMAR).state is ApprovalState.APPROVED


def test_two_of_three_must_approve() -> None:
    step = Step(Approvers(member_ids=(2, 3, 5)), need=2)

    assert approve(asking(step), FAY).waits
    assert approve(asking(step), FAY, MAYA).state is ApprovalState.APPROVED


def test_where_the_policy_wants_more_than_there_are_the_admins_are_asked_besides() -> None:
    step = Step(Approvers(member_ids=(2,)), need=2)

    assert seated(asking(step)) == {2, 4}
    assert approve(asking(step), MAYA).waits


def test_steps_come_one_after_the_other() -> None:
    two = asking(Step(Approvers(member_ids=(2,))), Step(Approvers(Role.FINANCE)))

    assert not hands(two, TEAM, actor_id=5, rep_id=1, barred={1})
    second = approve(two, MAYA)
    assert (second.position, second.state) == (1, ApprovalState.WAITING)
    assert approve(second, FAY).state is ApprovalState.APPROVED


def test_who_approved_one_step_is_not_asked_again_in_the_next() -> None:
    twice = asking(Step(Approvers(member_ids=(2,))), Step(Approvers(member_ids=(2, 3))))

    done = approve(twice, MAYA)

    assert done.state is ApprovalState.APPROVED
    assert done.position == 2


def test_a_step_that_wants_two_counts_who_approved_before_as_one() -> None:
    both = asking(Step(Approvers(member_ids=(2,))), Step(ANY_MANAGER, need=2))

    second = approve(both, MAYA)

    assert second.waits
    assert open_seats(second, TEAM, rep_id=1, barred={1}) == {3, 4}


def test_who_approved_for_somebody_else_is_not_asked_again_for_their_own_part() -> None:
    roster = away(MAYA, OMAR)
    chain = asking(Step(Approvers(member_ids=(2,))), Step(Approvers(member_ids=(3,))))

    assert approve(chain, OMAR, roster=roster).state is ApprovalState.APPROVED


def test_who_approved_their_own_part_is_asked_for_the_part_of_another() -> None:
    roster = away(MAYA, OMAR)
    chain = asking(Step(Approvers(member_ids=(3,))), Step(Approvers(member_ids=(2,))))

    first = approve(chain, OMAR, roster=roster)

    assert open_seats(first, roster, rep_id=1, barred={1}) == {2}


def test_who_has_two_accounts_is_asked_by_one_of_them() -> None:
    second = Member(6, "Maya too", Role.MANAGER, "UMAYA2", "maya+x@acme.example")
    roster = Roster((RAVI, replace(MAYA, email="maya@acme.example"), second, OMAR))
    chain = asking(Step(Approvers(member_ids=(2,))), Step(Approvers(member_ids=(6,))))

    assert approve(chain, roster.members[1], roster=roster).state is ApprovalState.APPROVED


def away(member: Member, delegate: Member) -> Roster:
    absence = Absence(1, member.id, delegate.id, NOON - timedelta(days=1), NOON + timedelta(days=1))
    return replace(TEAM, absences=(absence,))


def test_a_stand_in_decides_for_who_is_away_and_both_are_named() -> None:
    roster = away(MAYA, FAY)
    only_maya = asking(Step(Approvers(member_ids=(2,))))

    done = approve(only_maya, FAY, roster=roster)

    assert done.state is ApprovalState.APPROVED
    assert [(act.seat_id, act.by_id) for act in done.acts] == [(2, 5)]


def test_one_person_with_two_seats_is_one_person_where_two_must_approve() -> None:
    roster = away(MAYA, OMAR)
    step = Step(Approvers(member_ids=(2, 3, 5)), need=2)

    once = approve(asking(step), OMAR, roster=roster)

    assert answered(once, roster, {2, 3, 5}) == {2: 3, 3: 3}
    assert once.waits
    assert approve(once, FAY, roster=roster).state is ApprovalState.APPROVED


def test_two_accounts_of_one_person_are_one_where_two_must_approve() -> None:
    second = Member(6, "Maya too", Role.MANAGER, "UMAYA2", "maya+x@acme.example")
    roster = Roster((RAVI, replace(MAYA, email="maya@acme.example"), second, OMAR))
    step = Step(ANY_MANAGER, need=2)

    once = approve(asking(step), roster.members[1], roster=roster)

    assert open_seats(once, roster, rep_id=1, barred={1}) == {3}
    assert approve(once, OMAR, roster=roster).state is ApprovalState.APPROVED


def test_where_one_person_has_spoken_for_both_who_are_asked_the_admins_are_the_second() -> None:
    roster = away(MAYA, OMAR)
    step = Step(Approvers(member_ids=(2, 3)), need=2)

    once = approve(asking(step), OMAR, roster=roster)

    assert open_seats(once, roster, rep_id=1, barred={1}) == {4}
    # Maya is back, and the two of them are asked as before.
    assert approve(once, ANA).state is ApprovalState.APPROVED


def test_where_two_must_approve_and_one_person_has_both_accounts_the_admins_are_asked() -> None:
    second = Member(6, "Maya too", Role.MANAGER, "UMAYA2", "maya+x@acme.example")
    roster = Roster((RAVI, replace(MAYA, email="maya@acme.example"), second, ANA))
    step = Step(Approvers(member_ids=(2, 6)), need=2)

    assert seated(asking(step), roster) == {2, 4, 6}


def test_nobody_decides_on_their_own_through_somebody_elses_seat() -> None:
    roster = away(MAYA, RAVI)

    assert not hands(asking(Step()), roster, actor_id=1, rep_id=1, barred={1})


def test_nobody_has_a_stand_in_decide_on_their_own() -> None:
    roster = away(MAYA, OMAR)
    own = asking(Step(Approvers(member_ids=(2,))))

    assert not hands(own, roster, actor_id=3, rep_id=2, barred={2})


def test_what_is_forwarded_is_the_others_from_then_on() -> None:
    waiting = asking(Step(Approvers(member_ids=(2,))))
    passed = Act(ActKind.FORWARD, 0, 2, NOON, seat_id=2, to_id=3)

    assert seated(replace(waiting, acts=(passed,))) == {3}


def test_what_was_forwarded_comes_back_where_the_other_lost_the_role() -> None:
    waiting = asking(Step(Approvers(member_ids=(2,))))
    passed = Act(ActKind.FORWARD, 0, 2, NOON, seat_id=2, to_id=3)
    demoted = Roster((RAVI, MAYA, replace(OMAR, role=Role.REP), ANA))

    assert seated(replace(waiting, acts=(passed,)), demoted) == {2}


def test_nothing_is_forwarded_to_whom_it_belongs() -> None:
    waiting = asking(Step(Approvers(member_ids=(2,))))
    passed = Act(ActKind.FORWARD, 0, 2, NOON, seat_id=2, to_id=1)

    assert seated(replace(waiting, acts=(passed,))) == {2}


def test_an_escalation_adds_who_may_decide() -> None:
    waiting = asking(Step(Approvers(member_ids=(2,))))
    added = Act(ActKind.ESCALATE, 0, None, NOON, to_id=5)

    assert seated(replace(waiting, acts=(added,))) == {2, 5}


@pytest.mark.parametrize(
    ("kind", "state"),
    [(ActKind.REJECT, ApprovalState.REJECTED), (ActKind.RETURN, ApprovalState.RETURNED)],
)
def test_one_refusal_ends_it(kind: ActKind, state: ApprovalState) -> None:
    step = Step(Approvers(member_ids=(2, 3)), need=ALL)

    ended = with_verdict(asking(step), Verdict(kind, words="No"), by_id=2, for_seats={2}, at=NOON)

    assert (ended.state, ended.closed_at) == (state, NOON)


def test_who_got_it_from_one_who_was_asked_besides_need_not_speak_where_all_others_have() -> None:
    step = Step(Approvers(member_ids=(2, 3)), need=ALL)
    added = Act(ActKind.ESCALATE, 0, None, NOON, to_id=4)
    passed = Act(ActKind.FORWARD, 0, 4, NOON, seat_id=4, to_id=5)
    asked = replace(asking(step), acts=(added, passed))

    assert seated(asked) == {2, 3, 5}
    assert approve(asked, MAYA, OMAR).state is ApprovalState.APPROVED
    assert approve(asked, MAYA, FAY).state is ApprovalState.APPROVED
    assert approve(asked, FAY).waits
