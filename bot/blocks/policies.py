"""The approval policy as rows, and the form of one rule.

A change is gathered in the modal's private metadata until the whole is saved.
"""

import json
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    ExternalDataMultiSelectElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.text import plain, shorten
from bot.domain.approvals import Approvers, Policy, Rule
from bot.domain.money import format_percent, to_decimal
from bot.domain.people import Role

RULE = "policy_rule_"
NAME, AMOUNT, DISCOUNT, NEW_CUSTOMER, ROLE, PEOPLE, BACK = (
    "rule_name",
    "rule_amount",
    "rule_discount",
    "rule_new_customer",
    "rule_role",
    "rule_people",
    "rule_back",
)
ADDED, INTRODUCTION, VERSION = "policy_add", "policy_introduction", "policy_version"
NAME_LENGTH, MOST_PEOPLE, MOST_RULES = 60, 10, 10
ROLES = {Role.MANAGER: "Any manager or admin", Role.ADMIN: "Any admin"}
YES = "yes"


def carried(policy: Policy) -> str:
    """Write a policy as private metadata; ten full rules fit into Slack's 3,000 characters."""
    rules = [
        [
            rule.name,
            rule.approvers.role.value,
            list(rule.approvers.member_ids),
            rule.above_minor,
            rule.currency,
            rule.above_discount,
            int(rule.customer_is_new),
        ]
        for rule in policy.rules
    ]
    return json.dumps([policy.version, rules], ensure_ascii=False, separators=(",", ":"))


def policy_of(text: str) -> Policy:
    """Read what `carried` wrote."""
    version, rules = json.loads(text)
    return Policy(
        version,
        tuple(
            Rule(name, Approvers(Role(role), tuple(people)), minor, currency, discount, bool(new))
            for name, role, people, minor, currency, discount, new in rules
        ),
    )


def form(policy: Policy, names: Mapping[int, str]) -> View:
    """Show the rules in their order. `names` holds the active members' names by id."""
    blocks: list[Block] = [
        SectionBlock(
            block_id=INTRODUCTION,
            text="The first rule that fits an order decides who approves it."
            " An order that none fits approves itself.",
        )
    ]
    blocks += [
        _row(index, rule, len(policy.rules), names) for index, rule in enumerate(policy.rules)
    ]
    if len(policy.rules) < MOST_RULES:
        add = ButtonElement(text="Add a rule", action_id=ids.ADD_RULE, value="add")
        blocks.append(ActionsBlock(block_id=ADDED, elements=[add]))
    since = f"Version {policy.version} is" if policy.version else "Dealdesk's own policy is"
    note = MarkdownTextObject(text=f"{since} in force. What you change counts once you save it.")
    blocks.append(ContextBlock(block_id=VERSION, elements=[note]))
    return View(
        type="modal",
        callback_id=ids.POLICY_FORM,
        title="Approval policy",
        submit="Save",
        close="Cancel",
        private_metadata=carried(policy),
        blocks=blocks,
    )


def _row(index: int, rule: Rule, count: int, names: Mapping[int, str]) -> Block:
    deeds = [("Change", "change")]
    deeds += [("Move up", "up")] if index > 0 else []
    deeds += [("Move down", "down")] if index < count - 1 else []
    deeds += [("Remove", "remove")]
    menu = OverflowMenuElement(
        action_id=ids.CHANGE_RULE,
        options=[Option(text=text, value=f"{deed}:{index}") for text, deed in deeds],
    )
    return SectionBlock(
        block_id=f"{RULE}{index}",
        text=f"*{index + 1}. {plain(rule.name, limit=NAME_LENGTH)}*\n"
        f"When {plain(rule.describe())}\n{_who(rule.approvers, names)} approves",
        accessory=menu,
    )


def _who(approvers: Approvers, names: Mapping[int, str]) -> str:
    if not approvers.member_ids:
        return ROLES.get(approvers.role, ROLES[Role.MANAGER])
    return " or ".join(
        plain(names.get(each, "somebody who has left"), limit=60) for each in approvers.member_ids
    )


def rule_form(
    policy: Policy, index: int | None, *, currency: str, names: Mapping[int, str]
) -> View:
    """Show one rule of a policy that is being changed; `index` None is a new one."""
    rule = Rule("") if index is None else policy.rules[index]
    return View(
        type="modal",
        callback_id=ids.RULE_FORM,
        title="New rule" if index is None else "Change the rule",
        submit="Done",
        close="Cancel",
        private_metadata=f"{'' if index is None else index}|{carried(policy)}",
        blocks=[
            _text(NAME, "Name", rule.name, "Large order", optional=False, length=NAME_LENGTH),
            _amount(rule, currency),
            _text(
                DISCOUNT,
                "A line's discount, from (%)",
                "" if rule.above_discount is None else format_percent(rule.above_discount)[:-1],
                "20",
                optional=True,
                length=6,
            ),
            _new_customer(rule),
            _role(rule.approvers),
            _people(rule.approvers.member_ids, names),
            ActionsBlock(
                block_id=BACK,
                elements=[
                    ButtonElement(
                        text="Back without changing", action_id=ids.BACK_TO_POLICY, value="back"
                    )
                ],
            ),
        ],
    )


def rule_carried(text: str) -> tuple[Policy, int | None]:
    """Read the private metadata of `rule_form`."""
    index, _, policy = text.partition("|")
    return policy_of(policy), int(index) if index else None


def _text(
    block_id: str, label: str, value: str, example: str, *, optional: bool, length: int
) -> InputBlock:
    return InputBlock(
        block_id=block_id,
        label=label,
        optional=optional,
        element=PlainTextInputElement(
            action_id=block_id,
            initial_value=value or None,
            placeholder=f"Like {example}",
            max_length=length,
        ),
    )


def _amount(rule: Rule, currency: str) -> InputBlock:
    own = rule.currency or currency
    shown = "" if rule.above_minor is None else f"{to_decimal(rule.above_minor, own)} {own}"
    return _text(AMOUNT, "The total, from", shown, f"5000 {own}", optional=True, length=24)


def _new_customer(rule: Rule) -> InputBlock:
    option = Option(text="The customer has not ordered before", value=YES)
    return InputBlock(
        block_id=NEW_CUSTOMER,
        label="Only for new customers",
        optional=True,
        element=CheckboxesElement(
            action_id=NEW_CUSTOMER,
            options=[option],
            initial_options=[option] if rule.customer_is_new else None,
        ),
    )


def _role(approvers: Approvers) -> InputBlock:
    options = {role: Option(text=text, value=role.value) for role, text in ROLES.items()}
    return InputBlock(
        block_id=ROLE,
        label="Who approves",
        element=StaticSelectElement(
            action_id=ROLE,
            options=list(options.values()),
            initial_option=options.get(approvers.role, options[Role.MANAGER]),
        ),
    )


def _people(chosen: Sequence[int], names: Mapping[int, str]) -> InputBlock:
    initial = [
        Option(text=shorten(names[each], 75), value=str(each)) for each in chosen if each in names
    ]
    return InputBlock(
        block_id=PEOPLE,
        label="Or only these people",
        hint="When somebody stands here, they alone are asked.",
        optional=True,
        element=ExternalDataMultiSelectElement(
            action_id=ids.MEMBER_OPTIONS,
            min_query_length=0,
            placeholder="Type a name",
            initial_options=initial or None,
            max_selected_items=MOST_PEOPLE,
        ),
    )
