"""Policies as JSON: what is stored comes back as it was, and what was stored before steps too."""

import json
from typing import Any

import pytest
from hypothesis import given

from bot.domain.conditions import Facts
from bot.domain.policies import Policy, Rule
from bot.domain.policy_codec import (
    facts_from_json,
    facts_to_json,
    rules_from_json,
    rules_to_json,
    steps_from_json,
    steps_to_json,
)
from tests.some_policies import FACTS, policies


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


@given(FACTS)
def test_what_was_weighed_comes_back_as_it_was(facts: Facts) -> None:
    assert facts_from_json(json.loads(json.dumps(facts_to_json(facts)))) == facts


def test_facts_from_before_something_was_weighed_take_its_usual_value() -> None:
    assert facts_from_json({"amount_minor": 1, "currency": "EUR"}) == Facts(1, "EUR")
