"""A draft of the policy played over past orders: what would change hands, and whose queue grows."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.approvals import opened, seats
from bot.domain.conditions import Facts
from bot.domain.policies import ALL, Policy, Rule, Ruling, Step, first_that_fits
from bot.domain.rosters import Roster

# A rule, the rep, to whom the order is their own, and what is asked if not what the rule asks.
_Key = tuple[int, int, frozenset[int], tuple[Step, ...] | None]
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order as it was when it was last sent. `barred` are those to whom it is their own.

    `waited_hours` is what its approval took, None where none was given. `rebuilt` says that
    its facts were not kept, so that they are worked out from what is known today.
    """

    number: int
    facts: Facts
    rep_id: int
    barred: frozenset[int]
    waited_hours: float | None = None
    rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How an order goes through: the rule, whom each step asks, how many of them must approve."""

    rule: str | None
    people: tuple[frozenset[int], ...]
    needs: tuple[int, ...]

    @property
    def lets_through(self) -> bool:
        return not self.people


@dataclass(frozen=True, slots=True)
class Change:
    """An order that would go another way."""

    number: int
    before: Way
    after: Way


@dataclass(frozen=True, slots=True)
class Load:
    """For how many of the orders a member is asked, under either policy."""

    member_id: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it. The hours are medians over the orders that somebody is asked about.

    `waited` is what it really took; `before` and `after` are reckoned alike from how fast
    each approver usually is. `without_history` have never decided, so that the pace of all
    stands in for theirs.
    """

    orders: int
    rebuilt: int
    let_through_before: int
    let_through_after: int
    changes: tuple[Change, ...]
    loads: tuple[Load, ...]
    waited: float | None
    before: float | None
    after: float | None
    without_history: frozenset[int]


def rehearse(
    orders: Sequence[PastOrder],
    *,
    in_force: Policy,
    draft: Policy,
    roster: Roster,
    paces: Mapping[int, float],
) -> Rehearsal:
    """Play both policies over the orders, with the team of now.

    `paces` are the median hours in which each member decides.
    """
    guide = _Guide(roster, paces)
    ways = [(guide.way(order, in_force), guide.way(order, draft)) for order in orders]
    before, after = [way for way, _ in ways], [way for _, way in ways]
    loads = {True: _loads(before), False: _loads(after)}
    asked = loads[True].keys() | loads[False].keys()
    return Rehearsal(
        orders=len(orders),
        rebuilt=sum(order.rebuilt for order in orders),
        let_through_before=sum(way.lets_through for way in before),
        let_through_after=sum(way.lets_through for way in after),
        changes=tuple(
            Change(order.number, old, new)
            for order, (old, new) in zip(orders, ways, strict=True)
            if (old.people, old.needs) != (new.people, new.needs)
        ),
        loads=tuple(
            sorted(
                (Load(each, loads[True][each], loads[False][each]) for each in asked),
                key=lambda load: (load.before - load.after, load.member_id),
            )
        ),
        waited=_middle([each.waited_hours for each in orders]),
        before=_middle([guide.hours(way) for way in before if not way.lets_through]),
        after=_middle([guide.hours(way) for way in after if not way.lets_through]),
        without_history=frozenset(asked - paces.keys()),
    )


class _Guide:
    """Finds the way of an order; what is alike is worked out once."""

    def __init__(self, roster: Roster, paces: Mapping[int, float]) -> None:
        self._roster = roster
        self._paces = paces
        self._usual = statistics.median(paces.values()) if paces else None
        self._known: dict[_Key, Way] = {}

    def way(self, order: PastOrder, policy: Policy) -> Way:
        rule, steps = first_that_fits(policy, order.facts)
        # Policies live as long as the guide, so that a rule is told by where it is kept; what it
        # asks itself needs no telling besides.
        others = None if rule is not None and steps is rule.steps else steps
        key = (id(rule), order.rep_id, order.barred, others)
        if key not in self._known:
            self._known[key] = self._way(order, rule, steps)
        return self._known[key]

    def _way(self, order: PastOrder, rule: Rule | None, steps: tuple[Step, ...]) -> Way:
        name = rule.name if rule else None
        if not steps:
            return Way(name, (), ())
        ruling = Ruling(rule, steps, "")
        # Whoever is asked does not hang on when it was.
        asked = opened(ruling, order_id=0, edition=1, version=0, at=_ANY_TIME)
        people = tuple(
            seats(
                replace(asked, position=position),
                self._roster,
                rep_id=order.rep_id,
                barred=order.barred,
            )
            for position in range(len(ruling.steps))
        )
        return Way(name, people, tuple(step.need for step in ruling.steps))

    def hours(self, way: Way) -> float | None:
        """Reckon how long the steps take one after the other; None where nobody ever decided."""
        total = 0.0
        for people, need in zip(way.people, way.needs, strict=True):
            paces = sorted(
                pace
                for member in people
                if (pace := self._paces.get(member, self._usual)) is not None
            )
            if not paces:
                return None
            last = len(paces) if need == ALL else min(need, len(paces))
            total += paces[last - 1]
        return total


def _loads(ways: Sequence[Way]) -> Counter[int]:
    """Count an order once for each who is asked about it, at whichever step."""
    return Counter(member for way in ways for member in frozenset[int]().union(*way.people))


def _middle(hours: Sequence[float | None]) -> float | None:
    known = [each for each in hours if each is not None]
    return statistics.median(known) if known else None
