"""A draft played over past orders: what changes hands, whose queue grows, how long it takes."""

from bot.domain.conditions import Facts
from bot.domain.people import Member, Role
from bot.domain.policies import (
    ALL,
    EVERYTHING_ELSE,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
)
from bot.domain.rehearsals import Load, PastOrder, Rehearsal, rehearse
from bot.domain.rosters import Roster

RAVI, MAYA, OMAR, ANA = 1, 2, 3, 4
ROSTER = Roster(
    (
        Member(RAVI, "Ravi", Role.REP, "URAVI"),
        Member(MAYA, "Maya", Role.MANAGER, "UMAYA"),
        Member(OMAR, "Omar", Role.MANAGER, "UOMAR"),
        Member(ANA, "Ana", Role.ADMIN, "UANA"),
    )
)


def asks(*people: int, need: int = 1) -> Step:
    return Step(Approvers(member_ids=people), need)


def past(number: int, amount: int, *, rep: int = RAVI, waited: float | None = None) -> PastOrder:
    return PastOrder(number, Facts(amount, "EUR"), rep, frozenset({rep}), waited)


NOW = Policy(1, (Rule("Large", (at_least(1_000, "EUR"),), (asks(MAYA, OMAR),)), EVERYTHING_ELSE))
DRAFT = Policy(
    2,
    (
        Rule("Giant", (at_least(9_000, "EUR"),), (asks(MAYA, OMAR), asks(ANA))),
        Rule("Large", (at_least(2_000, "EUR"),), (asks(MAYA, OMAR),)),
        EVERYTHING_ELSE,
    ),
)
ORDERS = (past(1, 500), past(2, 1_500, waited=3), past(3, 2_500, waited=5), past(4, 9_500))


def played(draft: Policy = DRAFT, **paces: float) -> Rehearsal:
    ids = {"maya": MAYA, "omar": OMAR, "ana": ANA}
    known = {ids[name]: hours for name, hours in paces.items()}
    return rehearse(ORDERS, in_force=NOW, draft=draft, roster=ROSTER, paces=known)


def test_it_counts_what_goes_through_and_names_what_changes_hands() -> None:
    found = played(maya=2.0, omar=4.0, ana=10.0)

    assert (found.orders, found.let_through_before, found.let_through_after) == (4, 1, 2)
    assert [change.number for change in found.changes] == [2, 4]
    assert found.changes[0].after.lets_through
    assert found.changes[1].after.people == (frozenset({MAYA, OMAR}), frozenset({ANA}))
    assert found.changes[1].after.rule == "Giant"


def test_it_says_whose_queue_grows() -> None:
    assert set(played(maya=2.0).loads) == {Load(ANA, 0, 1), Load(MAYA, 3, 2), Load(OMAR, 3, 2)}
    assert played(maya=2.0).loads[0].member_id == ANA


def test_the_wait_is_that_of_the_fastest_step_after_step() -> None:
    found = played(maya=2.0, omar=4.0, ana=10.0)

    # Before: always Maya's 2 hours. After: 2 hours, and 2 and 10 for the giant one.
    assert (found.before, found.after) == (2.0, 7.0)
    # It really took 3 and 5 hours.
    assert found.waited == 4.0
    assert found.without_history == frozenset()


def test_all_of_them_take_as_long_as_the_slowest() -> None:
    both = Policy(2, (Rule("Every", steps=(asks(MAYA, OMAR, need=ALL),)),))

    assert played(both, maya=2.0, omar=4.0).after == 4.0


def test_who_never_decided_has_the_pace_of_the_others_and_is_named() -> None:
    found = played(maya=2.0, omar=4.0)

    # Ana's pace is the middle of 2 and 4.
    assert found.after == 3.5
    assert found.without_history == {ANA}
    assert played().after is None


def test_nobody_is_asked_about_their_own() -> None:
    own = (past(7, 5_000, rep=MAYA),)
    found = rehearse(own, in_force=NOW, draft=DRAFT, roster=ROSTER, paces={})

    assert found.loads == (Load(OMAR, 1, 1),)
    assert found.changes == ()
