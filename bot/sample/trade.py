"""Two years of orders: more in a good season, a little more each year, fewer on Saturdays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random

from bot.domain.reasons import Reason
from bot.sample.catalogue import Article
from bot.sample.companies import Company
from bot.sample.firms import HISTORY, Firm
from bot.sample.policy import LARGE

# How busy each month is, from January, against a quiet one.
MONTHS = (1.05, 1.0, 1.1, 1.05, 1.15, 1.2, 1.0, 0.8, 1.15, 1.3, 1.55, 1.7)
# Monday to Friday make a week; a few orders come on Saturdays.
WEEKDAYS = (0.24, 0.21, 0.2, 0.19, 0.13, 0.03, 0.0)
YEARLY_GROWTH = 0.22
DISCOUNTS = (*([0] * 14), 5, 5, 5, 10, 10, 15)
NOTES = ("Deliver before nine.", "Ring at the back door.", "Invoice to head office.", "Gift wrap.")
# One in how many orders is cancelled, rejected, partly a return, comes with a note.
CANCELLED, REJECTED, RETURNED, NOTED = 30, 90, 100, 16
# Younger than this an order may still be on its way.
ON_ITS_WAY = 18
# The orders that were decided in Dealdesk are between so many days old.
DECIDED_SINCE, STILL_WAITING = 35, 3
SMALL_A_DAY = 2
WORKDAYS = range(5)
# What was never sold, and for how long those who order as usual have ordered nothing.
UNSOLD, QUIET, YEAR = ("cancelled", "rejected"), timedelta(days=7), timedelta(days=365)
# So many orders are like the customer's others: at most so many times as large.
MOST_ALIKE, MOST_TIMES = 2, Decimal("1.5")
REASONS = (Reason.DISCOUNT, Reason.DISCOUNT, Reason.MARGIN, Reason.PRICE, Reason.BUDGET)


@dataclass(frozen=True, slots=True)
class Line:
    """`discount` is in whole percent; a quantity below zero is a return."""

    article: Article
    quantity: int
    discount: int


@dataclass(frozen=True, slots=True)
class Order:
    """`placed` is a local time such as 2026-11-20 14:05."""

    number: int
    firm: Firm
    placed: str
    status: str
    notes: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """An order that waits for approval; `hours` ago it was raised."""

    firm: Firm
    lines: tuple[Line, ...]
    hours: int
    notes: str


@dataclass(frozen=True, slots=True)
class Decided:
    """An order that was raised in Dealdesk on a local day, and decided `hours` later by whoever
    the policy asks, if anybody.

    `reason` is what is wrong with it, for one that was rejected.
    """

    firm: Firm
    lines: tuple[Line, ...]
    day: date
    minute: int
    hours: float
    reason: Reason | None
    delivered: bool


def orders(company: Company, firms: Sequence[Firm], today: date, dice: Random) -> tuple[Order, ...]:
    """Make the orders from two years ago up to yesterday, in order of time."""
    found: list[Order] = []
    for days in range(HISTORY.days):
        day = today - HISTORY + timedelta(days=days)
        customers = [firm for firm in firms if firm.appetite and firm.since <= day]
        heaped = list(accumulate(firm.appetite**0.5 for firm in customers))
        for clock in _clocks(company, day, days, dice):
            firm = dice.choices(customers, cum_weights=heaped)[0]
            number = company.first_order + len(found)
            found.append(_order(number, firm, f"{day} {clock}", (today - day).days, dice))
    return tuple(found)


def requests(company: Company, firms: Sequence[Firm], dice: Random) -> tuple[Request, ...]:
    """Make orders that the policy wants approved: large ones, or at deep discounts.

    Every rep raises one, the first of them two more.
    """
    raised = []
    for hours, rep in enumerate([*company.reps, *company.reps[:1] * 2], start=1):
        own = [firm for firm in firms if firm.owner == rep and firm.appetite]
        firm = dice.choice(own)
        lines = _generous(firm, dice)
        notes = dice.choice(("They want an answer today.", "A competitor offers the same.", ""))
        raised.append(Request(firm, lines, hours * 5, notes))
    return tuple(raised)


def usual(sold: Sequence[Order], today: date, *, besides: Sequence[Request]) -> tuple[Request, ...]:
    """Make orders that are large to the policy and like any other of their customers'.

    They repeat an earlier one, and are these customers' only ones of the week.
    """
    busy = {each.firm.key for each in besides}
    busy |= {each.firm.key for each in sold if each.placed > str(today - QUIET)}
    bought: dict[str, list[Order]] = {}
    for order in sold:
        if order.status not in UNSOLD and order.placed > str(today - YEAR):
            bought.setdefault(order.firm.key, []).append(order)
    known = sorted((each for key, each in bought.items() if key not in busy), key=len)
    found = (_again(earlier) for earlier in reversed(known))
    alike = [order for order in found if order is not None][:MOST_ALIKE]
    return tuple(
        Request(order.firm, _undiscounted(order), hours, "The same as last time.")
        for hours, order in enumerate(alike, start=2)
    )


def _again(bought: Sequence[Order]) -> Order | None:
    """Return the last of a customer's orders that is nothing out of the ordinary for them."""
    every = [line for order in bought for line in order.lines if line.quantity > 0]
    currency = bought[0].firm.country.currency
    most = MOST_TIMES * _net(every, currency) / len(bought)
    for order in reversed(bought):
        lines = _undiscounted(order)
        if (
            all(line.quantity > 0 for line in lines)
            and LARGE <= _net(lines, currency) <= most
            and _spent_share(lines, currency) <= _spent_share(every, currency)
        ):
            return order
    return None


