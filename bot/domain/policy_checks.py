"""What is wrong with a policy before it counts: rules in vain, gaps, nobody to ask.

An error keeps the policy from being put in force; a warning says what follows from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain import policy_asking, policy_gaps, rule_checks
from bot.domain import policy_regions as regions
from bot.domain.conditions import Field, Numbers, Occasion, Words
from bot.domain.policies import Rule, Step
from bot.domain.policy_asking import Team
from bot.domain.policy_regions import Region, TooManyRegions

MOST_RULES = 500
# Rules held against a piece of a region: for one answer, and for all. Few policies need a tenth.
MOST_STEPS_OF_ONE, MOST_STEPS_OF_ALL = 20_000, 300_000
HIGHEST = "goes to the admins"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that names the rule and what to do; `rule` is its index, if it is one rule's."""

    sentence: str
    is_error: bool = False
    rule: int | None = None


def check(
    rules: Sequence[Rule],
    team: Team,
    *,
    unique: bool = False,
    in_use: Mapping[Field, frozenset[str]] | None = None,
) -> tuple[Finding, ...]:
    """Return everything to say about these rules, errors first, in the order of the rules.

    With `unique` no two rules may fit one order, as in a table that says so. `in_use` are the
    words that customers and products have, by field; where it is given others are warned of.
    """
    found = [*_of_each(rules, team), *_unused(rules, in_use or {})]
    if len(rules) > MOST_RULES:
        said = f"A policy has at most {MOST_RULES} rules, and this one {len(rules)}. Remove some."
        found.append(Finding(said, is_error=True))
    else:
        policy = _Cuts(rules)
        found += _unreached(policy, team.names)
        found += _overlaps(policy) if unique else ()
        found += _gaps(policy, team.names)
    return tuple(sorted(found, key=lambda each: not each.is_error))


