"""The approval policy: ordered rules, and what they ask of an order.

The first rule that fits decides. An order that no rule fits, and one that a rule
cannot judge, is for the highest approver: in doubt somebody is asked. A cancellation
that no rule fits is for nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain.conditions import (
    Condition,
    Facts,
    Field,
    Flag,
    Interval,
    Numbers,
    Occasion,
)
from bot.domain.money import to_minor
from bot.domain.people import Role

ANY, ALL = 1, 0


@dataclass(frozen=True, slots=True)
class Approvers:
    """Who may decide: everybody named here, one way or the other.

    `role` means that role and those above it; `group_ids` are Slack user groups; with
    `manager_of_rep` whoever the rep reports to.
    """

    role: Role | None = None
    member_ids: tuple[int, ...] = ()
    group_ids: tuple[str, ...] = ()
    manager_of_rep: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.role or self.member_ids or self.group_ids or self.manager_of_rep)


ANY_MANAGER = Approvers(Role.MANAGER)
ADMINS = Approvers(Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Step:
    """One look at the order. `need` is how many different people must approve: ANY, ALL or N.

    Hours are business hours of the approver: when it is due, when to remind before that,
    when an unanswered request ends. `backup` is asked besides once it is overdue.
    """

    approvers: Approvers = ANY_MANAGER
    need: int = ANY
    due_hours: int | None = None
    remind_hours: int | None = None
    expire_hours: int | None = None
    backup: Approvers | None = None

    @property
    def has_hours(self) -> bool:
        """Whether anything happens by itself while it waits."""
        return any(
            each is not None for each in (self.due_hours, self.remind_hours, self.expire_hours)
        )


HIGHEST = (Step(ADMINS),)


@dataclass(frozen=True, slots=True)
class Rule:
    """Every condition must hold; a rule without any fits every order of its occasion.

    A rule without steps lets through what it fits.
    """

    name: str
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = (Step(),)
    occasion: Occasion = Occasion.ORDER

    def judge(self, facts: Facts) -> bool | None:
        """Return whether the rule fits, or None where one of its conditions cannot be judged."""
        if self.occasion is not facts.occasion:
            return False
        unknown = False
        for condition in self.conditions:
            verdict = condition.judge(facts)
            if verdict is False:
                return False
            unknown = unknown or verdict is None
        return None if unknown else True

    @property
    def weighs_amount(self) -> bool:
        """Whether it looks at the total, and so at whatever else of the day counts there."""
        return Field.AMOUNT in [condition.field for condition in self.conditions]

    def describe(self, names: Mapping[str, str] | None = None) -> str:
        """Say in words when the rule applies."""
        return " and ".join(each.describe(names) for each in self.conditions) or "always"


@dataclass(frozen=True, slots=True)
class Policy:
    """A version of the workspace's rules; version 0 is the one nobody has set yet."""

    version: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a policy asks of an order: `steps`, none where it may go through at once.

    `rule` is the one that decided, None where none fits; `why` says in words what asked.
    With `as_one` it decided for all that was ordered in the day, and `beside` is the rule that
    asks about the order alone, whose steps come after.
    """

    rule: Rule | None
    steps: tuple[Step, ...]
    why: str
    as_one: bool = False
    beside: Rule | None = None

    @property
    def lets_through(self) -> bool:
        return not self.steps


@dataclass(frozen=True, slots=True)
class _Found:
    """The rule that decides, what it asks, and the facts that it was held against."""

    rule: Rule | None
    steps: tuple[Step, ...]
    facts: Facts


def judge(policy: Policy, facts: Facts) -> Ruling:
    """Return what the first rule asks that fits or that cannot be judged, which is for the
    highest approver, as is an order that none fits.

    Where other orders of the day count, a rule on the total is also held against what all of
    them are together, so that an order in pieces is asked about like the whole. Whoever is asked
    about the order alone still is: an order goes through where it would both ways.
    """
    found, alone = _decide(policy, facts)
    if alone is None:
        return Ruling(found.rule, found.steps, _say(found))
    why = _say(found, ", with the day's other orders")
    if not alone.steps:
        return Ruling(found.rule, found.steps, why, as_one=True)
    why = f"{why}; and of this order alone {_say(alone)}"
    return Ruling(found.rule, found.steps, why, as_one=True, beside=alone.rule)


def first_that_fits(policy: Policy, facts: Facts) -> tuple[Rule | None, tuple[Step, ...]]:
    """Return the rule that decides and what is asked as `judge` does, without a word on why."""
    found, _ = _decide(policy, facts)
    return found.rule, found.steps


def _decide(policy: Policy, facts: Facts) -> tuple[_Found, _Found | None]:
    """Return what decides; and what does for the order alone where that is not the same."""
    alone, whole = _first(policy, facts), facts.as_one
    if whole is None:
        return alone, None
    found = _first_as_one(policy, facts, whole)
    if not found.steps or (found.rule is alone.rule and found.steps == alone.steps):
        return alone, None
    # Else a small order beforehand would be a way around whoever is asked about this one.
    besides = [step for step in alone.steps if step not in found.steps]
    return replace(found, steps=(*found.steps, *besides)), alone


def _first(policy: Policy, facts: Facts) -> _Found:
    for rule in policy.rules:
        verdict = rule.judge(facts)
        if verdict is not False:
            return _Found(rule, rule.steps if verdict else HIGHEST, facts)
    return _Found(None, () if facts.occasion is Occasion.CANCELLATION else HIGHEST, facts)


def _first_as_one(policy: Policy, facts: Facts, whole: Facts) -> _Found:
    """Return what decides on the orders of a day as if they were one, with the facts `whole`.

    A rule without the total looks at the order alone: every small order of the day would else
    be asked about since another had a deep discount. One that fits the order, but not the
    whole, leaves the word to a rule on the total behind it.
    """
    kept = None
    for rule in policy.rules:
        weighs = rule.weighs_amount
        verdict = rule.judge(whole if weighs else facts)
        if verdict is False:
            continue
        found = _Found(rule, rule.steps if verdict else HIGHEST, whole if weighs else facts)
        if weighs:
            return found
        kept = kept or found
        if rule.judge(whole) is verdict:
            return kept
    return kept or _first(policy, whole)


def _say(found: _Found, how: str = "") -> str:
    """Say what decided; `how` follows the rule's name."""
    rule, facts = found.rule, found.facts
    if rule is None and facts.occasion is Occasion.CANCELLATION:
        return f"No rule asks for approval of a cancellation{how}"
    if rule is None:
        return f"No rule of the policy fits{how}, so an admin looks at it"
    said = f"{rule.name}{how}: {rule.describe()}"
    if rule.judge(facts):
        return said
    return f"{said}; {_unknown(rule, facts)}, so an admin looks at it"


