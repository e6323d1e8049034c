"""Which orders a rule fits, as regions that can be cut out of one another.

A region is a conjunction: for each field that matters, what it may be. From these follows
which rules can never be reached, and which orders no rule fits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.conditions import Condition, Field, Flag, Interval, Numbers, Words
from bot.domain.policies import Rule

# A total is a magnitude, a discount a share of the list price; a margin may be anything.
LIMITS: Mapping[Field, tuple[int | None, int | None]] = {
    Field.AMOUNT: (0, None),
    Field.LINE_DISCOUNT: (0, 10_000),
    Field.ORDER_DISCOUNT: (0, 10_000),
}
# Of these an order has exactly one; of segments, regions and categories any number.
SINGLE = (Field.REP, Field.CURRENCY)
FAR = 10**18


class TooManyRegions(Exception):
    """The rules cut one another into more pieces than are looked at."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Whole numbers, as sorted closed intervals that do not touch."""

    spans: tuple[tuple[int, int], ...]

    def meet(self, other: "Spans") -> "Spans | None":
        if self.spans == other.spans:
            return self
        met = []
        for low, high in self.spans:
            for other_low, other_high in other.spans:
                if max(low, other_low) <= min(high, other_high):
                    met.append((max(low, other_low), min(high, other_high)))
        return Spans(tuple(met)) if met else None


@dataclass(frozen=True, slots=True)
class Truth:
    """Which answers a flag may have."""

    values: frozenset[bool]

    def meet(self, other: "Truth") -> "Truth | None":
        met = self.values & other.values
        return Truth(met) if met else None


@dataclass(frozen=True, slots=True)
class OneWord:
    """The one word of a field: one of these, or with `excluded` none of them."""

    words: frozenset[str]
    excluded: bool = False

    def meet(self, other: "OneWord") -> "OneWord | None":
        if self.excluded and other.excluded:
            return OneWord(self.words | other.words, excluded=True)
        if self.excluded:
            met = other.words - self.words
        elif other.excluded:
            met = self.words - other.words
        else:
            met = self.words & other.words
        return OneWord(met) if met else None


@dataclass(frozen=True, slots=True)
class ManyWords:
    """The words of a field: at least one of each of `some_of`, and none of `none_of`."""

    some_of: frozenset[frozenset[str]] = frozenset()
    none_of: frozenset[str] = frozenset()

    def meet(self, other: "ManyWords") -> "ManyWords | None":
        if not self.touches(other):
            return None
        met = ManyWords(self.some_of | other.some_of, self.none_of | other.none_of)
        return None if any(wanted <= met.none_of for wanted in met.some_of) else met

    def touches(self, other: "ManyWords") -> bool:
        """Return whether the two may meet; quick, and wrong only where both forbid a part."""
        for wanted in other.some_of:
            if wanted <= self.none_of:
                return False
        if other.none_of:
            for wanted in self.some_of:
                if wanted <= other.none_of:
                    return False
        return True


Range = Spans | Truth | OneWord | ManyWords
Region = Mapping[Field, Range]


