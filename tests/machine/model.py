"""What the policy promises, written down a second time as plainly as can be.

Knows nothing of the program: people are names, an order is what was said about it, and
whether it may go through is counted anew from all that was said, every time it is asked.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

DAY = timedelta(days=1)
MANAGERS = frozenset({"Maya", "Omar", "Ana", "Ravi's second account"})
FINANCE = frozenset({"Fay", "Ana"})
ADMINS = frozenset({"Ana"})
CAST = ("Ravi", "Maya", "Omar", "Fay", "Ana", "Ravi's second account")
REPORTS_TO = {"Ravi": "Maya", "Maya": "Omar"}
# Who is one person, whatever account they use.
PERSON = {name: name for name in CAST} | {"Ravi's second account": "Ravi"}


@dataclass(frozen=True)
class Look:
    """A step of a policy: `who` is a word of `named`, `need` 0 for all of them."""

    who: str
    need: int = 1


@dataclass(frozen=True)
class Tier:
    """Orders of a day's weight from `minor` on need these looks."""

    minor: int
    looks: tuple[Look, ...]


# Where no tier fits: let through, or (fails closed) asked of the highest.
Tiers = tuple[Tier, ...]


@dataclass
class Said:
    """An approval that was given: for whose seat, by whom."""

    seat: str
    by: str


@dataclass
class Request:
    """What was asked about one edition, by which tier, and what has been said to it so far."""

    looks: tuple[Look, ...]
    said: list[Said] = field(default_factory=list)
    minor: int | None = None


@dataclass
class Order:
    number: int
    owner: str
    customer: str
    total: int
    at: datetime
    status: str = "draft"
    authors: set[str] = field(default_factory=set)
    request: Request | None = None
    # When it was sent or changed last, and what people approved last of it, with its total.
    touched: datetime | None = None
    blessed: tuple[Request, int] | None = None


@dataclass
class Away:
    who: str
    delegate: str
    since: datetime
    until: datetime


@dataclass
class Model:
    tiers: Tiers
    rest_goes_through: bool
    orders: dict[int, Order] = field(default_factory=dict)
    away: list[Away] = field(default_factory=list)

    def own(self, order: Order) -> frozenset[str]:
        """Every account of everybody to whom the order is their own."""
        people = {PERSON[name] for name in {order.owner, *order.authors}}
        return frozenset(name for name in CAST if PERSON[name] in people)

    def demanded(self, order: Order, at: datetime) -> Request | None:
        """What the policy in force asks of the order if it is sent now; nothing for nothing."""
        weight = order.total + sum(
            other.total
            for other in self.orders.values()
            if other is not order
            and other.customer == order.customer
            and other.status in ("pending", "approved", "executing", "completed")
            and at - DAY < (other.touched or other.at) <= at
        )
        for tier in self.tiers:
            if weight >= tier.minor:
                return Request(tier.looks, minor=tier.minor)
        return None if self.rest_goes_through else Request((Look("admins"),))

    def send(self, order: Order, by: str, at: datetime) -> None:
        order.authors.add(by)
        order.request = self.demanded(order, at)
        order.at = order.touched = at
        order.status = "pending" if order.request else "approved"

    def change(self, order: Order, by: str, total: int, at: datetime) -> None:
        """Write the order anew; what was approved may stay so, where nothing is worse."""
        order.total = total
        if order.status != "approved":
            self.send(order, by, at)
            return
        order.authors.add(by)
        order.touched = at
        order.request = self.demanded(order, at)
        if order.request is None:
            return
        if order.blessed is not None and self._covers(order, order.request, *order.blessed):
            order.request = order.blessed[0]
        else:
            order.status = "pending"

    def _covers(self, order: Order, asked: Request, given: Request, total: int) -> bool:
        own = self.own(order)
        return (
            (asked.minor, asked.looks) == (given.minor, given.looks)
            and order.total <= total
            and not any({said.seat, said.by} & own for said in given.said)
        )

    def seats(self, order: Order, look: Look) -> frozenset[str]:
        own = self.own(order)
        found = self.named(order, look.who) - own
        if len(found) < max(look.need, 1):
            found |= ADMINS - own
        return found

    def named(self, order: Order, who: str) -> frozenset[str]:
        match who:
            case "managers":
                return MANAGERS
            case "finance":
                return FINANCE
            case "admins":
                return ADMINS
            case "the rep's manager":
                return frozenset({REPORTS_TO[order.owner]} if order.owner in REPORTS_TO else ())
            case name:
                return frozenset({name})

    def waiting_look(self, order: Order) -> Look | None:
        """The first look that is not met by all that was said so far."""
        if order.request is None:
            return None
        return next(
            (look for look in order.request.looks if not self._met(order, order.request, look)),
            None,
        )

    def _met(self, order: Order, request: Request, look: Look) -> bool:
        seats = self.seats(order, look)
        given = [said for said in request.said if said.seat in seats]
        if look.need == 0:
            return bool(seats) and seats <= {said.seat for said in given}
        return len({PERSON[said.by] for said in given}) >= look.need

    def may_speak_for(self, order: Order, name: str, at: datetime) -> frozenset[str]:
        """The seats of the waiting look for which `name` can say something now."""
        look = self.waiting_look(order)
        if order.status != "pending" or look is None or order.request is None:
            return frozenset()
        if name in self.own(order):
            return frozenset()
        held = {name} | {
            each.who for each in self.away if each.delegate == name and at < each.until
        }
        said = {each.seat for each in order.request.said}
        return (self.seats(order, look) & held) - said

    def approve(self, order: Order, name: str, at: datetime) -> bool:
        """Let `name` approve; return whether they could."""
        seats = self.may_speak_for(order, name, at)
        if not seats or order.request is None:
            return False
        order.request.said += [Said(seat, name) for seat in sorted(seats)]
        if self.waiting_look(order) is None:
            order.status = "approved"
            order.blessed = (order.request, order.total)
        return True

    def refuse(self, order: Order, name: str, at: datetime, status: str) -> bool:
        if not self.may_speak_for(order, name, at):
            return False
        order.status = status
        return True

    def go_away(
        self, who: str, delegate: str, since: datetime, until: datetime, *, at: datetime
    ) -> None:
        """Plan an absence; what was planned for the same days before gives way."""
        for each in self.away:
            if each.who == who and each.until > at and each.since < until and since < each.until:
                each.until = min(each.until, at)
        self.away.append(Away(who, delegate, since, until))

    def is_or_will_be_away(self, who: str, at: datetime) -> bool:
        return any(each.who == who and each.until > at for each in self.away)

    def come_back(self, who: str, since: datetime) -> None:
        self.away = [each for each in self.away if (each.who, each.since) != (who, since)]
