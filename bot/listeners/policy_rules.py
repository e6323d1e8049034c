"""One rule of the policy that is being changed, and its conditions.

Whatever is pressed first keeps what was typed into the rule's form.
"""

from dataclasses import replace

from bot.blocks import ids, rule_form
from bot.blocks.policies import Place
from bot.domain import policy_cells
from bot.domain.conditions import NUMBERS, Condition, Field, Flag, Numbers
from bot.domain.errors import UserError
from bot.domain.people import Role, demand
from bot.domain.policies import Rule
from bot.domain.policy_people import Directory
from bot.edge import Answer, Call, Edge, Form, FormErrors, UpdateForm
from bot.listeners import policy_views as views
from bot.services import policy_edits


def register(edge: Edge) -> None:
    edge.form(ids.RULE_FORM, take_rule)
    edge.button(ids.BACK_TO_RULE, back)
    edge.button(ids.RULE_DEED, remove_rule)
    edge.button(ids.ADD_CONDITION, add_condition)
    edge.button(ids.CHANGE_CONDITION, change_condition)
    edge.form(ids.CONDITION_FORM, take_condition)


def take_rule(call: Call, form: Form) -> Answer:
    """Keep the rule and return to the list."""
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    place = Place.read(form.carried)
    if not form.text(rule_form.NAME):
        return FormErrors({rule_form.NAME: "Give the rule a name, like Large order."})
    typed = views.typed_rule(call, form)
    found = views.with_rule(call, place, typed[2]) if typed else None
    return views.stale(call, place) if found is None else views.listed(found, place)


def back(call: Call, _value: str) -> Answer:
    return views.rule_view(views.desk(call), Place.read(views.form_of(call).carried))


def remove_rule(call: Call, _value: str) -> Answer:
    form = views.form_of(call)
    place = Place.read(form.carried)
    rules = list(views.desk(call).rules)
    if place.rule >= len(rules):
        return views.stale(call, place)
    del rules[place.rule]
    found = views.changed(call, place, rules)
    return views.stale(call, place) if found is None else views.listed(found, place)


def add_condition(call: Call, value: str) -> Answer:
    """Add "new_customer:yes" at once, and ask for what a condition of "amount" says."""
    form = views.form_of(call)
    typed = views.typed_rule(call, form)
    if typed is None:
        return views.stale(call, Place.read(form.carried))
    _, place, rule = typed
    name, _, flag = value.partition(":")
    if flag:
        condition = Condition(Field(name), Flag(flag == "yes"))
        return views.keep(call, place, _with(rule, condition))
    return _ask_condition(call, place, rule, Field(name))


def change_condition(call: Call, value: str) -> Answer:
    """Do what the menu beside a condition says: "change:amount" or "remove:amount"."""
    form = views.form_of(call)
    typed = views.typed_rule(call, form)
    if typed is None:
        return views.stale(call, Place.read(form.carried))
    _, place, rule = typed
    deed, _, name = value.partition(":")
    if deed == "remove":
        left = tuple(each for each in rule.conditions if each.field is not Field(name))
        return views.keep(call, place, replace(rule, conditions=left))
    return _ask_condition(call, place, rule, Field(name))


def _ask_condition(call: Call, place: Place, typed: Rule, field: Field) -> Answer:
    """Keep the rule as it is typed, then ask what it should say of a field."""
    found = views.with_rule(call, place, typed)
    if found is None:
        return views.stale(call, place)
    place = replace(place, revision=found.revision)
    rule = found.rules[place.rule]
    condition = next((each for each in rule.conditions if each.field is field), None)
    written = "" if condition is None else policy_cells.write(condition, Directory(found.team))
    return UpdateForm(
        rule_form.condition_form(
            field,
            condition,
            written,
            replace(place, part=field.value),
            currency=call.workspace.currency,
        )
    )


def take_condition(call: Call, form: Form) -> Answer:
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    typed = views.typed_rule(call, form)
    if typed is None:
        return views.stale(call, Place.read(form.carried))
    found, place, rule = typed
    field = Field(place.part)
    wrong: dict[str, str] = {}
    condition = condition_of(form, field, Directory(found.team), call.workspace.currency, wrong)
    if wrong or condition is None:
        first = rule_form.FROM if field in NUMBERS else rule_form.WRITTEN
        return FormErrors(wrong or {first: "Write something, or press Back."})
    return views.keep(call, place, _with(rule, condition))


def _with(rule: Rule, condition: Condition) -> Rule:
    """Put the condition in the place of the one about the same, or at the end."""
    order = list(Field)
    others = [each for each in rule.conditions if each.field is not condition.field]
    every = sorted([*others, condition], key=lambda each: order.index(each.field))
    return replace(rule, conditions=tuple(every))


def condition_of(
    form: Form, field: Field, directory: Directory, currency: str, wrong: dict[str, str]
) -> Condition | None:
    """Read the form of a condition; what cannot be read goes into `wrong` by its field."""
    written = form.text(rule_form.WRITTEN)
    low, high = form.text(rule_form.FROM), form.text(rule_form.BELOW)
    if written and (low or high):
        wrong[rule_form.WRITTEN] = "Write it here or in the two fields above, not in both."
        return None
    texts = {rule_form.WRITTEN: written} if written else {}
    texts |= {rule_form.FROM: f">= {low}"} if low else {}
    texts |= {rule_form.BELOW: f"< {high}"} if high else {}
    read = []
    for block_id, text in texts.items():
        said = text if block_id == rule_form.WRITTEN else _percent(field, text)
        try:
            read.append(policy_cells.read(field, said, directory, currency=currency))
        except UserError as error:
            wrong[block_id] = str(error)
    conditions = [each for each in read if each is not None]
    if wrong or not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else _between(conditions, wrong)


def _percent(field: Field, text: str) -> str:
    """The fields for percentages say so in their label, so 0.5 is no share there."""
    return text if field is Field.AMOUNT or "%" in text else f"{text}%"


def _between(conditions: list[Condition], wrong: dict[str, str]) -> Condition | None:
    """Join "from" and "below" to one interval."""
    tests = [each.test for each in conditions if isinstance(each.test, Numbers)]
    if len({test.currency for test in tests}) > 1:
        wrong[rule_form.BELOW] = "Both have to be in one currency."
        return None
    low, high = (test.intervals[0] for test in tests)
    if low.low is None or high.high is None or low.low >= high.high:
        wrong[rule_form.BELOW] = "This has to be more than the field above."
        return None
    joined = replace(low, high=high.high, high_open=True)
    return replace(conditions[0], test=replace(tests[0], intervals=(joined,)))
