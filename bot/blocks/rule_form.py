"""One rule, and on views of their own its conditions, its steps and their hours."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    BlockElement,
    ButtonElement,
    ConfirmObject,
    Option,
    OverflowMenuElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids, policy_fields
from bot.blocks.policies import Place
from bot.blocks.policy_words import who
from bot.blocks.text import plain, shorten
from bot.domain.conditions import NUMBERS, Condition, Field, Flag, Numbers, Occasion
from bot.domain.policies import Rule, Step
from bot.domain.policy_asking import Team
from bot.domain.rule_checks import MOST_STEPS, NAME_LENGTH

NAME, OCCASION = "rule_name", "rule_occasion"
FROM, BELOW, WRITTEN = "condition_from", "condition_below", "condition_written"
TEXT_LENGTH = 2_900
LABELS = {
    Field.AMOUNT: "Total",
    Field.CURRENCY: "Currency",
    Field.LINE_DISCOUNT: "A line's discount",
    Field.ORDER_DISCOUNT: "Discount on the order",
    Field.MARGIN: "Margin",
    Field.NEW_CUSTOMER: "Customer is new",
    Field.OVER_CREDIT: "Credit limit exceeded",
    Field.SEGMENT: "Customer's segment",
    Field.REGION: "Region or country",
    Field.CATEGORY: "Product's category",
    Field.REP: "Rep",
}
# Flags have nothing to type, so the choice itself is the condition.
FLAGS = {
    "new_customer:yes": "Customer is new",
    "new_customer:no": "Customer is not new",
    "over_credit:yes": "Over the credit limit",
    "over_credit:no": "Within the credit limit",
}
EXAMPLES = {
    Field.CURRENCY: "EUR, USD",
    Field.SEGMENT: "Public, Education",
    Field.REGION: "not(France)",
    Field.CATEGORY: "Hardware",
    Field.REP: "Ravi",
}
OCCASIONS = {Occasion.ORDER.value: "Orders", Occasion.CANCELLATION.value: "Cancellations"}


def rule_form(rule: Rule, team: Team, place: Place) -> View:
    """Show a rule: its name, its conditions and its steps."""
    blocks: list[Block] = [
        policy_fields.text(
            NAME, "Name", rule.name, "Large order", length=NAME_LENGTH, optional=False
        ),
        policy_fields.select(OCCASION, "For", OCCASIONS, rule.occasion.value, optional=False),
        SectionBlock(text="*When* all of this holds:" if rule.conditions else "*When*: always"),
    ]
    blocks += [_condition_row(index, each, team) for index, each in enumerate(rule.conditions)]
    blocks += _more_conditions(rule)
    blocks.append(
        SectionBlock(
            text="*Then* ask, one after the other:" if rule.steps else "*Then* nobody is asked."
        )
    )
    blocks += [
        _step_row(index, each, len(rule.steps), team) for index, each in enumerate(rule.steps)
    ]
    blocks.append(_rule_buttons(rule))
    return policy_fields.view(ids.RULE_FORM, f"Rule {place.rule + 1}", place, blocks)


def _condition_row(index: int, condition: Condition, team: Team) -> Block:
    name = condition.field.value
    if isinstance(condition.test, Flag):
        # There is nothing about it to change.
        menu: BlockElement = ButtonElement(
            text="Remove", action_id=ids.CHANGE_CONDITION, value=f"remove:{name}"
        )
    else:
        menu = OverflowMenuElement(
            action_id=ids.CHANGE_CONDITION,
            options=[
                Option(text="Change", value=f"change:{name}"),
                Option(text="Remove", value=f"remove:{name}"),
            ],
        )
    return SectionBlock(
        block_id=f"condition_{index}",
        text=f"• {plain(condition.describe(team.names), limit=700)}",
        accessory=menu,
    )


def _more_conditions(rule: Rule) -> list[Block]:
    taken = {each.field for each in rule.conditions}
    left: dict[str, str] = {}
    for field, label in LABELS.items():
        if field not in taken:
            flags = {key: text for key, text in FLAGS.items() if key.startswith(field.value)}
            left |= flags or {field.value: label}
    if not left:
        return []
    select = StaticSelectElement(
        action_id=ids.ADD_CONDITION,
        placeholder="Add a condition",
        options=[Option(text=text, value=value) for value, text in left.items()],
    )
    return [ActionsBlock(block_id=f"conditions_{len(taken)}", elements=[select])]


def _step_row(index: int, step: Step, count: int, team: Team) -> Block:
    deeds = [("Change", "change"), ("Hours, backup", "times")]
    deeds += [("Move up", "up")] if index > 0 else []
    deeds += [("Remove", "remove")]
    return SectionBlock(
        block_id=f"step_{index}_{count}",
        text=f"{index + 1}. {who(step, team)}"[:TEXT_LENGTH],
        accessory=OverflowMenuElement(
            action_id=ids.CHANGE_STEP,
            options=[Option(text=text, value=f"{deed}:{index}") for text, deed in deeds],
        ),
    )


def _rule_buttons(rule: Rule) -> Block:
    confirm = ConfirmObject(
        title="Remove the rule",
        text="It stays in force until you save the policy.",
        confirm="Remove",
        deny="Keep it",
    )
    buttons = []
    if len(rule.steps) < MOST_STEPS:
        buttons.append(ButtonElement(text="Add a step", action_id=ids.ADD_STEP, value="add"))
    buttons.append(
        ButtonElement(
            text="Remove rule",
            action_id=ids.RULE_DEED,
            value="remove",
            style="danger",
            confirm=confirm,
        )
    )
    return ActionsBlock(block_id="rule_buttons", elements=buttons)


def condition_form(
    field: Field, condition: Condition | None, written: str, place: Place, *, currency: str
) -> View:
    """Ask for one condition; `written` is what a table's cell says of it."""
    blocks: list[Block] = []
    if field in NUMBERS:
        simple = _simple(condition)
        unit = f"Like 5000 or 5000 {currency}" if field is Field.AMOUNT else "Like 20"
        sign = "" if field is Field.AMOUNT else " (%)"
        low, high = _bounds(written) if simple else ("", "")
        blocks.append(policy_fields.text(FROM, f"From{sign}", low, unit, hint="This much or more."))
        blocks.append(policy_fields.text(BELOW, f"Below{sign}", high, unit, hint="Less than this."))
        text, example, hint = (
            "" if simple else written,
            "not([10..15]), > 40",
            ("For what the two above cannot say. [10..15] holds both ends, [10..15) not the last."),
        )
        blocks.append(
            policy_fields.text(WRITTEN, "Or written out", text, example, hint=hint, length=1_000)
        )
    else:
        hint = "Part several with commas. not(…) is for all others. “A, B” needs quotation marks."
        blocks.append(
            policy_fields.text(WRITTEN, LABELS[field], written, EXAMPLES[field], hint=hint,
                   length=3_000, optional=False)
        )  # fmt: skip
    return policy_fields.view(
        ids.CONDITION_FORM, shorten(LABELS[field], 24), place, [*blocks, policy_fields.back()]
    )


def _simple(condition: Condition | None) -> bool:
    """Return whether From and Below say all of a condition."""
    if condition is None:
        return True
    test = condition.test
    if not isinstance(test, Numbers) or test.negated or len(test.intervals) != 1:
        return False
    (one,) = test.intervals
    return not one.low_open and (one.high is None or one.high_open)


def _bounds(written: str) -> tuple[str, str]:
    """Take ">= 5000 EUR", "< 5 EUR" or "[5..10) EUR" apart, each figure with its currency."""
    said = written.replace("%", "")
    if not said.startswith("["):
        sign, _, figure = said.partition(" ")
        return (figure, "") if sign == ">=" else ("", figure)
    inner, _, code = said[1:].partition(")")
    low, _, high = inner.partition("..")
    return f"{low}{code}", f"{high}{code}"
