"""The settings form, the approval policy with its rules, and the roles of members."""

from dataclasses import replace
from zoneinfo import available_timezones

from bot.blocks import crm as crm_blocks
from bot.blocks import ids
from bot.blocks import policies as policy_blocks
from bot.blocks import settings as settings_blocks
from bot.blocks.text import plain
from bot.domain.approvals import Approvers, Policy, Rule
from bot.domain.errors import InvalidFields, NotFound, UserError
from bot.domain.money import currency_code, parse_money, parse_percent
from bot.domain.people import Role, demand
from bot.edge import (
    Answer,
    Call,
    Choices,
    Edge,
    Form,
    FormErrors,
    OpenForm,
    Reply,
    UpdateForm,
)
from bot.services import members as member_service
from bot.services import settings
from bot.store import members, policies

FIELDS = {"currency": settings_blocks.CURRENCY, "zone": settings_blocks.ZONE}
MOST_OPTIONS = 100


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_SETTINGS, open_settings, opens_form=True)
    edge.form(ids.SETTINGS_FORM, save_settings)
    edge.options(ids.ZONE_OPTIONS, zones)
    edge.button(ids.OPEN_POLICY, open_policy, opens_form=True)
    edge.form(ids.POLICY_FORM, save_policy)
    edge.button(ids.ADD_RULE, add_rule)
    edge.button(ids.CHANGE_RULE, change_rule)
    edge.form(ids.RULE_FORM, take_rule)
    edge.button(ids.BACK_TO_POLICY, leave_rule)
    edge.options(ids.MEMBER_OPTIONS, people)
    edge.button(ids.SET_ROLE, set_role)
    edge.button(ids.NEXT_MEMBERS, show_page)
    edge.button(ids.PREVIOUS_MEMBERS, show_page)


def open_settings(call: Call, _value: str) -> OpenForm:
    return OpenForm(
        settings_blocks.opened(
            call.actor,
            channel=call.workspace.approvals_channel,
            currency=call.workspace.currency,
            zone=call.workspace.zone,
            policy=policies.in_force(call.session),
            names=member_service.names(call.session),
        )
    )


def save_settings(call: Call, form: Form) -> Answer:
    try:
        workspace = settings.change(
            call.session,
            currency=form.text(settings_blocks.CURRENCY),
            zone=form.text(settings_blocks.ZONE),
            approvals_channel=form.text(settings_blocks.CHANNEL) or None,
            by=call.actor,
            at=call.now,
        )
    except InvalidFields as error:
        return FormErrors({FIELDS[name]: sentence for name, sentence in error.fields.items()})
    channel = workspace.approvals_channel
    where = (
        f"Approvals are posted to <#{channel}>; a first message there shows that it works."
        if channel
        else "Approvers are asked in direct messages."
    )
    return Reply(
        f"Saved. {where}\nNew orders are in {workspace.currency}; reports follow the time of"
        f" {workspace.zone}."
    )


def zones(_call: Call, typed: str) -> Choices:
    """Offer the zones that hold what was typed, those of a city that begins so first."""
    wanted = "_".join(typed.split()).casefold()
    found = [name for name in available_timezones() if wanted in name.casefold()]
    found.sort(key=lambda name: (not _city(name).startswith(wanted), name))
    return Choices([(name, name) for name in found[:MOST_OPTIONS]])


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].casefold()


def open_policy(call: Call, _value: str) -> OpenForm:
    demand(call.actor, Role.MANAGER, "change the approval policy")
    return OpenForm(
        policy_blocks.form(policies.in_force(call.session), member_service.names(call.session))
    )


def save_policy(call: Call, form: Form) -> Reply:
    policy = settings.set_policy(
        call.session, policy_blocks.policy_of(form.carried), by=call.actor, at=call.now
    )
    if not policy.rules:
        return Reply("Saved: there are no rules now, so every order approves itself.")
    rules = "\n".join(
        f"{number}. {plain(rule.name)}" for number, rule in enumerate(policy.rules, start=1)
    )
    return Reply(f"Saved. Version {policy.version} of the policy is in force now:\n{rules}")


def add_rule(call: Call, _value: str) -> UpdateForm:
    return _rule_form(call, _draft(call), None)


def change_rule(call: Call, value: str) -> UpdateForm:
    """Do what the menu beside a rule says: "change:0", "up:1", "down:1" or "remove:2"."""
    deed, _, number = value.partition(":")
    policy, index = _draft(call), int(number)
    if index >= len(policy.rules):
        raise NotFound("This rule is gone. Open the policy again with `/crm settings`.")
    match deed:
        case "up":
            return _policy_form(call, _moved(policy, index, index - 1))
        case "down":
            return _policy_form(call, _moved(policy, index, index + 1))
        case "remove":
            rules = policy.rules[:index] + policy.rules[index + 1 :]
            return _policy_form(call, replace(policy, rules=rules))
        case _:
            return _rule_form(call, policy, index)


