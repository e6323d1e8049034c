"""What the plain model does of itself as time passes: ask others besides, let requests end."""

from datetime import datetime, timedelta

from tests.machine.model import Model
from tests.machine.orders import Order, Passed, Request
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
            level = _level(request, at)
            if level > request.level:
                _escalate(model, order, request, level)
                request.level = level


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
    said = frozenset(each.seat for each in request.said)
    silent = model.seats(order, request) - said
    if level == 1 and look.backup is not None:
        found = people.named(look.backup, owner=order.owner)
    else:
        found = people.heads_of(silent - model.asked_besides(request)) or people.admins()
    new = found - silent - said - model.own(order)
    request.passed += [Passed(request.look, None, name) for name in sorted(new)]
    if new:
        model.note("step.escalated", order, None)
