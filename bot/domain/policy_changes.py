"""What another policy changes of the one before it, rule by rule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.policies import Rule
from bot.domain.policy_checks import tidied


@dataclass(frozen=True, slots=True)
class PolicyChanges:
    """The rules by name, as whoever keeps them knows them; `kept` counts the others.

    `moved` says that those which are in both stand in another order.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    moved: bool


def compare(before: Sequence[Rule], after: Sequence[Rule]) -> PolicyChanges:
    """Hold two lists of rules against one another; of one name twice, first goes with first."""
    old, new = _named(before), _named(after)
    both = [key for key in new if key in old]
    changed = [key for key in both if new[key] != old[key]]
    return PolicyChanges(
        added=tuple(rule.name for key, rule in new.items() if key not in old),
        changed=tuple(new[key].name for key in changed),
        removed=tuple(rule.name for key, rule in old.items() if key not in new),
        kept=len(both) - len(changed),
        moved=both != [key for key in old if key in new],
    )


def _named(rules: Sequence[Rule]) -> Mapping[tuple[str, int], Rule]:
    seen: Counter[str] = Counter()
    named = {}
    for rule in tidied(rules):
        name = rule.name.casefold()
        named[name, seen[name]] = rule
        seen[name] += 1
    return named
