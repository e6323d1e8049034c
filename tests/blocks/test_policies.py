"""The forms of settings, policy and rule hold everything that they are given."""

import pytest

from bot.blocks import policies, settings
from bot.domain.approvals import Approvers, Policy, Rule, default_policy
from bot.domain.errors import NotAllowed
from bot.domain.people import Actor, Role
from tests.conftest import NOON
from tests.slack_takes import check_message, check_view

FULL_RULE = Rule(
    "大" * policies.NAME_LENGTH,
    Approvers(Role.MANAGER, tuple(range(1_000_000, 1_000_010))),
    above_minor=10**14,
    currency="KWD",
    above_discount=10_000,
    customer_is_new=True,
)
FULL = Policy(123_456, (FULL_RULE,) * policies.MOST_RULES)
NAMES = dict.fromkeys(range(1_000_000, 1_000_010), "<!channel> *n* " + "ן" * 300)
POLICIES = [Policy(0, ()), default_policy("EUR"), Policy(3, (Rule("x"),)), FULL]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_survives_the_private_metadata(policy: Policy) -> None:
    assert policies.policy_of(policies.carried(policy)) == policy


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_fits_into_its_form(policy: Policy) -> None:
    check_view(policies.form(policy, NAMES))
    check_view(policies.form(policy, {}))


@pytest.mark.parametrize("index", [None, 0, 9])
def test_the_fullest_rule_fits_into_its_form(index: int | None) -> None:
    view = policies.rule_form(FULL, index, currency="EUR", names=NAMES)

    check_view(view)
    assert policies.rule_carried(view.private_metadata or "") == (FULL, index)


def test_a_form_wakes_nobody() -> None:
    assert "<!channel>" not in str(policies.form(FULL, NAMES).to_dict()["blocks"])


def deeds(policy: Policy) -> list[list[str]]:
    blocks = policies.form(policy, {}).to_dict()["blocks"]
    return [
        [option["value"] for option in block["accessory"]["options"]]
        for block in blocks
        if "accessory" in block
    ]


def test_the_first_rule_cannot_go_up_nor_the_last_one_down() -> None:
    assert deeds(Policy(1, (Rule("a"), Rule("b")))) == [
        ["change:0", "down:0", "remove:0"],
        ["change:1", "up:1", "remove:1"],
    ]


def test_a_full_policy_offers_no_further_rule() -> None:
    blocks = policies.form(FULL, {}).to_dict()["blocks"]

    assert policies.ADDED not in [block["block_id"] for block in blocks]


def test_a_row_says_when_and_who() -> None:
    rule = Rule("Deep", Approvers(member_ids=(1, 2)), above_discount=1_250)

    shown = str(policies.form(Policy(1, (rule,)), {1: "Maya"}).to_dict())

    assert "a line has 12.5% discount or more" in shown
    assert "Maya or somebody who has left approves" in shown


def element(index: int | None, block_id: str) -> dict[str, object]:
    view = policies.rule_form(default_policy("USD"), index, currency="EUR", names={}).to_dict()
    found = next(block["element"] for block in view["blocks"] if block["block_id"] == block_id)
    assert isinstance(found, dict)
    return found


def test_an_amount_keeps_the_currency_it_was_set_in() -> None:
    assert element(0, policies.AMOUNT)["initial_value"] == "5000.00 USD"
    assert "initial_value" not in element(None, policies.AMOUNT)


def test_a_discount_is_shown_as_it_is_typed() -> None:
    assert element(1, policies.DISCOUNT)["initial_value"] == "20"


def opened(role: Role) -> dict[str, object]:
    return settings.opened(
        Actor(1, "UANA", "Ana", role),
        channel="CAPPROVALS",
        currency="EUR",
        zone="Europe/Berlin",
        policy=default_policy("EUR"),
        names={},
    ).to_dict()


def test_an_admin_sees_all_settings_and_a_manager_the_policy() -> None:
    assert opened(Role.ADMIN)["callback_id"] == "settings_form"
    assert opened(Role.MANAGER)["callback_id"] == "policy_form"
    with pytest.raises(NotAllowed):
        opened(Role.REP)


@pytest.mark.parametrize("channel", [None, "CAPPROVALS"])
@pytest.mark.parametrize("rules", [0, 1, 10])
def test_the_settings_form_is_valid(channel: str | None, rules: int) -> None:
    view = settings.form(
        channel=channel, currency="EUR", zone="America/Argentina/ComodRivadavia", rules=rules
    )

    check_view(view)


def test_the_channels_first_message_is_valid() -> None:
    post = settings.channel_post("CSALES", Actor(1, "UANA", "Ana", Role.ADMIN), NOON)

    assert post.destination == "CSALES"
    check_message(post.text, post.blocks)
