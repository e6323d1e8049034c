"""The approval policy: which rule asks, and whom."""

from dataclasses import replace

import pytest

from bot.domain.approvals import (
    ADMINS,
    Approvers,
    Facts,
    Policy,
    Rule,
    approvers_besides,
    default_policy,
    first_match,
)
from bot.domain.people import Actor, Member, Role

RAVI = Member(1, "Ravi", Role.REP, "URAVI")
MAYA = Member(2, "Maya", Role.MANAGER, "UMAYA")
OMAR = Member(3, "Omar", Role.MANAGER, "UOMAR")
ANA = Member(4, "Ana", Role.ADMIN, "UANA")
TEAM = (RAVI, MAYA, OMAR, ANA)
SMALL = Facts(total_minor=10_000, currency="EUR", discount=0, customer_is_new=False)
POLICY = default_policy("EUR")


def actor(member: Member) -> Actor:
    return Actor(member.id, member.slack_id or "", member.name, member.role)


def name_of(facts: Facts) -> str | None:
    rule = first_match(POLICY, facts)
    return rule.name if rule else None


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (SMALL, None),
        (replace(SMALL, total_minor=499_999), None),
        (replace(SMALL, total_minor=500_000), "Large order"),
        (replace(SMALL, total_minor=-500_000), "Large order"),
        (replace(SMALL, discount=1_999), None),
        (replace(SMALL, discount=2_000), "Deep discount"),
        (replace(SMALL, customer_is_new=True), None),
        (
            replace(SMALL, customer_is_new=True, total_minor=100_000),
            "First order of a new customer",
        ),
        (replace(SMALL, total_minor=500_000, discount=5_000), "Large order"),
    ],
)
def test_the_first_rule_that_matches_decides(facts: Facts, rule: str | None) -> None:
    assert name_of(facts) == rule


def test_an_amount_in_another_currency_is_looked_at_and_says_why() -> None:
    dollars = replace(SMALL, currency="USD")

    rule = first_match(POLICY, dollars)

    assert rule is not None
    assert "cannot be held against an amount in EUR" in rule.explain(dollars)
    assert "cannot" not in rule.explain(SMALL)


def test_every_condition_of_a_rule_must_hold() -> None:
    rule = Rule("Both", above_minor=100, currency="EUR", above_discount=500)

    assert rule.matches(Facts(100, "EUR", 500, customer_is_new=False))
    assert not rule.matches(Facts(100, "EUR", 499, customer_is_new=False))
    assert not rule.matches(Facts(99, "EUR", 500, customer_is_new=False))


def test_a_rule_without_conditions_matches_every_order() -> None:
    assert Rule("Everything").matches(SMALL)
    assert Rule("Everything").describe() == "always"


def test_a_policy_without_rules_asks_nobody() -> None:
    assert first_match(Policy(1, ()), SMALL) is None


def test_a_rule_describes_all_its_conditions() -> None:
    rule = Rule("R", above_minor=100, currency="EUR", above_discount=1_250, customer_is_new=True)

    assert rule.describe() == (
        "the total is €1.00 or more and a line has 12.5% discount or more and the customer is new"
    )


def test_a_role_includes_those_above_it() -> None:
    assert not Approvers(Role.MANAGER).include(actor(RAVI))
    assert Approvers(Role.MANAGER).include(actor(ANA))
    assert not ADMINS.include(actor(MAYA))


def test_named_approvers_are_those_alone() -> None:
    named = Approvers(member_ids=(OMAR.id,))

    assert named.include(actor(OMAR))
    assert not named.include(actor(ANA))


def test_who_owns_the_order_is_left_out() -> None:
    assert Approvers().among(TEAM, but=(MAYA.id,)) == (OMAR, ANA)


def test_who_has_no_account_or_has_left_cannot_press_a_button() -> None:
    team = (replace(MAYA, slack_id=None), replace(OMAR, active=False), ANA)

    assert Approvers().among(team, but=()) == (ANA,)


def test_the_admins_are_asked_where_the_rule_names_only_the_owner() -> None:
    only_maya = Approvers(member_ids=(MAYA.id,))

    assert approvers_besides(only_maya, TEAM, but=(MAYA.id,)) == ADMINS
    assert approvers_besides(only_maya, TEAM, but=(RAVI.id,)) == only_maya


def test_where_nobody_is_left_the_rule_stands_for_whoever_comes() -> None:
    assert approvers_besides(ADMINS, (RAVI, ANA), but=(ANA.id,)) == ADMINS
    assert approvers_besides(Approvers(), (MAYA,), but=(MAYA.id,)) == Approvers()