def _unknown(rule: Rule, facts: Facts) -> str:
    """Say what of the rule cannot be judged."""
    fields = [each.field for each in rule.conditions if each.judge(facts) is None]
    if Field.AMOUNT in fields:
        if facts.mixed_currencies:
            return "the customer's orders of the day are in several currencies"
        return f"an order in {facts.currency} cannot be held against an amount in another currency"
    if Field.MARGIN in fields:
        return "the cost of a product is not known, so the margin is not either"
    return "the credit limit is in another currency"


def at_least(minor: int, currency: str) -> Condition:
    """The condition that the total is `minor` or more, in `currency`."""
    return Condition(Field.AMOUNT, Numbers((Interval(low=minor),), currency=currency))


def discount_from(basis_points: int) -> Condition:
    """The condition that some line's discount is `basis_points` or more."""
    return Condition(Field.LINE_DISCOUNT, Numbers((Interval(low=basis_points),)))


NEW_CUSTOMER = Condition(Field.NEW_CUSTOMER, Flag())
EVERYTHING_ELSE = Rule("Everything else", steps=())


def default_policy(currency: str) -> Policy:
    """The policy of a new workspace: large orders, deep discounts and new customers."""
    large, first = to_minor(Decimal(5000), currency), to_minor(Decimal(1000), currency)
    return Policy(
        version=0,
        rules=(
            Rule("Large order", (at_least(large, currency),)),
            Rule("Deep discount", (discount_from(2_000),)),
            Rule("First order of a new customer", (NEW_CUSTOMER, at_least(first, currency))),
            EVERYTHING_ELSE,
        ),
    )
