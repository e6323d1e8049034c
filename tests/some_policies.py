"""Policies of every kind for hypothesis, as the form and files can say them."""

from dataclasses import replace

from hypothesis import strategies as some

from bot.domain.conditions import (
    FLAGS,
    NUMBERS,
    WORDS,
    Condition,
    Facts,
    Field,
    Flag,
    Interval,
    Numbers,
    Occasion,
    Together,
    Words,
)
from bot.domain.people import Role
from bot.domain.policies import Approvers, Policy, Rule, Step

CURRENCIES = some.sampled_from(("EUR", "USD", "JPY", "KWD"))
TEXTS = some.text(
    some.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=20
).map(lambda text: " ".join(text.split()) or "x")
WORDS_SAID = some.sampled_from(
    ("Beverages", "beverages", "Public", "ß", "A, B", '"', "=1+1", "'=1", "not(x)", "-", "@me", "+")
)
AMOUNTS = some.integers(0, 10**12)
DISCOUNTS = some.integers(0, 10_000)
MARGINS = some.integers(-100_000, 10_000)
HOURS = some.none() | some.integers(1, 999)
IDS = some.integers(1, 5)


@some.composite
def intervals(draw: some.DrawFn, numbers: some.SearchStrategy[int]) -> Interval:
    low, high = draw(some.none() | numbers), draw(some.none() | numbers)
    if low is None and high is None:
        low = draw(numbers)
    if low is not None and high is not None and low >= high:
        return Interval(low, low)
    return Interval(
        low,
        high,
        low is not None and draw(some.booleans()),
        high is not None and draw(some.booleans()),
    )


@some.composite
def conditions(draw: some.DrawFn, field: Field) -> Condition:
    if field in FLAGS:
        return Condition(field, Flag(draw(some.booleans())))
    if field in WORDS:
        one = {Field.REP: IDS.map(str), Field.CURRENCY: CURRENCIES}.get(field, WORDS_SAID)
        words = draw(some.lists(one, min_size=1, max_size=3, unique_by=str.casefold))
        return Condition(field, Words(tuple(words), draw(some.booleans())))
    assert field in NUMBERS
    numbers = {Field.AMOUNT: AMOUNTS, Field.MARGIN: MARGINS}.get(field, DISCOUNTS)
    some_intervals = some.lists(intervals(numbers), min_size=1, max_size=3)
    currency = draw(CURRENCIES) if field is Field.AMOUNT else None
    return Condition(field, Numbers(tuple(draw(some_intervals)), draw(some.booleans()), currency))


@some.composite
def approvers(draw: some.DrawFn) -> Approvers:
    found = Approvers(
        draw(some.none() | some.sampled_from((Role.MANAGER, Role.FINANCE, Role.ADMIN))),
        tuple(draw(some.lists(IDS, max_size=3, unique=True))),
        tuple(draw(some.lists(some.sampled_from(("SLEGAL", "SCFO")), max_size=2, unique=True))),
        draw(some.booleans()),
    )
    return Approvers(Role.MANAGER) if found.is_empty else found


@some.composite
def steps(draw: some.DrawFn) -> Step:
    return Step(
        draw(approvers()),
        draw(some.integers(0, 3)),
        draw(HOURS),
        draw(HOURS),
        draw(HOURS),
        draw(some.none() | approvers()),
    )


@some.composite
def rules(draw: some.DrawFn, *, most_steps: int) -> Rule:
    fields = draw(some.sets(some.sampled_from(Field), max_size=3))
    return Rule(
        draw(TEXTS),
        tuple(draw(conditions(field)) for field in Field if field in fields),
        tuple(draw(some.lists(steps(), max_size=most_steps))),
        draw(some.sampled_from(Occasion)),
    )


def policies(*, most_rules: int = 5, most_steps: int = 3) -> some.SearchStrategy[Policy]:
    several = some.lists(rules(most_steps=most_steps), max_size=most_rules)
    return some.builds(Policy, some.just(1), several.map(tuple))


FACTS = some.builds(
    Facts,
    amount_minor=some.integers(-(10**12), 10**12),
    currency=CURRENCIES,
    line_discount=DISCOUNTS,
    order_discount=DISCOUNTS,
    margin=some.none() | MARGINS,
    customer_is_new=some.booleans(),
    over_credit=some.none() | some.booleans(),
    segments=some.frozensets(WORDS_SAID, max_size=2),
    regions=some.frozensets(WORDS_SAID, max_size=2),
    categories=some.frozensets(WORDS_SAID, max_size=2),
    rep=IDS.map(str),
    occasion=some.sampled_from(Occasion),
    mixed_currencies=some.booleans(),
)

TOGETHER = some.builds(
    Together,
    line_discount=DISCOUNTS,
    order_discount=DISCOUNTS,
    margin=some.none() | MARGINS,
    categories=some.frozensets(WORDS_SAID, max_size=2),
)


@some.composite
def facts_of_a_day(draw: some.DrawFn) -> Facts:
    """Facts of an order beside which others of the day count."""
    facts = draw(FACTS)
    return replace(facts, together=facts.own.joined(draw(TOGETHER)), counted=frozenset({11, 12}))
