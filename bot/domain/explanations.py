"""Why a policy asks what it asks of an order: every rule in turn, until the one that decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.conditions import Condition, Facts, Field
from bot.domain.money import format_money, format_percent
from bot.domain.policies import Policy, Rule, Ruling, judge


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A rule at its `place` in the policy (1 is the first), and the facts it was held against.

    `fits` is None where the rule could not be judged, and so decided for the highest approver.
    """

    place: int
    rule: Rule
    fits: bool | None
    facts: Facts

    @property
    def verdicts(self) -> tuple[bool | None, ...]:
        """Of each of its conditions whether it holds, None where the facts do not tell."""
        return tuple([condition.judge(self.facts) for condition in self.rule.conditions])

    @property
    def against(self) -> tuple[Condition, ...]:
        """The conditions that kept the rule from fitting; else those that nobody could judge."""
        judged = list(zip(self.rule.conditions, self.verdicts, strict=True))
        failed = tuple(condition for condition, holds in judged if holds is False)
        return failed or tuple(condition for condition, holds in judged if holds is None)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a policy asks, and all the rules of this occasion that were looked at for it.

    The last of them decided, unless `ruling.rule` is None: then none fitted. `beside` is the
    rule that asks about the order alone, where one decided for all of the day.
    """

    version: int
    facts: Facts
    ruling: Ruling
    looked_at: tuple[LookedAt, ...]
    beside: LookedAt | None = None

    @property
    def decided(self) -> LookedAt | None:
        return None if self.ruling.rule is None else self.looked_at[-1]

    @property
    def passed_over(self) -> tuple[LookedAt, ...]:
        return self.looked_at if self.ruling.rule is None else self.looked_at[:-1]


def explain(policy: Policy, facts: Facts) -> Explanation:
    """Return what `judge` says, with the way there."""
    whole = facts.as_one
    ruling = None if whole is None else judge(policy, facts)
    if whole is not None and ruling is not None and ruling.as_one:
        looked_at = tuple(_as_one(policy, ruling, facts, whole))
        return Explanation(policy.version, facts, ruling, looked_at, _beside(policy, ruling, facts))
    looked_at = tuple(_alone(policy, facts))
    if ruling is None:
        # What decided is known by now, so that the others need not be held against it again.
        fits = [looked.rule for looked in looked_at[-1:] if looked.fits is not False]
        ruling = judge(Policy(policy.version, tuple(fits)), facts)
    return Explanation(policy.version, facts, ruling, looked_at)


def _alone(policy: Policy, facts: Facts) -> Iterator[LookedAt]:
    """Look at the rules up to the one that fits the order alone."""
    for place, rule in enumerate(policy.rules, start=1):
        if rule.occasion is not facts.occasion:
            continue
        fits = rule.judge(facts)
        yield LookedAt(place, rule, fits, facts)
        if fits is not False:
            return


def _as_one(policy: Policy, ruling: Ruling, facts: Facts, whole: Facts) -> Iterator[LookedAt]:
    """Look at the rules up to the one that decided for all that was ordered in the day.

    Each with the facts that tell: those of the whole wherever the order's own say otherwise
    than what came of it.
    """
    for place, rule in enumerate(policy.rules, start=1):
        if rule.occasion is not facts.occasion:
            continue
        decides = rule is ruling.rule
        own_tell = not rule.weighs_amount and (rule.judge(facts) is not False) is decides
        against = facts if own_tell else whole
        yield LookedAt(place, rule, rule.judge(against) if decides else False, against)
        if decides:
            return


def _beside(policy: Policy, ruling: Ruling, facts: Facts) -> LookedAt | None:
    places = enumerate(policy.rules, start=1)
    found = (
        LookedAt(place, rule, rule.judge(facts), facts)
        for place, rule in places
        if rule is ruling.beside
    )
    return next(found, None)


def say_fact(field: Field, facts: Facts) -> str:
    """Say how it stands with what a condition looks at: "€1,200.00", "has ordered before"."""
    return _SAYERS[field](facts)


def _percent(basis_points: int | None) -> str:
    return "unknown" if basis_points is None else format_percent(basis_points)


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words)) or "none"


_OVER = {True: "exceeded", False: "kept", None: "unknown"}
_SAYERS: dict[Field, Callable[[Facts], str]] = {
    Field.AMOUNT: lambda facts: format_money(abs(facts.amount_minor), facts.currency),
    Field.CURRENCY: lambda facts: facts.currency,
    Field.LINE_DISCOUNT: lambda facts: format_percent(facts.line_discount),
    Field.ORDER_DISCOUNT: lambda facts: format_percent(facts.order_discount),
    Field.MARGIN: lambda facts: _percent(facts.margin),
    Field.NEW_CUSTOMER: lambda facts: "new" if facts.customer_is_new else "has ordered before",
    Field.OVER_CREDIT: lambda facts: _OVER[facts.over_credit],
    Field.SEGMENT: lambda facts: _listed(facts.segments),
    Field.REGION: lambda facts: _listed(facts.regions),
    Field.CATEGORY: lambda facts: _listed(facts.categories),
    Field.REP: lambda facts: facts.rep,
}
