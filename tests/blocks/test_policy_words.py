"""Whom a step asks, as the list of the rules says it."""

import pytest

from bot.blocks.policy_words import who
from bot.domain.people import Role
from bot.domain.policies import ALL, ANY, Approvers, Step
from bot.domain.policy_asking import Team
from bot.domain.rosters import Roster

TEAM = Team(Roster(()), {"SLEGAL": "legal"})
MANAGERS_OR_LEGAL = Approvers(role=Role.MANAGER, group_ids=("SLEGAL",))


@pytest.mark.parametrize(
    ("need", "said"),
    [
        (ANY, "any manager or @legal"),
        (ALL, "all of the managers and @legal"),
        (2, "2 of the managers or @legal"),
    ],
)
def test_how_many_are_needed_reads_as_it_counts(need: int, said: str) -> None:
    assert who(Step(MANAGERS_OR_LEGAL, need=need), TEAM) == said


def test_the_end_of_a_step_is_told_beside_when_it_is_due() -> None:
    step = Step(MANAGERS_OR_LEGAL, due_hours=8, expire_hours=24)

    assert who(step, TEAM) == "any manager or @legal, due after 8 h, ends after 24 h"
