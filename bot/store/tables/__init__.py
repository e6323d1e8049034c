"""The rows. Private to the store: everybody else gets dataclasses."""

from bot.store.tables.base import Base, TenantRow
from bot.store.tables.people import AuditRow, CounterRow, MemberRow, PolicyRow, WorkspaceRow
from bot.store.tables.running import PostFileRow, PostRow, ReceiptRow, RunRow, ScheduleRow
from bot.store.tables.sales import (
    ContactRow,
    CustomerRow,
    InteractionRow,
    OrderLineRow,
    OrderMoveRow,
    OrderRow,
    PostingRow,
    ProductPriceRow,
    ProductRow,
    SpellingRow,
)

__all__ = [
    "AuditRow",
    "Base",
    "ContactRow",
    "CounterRow",
    "CustomerRow",
    "InteractionRow",
    "MemberRow",
    "OrderLineRow",
    "OrderMoveRow",
    "OrderRow",
    "PolicyRow",
    "PostFileRow",
    "PostRow",
    "PostingRow",
    "ProductPriceRow",
    "ProductRow",
    "ReceiptRow",
    "RunRow",
    "ScheduleRow",
    "SpellingRow",
    "TenantRow",
    "WorkspaceRow",
]
