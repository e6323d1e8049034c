"""What the policy promises, written down a second time as plainly as can be.

Knows nothing of the program: people are names, an order is what was said about it, and
what is lacking is counted anew from all that was said, every time it is asked.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.machine.judging import wanted
from tests.machine.orders import OWED, Order, Request, Said
from tests.machine.people import PERSON, People
from tests.machine.policy import PLACE, Look, Tiers, Weighed
from tests.machine.weighing import Customer, weigh

# A deed as the audit should know it: what, of which order if of one, by whom, for whose seat.
Deed = tuple[str, int | None, str | None, str | None]


@dataclass
class Model:
    tiers: Tiers = ()
    rest_goes_through: bool = True
    cancelling: tuple[Look, ...] = ()
    version: int = 0
    orders: dict[int, Order] = field(default_factory=dict)
    customers: defaultdict[str, Customer] = field(default_factory=lambda: defaultdict(Customer))
    people: People = field(default_factory=People)
    deeds: Counter[Deed] = field(default_factory=Counter)

    def note(self, verb: str, order: Order | None, by: str | None, seat: str | None = None) -> None:
        self.deeds[verb, order.number if order else None, by, seat] += 1

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

    def may_cancel_all(self, order: Order, who: str) -> bool:
        """A change of what went through is no way around whoever has to agree."""
        changed = order.agreed and order.status in ("pending", "expired")
        return self.may_cancel(order, who) and not (changed and self.cancelling)

    def may_cancel_lines(self, order: Order, who: str, places: set[int]) -> bool:
        """Some of them, and not all: that would be the whole order."""
        left = set(range(len(order.lines))) - places
        some = bool(places) and bool(left) and max(places) < len(order.lines)
        return some and order.status in OWED and self.may_cancel(order, who)

    def weigh(self, order: Order, at: datetime, customer: Customer) -> Weighed:
        return weigh(order, self.orders.values(), customer, at)

    def demanded(self, order: Order, at: datetime) -> Request | None:
        """What the policy in force asks of the order if it is sent now; None for nothing."""
        return self._asks(self.weigh(order, at, self.customers[order.customer]), at)

    def _asks(self, weighed: Weighed, at: datetime) -> Request | None:
        rule, looks = wanted(self.tiers, weighed, rest_goes_through=self.rest_goes_through)
        return Request(looks, rule, self.version, at, weighed) if looks else None

    def _put(self, order: Order, request: Request | None) -> None:
        """Let the order be asked about anew, or not any more; what waited until now ends."""
        if order.waits:
            order.waits.state = "withdrawn"
        order.request = request
        if request is not None:
            order.history.append(request)

    def send(self, order: Order, by: str, at: datetime) -> None:
        changed = order.status == "pending"
        self.note("order.changed" if changed else "order.submitted", order, by)
        order.authors.add(by)
        order.touched = order.sent = at
        order.demand = self.demanded(order, at)
        self._put(order, order.demand)
        order.status = "pending" if order.request else "approved"
        order.agreed = order.agreed or order.status == "approved"

    def change(self, order: Order, by: str, at: datetime) -> None:
        """Send what was written anew; what was approved may stay so, where nothing is worse."""
        if order.status not in ("approved", "executing"):
            self.send(order, by, at)
            return
        self.note("order.changed", order, by)
        order.authors.add(by)
        order.touched = at
        order.demand = self.demanded(order, at)
        if order.demand is not None and self._is_covered(order, order.demand):
            order.request = order.blessed
            return
        self._put(order, order.demand)
        if order.request is not None:
            order.status = "pending"

    def _is_covered(self, order: Order, asked: Request) -> bool:
        """Whether what people approved before is as good as what is asked now."""
        given, own = order.blessed, self.own(order)
        if given is None or given.weighed is None or asked.weighed is None:
            return False
        return (
            (asked.rule, asked.looks) == (given.rule, given.looks)
            and not asked.weighed.is_worse_than(given.weighed)
            and not any({said.seat, said.by} & own for said in given.said)
        )

    def as_allowed(self, name: str, wanted: Customer, by: str) -> Customer | None:
        """What becomes of a customer once `by` says so; None where it is refused."""
        before = self.customers[name]
        if by not in self.people.able():
            return None
        if self.people.decides(by):
            return wanted
        moves = (wanted.region, wanted.country) != (before.region, before.country)
        if moves and any(tier.about and tier.about.subject == PLACE for tier in self.tiers):
            return None
        return replace(wanted, limit=before.limit, segment=before.segment)

    def change_customer(self, name: str, after: Customer, by: str, at: datetime) -> None:
        """Let a customer be another; open orders about which it asks more wait for that."""
        before = self.customers[name]
        if after == before:
            return
        self.customers[name] = after
        self.note("customer.changed", None, by)
        for order in self.orders.values():
            is_open = order.status in ("pending", "approved")
            if order.customer == name and is_open:
                self._reweigh(order, before, by, at)

    def _reweigh(self, order: Order, before: Customer, by: str, at: datetime) -> None:
        was, now = self._asks(self.weigh(order, at, before), at), self.demanded(order, at)
        given = order.blessed if order.leaves else order.waits or order.blessed
        if now is None or any(
            each is not None and (each.rule, each.looks) == (now.rule, now.looks)
            for each in (was, given)
        ):
            return
        if order.leaves:
            self.note("order.cancellation_ended", order, None)
        order.demand, order.touched, order.status = now, at, "pending"
        self._put(order, now)
        self.note("order.reweighed", order, by)

    def cancel_lines(self, order: Order, by: str, places: set[int], at: datetime) -> None:
        numbered = list(enumerate(order.lines))
        order.cancelled += [line for place, line in numbered if place in places]
        order.lines = tuple(line for place, line in numbered if place not in places)
        self.note("order.lines_cancelled", order, by)
        self.change(order, by, at)

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
        said = self.answered(request, there)
        # Who has spoken for somebody else as well is one voice, and so is a second account.
        voices = {PERSON[said.get(name, name)] for name in there}
        if len(voices) < max(look.need, 1):
            there |= self.people.admins() - own
        return there

    def _met(self, order: Order, request: Request) -> bool:
        seats, look = self.seats(order, request), request.looks[request.look]
        given = self.answered(request, seats)
        voices = len({PERSON[by] for by in given.values()})
        if look.need:
            return voices >= look.need
        first = seats - self.asked_besides(request) or seats
        everybody = bool(seats) and first <= given.keys()
        # Who was asked besides can make up for one who is silent.
        return everybody or (first < seats and voices >= len(first))

    def answered(self, request: Request, seats: frozenset[str]) -> dict[str, str]:
        """Which of these are not asked again, with who spoke: for the seat, or for any other."""
        found = {each.seat: each.by for each in request.said if each.seat in seats}
        for name in seats - found.keys():
            heard = [each.by for each in request.said if PERSON[each.by] == PERSON[name]]
            if heard:
                found[name] = heard[0]
        return found

    def asked_besides(self, request: Request) -> frozenset[str]:
        """Who was brought in because the look that waits was overdue, and who got it from them."""
        found: set[str] = set()
        for each in request.passed:
            if each.look == request.look and (each.seat is None or each.seat in found):
                found.add(each.to)
        return frozenset(found)

    def may_speak_for(self, order: Order, name: str, at: datetime) -> frozenset[str]:
        """The seats of the waiting look for which `name` can say something now."""
        request = order.waits
        if request is None or name in self.own(order) or name not in self.people.able():
            return frozenset()
        seats = self.seats(order, request)
        return (seats & self.people.held_by(name, at)) - self.answered(request, seats).keys()

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
        order.agreed = True
        if not request.cancels:
            order.blessed = request
        self.note(f"order.{order.status}", order, request.said[-1].by)

    def employ(self, who: str, role: str, *, active: bool, at: datetime) -> None:
        """Let somebody have another role, leave, or come back."""
        people = self.people
        if (role, active) != (people.roles[who], who not in people.ended):
            self.note("member.changed", None, None)
        people.roles[who] = role
        people.ended = people.ended - {who} if active else people.ended | {who}
        self.settle(at)

    def staff_the_desk(self, members: frozenset[str] | None, at: datetime) -> None:
        """Let these be on the desk; None where there is none any more."""
        if members != self.people.desk:
            self.note("group.changed", None, None)
        self.people.desk = members
        self.settle(at)

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
            order.status, order.agreed = status, False
            self.note(f"order.{status}", order, name)

    def cancel(self, order: Order, by: str, at: datetime) -> None:
        """Cancel it, or ask for that where the policy wants somebody to agree."""
        if order.status in ("approved", "executing") and self.cancelling:
            order.authors.add(by)
            asked = Request(self.cancelling, "Cancelling", self.version, at, cancels=True)
            self._put(order, asked)
            self.note("order.cancellation_asked", order, by)
            return
        if order.waits:
            order.waits.state = "withdrawn"
        order.status = "cancelled"
        self.note("order.cancelled", order, by)
