"""Why a policy asks what it asks of an order: every rule in turn, until the one that decides."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.conditions import Condition, Facts, Field
from bot.domain.money import format_money, format_percent
from bot.domain.policies import Policy, Rule, Ruling, judge


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A rule at its `place` in the policy (1 is the first).

    `verdicts` say of each of its conditions whether it holds, None where the facts do not
    tell. `fits` is None where the rule could not be judged, and so decided for the highest
    approver.
    """

    place: int
    rule: Rule
    fits: bool | None
    verdicts: tuple[bool | None, ...]

    @property
    def against(self) -> tuple[Condition, ...]:
        """The conditions that kept the rule from fitting."""
        judged = zip(self.rule.conditions, self.verdicts, strict=True)
        return tuple(condition for condition, holds in judged if holds is False)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a policy asks, and all the rules of this occasion that were looked at for it.

    The last of them decided, unless `ruling.rule` is None: then none fitted.
    """

    version: int
    facts: Facts
    ruling: Ruling
    looked_at: tuple[LookedAt, ...]

    @property
    def decided(self) -> LookedAt | None:
        return None if self.ruling.rule is None else self.looked_at[-1]

    @property
    def passed_over(self) -> tuple[LookedAt, ...]:
        return self.looked_at if self.ruling.rule is None else self.looked_at[:-1]


def explain(policy: Policy, facts: Facts) -> Explanation:
    """Return what `judge` says, with the way there."""
    looked_at: list[LookedAt] = []
    decisive: tuple[Rule, ...] = ()
    for place, rule in enumerate(policy.rules, start=1):
        if rule.occasion is not facts.occasion:
            continue
        verdicts = tuple([condition.judge(facts) for condition in rule.conditions])
        fits = False if False in verdicts else None if None in verdicts else True
        looked_at.append(LookedAt(place, rule, fits, verdicts))
        if fits is not False:
            decisive = (rule,)
            break
    ruling = judge(Policy(policy.version, decisive), facts)
    return Explanation(policy.version, facts, ruling, tuple(looked_at))


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
