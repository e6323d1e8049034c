"""A region of orders in words."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.conditions import Condition, Field, Flag, Interval, Numbers, Words
from bot.domain.policy_regions import FAR, LIMITS, ManyWords, OneWord, Range, Region, Spans, Truth


def describe(region: Region, names: Mapping[str, str] | None = None) -> str:
    """Say in words which orders lie in a region, as far as it is bounded."""
    said = [
        each.describe(names)
        for field, allowed in region.items()
        for each in _conditions(region, field, allowed)
    ]
    return " and ".join(said)


def _conditions(region: Region, field: Field, allowed: Range) -> Iterator[Condition]:
    match allowed:
        case Spans(spans):
            yield from _number(region, field, spans)
        case Truth(values):
            if len(values) == 1:
                yield Condition(field, Flag(next(iter(values))))
        case OneWord(words, excluded):
            told = tuple(sorted(map(str.upper, words) if field is Field.CURRENCY else words))
            if words and not (field is Field.CURRENCY and Field.AMOUNT in region):
                yield Condition(field, Words(told, excluded))
        case ManyWords(some_of, none_of):
            yield from (
                Condition(field, Words(tuple(sorted(each)))) for each in sorted(some_of, key=sorted)
            )
            if none_of:
                yield Condition(field, Words(tuple(sorted(none_of)), True))


def _number(region: Region, field: Field, spans: Sequence[tuple[int, int]]) -> Iterator[Condition]:
    least, most = LIMITS.get(field, (None, None))
    intervals = tuple(
        Interval(
            None if low in {-FAR, least} else low,
            None if high in {FAR, most} else high,
        )
        for low, high in spans
    )
    if Interval() in intervals:
        return
    currency = region.get(Field.CURRENCY)
    code = next(iter(currency.words), None) if isinstance(currency, OneWord) else None
    known = code.upper() if field is Field.AMOUNT and code else None
    yield Condition(field, Numbers(intervals, currency=known))
