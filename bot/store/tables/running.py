"""What keeps the bot going: posts on their way, schedules and their runs, receipts."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import (
    KEY_LENGTH,
    SLACK_ID_LENGTH,
    Base,
    Identifier,
    Key,
    LongText,
    TenantRow,
    UTCDateTime,
    primary_key,
    tenant_key,
)

# Large enough for a picture of four panels; makes MariaDB choose MEDIUMBLOB.
LARGEST_FILE = 2**24 - 1


class PostRow(TenantRow, Base):
    """A message on its way to Slack, and later where it stands.

    `key` makes it unique; `subject` says what it shows ("order:12"), at `revision`.
    A row with `replaces_id` brings that message up to date instead of adding one.
    """

    __tablename__ = "posts"

    id: Mapped[int] = primary_key()
    key: Mapped[str] = mapped_column(Key)
    # A channel id, or a user id for a direct message.
    destination: Mapped[str] = mapped_column(String(SLACK_ID_LENGTH))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    subject: Mapped[str | None] = mapped_column(Key)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    replaces_id: Mapped[int | None] = mapped_column(Identifier)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    not_before: Mapped[datetime] = mapped_column(UTCDateTime)
    lease: Mapped[int] = mapped_column(Integer, default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    channel: Mapped[str | None] = mapped_column(String(SLACK_ID_LENGTH))
    ts: Mapped[str | None] = mapped_column(String(32))
    failure: Mapped[str | None] = mapped_column(LongText)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "state", "not_before"),
        Index(None, "workspace_id", "subject"),
        Index(None, "workspace_id", "replaces_id"),
        ForeignKeyConstraint(["workspace_id", "replaces_id"], ["posts.workspace_id", "posts.id"]),
    )


class PostFileRow(TenantRow, Base):
    """A file that goes with a post: shown in the message, or put into its thread.

    `slack_file_id` is kept as soon as Slack gave one, so that a restart does not upload again.
    """

    __tablename__ = "post_files"

    id: Mapped[int] = primary_key()
    post_id: Mapped[int] = mapped_column(Identifier)
    placement: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(300))
    alt_text: Mapped[str] = mapped_column(String(1000))
    content: Mapped[bytes] = mapped_column(LargeBinary(LARGEST_FILE))
    slack_file_id: Mapped[str | None] = mapped_column(String(SLACK_ID_LENGTH))
    shared_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index(None, "workspace_id", "post_id"),
        ForeignKeyConstraint(["workspace_id", "post_id"], ["posts.workspace_id", "posts.id"]),
    )


class ScheduleRow(TenantRow, Base):
    """`weekdays` is digits, Monday 0; `at` local wall time "09:00"."""

    __tablename__ = "schedules"

    id: Mapped[int] = primary_key()
    channel: Mapped[str] = mapped_column(String(SLACK_ID_LENGTH))
    report: Mapped[str] = mapped_column(String(64))
    weekdays: Mapped[str] = mapped_column(String(7))
    at: Mapped[str] = mapped_column(String(5))
    zone: Mapped[str] = mapped_column(String(64))
    created_by_id: Mapped[int] = mapped_column(Identifier)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        tenant_key(),
        Index(None, "workspace_id", "ended_at", "next_due_at"),
        ForeignKeyConstraint(
            ["workspace_id", "created_by_id"], ["members.workspace_id", "members.id"]
        ),
    )


class RunRow(TenantRow, Base):
    """One report to be made: a due time of a schedule, or somebody's request.

    For a schedule, whoever inserts the row has the run; `lease` fences a takeover.
    `period` is in words, read relative to `due_at`, so that a takeover reports the same.
    """

    __tablename__ = "runs"

    id: Mapped[int] = primary_key()
    schedule_id: Mapped[int | None] = mapped_column(Identifier)
    # The wall time it stands for, so that the repeated hour in autumn runs once.
    due_local: Mapped[str | None] = mapped_column(String(16))
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    report: Mapped[str] = mapped_column(String(64))
    period: Mapped[str] = mapped_column(String(100))
    zone: Mapped[str] = mapped_column(String(64))
    destination: Mapped[str] = mapped_column(String(SLACK_ID_LENGTH))
    requested_by_id: Mapped[int | None] = mapped_column(Identifier)
    state: Mapped[str] = mapped_column(String(16))
    lease: Mapped[int] = mapped_column(Integer, default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    outcome: Mapped[str | None] = mapped_column(LongText)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "schedule_id", "due_local"),
        Index(None, "workspace_id", "state", "lease_until"),
        ForeignKeyConstraint(
            ["workspace_id", "schedule_id"], ["schedules.workspace_id", "schedules.id"]
        ),
        ForeignKeyConstraint(
            ["workspace_id", "requested_by_id"], ["members.workspace_id", "members.id"]
        ),
    )


class WorkflowStepRow(TenantRow, Base):
    """A step of somebody's workflow, for whose end Slack waits.

    It waits for the decision on `order_id`, or has ended with `outputs` or an `error`, which
    is told to Slack under a lease, as a post is sent. `person` is a Slack user id.
    """

    __tablename__ = "workflow_steps"

    id: Mapped[int] = primary_key()
    execution_id: Mapped[str] = mapped_column(Key)
    step: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(String(KEY_LENGTH))
    order_id: Mapped[int | None] = mapped_column(Identifier)
    state: Mapped[str] = mapped_column(String(16))
    outputs: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[str | None] = mapped_column(LongText)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    not_before: Mapped[datetime] = mapped_column(UTCDateTime)
    lease: Mapped[int] = mapped_column(Integer, default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failure: Mapped[str | None] = mapped_column(LongText)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("workspace_id", "execution_id"),
        Index(None, "workspace_id", "state", "not_before"),
        Index(None, "workspace_id", "order_id"),
        ForeignKeyConstraint(["workspace_id", "order_id"], ["orders.workspace_id", "orders.id"]),
    )


class HomeRow(TenantRow, Base):
    """The App Home of a member who has opened it once.

    It is behind while `shown` is less than `wanted`, which counts what changed for it. `digest`
    is of what stands there; None where that is not known for sure.
    """

    __tablename__ = "homes"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(Identifier)
    wanted: Mapped[int] = mapped_column(Integer, default=0)
    shown: Mapped[int] = mapped_column(Integer, default=0)
    digest: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    not_before: Mapped[datetime] = mapped_column(UTCDateTime)
    lease: Mapped[int] = mapped_column(Integer, default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "member_id"),
        ForeignKeyConstraint(["workspace_id", "member_id"], ["members.workspace_id", "members.id"]),
    )


class HomeOrderRow(TenantRow, Base):
    """An order that a Home shows, or counts among what waits."""

    __tablename__ = "home_orders"

    id: Mapped[int] = primary_key()
    home_id: Mapped[int] = mapped_column(Identifier)
    order_id: Mapped[int] = mapped_column(Identifier)

    __table_args__ = (
        UniqueConstraint("workspace_id", "home_id", "order_id"),
        Index(None, "workspace_id", "order_id"),
        ForeignKeyConstraint(["workspace_id", "home_id"], ["homes.workspace_id", "homes.id"]),
        ForeignKeyConstraint(["workspace_id", "order_id"], ["orders.workspace_id", "orders.id"]),
    )


class ReceiptRow(TenantRow, Base):
    """A delivery that has been handled: an event's id, a form's view, a click."""

    __tablename__ = "receipts"

    id: Mapped[int] = primary_key()
    key: Mapped[str] = mapped_column(Key)
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "at"),
    )
