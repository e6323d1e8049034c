"""What /crm shows stays inside Slack's limits and wakes nobody, whatever people are called."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.blocks import crm, ids
from bot.blocks.posts import as_dicts
from bot.domain.people import Actor, Member, Role
from tests.conftest import NOON
from tests.slack_takes import check_message

ANA = Actor(1, "UANA", "Ana", Role.ADMIN)
RAVI = Actor(2, "URAVI", "Ravi", Role.REP)
STRANGE = (
    "<!channel> & *bold* `code` ~no~ _it_",
    "ا" * 300,
    "名" * 300,
    "🙂" * 100,
    "\u202eevil",
    "x" * 300,
)


def team(size: int) -> list[Member]:
    return [
        Member(
            number + 1,
            STRANGE[number % len(STRANGE)],
            list(Role)[number % len(Role)],
            slack_id=f"U{number}" if number % 2 else None,
            title=STRANGE[-1] if number % 5 == 0 else None,
        )
        for number in range(size)
    ]


@pytest.mark.parametrize("actor", [ANA, RAVI])
@pytest.mark.parametrize("size", [0, 1, 40, 41, 300])
def test_a_team_of_any_size_can_be_shown(actor: Actor, size: int) -> None:
    members = team(size)
    text = crm.members_text(members)

    for page in (0, size // crm.MEMBERS_A_PAGE, 99, -1):
        blocks = crm.members_blocks(members, actor=actor, page=page, told="Done.")
        check_message(text, blocks)
    assert len(text) <= 4000
    assert "<!channel>" not in text


def elements(members: Sequence[Member], actor: Actor, page: int = 0) -> list[Any]:
    blocks = as_dicts(crm.members_blocks(members, actor=actor, page=page))
    return [block["accessory"] for block in blocks if "accessory" in block]


def test_an_admin_chooses_roles_and_sees_the_present_one() -> None:
    (select,) = elements([Member(7, "Maya", Role.MANAGER, slack_id="UMAYA")], ANA)

    assert select["action_id"] == ids.SET_ROLE
    assert select["initial_option"]["value"] == "7:manager:0"


def test_a_rep_only_reads_the_list() -> None:
    assert elements(team(3), RAVI) == []


def test_every_member_stands_on_exactly_one_page() -> None:
    members = team(95)

    shown = [
        option["initial_option"]["value"].split(":")[0]
        for page in range(3)
        for option in elements(members, ANA, page)
    ]

    assert shown == [str(member.id) for member in members]


def test_help_shows_what_to_type_as_it_is() -> None:
    entries = [crm.HelpEntry("Find", [("/customer <text>", "finds a customer")])]

    assert "`/customer &lt;text&gt;`  finds a customer" in crm.help_text(entries)
    check_message("help", crm.help_blocks(entries, may_set=True))


def test_only_those_who_may_set_something_get_the_button() -> None:
    entries = [crm.HelpEntry("Find", [("/customer", "finds")])]

    types = [block["type"] for block in as_dicts(crm.help_blocks(entries, may_set=False))]

    assert "actions" not in types


def test_status_without_problems_says_so() -> None:
    report = crm.StatusReport([("Database", "SQLite 3")], [], [])

    assert crm.status_text(report).startswith("Dealdesk is running well.")
    check_message(crm.status_text(report), crm.status_blocks(report))


def test_status_names_problems_and_references() -> None:
    failure = crm.Failure("<!channel> broke", NOON, "AB12CD34")
    report = crm.StatusReport([("Schema", "out of date")], ["Do this.", "Do that."], [failure])

    blocks = crm.status_blocks(report)
    shown = str(as_dicts(blocks))

    assert crm.status_text(report).startswith("Dealdesk is running, with 2 problems.")
    assert "reference `AB12CD34`" in shown
    assert "<!channel>" not in shown
    check_message(crm.status_text(report), blocks)


@pytest.mark.parametrize("role", list(Role))
def test_a_member_is_told_of_their_role(role: Role) -> None:
    post = crm.role_post(Member(7, "Maya", role, slack_id="UMAYA"), ANA, NOON)

    assert post.destination == "UMAYA"
    assert post.text.startswith("<@UANA> made you a")
    check_message(post.text, post.blocks)
