"""Raising orders: priced from the catalogue, held against the policy, and announced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import orders as rules
from bot.domain.errors import ChangedMeanwhile, UserError
from bot.domain.orders import Order, OrderLine, OrderStatus
from bot.domain.people import Actor, Role, demand
from bot.domain.products import Product
from bot.services import sending
from bot.store import audit, customers, order_changes, orders, products


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line as somebody asks for it; `seen_price_minor` is the price they were shown."""

    product_id: int
    quantity: int
    discount: int = 0
    seen_price_minor: int | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    customer_id: int
    currency: str
    lines: tuple[LineDraft, ...]
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class PriceChange:
    product: str
    seen_minor: int
    now_minor: int


class PricesChanged(UserError):
    """The catalogue says otherwise than the form did; nothing was stored."""

    def __init__(self, changes: Sequence[PriceChange]) -> None:
        names = ", ".join(change.product for change in changes)
        super().__init__(f"Prices have changed meanwhile: {names}. Look at the order again.")
        self.changes = tuple(changes)


def submit(session: Session, draft: OrderDraft, *, by: Actor, at: datetime) -> Order:
    """Raise a new order and send it: the policy lets it through, or its approvers are asked.

    Raises PricesChanged, or UserError for lines that make no order.
    """
    written = order_changes.add(session, _new(session, draft, by=by, at=at))
    return sending.send(session, written, written, by=by, at=at, first=True)


def save_draft(session: Session, draft: OrderDraft, *, by: Actor, at: datetime) -> Order:
    """Keep a new order without sending it; its lines may be unfinished."""
    order = order_changes.add(session, _new(session, draft, by=by, at=at))
    order_changes.note_move(session, order, before=None, by_id=by.member_id, at=at)
    audit.record(session, audit.Verb.ORDER_CREATED, by=by, at=at, **sending.details(order))
    return order


def change(
    session: Session, order_id: int, draft: OrderDraft, *, revision: int, by: Actor, at: datetime
) -> Order:
    """Write a draft, waiting, rejected or approved order anew, under the policy of now.

    What is approved stays so unless the change matters to the policy.
    Raises ChangedMeanwhile unless the order still is at `revision`.
    """
    order = _changeable(session, order_id, revision=revision, by=by)
    return sending.send(session, order, _rewritten(session, order, draft), by=by, at=at)


def change_draft(
    session: Session, order_id: int, draft: OrderDraft, *, revision: int, by: Actor, at: datetime
) -> Order:
    """Write a draft anew and keep it a draft. Raises as `change` does."""
    order = _changeable(session, order_id, revision=revision, by=by)
    if order.status is not OrderStatus.DRAFT:
        raise UserError(f"Order {order.number} is no draft any more. Send it, or cancel it.")
    # Whoever wrote a part of it is no stranger to it, although its owner sends it.
    authors = tuple(sorted({*order.author_ids, by.member_id}))
    changed = replace(_rewritten(session, order, draft), ordered_at=at, author_ids=authors)
    saved = sending.save(session, changed, before=order.status, by=by)
    audit.record(session, audit.Verb.ORDER_CHANGED, by=by, at=at, **sending.details(saved))
    return saved


def send(session: Session, order_id: int, *, by: Actor, at: datetime) -> Order:
    """Send a draft as it was saved. Raises PricesChanged where the catalogue has moved on."""
    order = orders.get(session, order_id)
    if order.status is not OrderStatus.DRAFT:
        raise rules.WrongMove(order, OrderStatus.PENDING)
    as_saved = OrderDraft(
        order.customer_id,
        order.currency,
        tuple(
            LineDraft(line.product_id, line.quantity, line.discount, line.unit_price_minor)
            for line in order.lines
        ),
        order.notes,
    )
    return change(session, order_id, as_saved, revision=order.revision, by=by, at=at)


def as_order(
    session: Session, draft: OrderDraft, *, base: Order | None, by: Actor, at: datetime
) -> Order:
    """Return the order as it would be sent, a new one or `base` rewritten; nothing is stored.

    Raises as sending it would.
    """
    if base is None:
        order = _new(session, draft, by=by, at=at)
    else:
        rules.check_changeable(base, by=by)
        order = _rewritten(session, base, draft)
    rules.check_lines(order.lines)
    return order


def price(session: Session, draft: OrderDraft) -> tuple[OrderLine, ...]:
    """Return the lines at the catalogue's prices of now.

    Raises UserError for a product that cannot be ordered in the currency, and
    PricesChanged where a line was shown another price.
    """
    rules.check_count(len(draft.lines))
    catalogue = products.by_ids(session, (line.product_id for line in draft.lines))
    lines, changes = [], []
    for line in draft.lines:
        product = offered(catalogue.get(line.product_id), draft.currency)
        now = product.prices[draft.currency]
        lines.append(
            OrderLine(
                line.product_id,
                product.name,
                line.quantity,
                now,
                line.discount,
                product.costs.get(draft.currency),
                product.category,
            )
        )
        if line.seen_price_minor is not None and line.seen_price_minor != now:
            changes.append(PriceChange(product.name, line.seen_price_minor, now))
    if changes:
        raise PricesChanged(changes)
    return tuple(lines)


def offered(product: Product | None, currency: str) -> Product:
    """Return the product; raises UserError where it cannot be ordered in the currency."""
    if product is None or not product.active:
        name = product.name if product else "A product"
        raise UserError(f"{name} is not in the catalogue any more. Choose another product.")
    if currency not in product.prices:
        raise UserError(
            f"{product.name} has no price in {currency}. Choose another product or currency."
        )
    return product


def _new(session: Session, draft: OrderDraft, *, by: Actor, at: datetime) -> Order:
    demand(by, Role.REP, "raise orders")
    return Order(
        id=0,
        number=0,
        customer_id=draft.customer_id,
        customer=customers.get(session, draft.customer_id).name,
        currency=draft.currency,
        status=OrderStatus.DRAFT,
        lines=price(session, draft),
        requested_by_id=by.member_id,
        requested_by=by.name,
        requested_by_slack_id=by.slack_id,
        ordered_at=at,
        notes=draft.notes,
    )


def _changeable(session: Session, order_id: int, *, revision: int, by: Actor) -> Order:
    order = orders.get(session, order_id)
    rules.check_changeable(order, by=by)
    if order.revision != revision:
        raise ChangedMeanwhile(
            f"Order {order.number} was changed since you opened it."
            f" `/order {order.number}` shows how it stands; change it from there."
        )
    return order


def _rewritten(session: Session, order: Order, draft: OrderDraft) -> Order:
    return replace(
        order,
        customer_id=draft.customer_id,
        customer=customers.get(session, draft.customer_id).name,
        currency=draft.currency,
        lines=price(session, draft),
        notes=draft.notes,
        # A draft has no editions: nobody but its owner has seen it.
        edition=order.edition + (order.status is not OrderStatus.DRAFT),
    )