class Budget:
    """How much may still be looked at, so that nobody waits for rules that cut one another up."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.spent = 0

    def spend(self) -> None:
        """Take one step; raises TooManyRegions when none is left."""
        if self.spent >= self._most:
            raise TooManyRegions
        self.spent += 1


@dataclass(frozen=True, slots=True)
class Cut:
    """What a rule takes away: for each condition where it fails, and where it does not.

    `region` is what the rule fits, None where that is nothing. Where a condition cannot be
    judged it does not fail, so there the order is taken away too.
    """

    region: Region | None
    conditions: tuple[tuple[Region | None, tuple[Region, ...]], ...]

    @classmethod
    def of(cls, rule: Rule) -> "Cut":
        return cls(
            region_of(rule), tuple((_failed(each), _not_failed(each)) for each in rule.conditions)
        )

    def misses(self, region: Region) -> bool:
        """Return whether the rule fails for all of a region by a single one of its conditions."""
        return any(not any(_touch(region, each) for each in kept) for _, kept in self.conditions)

    def outside(self, region: Region) -> Iterator[Region]:
        """Yield what is left of a region, in pieces that do not overlap."""
        inside = [region]
        for failed, kept in self.conditions:
            for piece in inside if failed is not None else ():
                if (left := meet(piece, failed)) is not None:  # type: ignore[arg-type]
                    yield left
            inside = [
                met for piece in inside for each in kept if (met := meet(piece, each)) is not None
            ]


def region_of(rule: Rule) -> Region | None:
    """Return the orders that the rule fits, None where there can be none."""
    region: Region | None = {}
    for condition in rule.conditions:
        held = _held(condition)
        region = None if region is None or held is None else meet(region, held)
    return region


def meet(one: Region, other: Region) -> Region | None:
    """Return what lies in both, None where nothing does."""
    met = dict(one)
    for field, allowed in other.items():
        known = met.get(field)
        common = allowed if known is None else known.meet(allowed)  # type: ignore[arg-type]
        if common is None:
            return None
        met[field] = common
    return met


def _touch(one: Region, other: Region) -> bool:
    for field, allowed in other.items():
        known = one.get(field)
        if known is None:
            continue
        if isinstance(known, ManyWords) and isinstance(allowed, ManyWords):
            if not known.touches(allowed):
                return False
        elif known.meet(allowed) is None:  # type: ignore[arg-type]
            return False
    return True


def first_uncovered(region: Region, cuts: Sequence[Cut], budget: Budget) -> Region | None:
    """Return a part of `region` that no rule takes, None if they take all of it.

    Raises TooManyRegions when the budget is spent.
    """
    # For each rule that was held against a piece: what it left, and where to go on from there.
    waiting: list[tuple[Iterator[Region], int]] = [(iter((region,)), 0)]
    while waiting:
        pieces, position = waiting[-1]
        piece = next(pieces, None)
        if piece is None:
            waiting.pop()
            continue
        while position < len(cuts):
            budget.spend()
            cut, position = cuts[position], position + 1
            if not cut.misses(piece):
                waiting.append((cut.outside(piece), position))
                break
        else:
            return piece
    return None


def _held(condition: Condition) -> Region | None:
    """Return where the condition holds; None where it never does."""
    allowed = _range(condition, holds=True)
    return None if allowed is None else _with_currency(condition, allowed)


def _failed(condition: Condition) -> Region | None:
    """Return where the condition certainly does not hold; None where it always does."""
    allowed = _range(condition, holds=False)
    return None if allowed is None else _with_currency(condition, allowed)


def _not_failed(condition: Condition) -> tuple[Region, ...]:
    """Return where the condition holds, or cannot be judged since the currency is another."""
    held = _held(condition)
    found = () if held is None else (held,)
    currency = _currency(condition)
    if currency is None:
        return found
    return (*found, {Field.CURRENCY: OneWord(frozenset({currency}), excluded=True)})


def _with_currency(condition: Condition, allowed: Range) -> Region:
    currency = _currency(condition)
    if currency is None:
        return {condition.field: allowed}
    return {Field.CURRENCY: OneWord(frozenset({currency})), condition.field: allowed}


def _currency(condition: Condition) -> str | None:
    if condition.field is Field.AMOUNT and isinstance(condition.test, Numbers):
        return (condition.test.currency or "").casefold()
    return None


def _range(condition: Condition, *, holds: bool) -> Range | None:
    match condition.test:
        case Numbers():
            return _spans(
                condition.field, condition.test, inside=condition.test.negated is not holds
            )
        case Flag():
            return Truth(frozenset({condition.test.value is holds}))
        case Words():
            return _words(
                condition.field, condition.test, wanted=condition.test.negated is not holds
            )


def _spans(field: Field, test: Numbers, *, inside: bool) -> Spans | None:
    low, high = LIMITS.get(field, (None, None))
    limits = Spans(((-FAR if low is None else low, FAR if high is None else high),))
    joined = _joined(each for each in map(_closed, test.intervals) if each[0] <= each[1])
    return limits.meet(Spans(joined if inside else _gaps(joined)))


def _closed(interval: Interval) -> tuple[int, int]:
    low = -FAR if interval.low is None else interval.low + interval.low_open
    high = FAR if interval.high is None else interval.high - interval.high_open
    return low, high


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def _gaps(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found, begin = [], -FAR
    for low, high in spans:
        if begin < low:
            found.append((begin, low - 1))
        begin = high + 1
    if begin <= FAR:
        found.append((begin, FAR))
    return tuple(found)


def _words(field: Field, test: Words, *, wanted: bool) -> Range | None:
    words = test.folded
    if not words:
        return None if wanted else ManyWords() if field not in SINGLE else OneWord(words, True)
    if field in SINGLE:
        return OneWord(words, excluded=not wanted)
    return ManyWords(frozenset({words})) if wanted else ManyWords(none_of=words)
