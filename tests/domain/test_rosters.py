"""Whom the policy means, and who cannot be meant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.people import Member, Role
from bot.domain.policies import Approvers
from bot.domain.rosters import Absence, Roster

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RAVI = Member(1, "Ravi", Role.REP, "URAVI", "ravi@acme.example", manager_id=2)
MAYA = Member(2, "Maya", Role.MANAGER, "UMAYA", "maya@acme.example")
OMAR = Member(3, "Omar", Role.READ_ONLY, "UOMAR", "omar@acme.example")
GROUPS = {"SDEALS": frozenset({2, 3})}


def away(member_id: int, delegate_id: int) -> Absence:
    return Absence(1, member_id, delegate_id, NOON, NOON + timedelta(days=1))


def test_who_only_reads_is_meant_by_nothing() -> None:
    roster = Roster((replace(RAVI, manager_id=3), MAYA, OMAR), GROUPS)

    for approvers in (
        Approvers(member_ids=(3,)),
        Approvers(Role.READ_ONLY, member_ids=(3,)),
        Approvers(group_ids=("SDEALS",)),
        Approvers(manager_of_rep=True),
    ):
        assert 3 not in roster.named(approvers, rep_id=1)
    assert roster.managers_of({1}) == frozenset()


def test_who_only_reads_stands_in_for_nobody() -> None:
    roster = Roster((RAVI, MAYA, OMAR), absences=(away(2, 3),))

    assert roster.stands_in_for(2) is None
    assert roster.represented_by(3) == frozenset()


def test_whoever_stands_in_is_followed_to_the_one_who_is_there() -> None:
    fay, ana = (Member(number, "", Role.ADMIN, f"U{number}") for number in (4, 5))
    there = (RAVI, MAYA, replace(OMAR, role=Role.MANAGER), fay, ana)
    roster = Roster(there, absences=(away(2, 3), away(3, 4), away(4, 5)))

    assert roster.stands_in_for(2) == 5
    assert roster.stands_in_for(2, barred={5}) == 4
    assert roster.represented_by(5) == {2, 3, 4}
    assert roster.represented_by(3) == {2}


def test_two_who_stand_in_for_each_other_are_no_endless_chain() -> None:
    there = (MAYA, replace(OMAR, role=Role.MANAGER))
    roster = Roster(there, absences=(away(2, 3), away(3, 2)))

    assert (roster.stands_in_for(2), roster.stands_in_for(3)) == (3, 2)


def test_nobody_is_there_where_the_last_who_stands_in_is_away_too() -> None:
    there = (MAYA, replace(OMAR, role=Role.MANAGER))

    assert Roster(there, absences=(away(2, 3),)).is_attended(2)
    assert not Roster(there, absences=(away(2, 3),)).is_attended(2, barred={3})
    assert not Roster(there, absences=(away(2, 3), away(3, 4))).is_attended(2)
    assert not Roster(there, absences=(away(2, 3), away(3, 2))).is_attended(2)
    assert Roster(there, absences=(away(2, 3),)).is_attended(3)


def test_a_delegate_who_left_stands_in_for_nobody() -> None:
    roster = Roster((MAYA,), absences=(away(2, 3),), former=(replace(OMAR, active=False),))

    assert roster.stands_in_for(2) is None
    assert roster.represented_by(3) == frozenset()


def test_an_account_that_was_ended_is_still_the_same_person() -> None:
    """Whose first account was ended does not approve its orders with the second."""
    second = replace(MAYA, id=9, slack_id="URAVI2", email="Ravi+2@acme.example")
    roster = Roster((MAYA, second), former=(replace(RAVI, active=False),))

    assert roster.same_people({1}) == {1, 9}


def test_the_manager_of_a_rep_who_left_still_is_asked() -> None:
    roster = Roster((MAYA,), former=(replace(RAVI, active=False),))

    assert roster.named(Approvers(manager_of_rep=True), rep_id=1) == {2}