def tidied(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules as they are stored: each one's conditions in the order of the fields."""
    order = list(Field)
    return tuple(
        replace(
            rule,
            name=" ".join(rule.name.split()),
            conditions=tuple(sorted(rule.conditions, key=lambda each: order.index(each.field))),
        )
        for rule in rules
    )


def errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(each for each in findings if each.is_error)


def called(index: int, rule: Rule) -> str:
    """Name a rule in a sentence: Rule 3 “Large order”."""
    return f"Rule {index + 1} “{rule.name}”" if rule.name else f"Rule {index + 1}"


def places(index: int, rule: Rule) -> Iterator[tuple[str, Step]]:
    """Yield each step of a rule with what it is called in a sentence: as the rule where it is
    the only one.
    """
    told = called(index, rule)
    for number, step in enumerate(rule.steps, start=1):
        yield f"{told}, step {number}," if len(rule.steps) > 1 else told, step


def _of_each(rules: Sequence[Rule], team: Team) -> Iterator[Finding]:
    names: dict[str, int] = {}
    for index, rule in enumerate(rules):
        told = called(index, rule)
        for sentence in rule_checks.wrong(rule, team):
            yield Finding(f"{told} {sentence}", is_error=True, rule=index)
        for sentence in rule_checks.doubtful(rule):
            yield Finding(f"{told} {sentence}", rule=index)
        first = names.setdefault(rule.name.casefold(), index)
        if rule.name and first != index:
            yield Finding(
                f"{told} has the name of rule {first + 1}. Give it another, so that whoever is"
                " asked can tell which rule it was.",
                rule=index,
            )
        for place, step in places(index, rule):
            for sentence in policy_asking.wrong(step, team):
                yield Finding(f"{place} {sentence}", is_error=True, rule=index)
            for sentence in policy_asking.doubtful(step, team):
                yield Finding(f"{place} {sentence}", rule=index)


def _unused(rules: Sequence[Rule], in_use: Mapping[Field, frozenset[str]]) -> Iterator[Finding]:
    """Tell of words that nothing has: mistyped, a rule would let pass what it is meant for."""
    for index, rule in enumerate(rules):
        for field, test in ((each.field, each.test) for each in rule.conditions):
            if field not in in_use or not isinstance(test, Words):
                continue
            known = {word.casefold() for word in in_use[field]}
            unknown = [word for word in test.words if word.casefold() not in known]
            if unknown:
                subject = rule_checks.subject(field)
                yield Finding(
                    f"{called(index, rule)} goes by the {subject} {' or '.join(unknown)},"
                    f" which no {'product' if field is Field.CATEGORY else 'customer'} has yet."
                    " Check the spelling.",
                    rule=index,
                )


def _unreached(policy: "_Cuts", names: Mapping[str, str]) -> Iterator[Finding]:
    """Tell which rules no order ever gets to."""
    before: dict[Occasion, list[int]] = {each: [] for each in Occasion}
    for index, rule in enumerate(policy.rules):
        earlier = before[rule.occasion]
        if policy.cuts[index].region is None:
            why = (
                f": it cannot be that {rule.describe(names)}. Correct its conditions, or remove it"
            )
        elif policy.covers(earlier, policy.cuts[index].region):
            why = f", since {_culprit(policy, earlier, index)}"
        else:
            earlier.append(index)
            continue
        yield Finding(f"{called(index, rule)} can never match{why}.", is_error=True, rule=index)


def _culprit(policy: "_Cuts", earlier: Sequence[int], index: int) -> str:
    """Say which of the rules before take every order from a rule, and what to do."""
    region = policy.cuts[index].region
    for each in earlier:
        if not policy.covers([each], region):
            continue
        told = _lower(called(each, policy.rules[each]))
        if not _compares(policy.rules[each], region or {}):
            return f"{told} fits every order that it would. Move it up, or remove it"
        return (
            f"{told} compares with an amount in another currency, which sends such orders to the"
            f" admins. Give {told} the condition that the currency is its own"
        )
    return "the rules before it take every order that it would. Move it up, or remove it"


def _compares(rule: Rule, region: Region) -> bool:
    """Return whether the rule's amount is in another currency than the region's."""
    currency = region.get(Field.CURRENCY)
    return any(
        isinstance(currency, regions.OneWord) and amount.casefold() not in currency.words
        for amount in _currencies([rule])
    )


def _overlaps(policy: "_Cuts") -> Iterator[Finding]:
    for index, rule in enumerate(policy.rules):
        for other in range(index):
            earlier = policy.rules[other]
            one, two = policy.cuts[index].region, policy.cuts[other].region
            overlap = one is not None and two is not None and regions.meet(one, two) is not None
            if overlap and rule.occasion is earlier.occasion:
                yield Finding(
                    f"{called(index, rule)} fits some orders that"
                    f" {_lower(called(other, earlier))} fits too, but of this table only one rule"
                    " may fit an order. Change one of them, or let the first that fits decide.",
                    is_error=True,
                    rule=index,
                )
                break


def _gaps(policy: "_Cuts", names: Mapping[str, str]) -> Iterator[Finding]:
    """Tell what no rule fits, and what slips past all amounts in a currency nobody thought of."""
    orders = [index for index, rule in enumerate(policy.rules) if rule.occasion is Occasion.ORDER]
    gap = policy.uncovered(orders, {})
    if gap is not None:
        described = policy_gaps.describe(gap, names)
        example = f", such as one where {described}," if described else ""
        yield Finding(
            f"An order that no rule fits{example} {HIGHEST}. If it should not, add a rule at the"
            " end without conditions."
        )
    yield from _other_currencies(policy, orders)


def _other_currencies(policy: "_Cuts", orders: Sequence[int]) -> Iterator[Finding]:
    """Tell which rule lets through orders in currencies that no amount speaks of."""
    named = _currencies(policy.rules)
    if not named:
        return
    words = frozenset(each.casefold() for each in named)
    others = {Field.CURRENCY: regions.OneWord(words, excluded=True)}
    for place, index in enumerate(orders):
        rule, region = policy.rules[index], policy.cuts[index].region
        met = None if rule.steps or region is None else regions.meet(region, others)
        if met is not None and policy.uncovered(orders[:place], met) is not None:
            told = ", ".join(sorted(named))
            yield Finding(
                f"{called(index, rule)} also lets through orders in every currency other than"
                f" {told}, of any amount. Give it the condition that the currency is {told}.",
                rule=index,
            )
            return


def _currencies(rules: Sequence[Rule]) -> set[str]:
    """Return the currencies of all amounts."""
    return {
        each.test.currency or ""
        for rule in rules
        for each in rule.conditions
        if each.field is Field.AMOUNT and isinstance(each.test, Numbers)
    }


class _Cuts:
    """The rules as they cut one another, with a limit to how long that is looked into."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self.cuts = [regions.Cut.of(rule) for rule in rules]
        self._left = MOST_STEPS_OF_ALL

    def covers(self, indexes: Sequence[int], region: Region | None) -> bool:
        """Return whether these rules certainly take all of a region."""
        return self._first(indexes, region or {}) is True

    def uncovered(self, indexes: Sequence[int], region: Region) -> Region | None:
        """Return a part of the region that these rules certainly leave, if one is found."""
        found = self._first(indexes, region)
        return None if isinstance(found, bool) else found

    def _first(self, indexes: Sequence[int], region: Region) -> Region | bool:
        """Return what is left, True if nothing is, False if it cannot be told in time."""
        budget = regions.Budget(min(MOST_STEPS_OF_ONE, self._left))
        try:
            found = regions.first_uncovered(region, [self.cuts[each] for each in indexes], budget)
        except TooManyRegions:
            return False
        finally:
            self._left -= budget.spent
        return True if found is None else found


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
