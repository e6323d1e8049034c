"""Customers, products, orders, interactions."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import (
    SLACK_ID_LENGTH,
    Base,
    Identifier,
    Key,
    LongText,
    Money,
    TenantRow,
    Term,
    UTCDateTime,
    primary_key,
    tenant_key,
)


def _to(table: str, column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


class CustomerRow(TenantRow, Base):
    __tablename__ = "customers"

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(300))
    name_key: Mapped[str] = mapped_column(Key)
    email: Mapped[str | None] = mapped_column(Key)
    phone: Mapped[str | None] = mapped_column(Key)
    website: Mapped[str | None] = mapped_column(String(300))
    address: Mapped[str | None] = mapped_column(String(300))
    city: Mapped[str | None] = mapped_column(String(300))
    region: Mapped[str | None] = mapped_column(String(300))
    postal_code: Mapped[str | None] = mapped_column(String(32))
    country: Mapped[str | None] = mapped_column(String(100))
    notes: Mapped[str | None] = mapped_column(LongText)
    owner_id: Mapped[int | None] = mapped_column(Identifier)
    segment: Mapped[str | None] = mapped_column(String(100))
    credit_limit_minor: Mapped[int | None] = mapped_column(Money)
    credit_currency: Mapped[str | None] = mapped_column(String(3))
    external_key: Mapped[str | None] = mapped_column(Key)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "external_key"),
        Index(None, "workspace_id", "name_key"),
        Index(None, "workspace_id", "email"),
        Index(None, "workspace_id", "phone"),
        _to("members", "owner_id"),
    )


class ContactRow(TenantRow, Base):
    __tablename__ = "contacts"

    id: Mapped[int] = primary_key()
    customer_id: Mapped[int] = mapped_column(Identifier)
    name: Mapped[str] = mapped_column(String(300))
    title: Mapped[str | None] = mapped_column(String(300))
    email: Mapped[str | None] = mapped_column(Key)
    phone: Mapped[str | None] = mapped_column(Key)
    external_key: Mapped[str | None] = mapped_column(Key)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "external_key"),
        Index(None, "workspace_id", "customer_id"),
        Index(None, "workspace_id", "email"),
        _to("customers", "customer_id"),
    )


class PostingRow(TenantRow, Base):
    """A term under which a customer is found. Each index answers without the table."""

    __tablename__ = "search_postings"

    id: Mapped[int] = primary_key()
    customer_id: Mapped[int] = mapped_column(Identifier)
    term: Mapped[str] = mapped_column(Term)

    __table_args__ = (
        Index(None, "workspace_id", "term", "customer_id"),
        Index(None, "workspace_id", "customer_id", "term"),
        _to("customers", "customer_id"),
    )


class SpellingRow(TenantRow, Base):
    """A word of the postings as it may be mistyped: `spelling` lacks some of its letters.

    A dictionary, not an index: a word has its spellings once, however many customers bear it.
    """

    __tablename__ = "search_spellings"

    id: Mapped[int] = primary_key()
    spelling: Mapped[str] = mapped_column(Term)
    word: Mapped[str] = mapped_column(Term)

    __table_args__ = (Index(None, "workspace_id", "spelling", "word"),)


class ProductRow(TenantRow, Base):
    __tablename__ = "products"

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(300))
    name_key: Mapped[str] = mapped_column(Key)
    code: Mapped[str | None] = mapped_column(Key)
    category: Mapped[str | None] = mapped_column(String(300))
    active: Mapped[bool] = mapped_column(Boolean, default=True)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "code"),
        Index(None, "workspace_id", "name_key"),
    )


class ProductPriceRow(TenantRow, Base):
    __tablename__ = "product_prices"

    id: Mapped[int] = primary_key()
    product_id: Mapped[int] = mapped_column(Identifier)
    currency: Mapped[str] = mapped_column(String(3))
    price_minor: Mapped[int] = mapped_column(Money)
    cost_minor: Mapped[int | None] = mapped_column(Money)

    __table_args__ = (
        UniqueConstraint("workspace_id", "product_id", "currency"),
        _to("products", "product_id"),
    )


class OrderRow(TenantRow, Base):
    """`net_minor` repeats the sum of the lines, so that lists and histories need no join."""

    __tablename__ = "orders"

    id: Mapped[int] = primary_key()
    number: Mapped[int] = mapped_column(Integer)
    customer_id: Mapped[int] = mapped_column(Identifier)
    currency: Mapped[str] = mapped_column(String(3))
    status: Mapped[str] = mapped_column(String(24))
    net_minor: Mapped[int] = mapped_column(Money)
    notes: Mapped[str | None] = mapped_column(LongText)
    requested_by_id: Mapped[int] = mapped_column(Identifier)
    ordered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    edition: Mapped[int] = mapped_column(Integer, default=1)
    rule: Mapped[str | None] = mapped_column(String(300))
    policy_version: Mapped[int | None] = mapped_column(Integer)
    # Without a foreign key, since approvals point at orders; read in this workspace only.
    approval_id: Mapped[int | None] = mapped_column(Identifier)
    author_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    sent_by_id: Mapped[int | None] = mapped_column(Identifier)
    decided_by_id: Mapped[int | None] = mapped_column(Identifier)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved: Mapped[bool | None] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(LongText)
    external_key: Mapped[str | None] = mapped_column(Key)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "external_key"),
        Index(None, "workspace_id", "customer_id", "ordered_at"),
        Index(None, "workspace_id", "ordered_at"),
        Index(None, "workspace_id", "status"),
        Index(None, "workspace_id", "requested_by_id"),
        _to("customers", "customer_id"),
        _to("members", "requested_by_id"),
        _to("members", "sent_by_id"),
        _to("members", "decided_by_id"),
    )


class OrderLineRow(TenantRow, Base):
    __tablename__ = "order_lines"

    id: Mapped[int] = primary_key()
    order_id: Mapped[int] = mapped_column(Identifier)
    position: Mapped[int] = mapped_column(Integer)
    product_id: Mapped[int] = mapped_column(Identifier)
    product: Mapped[str] = mapped_column(String(300))
    quantity: Mapped[int] = mapped_column(Integer)
    unit_price_minor: Mapped[int] = mapped_column(Money)
    discount: Mapped[int] = mapped_column(Integer)
    net_minor: Mapped[int] = mapped_column(Money)
    unit_cost_minor: Mapped[int | None] = mapped_column(Money)
    category: Mapped[str | None] = mapped_column(String(300))
    # A cancelled line stays, with the quantity it had; `net_minor` is 0 from then on.
    cancelled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    cancelled_by_id: Mapped[int | None] = mapped_column(Identifier)
    cancelled_reason: Mapped[str | None] = mapped_column(String(64))
    cancelled_words: Mapped[str | None] = mapped_column(LongText)

    __table_args__ = (
        UniqueConstraint("workspace_id", "order_id", "position"),
        Index(None, "workspace_id", "product_id"),
        _to("orders", "order_id"),
        _to("products", "product_id"),
        _to("members", "cancelled_by_id"),
    )


class OrderMoveRow(TenantRow, Base):
    """One step in an order's life: from which state to which, who, when, and why."""

    __tablename__ = "order_moves"

    id: Mapped[int] = primary_key()
    order_id: Mapped[int] = mapped_column(Identifier)
    before: Mapped[str | None] = mapped_column(String(24))
    after: Mapped[str] = mapped_column(String(24))
    by_id: Mapped[int | None] = mapped_column(Identifier)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str | None] = mapped_column(LongText)
    code: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        Index(None, "workspace_id", "order_id"),
        _to("orders", "order_id"),
        _to("members", "by_id"),
    )


