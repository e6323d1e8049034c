"""Steps of workflows about customers, as manifest.yml describes them."""

from datetime import date

from bot.blocks.text import money, passed_on
from bot.domain.customer_cards import CustomerCard
from bot.domain.errors import InvalidFields, NotFound
from bot.domain.interactions import Direction, InteractionDetails, InteractionKind
from bot.domain.orders import Order
from bot.edge import Call, Complete, Edge, StepRun
from bot.services import customers, interactions, meant

LOOK_UP, LOG = "look_up_customer", "log_interaction"


def register(edge: Edge) -> None:
    edge.function(
        LOOK_UP,
        look_up,
        inputs=("customer",),
        outputs=(
            *("found", "note", "customer_id", "name", "email", "phone", "owner", "owner_name"),
            "last_order",
        ),
        looks=True,
    )
    edge.function(
        LOG,
        log,
        inputs=("customer", "kind", "summary", "follow_up_on"),
        outputs=("customer", "follow_up_on"),
    )


def look_up(call: Call, run: StepRun) -> Complete:
    """Tell of a customer; whom nobody can tell from others is not found, and the note says why."""
    try:
        found = meant.customer(call.session, run.text("customer"))
    except NotFound as unsure:
        return Complete({"found": False, "note": passed_on(str(unsure).replace("`", ""))})
    card = customers.card(call.session, found.id)
    return Complete(
        {
            "found": True,
            "note": passed_on(found.name),
            "customer_id": meant.id_of(found),
            "name": passed_on(found.name),
            "email": passed_on(found.details.email) or None,
            "phone": passed_on(found.details.phone) or None,
            "owner": card.owner.slack_id if card.owner else None,
            "owner_name": passed_on(card.owner.name) if card.owner else None,
            "last_order": _last_order(card),
        }
    )


def _last_order(card: CustomerCard) -> str | None:
    for entry in card.timeline:
        if isinstance(entry, Order):
            total = money(entry.total_minor, entry.currency)
            return f"Order {entry.number}, {entry.ordered_at:%d %b %Y}: {total}, {entry.status}"
    return None


def log(call: Call, run: StepRun) -> Complete:
    customer = meant.customer(call.session, run.text("customer"))
    kind = _kind(run.text("kind"))
    logged = interactions.log(
        call.session,
        InteractionDetails(
            customer.id,
            kind,
            Direction.NONE if kind is InteractionKind.NOTE else Direction.OUTBOUND,
            call.now,
            run.text("summary"),
            follow_up_on=_day(run.text("follow_up_on")),
        ),
        by=call.actor,
        at=call.now,
        today=call.today,
    )
    day = logged.details.follow_up_on
    return Complete(
        {
            "customer": passed_on(logged.customer),
            "follow_up_on": day.isoformat() if day else None,
        }
    )


def _kind(text: str) -> InteractionKind:
    try:
        return InteractionKind(text.casefold())
    except ValueError:
        kinds = ", ".join(InteractionKind)
        raise InvalidFields({"kind": f"The kind is one of {kinds}."}) from None


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidFields({"follow_up_on": "Give the follow-up as a date, 2026-11-30."}) from None
