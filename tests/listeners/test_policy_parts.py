"""The conditions and steps of a rule, changed in their forms."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.blocks import rule_form, step_form
from bot.blocks.policies import Place
from bot.domain import policy_cells
from bot.domain.conditions import FLAGS, Condition, Field, Words
from bot.domain.people import Role
from bot.domain.policies import (
    ALL,
    Approvers,
    Step,
)
from bot.edge import FormErrors, UpdateForm
from bot.edge.call import Value
from bot.listeners import policies, policy_rules, policy_steps
from tests.filling import filled
from tests.imports.test_policy_files import DIRECTORY, TEAM
from tests.listeners.policy_screen import Screen
from tests.some_policies import conditions, steps

# There is nothing about a flag to change: it is there, or it is removed.
CHANGED_IN_A_FORM = some.sampled_from([each for each in Field if each not in FLAGS])


def test_conditions_and_steps_are_changed_and_removed(three: Screen) -> None:
    typed = {rule_form.NAME: "a", rule_form.OCCASION: "order"}
    three.press(policies.change_rule, "change:0")
    three.press(policy_rules.change_condition, "change:region", **typed)
    three.send(policy_rules.take_condition, condition_written='"x, y"')
    assert three.rules[0].conditions == (Condition(Field.REGION, Words(("x, y",))),)
    three.press(policy_rules.change_condition, "remove:region", **typed)
    assert not three.rules[0].conditions
    three.press(policy_steps.change_step, "remove:0", **typed)
    assert not three.rules[0].steps


@pytest.mark.parametrize(
    ("field", "typed", "wrong", "said"),
    [
        ("amount", {"condition_from": "a lot"}, "condition_from", "lot is no currency"),
        ("amount", {"condition_from": "5 XYZ"}, "condition_from", "XYZ is no currency"),
        ("amount", {"condition_from": "9", "condition_below": "8"}, "condition_below", "more than"),
        ("amount", {"condition_from": "9 EUR", "condition_below": "10 USD"}, "condition_below",
         "one currency"),
        ("amount", {"condition_from": "9", "condition_written": "> 8"}, "condition_written",
         "not in both"),
        ("amount", {}, "condition_from", "Write something, or press Back."),
        ("amount", {"condition_written": "5000"}, "condition_written", "Write >= 5000"),
        ("line_discount", {"condition_from": "101"}, "condition_from", "out of bounds"),
        ("rep", {"condition_written": "Kim"}, "condition_written", "No member is called “Kim”"),
        ("segment", {"condition_written": "a,,b"}, "condition_written", "between two commas"),
    ],
)  # fmt: skip
def test_a_wrong_condition_stays_open_with_the_reason_at_its_field(
    three: Screen, field: str, typed: Mapping[str, Value], wrong: str, said: str
) -> None:
    three.press(policies.change_rule, "change:0")
    three.press(policy_rules.add_condition, field, rule_name="a", rule_occasion="order")

    answer = three.send(policy_rules.take_condition, **typed)

    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {wrong}
    assert said in answer.errors[wrong]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"step_due": "soon"}, {step_form.DUE}),
        ({"step_remind": "4"}, {step_form.REMIND}),
        ({"step_due": "8", "step_remind": "8"}, {step_form.REMIND}),
        ({"step_due": "8", "step_expire": "7"}, {step_form.EXPIRE}),
        ({"step_role": "admin"}, {step_form.DUE}),
        ({"step_due": "0", "step_remind": "x"}, {step_form.DUE, step_form.REMIND}),
    ],
)
def test_wrong_hours_stay_open_with_the_reason_at_their_field(
    three: Screen, typed: Mapping[str, Value], wrong: set[str]
) -> None:
    three.press(policies.change_rule, "change:0")
    three.press(policy_steps.change_step, "times:0", rule_name="a", rule_occasion="order")

    answer = three.send(policy_steps.take_times, **typed)

    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == wrong


def test_a_step_that_asks_nobody_is_not_taken(three: Screen) -> None:
    three.press(policies.change_rule, "change:0")
    three.press(policy_steps.change_step, "change:0", rule_name="a", rule_occasion="order")

    assert isinstance(three.send(policy_steps.take_step, step_need="1"), FormErrors)
    assert isinstance(
        three.send(policy_steps.take_step, step_role="finance", step_need="0"), UpdateForm
    )
    assert three.rules[0].steps == (Step(Approvers(Role.FINANCE), ALL),)


@settings(max_examples=100, deadline=None)
@given(CHANGED_IN_A_FORM.flatmap(conditions))
def test_a_condition_that_is_opened_and_sent_as_it_stands_stays_as_it_was(
    condition: Condition,
) -> None:
    written = policy_cells.write(condition, DIRECTORY)
    drawn = rule_form.condition_form(condition.field, condition, written, Place(), currency="EUR")
    wrong: dict[str, str] = {}

    read = policy_rules.condition_of(filled(drawn), condition.field, DIRECTORY, "EUR", wrong)

    assert wrong == {}
    assert read == condition


@settings(max_examples=50, deadline=None)
@given(steps())
def test_a_step_that_is_opened_and_sent_as_it_stands_asks_the_same(step: Step) -> None:
    form = filled(step_form.step_form(step, TEAM, Place()))

    assert policy_steps.approvers_of(form) == step.approvers
    assert form.text(step_form.NEED) == str(step.need)