class InteractionRow(TenantRow, Base):
    __tablename__ = "interactions"

    id: Mapped[int] = primary_key()
    customer_id: Mapped[int] = mapped_column(Identifier)
    contact_id: Mapped[int | None] = mapped_column(Identifier)
    rep_id: Mapped[int] = mapped_column(Identifier)
    kind: Mapped[str] = mapped_column(String(16))
    direction: Mapped[str] = mapped_column(String(24))
    happened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    logged_at: Mapped[datetime] = mapped_column(UTCDateTime)
    summary: Mapped[str] = mapped_column(LongText)
    outcome: Mapped[str | None] = mapped_column(String(300))
    follow_up_on: Mapped[date | None] = mapped_column(Date)
    follow_up_done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    source_channel: Mapped[str | None] = mapped_column(String(SLACK_ID_LENGTH))
    source_ts: Mapped[str | None] = mapped_column(String(32))
    source_permalink: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "source_channel", "source_ts"),
        Index(None, "workspace_id", "customer_id", "happened_at"),
        Index(None, "workspace_id", "rep_id", "follow_up_on"),
        Index(None, "workspace_id", "rep_id", "happened_at"),
        _to("customers", "customer_id"),
        _to("contacts", "contact_id"),
        _to("members", "rep_id"),
    )