def _moved(policy: Policy, index: int, to: int) -> Policy:
    rules = list(policy.rules)
    rules.insert(min(max(to, 0), len(rules) - 1), rules.pop(index))
    return replace(policy, rules=tuple(rules))


def take_rule(call: Call, form: Form) -> Answer:
    """Put the rule into the policy that is being changed, and show that again."""
    demand(call.actor, Role.MANAGER, "change the approval policy")
    policy, index = policy_blocks.rule_carried(form.carried)
    try:
        rule = _read_rule(call, form)
    except InvalidFields as error:
        return FormErrors(error.fields)
    if index is None:
        rules = (*policy.rules, rule)
    else:
        rules = (*policy.rules[:index], rule, *policy.rules[index + 1 :])
    return _policy_form(call, replace(policy, rules=rules))


def leave_rule(call: Call, _value: str) -> UpdateForm:
    demand(call.actor, Role.MANAGER, "change the approval policy")
    policy, _ = policy_blocks.rule_carried(call.form.carried if call.form else "")
    return _policy_form(call, policy)


def _read_rule(call: Call, form: Form) -> Rule:
    """Read the form of a rule; raises InvalidFields by block id."""
    wrong: dict[str, str] = {}
    minor, currency, discount = None, None, None
    try:
        minor, currency = _amount(form.text(policy_blocks.AMOUNT), call.workspace.currency)
    except UserError as error:
        wrong[policy_blocks.AMOUNT] = str(error)
    try:
        discount = _discount(form.text(policy_blocks.DISCOUNT))
    except UserError as error:
        wrong[policy_blocks.DISCOUNT] = str(error)
    if not form.text(policy_blocks.NAME):
        wrong[policy_blocks.NAME] = "Give the rule a name, like Large order."
    if wrong:
        raise InvalidFields(wrong)
    return Rule(
        form.text(policy_blocks.NAME),
        Approvers(
            Role(form.text(policy_blocks.ROLE) or Role.MANAGER),
            tuple(int(each) for each in form.choices(policy_blocks.PEOPLE)),
        ),
        above_minor=minor,
        currency=currency,
        above_discount=discount,
        customer_is_new=policy_blocks.YES in form.choices(policy_blocks.NEW_CUSTOMER),
    )


def _amount(text: str, currency: str) -> tuple[int | None, str | None]:
    """Read "5000" or "5000 USD"; raises UserError."""
    if not text:
        return None, None
    figure, _, code = text.rpartition(" ")
    if code.isalpha() and figure:
        currency, text = currency_code(code), figure
    minor = parse_money(text, currency)
    if minor <= 0:
        raise UserError("An amount is above zero. Leave it empty if it does not matter.")
    return minor, currency


def _discount(text: str) -> int | None:
    if not text:
        return None
    points = parse_percent(text)
    if points == 0:
        raise UserError("A discount is above zero. Leave it empty if it does not matter.")
    return points


def _draft(call: Call) -> Policy:
    demand(call.actor, Role.MANAGER, "change the approval policy")
    if call.form is None:
        raise NotFound("Open the policy again with `/crm settings`.")
    return policy_blocks.policy_of(call.form.carried)


def _policy_form(call: Call, policy: Policy) -> UpdateForm:
    return UpdateForm(policy_blocks.form(policy, member_service.names(call.session)))


def _rule_form(call: Call, policy: Policy, index: int | None) -> UpdateForm:
    names = member_service.names(call.session)
    return UpdateForm(
        policy_blocks.rule_form(policy, index, currency=call.workspace.currency, names=names)
    )


def people(call: Call, typed: str) -> Choices:
    """Offer the members whose name holds what was typed."""
    wanted = typed.strip().casefold()
    names = member_service.names(call.session)
    found = [(name, str(each)) for each, name in names.items() if wanted in name.casefold()]
    return Choices(found[:MOST_OPTIONS])


def set_role(call: Call, value: str) -> Reply:
    """Give the role that was chosen beside a member; the list then shows how it stands."""
    number, role, page = value.split(":")
    try:
        member = member_service.set_role(
            call.session, int(number), Role(role), by=call.actor, at=call.now
        )
        told = f"{plain(member.name, limit=80)} is {_article(member.role)} now."
    except member_service.LastAdmin as refusal:
        # The list must be drawn again, or the select would show a role that was not given.
        told = f":warning: {refusal}"
    return _members(call, int(page), told)


def _article(role: Role) -> str:
    return f"{'an' if role is Role.ADMIN else 'a'} {role.value}"


def show_page(call: Call, value: str) -> Reply:
    return _members(call, int(value), None)


def _members(call: Call, page: int, told: str | None) -> Reply:
    everybody = members.everybody(call.session)
    return Reply(
        told or crm_blocks.members_text(everybody),
        crm_blocks.members_blocks(everybody, actor=call.actor, page=page, told=told),
        replace_original=True,
    )