def _undiscounted(order: Order) -> tuple[Line, ...]:
    return tuple(replace(line, discount=0) for line in order.lines)


def _net(lines: Sequence[Line], currency: str) -> Decimal:
    return sum(
        (
            each.article.price(currency) * each.quantity * (100 - each.discount) / 100
            for each in lines
        ),
        Decimal(0),
    )


def _spent_share(lines: Sequence[Line], currency: str) -> Decimal:
    """Return what of the net the goods cost."""
    spent = sum((each.article.cost(currency) * each.quantity for each in lines), Decimal(0))
    return spent / _net(lines, currency)


def decided(
    company: Company, firms: Sequence[Firm], today: date, dice: Random
) -> tuple[Decided, ...]:
    """Make the orders of the last weeks that were raised in Dealdesk, in order of time: on every
    working day one that a manager decided, and small ones that the policy let through.

    Most are decided within the day; some are left lying for two.
    """
    found = []
    own = [firm for firm in firms if firm.owner in company.reps and firm.appetite]
    back = [today - timedelta(days=ago) for ago in range(DECIDED_SINCE, STILL_WAITING, -1)]
    days = [day for day in back if day.weekday() in WORKDAYS]
    for day in days:
        minute, firm = dice.randint(9 * 60, 16 * 60), dice.choice(own)
        hours = min(dice.lognormvariate(0.8, 1), 48)
        reason = dice.choice(REASONS) if _one_in(5, dice) else None
        lines, delivered = _generous(firm, dice), _is_delivered(day, today)
        found.append(Decided(firm, lines, day, minute, hours, reason, delivered))
    for day in sorted(days * SMALL_A_DAY):
        minute, firm = dice.randint(9 * 60, 16 * 60), dice.choice(own)
        found.append(Decided(firm, _modest(firm), day, minute, 1, None, _is_delivered(day, today)))
    return tuple(sorted(found, key=lambda each: (each.day, each.minute)))


def _is_delivered(day: date, today: date) -> bool:
    return (today - day).days > ON_ITS_WAY


def _generous(firm: Firm, dice: Random) -> tuple[Line, ...]:
    """Make the lines of an order that the policy wants looked at."""
    dearest = max(firm.favourites, key=lambda article: article.euros)
    others = [article for article in firm.favourites if article is not dearest]
    return (
        Line(dearest, dice.randint(2, 4), dice.choice((20, 25, 30))),
        *(Line(article, _quantity(article, dice), 0) for article in dice.sample(others, 2)),
    )


def _modest(firm: Firm) -> tuple[Line, ...]:
    """Make the lines of an order that the policy lets through."""
    return (Line(min(firm.favourites, key=lambda article: article.euros), 2, 0),)


def _clocks(company: Company, day: date, days: int, dice: Random) -> Iterator[str]:
    growth = 1 + YEARLY_GROWTH * days / 365
    expected = company.weekly * WEEKDAYS[day.weekday()] * MONTHS[day.month - 1] * growth
    count = int(expected * dice.uniform(0.6, 1.4) + dice.random())
    minutes = sorted(dice.randint(8 * 60, 18 * 60) for _ in range(count))
    yield from (f"{minute // 60:02}:{minute % 60:02}" for minute in minutes)


def _order(number: int, firm: Firm, placed: str, age: int, dice: Random) -> Order:
    month = int(placed[5:7])
    weights = [int(article.season[month - 1]) for article in firm.favourites]
    chosen = dict.fromkeys(dice.choices(firm.favourites, weights, k=dice.choice((1, 2, 3, 3, 4))))
    lines = tuple(
        Line(article, _quantity(article, dice), dice.choice(DISCOUNTS)) for article in chosen
    )
    if _one_in(RETURNED, dice):
        lines = (*lines[:-1], Line(lines[-1].article, -1, 0))
    notes = dice.choice(NOTES) if _one_in(NOTED, dice) else ""
    return Order(number, firm, placed, _status(age, dice), notes, lines)


def _quantity(article: Article, dice: Random) -> int:
    return max(1, round(article.lot * dice.random() ** 2))


def _status(age: int, dice: Random) -> str:
    if _one_in(CANCELLED, dice):
        return "cancelled"
    if _one_in(REJECTED, dice):
        return "rejected"
    if age > ON_ITS_WAY or _one_in(4, dice):
        return "completed"
    return "executing" if age > ON_ITS_WAY // 3 else "approved"


def _one_in(many: int, dice: Random) -> bool:
    return dice.randrange(many) == 0
