"""What another policy changes, told by the names of its rules."""

import pytest

from bot.domain.policies import NEW_CUSTOMER, Rule, at_least, discount_from
from bot.domain.policy_changes import PolicyChanges, compare

LARGE = Rule("Large", (at_least(500_000, "EUR"),))
LARGER = Rule("Large", (at_least(900_000, "EUR"),))
NEW = Rule("New", (NEW_CUSTOMER,))
BOTH = Rule("Both", (at_least(500_000, "EUR"), NEW_CUSTOMER))
BOTH_TURNED = Rule("Both", (NEW_CUSTOMER, at_least(500_000, "EUR")))
DEEP = Rule("Deep", (discount_from(20),))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ((LARGE, NEW), (LARGE, NEW), PolicyChanges((), (), (), 2, moved=False)),
        ((LARGE,), (LARGE, NEW), PolicyChanges(("New",), (), (), 1, moved=False)),
        ((LARGE, NEW), (NEW,), PolicyChanges((), (), ("Large",), 1, moved=False)),
        ((LARGE, NEW), (LARGER, NEW), PolicyChanges((), ("Large",), (), 1, moved=False)),
        ((LARGE, NEW), (NEW, LARGE), PolicyChanges((), (), (), 2, moved=True)),
        (
            (LARGE, NEW),
            (DEEP, NEW, LARGER),
            PolicyChanges(("Deep",), ("Large",), (), 1, moved=True),
        ),
        ((BOTH,), (BOTH_TURNED,), PolicyChanges((), (), (), 1, moved=False)),
        ((LARGE, LARGER), (LARGE,), PolicyChanges((), (), ("Large",), 1, moved=False)),
        (
            (LARGE,),
            (Rule("LARGE ", LARGE.conditions),),
            PolicyChanges((), ("LARGE",), (), 0, False),
        ),
        ((), (), PolicyChanges((), (), (), 0, moved=False)),
    ],
    ids=["same", "added", "removed", "changed", "moved", "all", "tidied", "twice", "named", "none"],
)
def test_rules_are_told_apart_by_their_names(
    before: tuple[Rule, ...], after: tuple[Rule, ...], changes: PolicyChanges
) -> None:
    assert compare(before, after) == changes
