"""What a rule of the approval policy looks at, and the tests it puts to it.

A test answers True or False, or None where it cannot be judged: an amount in another
currency, a margin of a product whose cost nobody knows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.money import format_money, format_percent


class Field(StrEnum):
    """What a condition looks at. The values are stored with every policy: never rename one."""

    AMOUNT = "amount"
    CURRENCY = "currency"
    LINE_DISCOUNT = "line_discount"
    ORDER_DISCOUNT = "order_discount"
    MARGIN = "margin"
    NEW_CUSTOMER = "new_customer"
    OVER_CREDIT = "over_credit"
    SEGMENT = "segment"
    REGION = "region"
    CATEGORY = "category"
    REP = "rep"


NUMBERS = (Field.AMOUNT, Field.LINE_DISCOUNT, Field.ORDER_DISCOUNT, Field.MARGIN)
FLAGS = (Field.NEW_CUSTOMER, Field.OVER_CREDIT)
WORDS = (Field.CURRENCY, Field.SEGMENT, Field.REGION, Field.CATEGORY, Field.REP)


class Occasion(StrEnum):
    """What is asked for: that an order goes through, or that it is cancelled."""

    ORDER = "order"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class Together:
    """The worst of several orders: the deepest discounts, the thinnest margin, all categories.

    `margin` is None where that of any of them is unknown.
    """

    line_discount: int = 0
    order_discount: int = 0
    margin: int | None = None
    categories: frozenset[str] = frozenset()

    def joined(self, other: "Together") -> "Together":
        unknown = self.margin is None or other.margin is None
        return Together(
            max(self.line_discount, other.line_discount),
            max(self.order_discount, other.order_discount),
            None if unknown else min(self.margin or 0, other.margin or 0),
            self.categories | other.categories,
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a policy looks at; minor units, and basis points for discounts and the margin.

    `amount_minor` counts what else the customer ordered within the day, so that an order
    in pieces weighs like the whole; `counted` are the numbers of those other orders.
    `mixed_currencies` says that some of them are in another currency, so that no sum can be
    told. `margin` is None where a cost is unknown, and `over_credit` None where the limit is
    in another currency. `categories` and `regions` are all that apply; `rep` is a member's id
    as text. Discounts, margin and categories are the order's own; `together` has them joined
    with those of the orders counted besides, None where there are none.
    """

    amount_minor: int
    currency: str
    line_discount: int = 0
    order_discount: int = 0
    margin: int | None = None
    customer_is_new: bool = False
    over_credit: bool | None = False
    segments: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    rep: str = ""
    occasion: Occasion = Occasion.ORDER
    mixed_currencies: bool = False
    counted: frozenset[int] = frozenset()
    together: Together | None = None

    @property
    def own(self) -> Together:
        return Together(self.line_discount, self.order_discount, self.margin, self.categories)

    @property
    def as_one(self) -> "Facts | None":
        """The facts of all that was ordered in the day; None where the order's own are no other."""
        if self.together is None or self.together == self.own:
            return None
        return replace(
            self,
            line_discount=self.together.line_discount,
            order_discount=self.together.order_discount,
            margin=self.together.margin,
            categories=self.together.categories,
            together=None,
        )


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from `low` to `high`; None is no bound. Bounds belong to it unless said."""

    low: int | None = None
    high: int | None = None
    low_open: bool = False
    high_open: bool = False

    def holds(self, number: int) -> bool:
        low, high = self.low, self.high
        if low is not None and (number < low or (number == low and self.low_open)):
            return False
        return high is None or number < high or (number == high and not self.high_open)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Any of the intervals, or with `negated` none of them. Amounts are in `currency`."""

    intervals: tuple[Interval, ...]
    negated: bool = False
    currency: str | None = None

    def holds(self, number: int) -> bool:
        for each in self.intervals:
            if each.holds(number):
                return not self.negated
        return self.negated


@dataclass(frozen=True, slots=True)
class Words:
    """Any of the words, without regard to case, or with `negated` none of them."""

    words: tuple[str, ...]
    negated: bool = False
    folded: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Here once: a policy is held against many orders.
        object.__setattr__(self, "folded", frozenset(word.casefold() for word in self.words))

    def holds(self, given: frozenset[str]) -> bool:
        return self.folded.isdisjoint([word.casefold() for word in given]) is self.negated


