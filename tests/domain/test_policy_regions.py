"""Regions of orders, held against the policy itself: what they say of rules must come true."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as some

from bot.domain import policy_regions as regions
from bot.domain.conditions import (
    Condition,
    Facts,
    Field,
    Flag,
    Interval,
    Numbers,
    Occasion,
    Words,
)
from bot.domain.policies import (
    EVERYTHING_ELSE,
    Policy,
    Rule,
    at_least,
    default_policy,
    discount_from,
    judge,
)
from bot.domain.policy_gaps import describe
from bot.domain.policy_regions import (
    Budget,
    Cut,
    ManyWords,
    OneWord,
    Range,
    Region,
    Spans,
    TooManyRegions,
    Truth,
)
from tests.some_policies import FACTS, policies

MOST = 2_000


def uncovered(rules: Sequence[Rule], *, most: int = MOST) -> Region | None:
    return regions.first_uncovered({}, [Cut.of(rule) for rule in rules], Budget(most))


NAMES = {
    Field.AMOUNT: "amount_minor",
    Field.NEW_CUSTOMER: "customer_is_new",
    Field.SEGMENT: "segments",
    Field.REGION: "regions",
    Field.CATEGORY: "categories",
}


def facts_in(region: Region) -> Facts:
    """Return an order that lies in a region."""
    said: dict[str, Any] = {"amount_minor": 0, "currency": "XXX", "margin": 0}
    said |= {NAMES.get(field, field.value): one_of(allowed) for field, allowed in region.items()}
    facts = Facts(**said)
    # Currencies are compared as codes where amounts are, and without case among words.
    return replace(facts, currency=facts.currency.upper())


def one_of(allowed: Range) -> Any:
    match allowed:
        case Spans(spans):
            low, high = spans[0]
            return high if low == -regions.FAR else low
        case Truth(values):
            return min(values)
        case OneWord(words, excluded):
            return "another" if excluded else min(words)
        case ManyWords(some_of, none_of):
            return frozenset(min(wanted - none_of) for wanted in some_of)


@settings(max_examples=100)
@given(policies(most_steps=0))
def test_an_order_in_the_region_of_a_rule_fits_it(policy: Policy) -> None:
    for rule in policy.rules:
        region = regions.region_of(rule)
        if region is not None:
            facts = replace(facts_in(region), occasion=rule.occasion)
            assert rule.judge(facts) is True


@settings(max_examples=100)
@given(policies(most_steps=0), FACTS)
def test_a_rule_without_a_region_fits_no_order(policy: Policy, facts: Facts) -> None:
    for rule in policy.rules:
        if regions.region_of(rule) is None:
            assert rule.judge(facts) is not True


@settings(max_examples=150)
@given(policies(most_rules=8, most_steps=0), FACTS)
def test_what_is_left_uncovered_is_what_no_rule_fits(policy: Policy, facts: Facts) -> None:
    rules = [replace(rule, occasion=Occasion.ORDER) for rule in policy.rules]
    try:
        found = uncovered(rules)
    except TooManyRegions:
        assume(False)
    if found is None:
        assert judge(Policy(1, tuple(rules)), replace(facts, occasion=Occasion.ORDER)).rule
    else:
        assert all(rule.judge(facts_in(found)) is False for rule in rules)


def amount(low: int | None, high: int | None, **kinds: bool) -> Condition:
    return Condition(Field.AMOUNT, Numbers((Interval(low, high, **kinds),), currency="EUR"))


def test_intervals_that_touch_leave_nothing_between() -> None:
    rules = [
        Rule("a", (amount(None, 100, high_open=True),)),
        Rule("b", (amount(100, 200),)),
        Rule("c", (amount(200, None, low_open=True),)),
    ]

    assert uncovered(rules) is None
    left = uncovered(rules[:2])
    assert left is not None
    assert describe(left) == "the total is €2.01 or more"


def test_a_flag_and_its_opposite_cover_everything() -> None:
    rules = [Rule(str(each), (Condition(Field.OVER_CREDIT, Flag(each)),)) for each in (True, False)]

    assert uncovered(rules) is None


def test_a_word_and_everything_but_it_cover_everything() -> None:
    rules = [
        Rule(str(each), (Condition(Field.SEGMENT, Words(("Public",), each)),))
        for each in (True, False)
    ]

    assert uncovered(rules) is None


def test_the_policy_of_a_new_workspace_has_no_gap_and_a_shorter_one_has() -> None:
    rules = default_policy("EUR").rules

    assert uncovered(rules) is None
    left = uncovered(rules[:2])
    assert left is not None
    assert describe(left) == (
        "the total is €4,999.99 or less and a line's discount is 19.99% or less"
    )


def test_it_gives_up_on_rules_that_cut_everything_into_too_many_pieces() -> None:
    rules = [
        Rule(str(each), (Condition(Field.CATEGORY, Words((f"{each}a", f"{each}b"))),) * 2)
        for each in range(50)
    ] + [EVERYTHING_ELSE]
    try:
        uncovered([*rules, *rules], most=10)
    except TooManyRegions:
        return
    raise AssertionError


@given(some.integers(0, 10_000))
def test_no_discount_lies_outside_what_a_discount_can_be(points: int) -> None:
    assert regions.region_of(Rule("a", (discount_from(points),))) is not None
    assert regions.region_of(Rule("a", (discount_from(10_001),))) is None
    assert regions.region_of(Rule("a", (at_least(0, "EUR"), amount(None, -1)))) is None
