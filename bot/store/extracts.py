"""Whole tables for people's spreadsheets, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.store.tables import CustomerRow, MemberRow, OrderLineRow, OrderRow, ProductRow

# Rows fetched at once, so that a large table needs little memory.
BATCH = 1000


@dataclass(frozen=True, slots=True)
class OrderExtract:
    """An order without its lines; `ordered_at` is UTC, `decider` who approved or rejected it."""

    number: int
    key: str | None
    ordered_at: datetime
    customer: str
    customer_key: str | None
    rep: str
    status: str
    currency: str
    net_minor: int
    decider: str | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class LineExtract:
    """A line of an order, by the order's number; `discount` in basis points."""

    number: int
    currency: str
    position: int
    code: str | None
    product: str
    quantity: int
    unit_price_minor: int
    discount: int
    net_minor: int


def customers(session: Session) -> Iterator[tuple[Any, ...]]:
    """Yield key, name, e-mail, phone, website, address to country, owner's name, notes,
    segment, credit limit in minor units, and its currency.
    """
    rows = session.execute(
        select(
            CustomerRow.external_key,
            CustomerRow.name,
            CustomerRow.email,
            CustomerRow.phone,
            CustomerRow.website,
            CustomerRow.address,
            CustomerRow.city,
            CustomerRow.region,
            CustomerRow.postal_code,
            CustomerRow.country,
            MemberRow.name,
            CustomerRow.notes,
            CustomerRow.segment,
            CustomerRow.credit_limit_minor,
            CustomerRow.credit_currency,
        )
        .outerjoin(MemberRow, MemberRow.id == CustomerRow.owner_id)
        .order_by(CustomerRow.name, CustomerRow.id)
        .execution_options(yield_per=BATCH)
    )
    return (tuple(row) for row in rows)


def orders(session: Session) -> Iterator[OrderExtract]:
    """Yield all orders, the oldest first."""
    decider = aliased(MemberRow)
    rows = session.execute(
        select(
            OrderRow.number,
            OrderRow.external_key,
            OrderRow.ordered_at,
            CustomerRow.name,
            CustomerRow.external_key,
            MemberRow.name,
            OrderRow.status,
            OrderRow.currency,
            OrderRow.net_minor,
            decider.name,
            OrderRow.notes,
        )
        .join(CustomerRow, CustomerRow.id == OrderRow.customer_id)
        .join(MemberRow, MemberRow.id == OrderRow.requested_by_id)
        .outerjoin(decider, decider.id == OrderRow.decided_by_id)
        .order_by(OrderRow.ordered_at, OrderRow.id)
        .execution_options(yield_per=BATCH)
    )
    return (OrderExtract(*row) for row in rows)


def order_lines(session: Session) -> Iterator[LineExtract]:
    """Yield the lines of all orders, without those that were cancelled."""
    rows = session.execute(
        select(
            OrderRow.number,
            OrderRow.currency,
            OrderLineRow.position,
            ProductRow.code,
            OrderLineRow.product,
            OrderLineRow.quantity,
            OrderLineRow.unit_price_minor,
            OrderLineRow.discount,
            OrderLineRow.net_minor,
        )
        .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        .join(ProductRow, ProductRow.id == OrderLineRow.product_id)
        .where(OrderLineRow.cancelled_at.is_(None))
        .order_by(OrderRow.number, OrderLineRow.position)
        .execution_options(yield_per=BATCH)
    )
    return (LineExtract(*row) for row in rows)
