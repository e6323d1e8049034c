"""What an admin may make of a member, and what somebody leaves behind."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.errors import InvalidFields
from bot.domain.memberships import LastAdmin, LooseEnds, Membership, changed, loose_ends
from bot.domain.people import Member, Role
from bot.domain.rosters import Absence, Roster

RAVI = Member(1, "Ravi", Role.REP, "URAVI")
MAYA = Member(2, "Maya", Role.MANAGER, "UMAYA")
OMAR = Member(3, "Omar", Role.MANAGER, "UOMAR")
ANA = Member(4, "Ana", Role.ADMIN, "UANA")
TEAM = (RAVI, MAYA, OMAR, ANA)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def made(member: Member, everybody: tuple[Member, ...] = TEAM, **wanted: object) -> Member:
    return changed(
        member,
        replace(Membership.of(member), **wanted),  # type: ignore[arg-type]
        everybody=everybody,
    )


def reporting(**managers: int) -> tuple[Member, ...]:
    """Return the team with who reports to whom, by name."""
    return tuple(replace(each, manager_id=managers.get(each.name)) for each in TEAM)


def test_the_last_admin_neither_leaves_nor_becomes_less() -> None:
    for wanted in ({"role": Role.MANAGER}, {"active": False}):
        with pytest.raises(LastAdmin):
            made(ANA, **wanted)
    second = replace(OMAR, role=Role.ADMIN)
    assert not made(ANA, (RAVI, MAYA, second, ANA), active=False).active


@pytest.mark.parametrize("missing", [{"slack_id": None}, {"active": False}])
def test_an_admin_who_cannot_press_a_button_does_not_count(missing: dict[str, object]) -> None:
    second = replace(OMAR, role=Role.ADMIN, **missing)  # type: ignore[arg-type]
    with pytest.raises(LastAdmin):
        made(ANA, (RAVI, MAYA, second, ANA), role=Role.REP)


def test_a_team_is_a_short_line() -> None:
    assert made(RAVI, team="  North \n West ").team == "North West"
    assert made(RAVI, team="  ").team is None
    assert len(made(RAVI, team="x" * 100).team or "") == 100
    with pytest.raises(InvalidFields) as refused:
        made(RAVI, team="x" * 101)
    assert set(refused.value.fields) == {"team"}


def test_nobody_is_their_own_manager() -> None:
    with pytest.raises(InvalidFields, match="Ravi cannot report to themselves"):
        made(RAVI, manager_id=1)


@pytest.mark.parametrize(
    ("managers", "sentence"),
    [
        ({"Maya": 1}, "Maya reports to Ravi already. Change that first"),
        ({"Maya": 3, "Omar": 1}, "Maya reports to Ravi through Omar already"),
        ({"Maya": 3, "Omar": 4, "Ana": 1}, "Maya reports to Ravi through Omar, Ana already"),
    ],
)
def test_managers_make_no_circle(managers: dict[str, int], sentence: str) -> None:
    team = reporting(**managers)
    with pytest.raises(InvalidFields, match=sentence):
        made(team[0], team, manager_id=2)


def test_a_circle_that_is_there_already_does_not_hang() -> None:
    team = reporting(Maya=3, Omar=2)
    assert made(team[0], team, manager_id=2).manager_id == 2


@pytest.mark.parametrize("gone", [replace(MAYA, active=False), replace(MAYA, id=99)])
def test_who_is_not_there_manages_nobody(gone: Member) -> None:
    with pytest.raises(InvalidFields, match="There is no such member"):
        made(RAVI, (RAVI, gone, ANA), manager_id=2)


def test_a_manager_who_left_does_not_keep_a_member_from_being_changed() -> None:
    ravi = replace(RAVI, manager_id=2)
    team = (ravi, replace(MAYA, active=False), ANA)
    assert made(ravi, team, team="North").manager_id == 2


def test_who_reported_to_somebody_who_left_is_told() -> None:
    before = Roster((*TEAM[1:], replace(RAVI, manager_id=2)))
    after = Roster((OMAR, ANA, replace(RAVI, manager_id=2)))

    ends = loose_ends(2, before=before, after=after, waiting=(), rules=())

    assert ends == LooseEnds(reports=("Ravi",))
    assert loose_ends(3, before=before, after=after, waiting=(), rules=()) == LooseEnds()
    # Nothing is left behind by somebody who stays.
    assert loose_ends(2, before=before, after=before, waiting=(), rules=()) == LooseEnds()


def test_who_is_away_and_named_somebody_who_left_is_told() -> None:
    away = Absence(1, ANA.id, MAYA.id, NOON, NOON)
    before = Roster(TEAM, absences=(away,))
    after = Roster((RAVI, OMAR, ANA), absences=(away,))

    ends = loose_ends(2, before=before, after=after, waiting=(), rules=())

    assert ends == LooseEnds(away=("Ana",))
