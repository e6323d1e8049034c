"""What is said of a rule by itself."""

import pytest

from bot.domain.conditions import Condition, Facts, Field, Occasion, Words
from bot.domain.policies import Policy, Rule, Step, judge
from bot.domain.policy_asking import Team
from bot.domain.policy_checks import check
from bot.domain.rosters import Roster

MACHINES = Condition(Field.CATEGORY, Words(("Machines", "Spares")))
NOBODY = Team(Roster(()))


def of_the_rule(rule: Rule) -> list[str]:
    return [each.sentence for each in check([rule], NOBODY) if each.rule == 0]


@pytest.mark.parametrize("occasion", Occasion)
def test_a_rule_that_asks_nobody_and_goes_by_one_line_is_warned_of(occasion: Occasion) -> None:
    rule = Rule("Machines", (MACHINES,), steps=(), occasion=occasion)
    mixed = Facts(100, "EUR", categories=frozenset({"Spares", "Tea"}), occasion=occasion)

    assert judge(Policy(1, (rule,)), mixed).lets_through
    (told,) = of_the_rule(rule)
    assert told.startswith(
        "Rule 1 “Machines” lets an order through that has a line of Machines or Spares, whatever"
        " else is in it"
    )


def test_one_that_asks_somebody_or_names_what_may_not_be_there_is_not() -> None:
    asking = Rule("Machines", (MACHINES,), steps=(Step(),))
    without = Rule("No tea", (Condition(Field.CATEGORY, Words(("Tea",), negated=True)),), steps=())

    assert not [each for each in of_the_rule(asking) if "whatever else" in each]
    assert of_the_rule(without) == []
