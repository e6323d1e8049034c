"""The policy changed in its forms: rules, conditions, steps, and what is said before it counts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.blocks import policies as blocks
from bot.blocks import rule_form
from bot.blocks.text import moment
from bot.domain.conditions import Condition, Field, Flag, Interval, Numbers, Words
from bot.domain.errors import NotAllowed
from bot.domain.people import Role
from bot.domain.policies import (
    EVERYTHING_ELSE,
    NEW_CUSTOMER,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
    default_policy,
)
from bot.edge import Call, FormErrors, Reply, UpdateForm
from bot.listeners import policies, policy_rules, policy_steps
from bot.services import policies as policy_service
from bot.store import outbox
from bot.store import policies as policy_store
from tests.conftest import NOON, Cast
from tests.listeners.policy_screen import Screen
from tests.trade import large_order


def names(screen: Screen) -> str:
    return "".join(rule.name[0] for rule in screen.rules)


def test_an_admin_sees_the_rules_with_whom_they_ask(screen: Screen) -> None:
    assert screen.view.callback_id == "policy_form"
    assert "1. Large order" in screen.text
    assert "When the total is €5,000.00 or more\\n→ any manager" in screen.text
    assert "→ nobody is asked" in screen.text
    assert screen.view.submit is None


def test_it_is_said_who_put_the_policy_in_force_and_when(screen: Screen, three: Screen) -> None:
    assert "Dealdesk's own policy is in force." in screen.text
    assert f"Version 1 is in force since {moment(NOON)}, set by Ana." in three.text


def test_a_manager_looks_and_changes_nothing(call: Call, cast: Cast) -> None:
    looking = Screen(call, cast.maya)

    assert "Add a rule" not in looking.text
    assert "change_rule" not in looking.text
    for handler, value in ((policies.add_rule, "add"), (policies.change_rule, "up:1")):
        with pytest.raises(NotAllowed, match="Only an admin can change the approval policy"):
            looking.press(handler, value)
    with pytest.raises(NotAllowed):
        looking.send(policies.save)


def test_a_rep_does_not_see_it(call: Call, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        Screen(call, cast.ravi)


@pytest.mark.parametrize(
    ("value", "order"),
    [("up:1", "bacE"), ("down:1", "acbE"), ("up:0", "abcE"), ("down:3", "abcE")],
)
def test_rules_are_moved_one_place(three: Screen, value: str, order: str) -> None:
    assert names(three.press(policies.change_rule, value)) == order


def test_a_rule_is_moved_to_any_place(three: Screen) -> None:
    three.press(policies.change_rule, "to:0")

    refused = three.send(policies.move, rule_position="5")
    assert isinstance(refused, FormErrors)
    assert refused.errors == {blocks.POSITION: "Write a number from 1 to 4."}
    three.send(policies.move, rule_position="3")

    assert names(three) == "bcaE"


def test_a_rule_is_copied_and_removed(three: Screen) -> None:
    three.press(policies.change_rule, "copy:1")
    assert three.view.callback_id == "rule_form"
    assert [rule.name for rule in three.rules] == ["a", "b", "b (copy)", "c", "Everything else"]

    three.press(policy_rules.remove_rule, "remove")
    assert names(three) == "abcE"


def test_a_press_on_an_old_list_shows_how_it_stands(three: Screen) -> None:
    old = three.view
    three.press(policies.change_rule, "up:1")
    three.view = old
    three.press(policies.change_rule, "up:1")

    assert "This was changed meanwhile" in three.text
    assert names(three) == "bacE"


def test_a_new_rule_is_made_from_a_name_conditions_and_steps(
    screen: Screen, cast: Cast, session: Session
) -> None:
    typed = {rule_form.NAME: "Very large", rule_form.OCCASION: "order"}
    screen.press(policies.add_rule, "add")
    screen.press(policy_rules.add_condition, "amount", **typed)
    assert screen.view.callback_id == "condition_form"
    screen.send(policy_rules.take_condition, condition_from="20000", condition_below="50000")
    assert "from €20,000.00 and below €50,000.00" in screen.text
    screen.press(policy_rules.add_condition, "new_customer:no", **typed)
    screen.press(policy_rules.add_condition, "segment", **typed)
    screen.send(policy_rules.take_condition, condition_written="not(Public, Key)")
    screen.press(policy_steps.add_step, "add", **typed)
    screen.send(
        policy_steps.take_step,
        step_people=[str(cast.maya.member.id), str(cast.omar.member.id)],
        step_manager=["yes"],
        step_need="2",
    )
    screen.press(policy_steps.change_step, "up:1", **typed)
    screen.press(policy_steps.change_step, "times:0", **typed)
    screen.send(
        policy_steps.take_times,
        step_due="8",
        step_remind="4",
        step_expire="80",
        step_role="admin",
    )
    answer = screen.send(policy_rules.take_rule, **typed)

    assert isinstance(answer, UpdateForm)
    assert screen.rules[3] == Rule(
        "Very large",
        (
            Condition(
                Field.AMOUNT,
                Numbers((Interval(2_000_000, 5_000_000, high_open=True),), currency="EUR"),
            ),
            Condition(Field.NEW_CUSTOMER, Flag(False)),
            Condition(Field.SEGMENT, Words(("Public", "Key"), negated=True)),
        ),
        (
            Step(
                Approvers(None, (cast.maya.member.id, cast.omar.member.id), (), True),
                2,
                8,
                4,
                80,
                Approvers(Role.ADMIN),
            ),
            Step(),
        ),
    )
    assert screen.rules[4] == EVERYTHING_ELSE
    assert policy_store.in_force(session).version == 0


def test_what_was_typed_is_kept_when_another_view_opens(three: Screen) -> None:
    three.press(policies.change_rule, "change:0")
    three.press(policy_steps.add_step, "add", rule_name="Other", rule_occasion="cancellation")

    assert three.rules[0].name == "Other"
    assert three.rules[0].occasion == "cancellation"
    three.press(policy_rules.back, "back")
    assert "Other" in three.text


def test_a_rule_needs_a_name(three: Screen) -> None:
    three.press(policies.change_rule, "change:0")

    answer = three.send(policy_rules.take_rule, rule_name=" ", rule_occasion="order")

    assert isinstance(answer, FormErrors)


def test_saving_puts_the_rules_in_force(three: Screen, session: Session) -> None:
    three.press(policies.change_rule, "up:1")

    answer = three.send(policies.save)

    assert isinstance(answer, Reply)
    assert answer.text.startswith(
        "Saved. Version 2 of the policy is in force now.\nRules stand in another order.\n"
    )
    assert "\n1. b\n2. a" in answer.text
    assert "".join(rule.name[0] for rule in policy_store.in_force(session).rules) == "bacE"


def test_an_error_keeps_the_policy_from_counting(three: Screen, session: Session) -> None:
    three.press(policies.change_rule, "up:3").press(policies.change_rule, "up:2")

    three.send(policies.save)

    assert "has to be mended" in three.text
    assert "can never match" in three.text
    assert policy_store.in_force(session).version == 1


def test_warnings_are_shown_before_it_counts(three: Screen, session: Session) -> None:
    three.press(policies.change_rule, "change:3")
    three.press(policy_rules.remove_rule, "remove")

    three.send(policies.save)
    assert three.view.callback_id == "policy_review_form"
    assert "goes to the admins" in three.text
    assert policy_store.in_force(session).version == 1

    assert isinstance(three.send(policies.put_in_force), Reply)
    assert policy_store.in_force(session).version == 2


def test_a_mistyped_region_is_warned_of_before_it_counts(three: Screen) -> None:
    typed = {rule_form.NAME: "a", rule_form.OCCASION: "order"}
    three.press(policies.change_rule, "change:0")
    three.press(policy_rules.change_condition, "change:region", **typed)
    three.send(policy_rules.take_condition, condition_written="Frnace")

    three.send(policies.save)

    assert three.view.callback_id == "policy_review_form"
    assert "Frnace, which no customer has yet" in three.text


def test_changes_are_kept_until_they_are_given_up(three: Screen, call: Call, cast: Cast) -> None:
    three.press(policies.change_rule, "up:1")

    again = Screen(call, cast.ana)
    assert "Your changes are kept" in again.text
    assert again.view.submit is not None

    again.press(policies.discard, "discard")
    assert "Your changes are gone" in again.text
    assert "Start over" not in again.text


def test_who_began_from_an_older_version_is_told(
    three: Screen, session: Session, cast: Cast, call: Call
) -> None:
    three.press(policies.change_rule, "up:1")
    other = Policy(1, default_policy("EUR").rules)
    policy_service.put_in_force(session, other, by=None, at=NOON)

    assert "so they cannot be saved" in Screen(call, cast.ana).text


def test_five_hundred_rules_are_turned_over_ten_at_a_time(
    session: Session, cast: Cast, call: Call
) -> None:
    many = tuple(
        Rule(f"Rule {each}", (at_least(1_000_000 - each, "EUR"), NEW_CUSTOMER))
        for each in range(499)
    )
    policy_service.put_in_force(session, Policy(0, (*many, EVERYTHING_ELSE)), by=None, at=NOON)
    screen = Screen(call, cast.ana)

    screen.press(policies.show_rules, "49")
    assert "500. Everything else" in screen.text
    assert "Next" not in screen.text
    assert "Add a rule" not in screen.text
    screen.press(policies.change_rule, "to:499")
    screen.send(policies.move, rule_position="1")
    assert "*1. Everything else" in screen.text


def test_the_policy_comes_as_files(screen: Screen, session: Session) -> None:
    screen.press(policies.export, "export")

    assert "in your direct messages" in screen.text
    assert outbox.waiting_count(session) == 1


def test_words_of_people_wake_nobody(screen: Screen) -> None:
    screen.press(policies.add_rule, "add")
    typed = {"rule_name": "<!channel>", "rule_occasion": "order"}
    screen.press(policy_rules.add_condition, "region", **typed)
    screen.send(policy_rules.take_condition, condition_written='"<!here> *x*"')
    screen.send(policy_rules.take_rule, **typed)

    assert "<!channel>" not in screen.text
    assert "<!here>" not in screen.text


def test_user_groups_are_offered(call: Call, cast: Cast) -> None:
    assert policies.groups(replace(call, actor=cast.ana.actor), "@le").options == []


def test_the_rules_as_they_stand_are_tried_on_past_orders(
    call: Call, session: Session, cast: Cast
) -> None:
    large_order(session, cast.ravi, at=NOON - timedelta(days=1))
    screen = Screen(call, cast.ana)
    assert "Try on past orders" in str(screen.view.to_dict())

    played = policies.rehearse(replace(call, actor=cast.ana.actor), "90")

    said = str(played.view.to_dict())
    assert "*1 order of the last 90 days, with the team as it is today:*" in said
    assert "Would change hands: 0" in said
    assert "Nobody's queue grows or shrinks." in said
