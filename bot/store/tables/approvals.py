"""How an order gets through: its editions, what was asked of whom, and what they did."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
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
    LongText,
    TenantRow,
    UTCDateTime,
    primary_key,
    tenant_key,
)


def _to(table: str, column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


class EditionRow(TenantRow, Base):
    """What an order said each time it was sent; never changed afterwards.

    `content` holds customer, currency, notes and lines, as `editions.Edition` has them;
    `facts` is what the policy of `policy_version` weighed, None where none was asked.
    """

    __tablename__ = "order_editions"

    id: Mapped[int] = primary_key()
    order_id: Mapped[int] = mapped_column(Identifier)
    edition: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    policy_version: Mapped[int | None] = mapped_column(Integer)
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(Identifier)
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("workspace_id", "order_id", "edition"),
        _to("orders", "order_id"),
        _to("members", "by_id"),
    )


class ApprovalRow(TenantRow, Base):
    """One request for approval of one edition of an order, or of its cancellation.

    `steps` are the policy's own, as they stood when it was asked; `position` is the step
    that waits now. `revision` guards against a second writer. `facts` is what was weighed.
    """

    __tablename__ = "approvals"

    id: Mapped[int] = primary_key()
    order_id: Mapped[int] = mapped_column(Identifier)
    occasion: Mapped[str] = mapped_column(String(16))
    edition: Mapped[int] = mapped_column(Integer)
    policy_version: Mapped[int] = mapped_column(Integer)
    rule: Mapped[str | None] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(LongText)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = (
        tenant_key(),
        Index(None, "workspace_id", "order_id"),
        Index(None, "workspace_id", "state", "opened_at"),
        Index(None, "workspace_id", "opened_at"),
        _to("orders", "order_id"),
    )


class ApprovalStepRow(TenantRow, Base):
    """When a step of an approval began to wait, and what happens when nobody answers.

    `nudge_at` is the next of reminder, escalation and expiry; whoever moves it on has
    that deed. `escalation` counts how far it went: 0, 1 the backup, 2 the managers.
    """

    __tablename__ = "approval_steps"

    id: Mapped[int] = primary_key()
    approval_id: Mapped[int] = mapped_column(Identifier)
    position: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    remind_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    expire_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    nudge_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    escalation: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = (
        UniqueConstraint("workspace_id", "approval_id", "position"),
        Index(None, "workspace_id", "closed_at", "nudge_at"),
        _to("approvals", "approval_id"),
    )


class ApprovalActRow(TenantRow, Base):
    """Something that somebody did about an approval; only ever added.

    `seat_id` is whose part it was, which differs from `by_id` where a delegate acted.
    `counted_seat_id` repeats it for a verdict, so that a seat's verdict counts once a step.
    """

    __tablename__ = "approval_acts"

    id: Mapped[int] = primary_key()
    approval_id: Mapped[int] = mapped_column(Identifier)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    seat_id: Mapped[int | None] = mapped_column(Identifier)
    counted_seat_id: Mapped[int | None] = mapped_column(Identifier)
    by_id: Mapped[int | None] = mapped_column(Identifier)
    to_id: Mapped[int | None] = mapped_column(Identifier)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[str | None] = mapped_column(LongText)

    __table_args__ = (
        # Named by hand: the usual name is longer than PostgreSQL takes.
        UniqueConstraint(
            "workspace_id",
            "approval_id",
            "position",
            "counted_seat_id",
            name="uq_approval_acts_counted_once",
        ),
        Index(None, "workspace_id", "at"),
        _to("approvals", "approval_id"),
        _to("members", "seat_id"),
        _to("members", "counted_seat_id"),
        _to("members", "by_id"),
        _to("members", "to_id"),
    )


class AbsenceRow(TenantRow, Base):
    """Somebody is away and another decides for them meanwhile; `ended_at` ends it early.

    `stage` says how far the cards follow it: 0 not yet, 1 begun, 2 over.
    """

    __tablename__ = "absences"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(Identifier)
    delegate_id: Mapped[int] = mapped_column(Identifier)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    stage: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = (
        Index(None, "workspace_id", "member_id", "ends_at"),
        Index(None, "workspace_id", "stage"),
        Index(None, "workspace_id", "ends_at"),
        _to("members", "member_id"),
        _to("members", "delegate_id"),
    )


class GroupRow(TenantRow, Base):
    """A Slack user group, as it was when it was last asked for."""

    __tablename__ = "groups"

    id: Mapped[int] = primary_key()
    slack_id: Mapped[str] = mapped_column(String(SLACK_ID_LENGTH))
    handle: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(300))
    synced_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (tenant_key(), UniqueConstraint("workspace_id", "slack_id"))


class GroupMemberRow(TenantRow, Base):
    """An account in a user group, whether or not it is a member of Dealdesk yet."""

    __tablename__ = "group_members"

    id: Mapped[int] = primary_key()
    group_id: Mapped[int] = mapped_column(Identifier)
    slack_id: Mapped[str] = mapped_column(String(SLACK_ID_LENGTH))

    __table_args__ = (
        UniqueConstraint("workspace_id", "group_id", "slack_id"),
        _to("groups", "group_id"),
    )


class GroupSyncRow(TenantRow, Base):
    """When Slack is to be asked for the groups again, and how it went the last time.

    `failure` is Slack's own word; None where it answered.
    """

    __tablename__ = "group_syncs"

    id: Mapped[int] = primary_key()
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    synced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failure: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("workspace_id"),)


class HolidayRow(TenantRow, Base):
    """A day on which nobody is expected to decide."""

    __tablename__ = "holidays"

    id: Mapped[int] = primary_key()
    day: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(100))

    __table_args__ = (UniqueConstraint("workspace_id", "day"),)


class PreferenceRow(TenantRow, Base):
    """How one member wants to be reminded. Times are local "09:00", weekdays digits, Monday 0."""

    __tablename__ = "preferences"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(Identifier)
    zone: Mapped[str | None] = mapped_column(String(64))
    zone_chosen: Mapped[bool] = mapped_column(default=False)
    works_from: Mapped[str] = mapped_column(String(5))
    works_to: Mapped[str] = mapped_column(String(5))
    weekdays: Mapped[str] = mapped_column(String(7))
    quiet_from: Mapped[str] = mapped_column(String(5))
    quiet_to: Mapped[str] = mapped_column(String(5))
    reminders: Mapped[str] = mapped_column(String(16))
    digest_at: Mapped[str] = mapped_column(String(5))
    next_digest_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("workspace_id", "member_id"),
        Index(None, "workspace_id", "next_digest_at"),
        _to("members", "member_id"),
    )
