"""Why a policy asks: the way to its ruling, rule by rule, as `judge` goes it."""

import time
from dataclasses import replace

from hypothesis import given, settings

from bot.domain.conditions import Condition, Facts, Field, Occasion, Words
from bot.domain.explanations import explain, say_fact
from bot.domain.policies import (
    EVERYTHING_ELSE,
    NEW_CUSTOMER,
    Policy,
    Rule,
    at_least,
    default_policy,
    discount_from,
    judge,
)
from tests.some_policies import FACTS, facts_of_a_day, policies

DEFAULT = default_policy("EUR")
SMALL = Facts(120_000, "EUR", line_discount=2_500)


def test_the_rules_before_the_one_that_decides_are_passed_over_by_a_condition() -> None:
    told = explain(DEFAULT, SMALL)

    assert told.decided is not None
    assert (told.decided.place, told.decided.rule.name) == (2, "Deep discount")
    assert [(each.place, each.rule.name) for each in told.passed_over] == [(1, "Large order")]
    assert told.passed_over[0].against == (at_least(500_000, "EUR"),)


def test_every_condition_has_its_verdict_also_after_one_that_failed() -> None:
    rule = Rule("Both", (NEW_CUSTOMER, at_least(1, "USD"), discount_from(2_000)))

    (looked,) = explain(Policy(1, (rule,)), SMALL).looked_at

    assert looked.verdicts == (False, None, True)
    assert (looked.fits, looked.against) == (False, (NEW_CUSTOMER,))


def test_a_rule_that_cannot_be_judged_decides_for_the_highest_approver() -> None:
    told = explain(Policy(1, (Rule("Dollars", (at_least(1, "USD"),)), EVERYTHING_ELSE)), SMALL)

    assert told.decided is not None
    assert (told.decided.rule.name, told.decided.fits) == ("Dollars", None)
    assert not told.ruling.lets_through


def test_where_no_rule_fits_all_are_passed_over() -> None:
    told = explain(Policy(1, (Rule("New", (NEW_CUSTOMER,)),)), SMALL)

    assert told.decided is None
    assert [each.rule.name for each in told.passed_over] == ["New"]


def test_rules_of_another_occasion_are_not_looked_at_and_places_stay() -> None:
    cancelling = Rule("Cancelling", occasion=Occasion.CANCELLATION)
    policy = Policy(1, (cancelling, EVERYTHING_ELSE))

    assert [each.place for each in explain(policy, SMALL).looked_at] == [2]
    cancelled = explain(policy, replace(SMALL, occasion=Occasion.CANCELLATION))
    assert [each.place for each in cancelled.looked_at] == [1]


@settings(max_examples=30)
@given(policies(), FACTS)
def test_the_explanation_agrees_with_the_ruling(policy: Policy, facts: Facts) -> None:
    told = explain(policy, facts)

    assert told.ruling == judge(policy, facts)
    assert (told.decided.rule if told.decided else None) == told.ruling.rule
    assert all(each.fits is False and each.against for each in told.passed_over)
    for each in told.looked_at:
        assert each.fits is each.rule.judge(facts)
        assert each.rule is policy.rules[each.place - 1]


@settings(max_examples=30)
@given(policies(), facts_of_a_day())
def test_it_agrees_too_where_other_orders_of_the_day_count(policy: Policy, facts: Facts) -> None:
    told = explain(policy, facts)

    assert told.ruling == judge(policy, facts)
    assert (told.decided.rule if told.decided else None) == told.ruling.rule
    assert (told.beside.rule if told.beside else None) == told.ruling.beside
    assert all(each.fits is False and each.against for each in told.passed_over)
    for each in told.looked_at:
        assert each.facts in (facts, facts.as_one)
        assert each.rule is policy.rules[each.place - 1]


@given(FACTS)
def test_every_fact_can_be_said(facts: Facts) -> None:
    assert all(say_fact(field, facts) for field in Field)


def test_five_hundred_rules_are_explained_at_once() -> None:
    """The bench holds it to 5 ms; this only to what a busy machine always makes."""
    never = tuple(
        Rule(
            f"Rule {number}",
            (
                at_least(10**9 + number, "EUR"),
                discount_from(9_000),
                Condition(Field.CATEGORY, Words(("Tea", "Coffee"))),
            ),
        )
        for number in range(500)
    )
    begun = time.perf_counter()
    told = explain(Policy(1, never), SMALL)

    assert len(told.passed_over) == 500
    assert time.perf_counter() - begun < 0.5
