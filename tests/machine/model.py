"""What the policy promises, written down a second time as plainly as can be.

Knows nothing of the program: people are names, an order is what was said about it, and
what is lacking is counted anew from all that was said, every time it is asked.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.machine.people import PERSON, People

DAY = timedelta(days=1)
PRICES = {"EUR": 100_00, "USD": 110_00}
COUNTED = ("pending", "approved", "executing", "completed")
CHANGEABLE = ("draft", "pending", "rejected", "returned", "expired", "approved")
# A deed as the audit should know it: what, of which order, by whom, for whose seat.
Deed = tuple[str, int, str | None, str | None]


@dataclass(frozen=True)
class Look:
    """A step of a policy: `who` is a word of `People.named`, `need` 0 for all of them.

    Working hours say when it is overdue, so that the backup is asked too, and when it ends.
    """

    who: str
    need: int = 1
    due: int | None = None
    ends: int | None = None
    backup: str | None = None


@dataclass(frozen=True)
class Tier:
    """Orders of a day's weight in EUR from `minor` on need these looks."""

    minor: int
    looks: tuple[Look, ...]

    @property
    def name(self) -> str:
        return f"From {self.minor}"


Tiers = tuple[Tier, ...]
HIGHEST = (Look("admins"),)


@dataclass
class Said:
    """An approval that was given: for whose seat, by whom."""

    seat: str
    by: str


@dataclass
class Passed:
    """Somebody who was brought in: instead of `seat`, or besides all where that is None."""

    look: int
    seat: str | None
    to: str


@dataclass
class Request:
    """What was asked about one edition, by which rule, and what has been said to it so far.

    `look` is the one that waits, since `opened`; `level` is how far the clock has taken it.
    """

    looks: tuple[Look, ...]
    rule: str | None
    version: int
    opened: datetime
    mixed: bool = False
    cancels: bool = False
    state: str = "waiting"
    look: int = 0
    level: int = 0
    said: list[Said] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    opinions: set[str] = field(default_factory=set)


@dataclass
class Order:
    number: int
    owner: str
    customer: str
    currency: str
    quantity: int
    status: str = "draft"
    authors: set[str] = field(default_factory=set)
    request: Request | None = None
    # What the policy in force demanded when it was sent or changed last.
    demand: Request | None = None
    # When that was.
    touched: datetime | None = None
    # What people approved last of it: the answer, the total, the currency, the customer.
    blessed: tuple[Request, int, str, str] | None = None

    @property
    def total(self) -> int:
        return self.quantity * PRICES[self.currency]

    @property
    def waits(self) -> Request | None:
        return self.request if self.request and self.request.state == "waiting" else None

    @property
    def leaves(self) -> bool:
        return self.waits is not None and self.waits.cancels


