"""What a policy asks: the first rule that fits, and the highest approver where none can tell."""

from dataclasses import replace

import pytest

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
    HIGHEST,
    Policy,
    Rule,
    at_least,
    default_policy,
    judge,
)

SMALL = Facts(100_00, "EUR")
DEFAULT = default_policy("EUR")


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (SMALL, "Everything else"),
        (replace(SMALL, amount_minor=5_000_00), "Large order"),
        (replace(SMALL, amount_minor=4_999_99), "Everything else"),
        (replace(SMALL, line_discount=2_000), "Deep discount"),
        (replace(SMALL, customer_is_new=True), "Everything else"),
        (
            replace(SMALL, amount_minor=1_000_00, customer_is_new=True),
            "First order of a new customer",
        ),
    ],
)
def test_the_first_rule_that_fits_decides(facts: Facts, rule: str) -> None:
    ruling = judge(DEFAULT, facts)

    assert ruling.rule is not None
    assert ruling.rule.name == rule
    assert ruling.lets_through is (rule == "Everything else")


def test_what_no_rule_fits_goes_to_the_highest_approver() -> None:
    ruling = judge(Policy(1, ()), SMALL)

    assert (ruling.rule, ruling.steps) == (None, HIGHEST)


@pytest.mark.parametrize(
    ("facts", "condition", "why"),
    [
        (replace(SMALL, currency="USD"), at_least(1, "EUR"), "an order in USD"),
        (replace(SMALL, mixed_currencies=True), at_least(1, "EUR"), "several currencies"),
        (SMALL, Condition(Field.MARGIN, Numbers((Interval(high=10),))), "cost of a product"),
        (replace(SMALL, over_credit=None), Condition(Field.OVER_CREDIT, Flag()), "credit limit"),
    ],
)
def test_what_cannot_be_judged_goes_to_the_highest_approver(
    facts: Facts, condition: Condition, why: str
) -> None:
    ruling = judge(Policy(1, (Rule("Odd", (condition,), ()), EVERYTHING_ELSE)), facts)

    assert ruling.steps == HIGHEST
    assert why in ruling.why


def test_a_rule_that_fails_on_what_is_known_is_passed_over_whatever_is_not() -> None:
    odd = Rule("Odd", (at_least(1, "EUR"), Condition(Field.NEW_CUSTOMER, Flag())))
    dollars = replace(SMALL, currency="USD", customer_is_new=False)

    assert judge(Policy(1, (odd, EVERYTHING_ELSE)), dollars).lets_through


def test_a_rule_for_one_currency_leaves_the_others_to_the_rules_behind_it() -> None:
    euros = Rule("Euros", (Condition(Field.CURRENCY, Words(("EUR",))), at_least(1, "EUR")))
    dollars = Rule("Dollars", (Condition(Field.CURRENCY, Words(("USD",))), at_least(1, "USD")))

    ruling = judge(Policy(1, (euros, dollars)), replace(SMALL, currency="USD"))

    assert ruling.rule == dollars


def test_a_rule_for_cancellations_does_not_look_at_orders() -> None:
    policy = Policy(1, (Rule("Cancelling", occasion=Occasion.CANCELLATION), EVERYTHING_ELSE))

    assert judge(policy, SMALL).lets_through
    cancelling = judge(policy, replace(SMALL, occasion=Occasion.CANCELLATION))
    assert not cancelling.lets_through


def test_a_cancellation_that_no_rule_names_needs_no_approval() -> None:
    assert judge(DEFAULT, replace(SMALL, occasion=Occasion.CANCELLATION)).lets_through


@pytest.mark.parametrize(
    ("test", "given", "holds"),
    [
        (Numbers((Interval(10, 30, high_open=True),)), 10, True),
        (Numbers((Interval(10, 30, high_open=True),)), 30, False),
        (Numbers((Interval(10, 30, low_open=True),)), 10, False),
        (Numbers((Interval(high=5), Interval(low=9))), 7, False),
        (Numbers((Interval(high=5), Interval(low=9))), 9, True),
        (Numbers((Interval(10, 30),), negated=True), 20, False),
    ],
)
def test_intervals_hold_as_they_are_written(test: Numbers, given: int, *, holds: bool) -> None:
    condition = Condition(Field.LINE_DISCOUNT, test)

    assert condition.judge(replace(SMALL, line_discount=given)) is holds


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        (Words(("tools", "Food")), True),
        (Words(("toys",)), False),
        (Words(("FOOD",), negated=True), False),
        (Words(("toys",), negated=True), True),
    ],
)
def test_words_hold_without_regard_to_case(test: Words, *, holds: bool) -> None:
    condition = Condition(Field.CATEGORY, test)

    assert condition.judge(replace(SMALL, categories=frozenset({"food"}))) is holds


def test_a_rule_is_said_in_words() -> None:
    rule = Rule(
        "Odd",
        (
            at_least(5_000_00, "EUR"),
            Condition(Field.MARGIN, Numbers((Interval(1_000, 3_000, high_open=True),))),
            Condition(Field.REP, Words(("7",), negated=True)),
            Condition(Field.OVER_CREDIT, Flag()),
        ),
    )

    assert rule.describe({"7": "Ravi"}) == (
        "the total is €5,000.00 or more and the margin is from 10% and below 30%"
        " and the rep is not Ravi and the credit limit is exceeded"
    )
