"""The rows. Private to the store: everybody else gets dataclasses."""

from bot.store.tables.approvals import (
    AbsenceRow,
    ApprovalActRow,
    ApprovalRow,
    ApprovalStepRow,
    EditionRow,
    GroupMemberRow,
    GroupRow,
    HolidayRow,
    PreferenceRow,
)
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
    "AbsenceRow",
    "ApprovalActRow",
    "ApprovalRow",
    "ApprovalStepRow",
    "AuditRow",
    "Base",
    "ContactRow",
    "CounterRow",
    "CustomerRow",
    "EditionRow",
    "GroupMemberRow",
    "GroupRow",
    "HolidayRow",
    "InteractionRow",
    "MemberRow",
    "OrderLineRow",
    "OrderMoveRow",
    "OrderRow",
    "PolicyRow",
    "PostFileRow",
    "PostRow",
    "PostingRow",
    "PreferenceRow",
    "ProductPriceRow",
    "ProductRow",
    "ReceiptRow",
    "RunRow",
    "ScheduleRow",
    "SpellingRow",
    "TenantRow",
    "WorkspaceRow",
]
