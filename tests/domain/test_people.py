"""Who plays whose part, and who is one person with two accounts."""

from dataclasses import replace

import pytest

from bot.domain.errors import NotAllowed
from bot.domain.people import Actor, Member, Role, demand, mailbox, same_person

RAVI = Member(1, "Ravi", Role.REP, "URAVI", "ravi@acme.example")
MAYA = Member(2, "Maya", Role.MANAGER, "UMAYA", "maya@acme.example")


def also(member_id: int, email: str | None) -> Member:
    return Member(member_id, "Somebody", Role.MANAGER, f"U{member_id}", email)


@pytest.mark.parametrize(
    "email",
    [
        "ravi@acme.example",
        "Ravi@ACME.example",
        "  ravi@acme.example ",
        "ravi+approvals@acme.example",
        "RAVI+a+b@Acme.Example",
    ],
)
def test_a_second_account_with_the_same_mailbox_is_the_same_person(email: str) -> None:
    everybody = [RAVI, MAYA, also(3, email)]
    assert same_person(everybody, [1]) == {1, 3}
    assert same_person(everybody, [3]) == {1, 3}


@pytest.mark.parametrize(
    "email",
    [None, "", "@acme.example", "ravi", "ra.vi@acme.example", "ravi@globex.example"],
)
def test_another_mailbox_is_another_person(email: str | None) -> None:
    everybody = [RAVI, MAYA, also(3, email)]
    assert same_person(everybody, [1]) == {1}
    assert same_person(everybody, [3]) == {3}


def test_people_without_an_address_are_not_one_person() -> None:
    nobody = [also(4, None), also(5, None), also(6, "")]
    assert same_person(nobody, [4]) == {4}


def test_several_people_keep_all_their_accounts_and_unknown_ids_stay() -> None:
    everybody = [RAVI, MAYA, also(3, "ravi+2@acme.example"), also(4, "MAYA@acme.example")]
    assert same_person(everybody, [1, 2, 99]) == {1, 2, 3, 4, 99}
    assert same_person(everybody, []) == frozenset()


def test_somebody_who_left_still_is_who_they_were() -> None:
    left = Member(3, "Ravi", Role.REP, "UOLD", "ravi@acme.example", active=False)
    assert same_person([RAVI, left], [1]) == {1, 3}


def test_whoever_had_another_address_before_is_one_person_with_the_accounts_of_both() -> None:
    linked = replace(RAVI, former_email="r.p@old.example")
    everybody = [linked, MAYA, also(3, "ravi+2@acme.example"), also(4, "R.P@old.example")]
    for each in (1, 3, 4):
        assert same_person(everybody, [each]) == {1, 3, 4}
    assert same_person(everybody, [2]) == {2}


def test_a_tag_alone_is_a_name() -> None:
    assert mailbox("+sales@acme.example") == "+sales@acme.example"


RAVI_ACTS = Actor(1, "URAVI", "Ravi", Role.READ_ONLY)


def test_who_may_not_change_anything_is_told_who_can_help() -> None:
    with pytest.raises(NotAllowed, match=r"^Your role is read-only, so you cannot raise orders\."):
        demand(RAVI_ACTS, Role.REP, "raise orders")


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (Role.MANAGER, "Only a sales manager can do it."),
        (Role.FINANCE, "Only a finance approver can do it."),
        (Role.ADMIN, "Only an admin can do it."),
    ],
)
def test_who_lacks_a_role_is_told_which(role: Role, who: str) -> None:
    with pytest.raises(NotAllowed, match=who):
        demand(replace(RAVI_ACTS, role=Role.REP), role, "do it")


@pytest.mark.parametrize("role", Role)
def test_every_role_plays_its_own_part_and_only_that_of_admin_plays_all(role: Role) -> None:
    actor = replace(RAVI_ACTS, role=role)
    assert actor.has(role)
    assert actor.has(Role.READ_ONLY)
    assert all(actor.has(each) for each in Role) is (role is Role.ADMIN)
    demand(actor, role, "do it")


def test_whoever_stands_behind_an_event_may_change_nothing() -> None:
    assert not Actor.nobody().has(Role.REP)
