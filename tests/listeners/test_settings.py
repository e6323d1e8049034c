"""Settings, policy and roles, from the press of a button to what is stored."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from slack_sdk.models.views import View

from bot.blocks import policies as policy_blocks
from bot.blocks import settings as settings_blocks
from bot.blocks.posts import as_dicts
from bot.domain.approvals import Approvers, Policy, Rule, default_policy
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Role
from bot.edge import Call, Form, FormErrors, OpenForm, Reply, UpdateForm
from bot.edge.call import Value
from bot.listeners import settings
from bot.store import members, policies, workspaces
from tests.conftest import Cast, Person
from tests.slack_takes import check_message, check_view

THREE = Policy(0, (Rule("a"), Rule("b"), Rule("c")))


def as_(call: Call, person: Person, form: Form | None = None) -> Call:
    return replace(call, actor=person.actor, form=form)


def shown(answer: object) -> View:
    assert isinstance(answer, UpdateForm | OpenForm)
    check_view(answer.view)
    return answer.view


def draft(answer: object) -> Policy:
    return policy_blocks.policy_of(shown(answer).private_metadata or "")


def in_policy(call: Call, person: Person, policy: Policy = THREE) -> Call:
    return as_(call, person, Form({}, policy_blocks.carried(policy)))


def rule(policy: Policy, index: int | None, **values: Value) -> Form:
    filled: dict[str, Value] = {
        policy_blocks.NAME: "Large",
        policy_blocks.AMOUNT: None,
        policy_blocks.DISCOUNT: None,
        policy_blocks.NEW_CUSTOMER: [],
        policy_blocks.ROLE: "manager",
        policy_blocks.PEOPLE: [],
        **values,
    }
    view = policy_blocks.rule_form(policy, index, currency="EUR", names={})
    return Form(filled, view.private_metadata or "")


def typed(**values: Value) -> Form:
    return Form(
        {
            settings_blocks.CHANNEL: None,
            settings_blocks.CURRENCY: "EUR",
            settings_blocks.ZONE: "Europe/Berlin",
            **values,
        }
    )


def test_saved_settings_are_stored_and_told(call: Call, cast: Cast) -> None:
    form = typed(settings_channel="CSALES", settings_currency="usd")

    answer = settings.save_settings(as_(call, cast.ana), form)

    assert isinstance(answer, Reply)
    assert "<#CSALES>" in answer.text
    assert workspaces.get(call.session).approvals_channel == "CSALES"
    assert workspaces.get(call.session).currency == "USD"


def test_wrong_settings_stand_at_their_fields(call: Call, cast: Cast) -> None:
    answer = settings.save_settings(as_(call, cast.ana), typed(settings_currency="XXY"))

    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {settings_blocks.CURRENCY}


def test_a_city_finds_its_zone_first(call: Call) -> None:
    assert settings.zones(call, "new york").options[0][0] == "America/New_York"
    assert ("Europe/Berlin", "Europe/Berlin") in settings.zones(call, "BERL").options
    assert settings.zones(call, "Atlantis").options == []
    assert len(settings.zones(call, "a").options) == 100


def test_a_manager_opens_the_policy(call: Call, cast: Cast) -> None:
    assert draft(settings.open_policy(as_(call, cast.maya), "policy")) == default_policy("EUR")


@pytest.mark.parametrize(
    ("value", "order"),
    [("up:1", "bac"), ("down:1", "acb"), ("remove:1", "ac"), ("up:0", "abc"), ("down:2", "abc")],
)
def test_rules_are_moved_and_removed(call: Call, cast: Cast, value: str, order: str) -> None:
    changed = draft(settings.change_rule(in_policy(call, cast.maya), value))

    assert "".join(each.name for each in changed.rules) == order
    assert policies.in_force(call.session).version == 0


def test_a_rule_that_is_gone_cannot_be_changed(call: Call, cast: Cast) -> None:
    with pytest.raises(NotFound, match="This rule is gone"):
        settings.change_rule(in_policy(call, cast.maya), "change:3")


def test_a_new_rule_comes_last(call: Call, cast: Cast) -> None:
    view = shown(settings.add_rule(in_policy(call, cast.maya), "add"))
    assert view.callback_id == "rule_form"

    answer = settings.take_rule(as_(call, cast.maya), rule(THREE, None, rule_amount="2,500"))

    assert draft(answer).rules[3] == Rule("Large", above_minor=250_000, currency="EUR")


def test_a_changed_rule_keeps_its_place(call: Call, cast: Cast) -> None:
    form = rule(
        THREE,
        1,
        rule_amount="1000 usd",
        rule_discount="12.5",
        rule_new_customer=[policy_blocks.YES],
        rule_role="admin",
        rule_people=[str(cast.omar.member.id)],
    )

    changed = draft(settings.take_rule(as_(call, cast.maya), form))

    assert changed.rules[1] == Rule(
        "Large",
        Approvers(Role.ADMIN, (cast.omar.member.id,)),
        above_minor=100_000,
        currency="USD",
        above_discount=1_250,
        customer_is_new=True,
    )
    assert [each.name for each in changed.rules] == ["a", "Large", "c"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rule_amount": "a lot"}, policy_blocks.AMOUNT),
        ({"rule_amount": "5 XYZ"}, policy_blocks.AMOUNT),
        ({"rule_amount": "0"}, policy_blocks.AMOUNT),
        ({"rule_amount": "-5"}, policy_blocks.AMOUNT),
        ({"rule_discount": "101"}, policy_blocks.DISCOUNT),
        ({"rule_discount": "0"}, policy_blocks.DISCOUNT),
        ({"rule_name": " "}, policy_blocks.NAME),
    ],
)
def test_a_wrong_rule_stays_open_with_the_reason(
    call: Call, cast: Cast, values: Mapping[str, Value], field: str
) -> None:
    answer = settings.take_rule(as_(call, cast.maya), rule(THREE, 0, **values))

    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {field}


def test_back_leaves_the_rules_as_they_were(call: Call, cast: Cast) -> None:
    form = rule(THREE, 1, rule_name="other")

    assert draft(settings.leave_rule(as_(call, cast.maya, form), "back")) == THREE


def test_saving_puts_the_rules_in_force(call: Call, cast: Cast) -> None:
    form = Form({}, policy_blocks.carried(THREE))

    answer = settings.save_policy(as_(call, cast.maya), form)

    assert answer.text.startswith("Saved. Version 1 of the policy is in force now:\n1. a\n2. b")
    assert policies.in_force(call.session).rules == THREE.rules


def test_a_policy_without_rules_says_what_that_means(call: Call, cast: Cast) -> None:
    form = Form({}, policy_blocks.carried(Policy(0, ())))

    assert "every order approves itself" in settings.save_policy(as_(call, cast.maya), form).text


@pytest.mark.parametrize("button", [settings.add_rule, settings.change_rule, settings.open_policy])
def test_a_rep_presses_no_button_of_the_policy(call: Call, cast: Cast, button: object) -> None:
    assert callable(button)
    with pytest.raises(NotAllowed):
        button(in_policy(call, cast.ravi), "change:0")


def test_people_are_found_by_a_part_of_their_name(call: Call, cast: Cast) -> None:
    assert settings.people(call, "MA").options == [
        ("Maya", str(cast.maya.member.id)),
        ("Omar", str(cast.omar.member.id)),
    ]


def test_a_chosen_role_is_given_and_the_list_shows_it(call: Call, cast: Cast) -> None:
    reply = settings.set_role(as_(call, cast.ana), f"{cast.ravi.member.id}:manager:0")

    assert reply.text == "Ravi is a manager now."
    assert reply.replace_original
    assert members.get(call.session, cast.ravi.member.id).role is Role.MANAGER
    blocks = list(as_dicts(reply.blocks))
    check_message(reply.text, blocks)


def test_a_refused_role_is_not_shown_as_given(call: Call, cast: Cast) -> None:
    reply = settings.set_role(as_(call, cast.ana), f"{cast.ana.member.id}:rep:0")

    assert "You cannot take the admin role from the last admin" in reply.text
    assert f"{cast.ana.member.id}:admin:0" in str(
        [
            block["accessory"]["initial_option"]
            for block in as_dicts(reply.blocks)
            if "accessory" in block
        ]
    )


def test_pages_are_turned_in_place(call: Call, cast: Cast) -> None:
    assert settings.show_page(as_(call, cast.ana), "1").replace_original
