"""What rules have lost since they were put in force."""

import pytest

from bot.domain.people import Member, Role
from bot.domain.policies import ALL, Approvers, Policy, Rule, Step
from bot.domain.policy_asking import Team
from bot.domain.policy_losses import losses
from bot.domain.rosters import Roster

MAYA = Member(2, "Maya", Role.MANAGER, "UMAYA")
OMAR = Member(3, "Omar", Role.MANAGER, "UOMAR")
READS = Member(2, "Maya", Role.READ_ONLY, "UMAYA")
ANA = Member(4, "Ana", Role.ADMIN, "UANA")
LEGAL = {"SLEGAL": "legal"}
BEFORE = Team(Roster((MAYA, OMAR, ANA), {"SLEGAL": frozenset({2, 3})}), LEGAL)
MAYA_LEFT = Team(Roster((OMAR, ANA), {"SLEGAL": frozenset({3})}, former=(MAYA,)), LEGAL)
MAYA_READS = Team(Roster((READS, OMAR, ANA), {"SLEGAL": frozenset({2, 3})}), LEGAL)
NO_GROUP = Team(Roster((MAYA, OMAR, ANA)))
EMPTY_GROUP = Team(Roster((MAYA, OMAR, ANA), {"SLEGAL": frozenset()}), LEGAL)

MAYA_OR_OMAR = Approvers(member_ids=(2, 3))
ASKS_LEGAL = Step(Approvers(group_ids=("SLEGAL",)))


@pytest.mark.parametrize(
    ("step", "after", "told"),
    [
        (
            Step(MAYA_OR_OMAR),
            MAYA_LEFT,
            "asks Maya, who has left; those who are left are asked.",
        ),
        (
            Step(MAYA_OR_OMAR, need=2),
            MAYA_LEFT,
            "asks Maya, who has left; the admins are asked as well.",
        ),
        (
            Step(MAYA_OR_OMAR, need=ALL),
            MAYA_READS,
            "asks Maya, who may only read now; those who are left are asked.",
        ),
        (
            Step(Approvers(member_ids=(2,), group_ids=("SLEGAL",))),
            Team(Roster((ANA,))),
            (
                "asks Maya, who has left, and @legal, a user group that Slack no longer shows;"
                " the admins are asked as well."
            ),
        ),
        (ASKS_LEGAL, EMPTY_GROUP, "has too few people left who can approve;"),
        (Step(Approvers(Role.MANAGER), need=3), MAYA_LEFT, "has too few people left"),
        (Step(backup=ASKS_LEGAL.approvers), NO_GROUP, "has as backup @legal, a user group that"),
    ],
)
def test_what_a_step_has_lost_is_said_with_what_follows(step: Step, after: Team, told: str) -> None:
    (sentence,) = losses(Policy(1, (Rule("Large", steps=(step,)),)), BEFORE, after)
    assert sentence.startswith(f"Rule 1 “Large” {told}")


@pytest.mark.parametrize(
    ("step", "after"),
    [
        # Fewer are left, but enough.
        (Step(Approvers(Role.MANAGER)), MAYA_LEFT),
        (ASKS_LEGAL, MAYA_LEFT),
        # Nothing is worse than it was.
        (Step(Approvers(Role.MANAGER), need=9), MAYA_LEFT),
        (Step(Approvers(member_ids=(9,), group_ids=("SGONE",))), MAYA_LEFT),
        (Step(MAYA_OR_OMAR), BEFORE),
    ],
)
def test_what_does_no_harm_is_not_told(step: Step, after: Team) -> None:
    assert losses(Policy(1, (Rule("Large", steps=(step,)),)), BEFORE, after) == ()


def test_each_step_and_rule_is_named() -> None:
    policy = Policy(1, (Rule("One", steps=()), Rule("Two", steps=(Step(), Step(MAYA_OR_OMAR)))))
    (sentence,) = losses(policy, BEFORE, MAYA_LEFT)
    assert sentence.startswith("Rule 2 “Two”, step 2, asks Maya, who has left;")