@dataclass(frozen=True, slots=True)
class Flag:
    """Whether something is so."""

    value: bool = True

    def holds(self, given: bool) -> bool:  # noqa: FBT001 - it is what is tested
        return given is self.value


Test = Numbers | Words | Flag


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of one fact; the test's type is the one of the field (NUMBERS, FLAGS, WORDS)."""

    field: Field
    test: Test

    def judge(self, facts: Facts) -> bool | None:
        """Return whether it holds, or None where the facts do not tell."""
        match self.test:
            case Numbers():
                number = _number(self.field, self.test, facts)
                return None if number is None else self.test.holds(number)
            case Flag():
                given = _FLAGS[self.field](facts)
                return None if given is None else self.test.holds(given)
            case Words():
                return self.test.holds(_WORDS[self.field](facts))

    def describe(self, names: Mapping[str, str] | None = None) -> str:
        """Say in words when it holds. `names` tells reps' names by their ids as text."""
        match self.test:
            case Numbers():
                return _say_numbers(self.field, self.test)
            case Flag():
                return _say_flag(self.field, self.test)
            case Words():
                return _say_words(self.field, self.test, names or {})


def _number(field: Field, test: Numbers, facts: Facts) -> int | None:
    match field:
        case Field.AMOUNT:
            if test.currency != facts.currency or facts.mixed_currencies:
                return None
            return abs(facts.amount_minor)
        case Field.LINE_DISCOUNT:
            return facts.line_discount
        case Field.ORDER_DISCOUNT:
            return facts.order_discount
        case _:
            return facts.margin


_FLAGS: dict[Field, Callable[[Facts], bool | None]] = {
    Field.NEW_CUSTOMER: lambda facts: facts.customer_is_new,
    Field.OVER_CREDIT: lambda facts: facts.over_credit,
}
_WORDS: dict[Field, Callable[[Facts], frozenset[str]]] = {
    Field.CURRENCY: lambda facts: frozenset({facts.currency}),
    Field.SEGMENT: lambda facts: facts.segments,
    Field.REGION: lambda facts: facts.regions,
    Field.CATEGORY: lambda facts: facts.categories,
    Field.REP: lambda facts: frozenset({facts.rep}),
}
_SUBJECTS = {
    Field.AMOUNT: "the total",
    Field.CURRENCY: "the currency",
    Field.LINE_DISCOUNT: "a line's discount",
    Field.ORDER_DISCOUNT: "the discount on the whole order",
    Field.MARGIN: "the margin",
    Field.SEGMENT: "the customer's segment",
    Field.REGION: "the region",
    Field.CATEGORY: "a product's category",
    Field.REP: "the rep",
}


def _say_numbers(field: Field, test: Numbers) -> str:
    said = " or ".join(_say_interval(field, test, each) for each in test.intervals)
    return f"{_SUBJECTS[field]} is {'not ' if test.negated else ''}{said}"


def _say_interval(field: Field, test: Numbers, interval: Interval) -> str:
    def figure(number: int) -> str:
        if field is Field.AMOUNT:
            return format_money(number, test.currency or "")
        return format_percent(number)

    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if low == high:
            return f"exactly {figure(low)}"
        first = "above" if interval.low_open else "from"
        last = "below" if interval.high_open else "up to"
        return f"{first} {figure(low)} and {last} {figure(high)}"
    if low is not None:
        return f"above {figure(low)}" if interval.low_open else f"{figure(low)} or more"
    if high is not None:
        return f"below {figure(high)}" if interval.high_open else f"{figure(high)} or less"
    return "any"


def _say_flag(field: Field, test: Flag) -> str:
    if field is Field.NEW_CUSTOMER:
        return "the customer is new" if test.value else "the customer has ordered before"
    return (
        "the credit limit is exceeded" if test.value else "the order stays within the credit limit"
    )


def _say_words(field: Field, test: Words, names: Mapping[str, str]) -> str:
    said = " or ".join(names.get(word, word) for word in test.words)
    return f"{_SUBJECTS[field]} is {'not ' if test.negated else ''}{said}"
