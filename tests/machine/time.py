"""What the plain model does of itself as time passes: ask others besides, let requests end."""

from datetime import datetime, timedelta

from tests.machine.model import Model
from tests.machine.orders import Order, Passed, Request
from tests.machine.people import PERSON
from tests.machine.weighing import DAY


def working_hours_after(start: datetime, hours: int) -> datetime:
    """Nine to five from Monday to Friday, in UTC, as everybody of the cast works."""
    left, moment = timedelta(hours=hours), start
    while True:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        opens, closes = midnight + timedelta(hours=9), midnight + timedelta(hours=17)
        if moment.weekday() < 5 and moment <= closes:
            begins = max(moment, opens)
            if begins + left <= closes:
                return begins + left
            left -= closes - begins
        moment = midnight + DAY


def look_at_the_clock(model: Model, at: datetime) -> None:
    for order in model.orders.values():
        request = order.waits
        if request is None:
            continue
        look = request.looks[request.look]
        if look.ends is not None and at >= working_hours_after(request.opened, look.ends):
            _expire(model, order, request)
        elif look.due is not None:
            # Nobody looked at the clock for long: the backup is asked all the same.
            while request.level < _level(request, at):
                request.level += 1
                _escalate(model, order, request, request.level)
        if request.state == "waiting":
            _ask_instead(model, order, request, at)


def _ask_instead(model: Model, order: Order, request: Request, at: datetime) -> None:
    """Where those who are there are too few, ask others at once for whoever is away."""
    people, look, own = model.people, request.looks[request.look], model.own(order)
    seats = model.seats(order, request)
    said = model.answered(request, seats)
    acting = {seat: people.acts_for(seat, own, at) for seat in seats - said.keys()}
    gone = frozenset(seat for seat, name in acting.items() if people.is_away(name, at))
    voices = {PERSON[by] for by in said.values()}
    voices |= {PERSON[name] for seat, name in acting.items() if seat not in gone}
    first = seats - model.asked_besides(request) or seats
    if not (gone if look.need else gone & first) or len(voices) >= (look.need or len(first)):
        return
    backup = people.named(look.backup, owner=order.owner) if look.backup else frozenset()
    known = {*acting, *acting.values(), *own}
    for found in (backup, people.heads_of(gone), people.admins()):
        fresh = found - known - model.answered(request, found).keys()
        new = {name for name in fresh if not people.is_away(people.acts_for(name, own, at), at)}
        if new:
            request.passed += [Passed(request.look, None, name) for name in sorted(new)]
            model.note("step.escalated", order, None)
            return


def _expire(model: Model, order: Order, request: Request) -> None:
    request.state = "expired"
    if not request.cancels:
        order.status = "expired"
    model.note("order.expired", order, None)


def _level(request: Request, at: datetime) -> int:
    """Nobody, the backup, or those to whom the silent report."""
    look = request.looks[request.look]
    due = look.due or 0
    if at < working_hours_after(request.opened, due):
        return 0
    late = at >= working_hours_after(request.opened, 2 * due)
    return 2 if late or look.backup is None else 1


def _escalate(model: Model, order: Order, request: Request, level: int) -> None:
    people, look = model.people, request.looks[request.look]
    seats = model.seats(order, request)
    silent = seats - model.answered(request, seats).keys()
    if level == 1:
        found = people.named(look.backup, owner=order.owner) if look.backup else frozenset()
    else:
        found = people.heads_of(silent - model.asked_besides(request)) or people.admins()
    new = found - silent - model.answered(request, found).keys() - model.own(order)
    request.passed += [Passed(request.look, None, name) for name in sorted(new)]
    if new:
        model.note("step.escalated", order, None)
