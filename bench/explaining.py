"""How long it takes to say why a policy asks what it asks."""

import statistics
import time

from bench.stage import Stage
from bench.table import Aim, Row
from bot.domain.conditions import Condition, Facts, Field, Words
from bot.domain.explanations import explain
from bot.domain.policies import Policy, Rule, at_least, discount_from

RULES = 500
AIM_MILLISECONDS = 5.0


def explanations(_stage: Stage, *, quick: bool) -> list[Row]:
    """Explain 500 rules of three conditions, of which the last never holds: the longest way."""
    policy = Policy(
        1,
        tuple(
            Rule(
                f"Rule {number}",
                (
                    at_least(1 + number, "EUR"),
                    discount_from(100),
                    Condition(Field.CATEGORY, Words(("Tea", "Coffee"))),
                ),
            )
            for number in range(RULES)
        ),
    )
    facts = Facts(120_000, "EUR", line_discount=2_500, categories=frozenset({"Milk"}))
    took = []
    for _ in range(100 if quick else 500):
        begun = time.perf_counter()
        told = explain(policy, facts)
        took.append((time.perf_counter() - begun) * 1000)
        assert len(told.looked_at) == RULES
    middle = statistics.median(took)
    return [
        Row(
            f"a policy of {RULES} rules explained, p50",
            f"{middle:,.2f} ms",
            "three conditions a rule, the last never holds",
            middle,
            Aim(f"≤ {AIM_MILLISECONDS:g} ms", AIM_MILLISECONDS),
        )
    ]
