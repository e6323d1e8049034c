"""Why an order needs approval, or would: the rule, who is asked, and what was passed over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, SectionBlock

from bot.blocks.order_words import fitting, named
from bot.blocks.text import moment
from bot.domain.approvals import Act, ActKind
from bot.domain.conditions import Condition, Facts, Field
from bot.domain.explanations import Explanation, LookedAt, say_fact
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Member
from bot.domain.policies import ALL, Step

MOST_PASSED = 12
MOST_COUNTED = 5
MOST_PEOPLE = 8
TEXT_LENGTH = 2_900
RULE_LENGTH = 80
CONDITION_LENGTH = 300
DONE = {
    ActKind.APPROVE: "approved",
    ActKind.REJECT: "rejected",
    ActKind.RETURN: "asked for changes",
    ActKind.FORWARD: "forwarded",
    ActKind.ESCALATE: "was asked as well",
    ActKind.EXPIRE: "expired",
}


@dataclass(frozen=True, slots=True)
class AskedStep:
    """A step, who is asked at it, and what was done there; `waits` is the one that is on."""

    step: Step
    people: tuple[Member, ...]
    acts: tuple[Act, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """`explanation` is None where nothing was weighed: then `instead` says why not.

    `before` says first what of a change matters, `names` tells reps' names by their ids as text.
    """

    explanation: Explanation | None
    steps: tuple[AskedStep, ...] = ()
    instead: str = ""
    before: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def why_title(order: Order) -> str:
    if order.status is OrderStatus.DRAFT:
        return f"What order {order.number} would need if it were sent now"
    if order.leaves:
        return f"Why the cancellation of order {order.number} needs approval"
    return f"Why order {order.number} is {order.status}"


def why_blocks(title: str, why: Why) -> list[Block]:
    """Draw the way to the ruling; `title` is ours."""
    blocks: list[Block] = [SectionBlock(text=f"*{title}*\n{_ruling(why)}"[:TEXT_LENGTH])]
    if why.steps:
        lines = [_step(number, step) for number, step in enumerate(why.steps, start=1)]
        blocks.append(SectionBlock(text=_joined(["*Who is asked*", *lines])))
    passed = list(_passed(why))
    if passed:
        text = _joined(["*Passed over*", *passed])
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=text)]))
    return blocks


def why_text(title: str, why: Why) -> str:
    """Say in one text what the blocks show first."""
    lines = [_step(number, step) for number, step in enumerate(why.steps, start=1)]
    before = f"{fitting(why.before, CONDITION_LENGTH * 2)} " if why.before else ""
    return _joined([f"{title}: {before}{_ruling(why)}", *lines])


def _ruling(why: Why) -> str:
    told = why.explanation
    if told is None:
        return fitting(why.instead, CONDITION_LENGTH * 2)
    decided = told.decided
    if decided is None:
        return f"{told.ruling.why}."
    name = f"Rule {decided.place}, “{fitting(decided.rule.name, RULE_LENGTH)}”,"
    because = _conditions(decided, why.names)
    counts = told.facts.counted and (told.ruling.as_one or decided.rule.weighs_amount)
    others = f" with {_others(told.facts)}" if counts else ""
    alone = _alone(told.beside, why.names)
    if decided.fits is None:
        unknown = [
            condition
            for condition, holds in zip(decided.rule.conditions, decided.verdicts, strict=True)
            if holds is None
        ]
        said = " and ".join(_described(each, why.names) for each in unknown)
        return (
            f"{name} cannot be judged{others}: nobody can tell whether {said}."
            f" So an admin looks at it.{alone}"
        )
    if told.ruling.lets_through:
        return f"{name} lets it through at once: {because}."
    return f"{name} asks for approval{others}: {because}.{alone}"


def _others(facts: Facts) -> str:
    """Name the orders that were weighed together with this one."""
    numbers = sorted(facts.counted)
    listed = ", ".join(str(number) for number in numbers[:MOST_COUNTED])
    more = f" and {len(numbers) - MOST_COUNTED:,} more" if len(numbers) > MOST_COUNTED else ""
    return f"order{'' if len(numbers) == 1 else 's'} {listed}{more} of the same day"


def _alone(beside: LookedAt | None, names: Mapping[str, str]) -> str:
    """Say which rule asks about the order alone as well."""
    if beside is None:
        return ""
    name = f"rule {beside.place}, “{fitting(beside.rule.name, RULE_LENGTH)}”"
    if beside.fits is None:
        return f" Of this order alone {name}, cannot be judged."
    return f" Of this order alone {name}, asks for approval: {_conditions(beside, names)}."


def _conditions(looked: LookedAt, names: Mapping[str, str]) -> str:
    said = [_held(each, looked.facts, names) for each in looked.rule.conditions]
    return " and ".join(said) or "it fits every order"


def _held(condition: Condition, facts: Facts, names: Mapping[str, str]) -> str:
    """Say a condition and how it stands here, where that is not the same: "is EUR (here EUR)"."""
    described, here = _described(condition, names), _fact(condition.field, facts, names)
    return described if described.endswith(f" {here}") else f"{described} (here {here})"


def _described(condition: Condition, names: Mapping[str, str]) -> str:
    return fitting(condition.describe(names), CONDITION_LENGTH)


def _fact(looked: Field, facts: Facts, names: Mapping[str, str]) -> str:
    said = say_fact(looked, facts)
    if looked is Field.AMOUNT and facts.mixed_currencies:
        return f"{said}, with orders in other currencies that day"
    return fitting(names.get(said, said) if looked is Field.REP else said, CONDITION_LENGTH)


def _step(number: int, asked: AskedStep) -> str:
    done = "; ".join(_act(act) for act in asked.acts if act.kind in DONE)
    state = " · waits now" if asked.waits else ""
    return f"{number}. {who(asked.step.need, asked.people)}{state}{f' · {done}' if done else ''}"


def who(need: int, people: Sequence[Member]) -> str:
    """Name those asked, and how many of them must approve."""
    if not people:
        return "nobody yet: an admin has to give somebody the role, with `/crm members`"
    names = [named(person.slack_id, person.name) for person in people[:MOST_PEOPLE]]
    if len(people) > MOST_PEOPLE:
        names.append(f"{len(people) - MOST_PEOPLE} others")
    if len(names) == 1:
        return names[0]
    listed = f"{', '.join(names[:-1])} {'and' if need != 1 else 'or'} {names[-1]}"
    if need == ALL:
        return f"all of {listed}"
    return listed if need == 1 else f"{need} of {listed}"


def _act(act: Act) -> str:
    # Nobody asks somebody as well: time does.
    doer, whom = (act.to, None) if act.kind is ActKind.ESCALATE else (act.by, act.to)
    by = fitting(doer, 80) if doer else ""
    deed = DONE[act.kind]
    to = f" to {fitting(whom, 80)}" if whom else ""
    stood_in = act.by_id is not None and act.seat_id is not None and act.by_id != act.seat_id
    instead = f" for {fitting(act.seat, 80)}" if stood_in and act.seat else ""
    return f"{by} {deed}{to}{instead}, {moment(act.at)}".strip()


def _passed(why: Why) -> Iterator[str]:
    told = why.explanation
    if told is None:
        return
    passed = told.passed_over
    for looked in passed[:MOST_PASSED]:
        yield _against(looked, why.names)
    if len(passed) > MOST_PASSED:
        yield f"… and {len(passed) - MOST_PASSED:,} more rules"


def _against(looked: LookedAt, names: Mapping[str, str]) -> str:
    """Name a rule and the first condition that kept it from fitting."""
    first = looked.against[0]
    return (
        f"{looked.place}. {fitting(looked.rule.name, RULE_LENGTH)}: only if"
        f" {_described(first, names)} (here {_fact(first.field, looked.facts, names)})"
    )


def _joined(lines: Sequence[str]) -> str:
    """Join whole lines up to what a block takes; cutting inside could cut a mark in two."""
    text = ""
    for position, line in enumerate(lines):
        longer = f"{text}\n{line}" if text else line
        if len(longer) > TEXT_LENGTH - 40:
            return f"{text}\n… and {len(lines) - position:,} more lines"
        text = longer
    return text
