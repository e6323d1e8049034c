"""Customers, a catalogue and orders for tests, made the way the program makes them."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.customers import CustomerDetails
from bot.domain.errors import UserError
from bot.domain.orders import Order
from bot.domain.people import Actor
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.domain.products import Product
from bot.services import policies
from bot.services.order_views import waiting_view
from bot.services.orders import LineDraft, OrderDraft, submit
from bot.store import customers, products
from bot.store import policies as policies_store
from bot.store.db import in_workspace
from bot.store.tables import PostRow
from tests.conftest import ACME, NOON, Cast, Person


def customer(session: Session, name: str = "Acme Tools") -> int:
    """Add a customer and return their id."""
    return customers.add(session, CustomerDetails(name), NOON).id


def product(session: Session, name: str = "Chai", **prices: int) -> int:
    """Add a product with its prices by currency in minor units (EUR=1800), return its id."""
    return products.add(session, Product(0, name, prices=prices or {"EUR": 1800})).id


def draft(
    customer_id: int,
    *lines: LineDraft,
    currency: str = "EUR",
    notes: str | None = None,
) -> OrderDraft:
    return OrderDraft(customer_id, currency, lines, notes)


def waiting_for(session: Session, actor: Actor) -> list[Order]:
    """Return what the program shows `actor` as theirs to decide, the longest waiting first."""
    return list(waiting_view(session, by=actor, at=NOON).orders)


def small_order(session: Session, by: Person, *, at: datetime = NOON) -> Order:
    """Send an order of one line below every rule of the default policy."""
    wanted = draft(customer(session), LineDraft(product(session), 2))
    return submit(session, wanted, by=by.actor, at=at)


def large_order(session: Session, by: Person, *, at: datetime = NOON) -> Order:
    """Send an order that the default policy wants approved: 1,000 x EUR 18.00."""
    wanted = draft(customer(session), LineDraft(product(session), 1_000))
    return submit(session, wanted, by=by.actor, at=at)


def order_for(session: Session, cast: Cast, need: int, *people: Person) -> Order:
    """Send an order of Ravi's on which these people decide."""
    step = Step(Approvers(member_ids=tuple(person.member.id for person in people)), need)
    rule = Rule("These", steps=(step,))
    known = policies_store.in_force(session).version
    policies.put_in_force(session, Policy(known, (rule,)), by=cast.ana.actor, at=NOON)
    return large_order(session, cast.ravi)


def succeeds(engine: Engine, deed: Callable[[Session], Order]) -> bool:
    """Do it in a transaction of its own; tell whether it was not refused."""
    try:
        in_workspace(engine, ACME, deed)
    except UserError:
        return False
    return True


def destinations(session: Session) -> list[str]:
    """Return where messages are on their way to, but for what changes one that stands."""
    posts = select(PostRow.destination).where(PostRow.replaces_id.is_(None)).order_by(PostRow.id)
    return list(session.scalars(posts))
