"""Orders of a day weighed as if they were one: no rule on the total is slipped by dividing one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.domain.conditions import (
    Condition,
    Facts,
    Field,
    Interval,
    Numbers,
    Occasion,
    Together,
    Words,
)
from bot.domain.explanations import explain
from bot.domain.orders import OrderLine
from bot.domain.people import Role
from bot.domain.policies import (
    EVERYTHING_ELSE,
    HIGHEST,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
    discount_from,
    first_that_fits,
    judge,
)
from bot.domain.policy_codec import facts_from_json, facts_to_json
from bot.domain.standings import together
from tests.some_policies import facts_of_a_day, policies

DIRECTOR, MANAGER = Step(Approvers(member_ids=(7,))), Step(Approvers(Role.MANAGER))
LARGE = at_least(5_000_00, "EUR")
MACHINES = Condition(Field.CATEGORY, Words(("Machines",)))
NO_MACHINES = Condition(Field.CATEGORY, Words(("Machines",), negated=True))
THIN = Condition(Field.MARGIN, Numbers((Interval(high=1_000, high_open=True),)))
RICH = Condition(Field.MARGIN, Numbers((Interval(low=1_000),)))
DISCOUNTED = Condition(Field.ORDER_DISCOUNT, Numbers((Interval(low=1_000),)))
OWN = Together(0, 0, 4_000, frozenset({"Spares"}))
PLAIN = Facts(6_000_00, "EUR", margin=4_000, categories=OWN.categories, counted=frozenset({11}))


def beside(other: Together, facts: Facts = PLAIN) -> Facts:
    """The order with EUR 3,000.00 of its own, and another of the day like `other`."""
    return replace(facts, together=facts.own.joined(other))


def large(*conditions: Condition, steps: tuple[Step, ...] = (DIRECTOR,)) -> Rule:
    return Rule("Large", (LARGE, *conditions), steps)


@pytest.mark.parametrize(
    ("condition", "other"),
    [
        (MACHINES, replace(OWN, categories=frozenset({"Machines"}))),
        (discount_from(1_000), replace(OWN, line_discount=1_500)),
        (DISCOUNTED, replace(OWN, order_discount=1_500)),
        (THIN, replace(OWN, margin=500)),
    ],
)
def test_a_rule_on_the_total_looks_at_the_other_orders_of_the_day_too(
    condition: Condition, other: Together
) -> None:
    policy = Policy(1, (large(condition), EVERYTHING_ELSE))

    assert judge(policy, PLAIN).lets_through
    ruling = judge(policy, beside(other))
    assert (ruling.rule, ruling.steps) == (policy.rules[0], (DIRECTOR,))
    assert ruling.why.startswith("Large, with the day's other orders: the total is €5,000.00")
    assert first_that_fits(policy, beside(other)) == (ruling.rule, ruling.steps)


def test_a_rule_without_the_total_looks_at_the_order_alone() -> None:
    deep = Rule("Deep", (discount_from(1_000),), (MANAGER,))
    policy = Policy(1, (deep, large(MACHINES), EVERYTHING_ELSE))

    assert judge(policy, beside(replace(OWN, line_discount=9_000))).lets_through


def test_what_is_unknown_of_another_order_is_for_the_highest_approver() -> None:
    policy = Policy(1, (large(THIN), EVERYTHING_ELSE))

    ruling = judge(policy, beside(replace(OWN, margin=None)))

    assert (ruling.rule, ruling.steps) == (policy.rules[0], HIGHEST)
    assert "the cost of a product is not known" in ruling.why
    small = beside(replace(OWN, margin=None), replace(PLAIN, amount_minor=100))
    assert judge(policy, small).lets_through


def test_whoever_is_asked_about_the_order_alone_is_asked_after_those_of_the_whole() -> None:
    policy = Policy(
        1,
        (large(MACHINES), Rule("Spares", steps=(DIRECTOR, MANAGER))),
    )

    ruling = judge(policy, beside(replace(OWN, categories=frozenset({"Machines"}))))

    assert (ruling.rule, ruling.beside) == policy.rules
    assert ruling.steps == (DIRECTOR, MANAGER)
    assert ruling.why == (
        "Large, with the day's other orders: the total is €5,000.00 or more and a product's"
        " category is Machines; and of this order alone Spares: always"
    )


def test_what_may_go_through_must_go_through_both_ways() -> None:
    easy = Rule("Rich", (LARGE, RICH), ())
    policy = Policy(1, (easy, Rule("All", steps=(MANAGER,))))

    assert judge(policy, beside(OWN)).lets_through
    ruling = judge(policy, beside(replace(OWN, margin=500)))
    assert (ruling.rule, ruling.as_one) == (policy.rules[1], True)
    # The other way round the order alone is not what the rule lets through.
    poor = beside(OWN, replace(PLAIN, margin=500))
    assert judge(policy, poor).rule == policy.rules[1]


def test_a_rule_that_fits_the_part_but_not_the_whole_hides_no_rule_on_the_total() -> None:
    policy = Policy(1, (Rule("No machines", (NO_MACHINES,), ()), large(MACHINES), EVERYTHING_ELSE))
    machines = replace(OWN, categories=frozenset({"Machines"}))

    assert judge(policy, beside(machines)).rule == policy.rules[1]
    small = beside(machines, replace(PLAIN, amount_minor=100))
    assert judge(policy, small).rule == policy.rules[0]


def test_where_no_rule_is_left_the_one_decides_that_the_whole_would_need() -> None:
    """Not the highest approver: the policy has a rule for every order."""
    policy = Policy(
        1,
        (
            Rule("Small", (at_least(1, "EUR"), Condition(Field.LINE_DISCOUNT, none_below(1_000)))),
            Rule("Deep", (discount_from(1_000),), (DIRECTOR,)),
        ),
    )

    ruling = judge(policy, beside(replace(OWN, line_discount=2_000)))

    assert (ruling.rule, ruling.steps) == (policy.rules[1], (DIRECTOR, Step()))


def none_below(basis_points: int) -> Numbers:
    return Numbers((Interval(high=basis_points, high_open=True),))


@settings(max_examples=30)
@given(policies(), facts_of_a_day())
def test_it_never_asks_less_than_about_the_order_alone(policy: Policy, facts: Facts) -> None:
    alone, ruling = judge(policy, replace(facts, together=None)), judge(policy, facts)

    assert set(alone.steps) <= set(ruling.steps)
    assert first_that_fits(policy, facts) == (ruling.rule, ruling.steps)


@settings(max_examples=30)
@given(policies(most_rules=8), facts_of_a_day())
def test_it_asks_whoever_the_undivided_order_would(policy: Policy, facts: Facts) -> None:
    """As far as every rule looks at the total: the others look at the order alone."""
    weighing = [rule for rule in policy.rules if rule.weighs_amount]
    policy = Policy(1, (*weighing, EVERYTHING_ELSE))

    undivided = judge(policy, facts.as_one or facts)

    assert set(undivided.steps) <= set(judge(policy, facts).steps)


@settings(max_examples=30)
@given(policies(), facts_of_a_day())
def test_without_a_rule_on_the_total_other_orders_do_not_count(
    policy: Policy, facts: Facts
) -> None:
    rules = tuple(rule for rule in policy.rules if not rule.weighs_amount)
    alone = judge(Policy(1, rules), replace(facts, together=None))

    if alone.rule is not None or facts.occasion is Occasion.CANCELLATION:
        assert judge(Policy(1, rules), facts) == alone


@given(facts_of_a_day())
def test_what_was_weighed_of_the_day_comes_back_as_it_was(facts: Facts) -> None:
    stored = json.loads(json.dumps(facts_to_json(facts)))

    assert facts_from_json(stored) == facts
    stored.pop("together")
    assert facts_from_json(stored) == replace(facts, together=None)


def test_orders_together_have_the_worst_of_each() -> None:
    chai = OrderLine(1, "Chai", 10, 1_000, 500, 600, "Tea")
    salt = OrderLine(2, "Salt", 10, 1_000, 2_000, 700, None)

    assert together([]) is None
    assert together([(chai,), (salt, chai)]) == Together(2_000, 1_250, 2_571, frozenset({"Tea"}))
    unknown = replace(salt, unit_cost_minor=None)
    assert together([(chai,), (unknown,)]) == Together(2_000, 2_000, None, frozenset({"Tea"}))


def test_the_way_to_a_ruling_tells_what_the_day_was_and_which_rule_asks_of_the_order_alone() -> (
    None
):
    deep = Rule("Deep", (discount_from(1_000),), (MANAGER,))
    policy = Policy(1, (large(MACHINES), deep))
    own = replace(PLAIN, line_discount=2_000)

    told = explain(policy, beside(replace(OWN, categories=frozenset({"Machines"})), own))

    assert told.decided is not None
    assert told.beside is not None
    assert told.decided.place == 1
    assert told.decided.facts.categories == frozenset({"Machines", "Spares"})
    assert (told.beside.place, told.beside.facts.line_discount) == (2, 2_000)