@dataclass
class Model:
    tiers: Tiers = ()
    rest_goes_through: bool = True
    cancelling: tuple[Look, ...] = ()
    version: int = 0
    orders: dict[int, Order] = field(default_factory=dict)
    people: People = field(default_factory=People)
    deeds: Counter[Deed] = field(default_factory=Counter)

    def note(self, verb: str, order: Order, by: str | None, seat: str | None = None) -> None:
        self.deeds[verb, order.number, by, seat] += 1

    def own(self, order: Order) -> frozenset[str]:
        """Every account of everybody to whom the order is their own."""
        return self.people.same_people({order.owner, *order.authors})

    def may_manage(self, order: Order, who: str) -> bool:
        able = who in self.people.able()
        return able and (who == order.owner or self.people.manages(who))

    def may_cancel(self, order: Order, who: str) -> bool:
        started = order.status == "executing" and not self.people.manages(who)
        over = order.status in ("completed", "cancelled")
        return self.may_manage(order, who) and not (started or over or order.leaves)

    def demanded(self, order: Order, at: datetime) -> Request | None:
        """What the policy in force asks of the order if it is sent now; None for nothing."""
        others = [
            other
            for other in self.orders.values()
            if other is not order
            and other.customer == order.customer
            and other.status in COUNTED
            and other.touched is not None
            and at - DAY < other.touched <= at
        ]
        mixed = any(other.currency != order.currency for other in others)
        weight = sum(each.total for each in (order, *others) if each.currency == order.currency)
        for tier in self.tiers:
            if mixed or order.currency != "EUR":
                # Nobody can tell, so the highest approver looks at it.
                return Request(HIGHEST, tier.name, self.version, at, mixed)
            if weight >= tier.minor:
                return Request(tier.looks, tier.name, self.version, at)
        return None if self.rest_goes_through else Request(HIGHEST, None, self.version, at, mixed)

    def send(self, order: Order, by: str, at: datetime) -> None:
        order.authors.add(by)
        order.request = order.demand = self.demanded(order, at)
        order.touched = at
        order.status = "pending" if order.request else "approved"

    def change(self, order: Order, by: str, at: datetime) -> None:
        """Send what was written anew; what was approved may stay so, where nothing is worse."""
        if order.status != "approved":
            self.send(order, by, at)
            return
        order.authors.add(by)
        order.touched = at
        order.request = order.demand = self.demanded(order, at)
        if order.request is None:
            return
        if order.blessed is not None and self._covers(order, order.request, *order.blessed):
            order.request = order.blessed[0]
        else:
            order.status = "pending"

    def _covers(
        self, order: Order, asked: Request, given: Request, total: int, currency: str, customer: str
    ) -> bool:
        own = self.own(order)
        return (
            (asked.rule, asked.looks) == (given.rule, given.looks)
            and (order.currency, order.customer) == (currency, customer)
            and order.total <= total
            and not (asked.mixed and not given.mixed)
            and not any({said.seat, said.by} & own for said in given.said)
        )

    def seats(self, order: Order, request: Request) -> frozenset[str]:
        """Whose word counts for the look that waits."""
        own, look = self.own(order), request.looks[request.look]
        found = set(self.people.named(look.who, owner=order.owner) - own)
        for each in request.passed:
            if each.look != request.look or each.to in own:
                continue
            if each.seat is None:
                found.add(each.to)
            elif each.seat in found and self.people.decides(each.to):
                found = found - {each.seat} | {each.to}
        there = frozenset(found) & self.people.able()
        if len(there) < max(look.need, 1):
            there |= self.people.admins() - own
        return there

    def _met(self, order: Order, request: Request) -> bool:
        seats, look = self.seats(order, request), request.looks[request.look]
        given = [said for said in request.said if said.seat in seats]
        voices = len({PERSON[said.by] for said in given})
        if look.need:
            return voices >= look.need
        first = seats - self.asked_besides(request) or seats
        everybody = bool(seats) and first <= {said.seat for said in request.said}
        # Who was asked besides can make up for one who is silent.
        return everybody or (first < seats and voices >= len(first))

    def asked_besides(self, request: Request) -> frozenset[str]:
        """Who was brought in because the look that waits was overdue."""
        return frozenset(
            each.to for each in request.passed if each.seat is None and each.look == request.look
        )

    def may_speak_for(self, order: Order, name: str, at: datetime) -> frozenset[str]:
        """The seats of the waiting look for which `name` can say something now."""
        request = order.waits
        if request is None or name in self.own(order) or name not in self.people.able():
            return frozenset()
        said = {each.seat for each in request.said}
        return (self.seats(order, request) & self.people.held_by(name, at)) - said

    def approve(self, order: Order, name: str, at: datetime) -> bool:
        """Let `name` approve; return whether they could."""
        seats = self.may_speak_for(order, name, at)
        if not seats or order.request is None:
            return False
        for seat in sorted(seats):
            order.request.said.append(Said(seat, name))
            self.note("step.approved", order, name, seat)
        self.move_on(order, at)
        return True

    def move_on(self, order: Order, at: datetime) -> bool:
        """Go past the looks that are met; return whether any was."""
        request, before = order.request, order.request.look if order.request else 0
        if request is None or request.state != "waiting" or not request.said:
            return False
        while request.look < len(request.looks) and self._met(order, request):
            request.look, request.opened, request.level = request.look + 1, at, 0
        if request.look == len(request.looks):
            self._conclude(order, request)
        return request.look != before

    def _conclude(self, order: Order, request: Request) -> None:
        request.state = "approved"
        order.status = "cancelled" if request.cancels else "approved"
        if not request.cancels:
            order.blessed = (request, order.total, order.currency, order.customer)
        self.note(f"order.{order.status}", order, request.said[-1].by)

    def settle(self, at: datetime) -> None:
        """Other people may be asked now: who is left may have said all that is lacking."""
        for order in self.orders.values():
            if self.move_on(order, at):
                self.note("step.settled", order, None)

    def refuse(self, order: Order, name: str, at: datetime, status: str) -> None:
        seats, request = self.may_speak_for(order, name, at), order.request
        if request is None:
            return
        for seat in seats:
            self.note(f"step.{status}", order, name, seat)
        request.state = status
        if not request.cancels:
            order.status = status
            self.note(f"order.{status}", order, name)

    def cancel(self, order: Order, by: str, at: datetime) -> None:
        """Cancel it, or ask for that where the policy wants somebody to agree."""
        if order.status in ("approved", "executing") and self.cancelling:
            order.authors.add(by)
            order.request = Request(self.cancelling, "Cancelling", self.version, at, cancels=True)
            self.note("order.cancellation_asked", order, by)
            return
        if order.waits:
            order.waits.state = "withdrawn"
        order.status = "cancelled"
        self.note("order.cancelled", order, by)
