"""Policies as JSON: what is stored comes back as it was, and what was stored before steps too."""

import json
from typing import Any

import pytest
from hypothesis import given

from bot.domain.conditions import Occasion
from bot.domain.people import Role
from bot.domain.policies import (
    EVERYTHING_ELSE,
    NEW_CUSTOMER,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
    discount_from,
)
from bot.domain.policy_codec import (
    rules_from_first_format,
    rules_from_json,
    rules_to_json,
    steps_from_json,
    steps_to_json,
)
from tests.some_policies import policies


@given(policies())
def test_every_policy_comes_back_from_json_as_it_was(policy: Policy) -> None:
    text = json.dumps(rules_to_json(policy.rules))

    assert rules_from_json(json.loads(text)) == policy.rules


@given(policies(most_rules=2))
def test_steps_come_back_by_themselves(policy: Policy) -> None:
    for rule in policy.rules:
        assert steps_from_json(json.loads(json.dumps(steps_to_json(rule.steps)))) == rule.steps


def test_what_is_left_out_takes_its_usual_value() -> None:
    stored = [{"name": "R", "conditions": [], "steps": [{"approvers": {"role": "manager"}}]}]

    assert rules_from_json(stored) == (Rule("R"),)


@pytest.mark.parametrize(
    "stored",
    [
        {"name": "R", "conditions": [{"field": "weather", "is": True}], "steps": []},
        {"name": "R", "conditions": [{"field": "amount"}], "steps": []},
        {"name": "R", "conditions": [], "steps": [], "occasion": "birthday"},
        {"name": "R", "conditions": []},
        {"name": "R", "conditions": [], "steps": [{"approvers": {"role": "emperor"}}]},
    ],
)
def test_what_is_not_known_is_refused_rather_than_left_out(stored: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError)):
        rules_from_json([stored])


def old(name: str, **said: object) -> dict[str, Any]:
    return {
        "name": name,
        "approvers": {"role": "manager", "member_ids": []},
        "above_minor": None,
        "currency": None,
        "above_discount": None,
        "customer_is_new": False,
        **said,
    }


def test_rules_from_before_there_were_steps_ask_the_same_of_the_same_orders() -> None:
    stored = [
        old("Large", above_minor=500_000, currency="EUR"),
        old("Both", above_minor=1, currency="USD", above_discount=2_000, customer_is_new=True),
        old("Omar", approvers={"role": "manager", "member_ids": [3, 4]}),
        old("Admin", approvers={"role": "admin", "member_ids": []}),
    ]

    assert rules_from_json(rules_from_first_format(stored)) == (
        Rule("Large", (at_least(500_000, "EUR"),)),
        Rule("Both", (at_least(1, "USD"), discount_from(2_000), NEW_CUSTOMER)),
        Rule("Omar", (), (Step(Approvers(None, (3, 4))),)),
        Rule("Admin", (), (Step(Approvers(Role.ADMIN)),)),
        EVERYTHING_ELSE,
    )


def test_an_empty_policy_from_before_still_lets_everything_through() -> None:
    assert rules_from_json(rules_from_first_format([])) == (EVERYTHING_ELSE,)
    assert EVERYTHING_ELSE.occasion is Occasion.ORDER
