"""Workspaces, their members and settings, and the record of what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import (
    KEY_LENGTH,
    SLACK_ID_LENGTH,
    TEAM_ID_LENGTH,
    Base,
    Identifier,
    Key,
    LongText,
    TenantRow,
    UTCDateTime,
    primary_key,
    tenant_key,
)


class WorkspaceRow(Base):
    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(String(TEAM_ID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(KEY_LENGTH))
    currency: Mapped[str] = mapped_column(String(3))
    zone: Mapped[str] = mapped_column(String(64))
    approvals_channel: Mapped[str | None] = mapped_column(String(SLACK_ID_LENGTH))
    # Slack's own word for what the workspace pays for.
    plan: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    uninstalled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CounterRow(TenantRow, Base):
    """The last order number and the head of the audit chain of a workspace.

    Apart from `workspaces`, whose row every foreign key check holds in common: on
    MariaDB two writers that then both want it alone would deadlock.
    """

    __tablename__ = "counters"

    id: Mapped[int] = primary_key()
    orders: Mapped[int] = mapped_column(Integer, default=0)
    audit_entries: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_hash: Mapped[str] = mapped_column(String(64), default="")

    __table_args__ = (UniqueConstraint("workspace_id"),)


class MemberRow(TenantRow, Base):
    __tablename__ = "members"

    id: Mapped[int] = primary_key()
    slack_id: Mapped[str | None] = mapped_column(String(SLACK_ID_LENGTH))
    name: Mapped[str] = mapped_column(String(300))
    email: Mapped[str | None] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(16))
    title: Mapped[str | None] = mapped_column(String(300))
    team: Mapped[str | None] = mapped_column(String(100))
    former_email: Mapped[str | None] = mapped_column(Key)
    manager_id: Mapped[int | None] = mapped_column(Identifier)
    external_key: Mapped[str | None] = mapped_column(Key)
    active: Mapped[bool] = mapped_column(Boolean, default=True)

    __table_args__ = (
        tenant_key(),
        UniqueConstraint("workspace_id", "slack_id"),
        UniqueConstraint("workspace_id", "external_key"),
        Index(None, "workspace_id", "email"),
        ForeignKeyConstraint(
            ["workspace_id", "manager_id"], ["members.workspace_id", "members.id"]
        ),
    )


class PolicyRow(TenantRow, Base):
    """One version of the approval policy; versions are only ever added."""

    __tablename__ = "policies"

    id: Mapped[int] = primary_key()
    version: Mapped[int] = mapped_column(Integer)
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    set_by_id: Mapped[int | None] = mapped_column(Identifier)
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("workspace_id", "version"),
        ForeignKeyConstraint(["workspace_id", "set_by_id"], ["members.workspace_id", "members.id"]),
    )


class PolicyDraftRow(TenantRow, Base):
    """The rules as one member is changing them; they count for nothing until they are saved."""

    __tablename__ = "policy_drafts"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(Identifier)
    version: Mapped[int] = mapped_column(Integer)
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("workspace_id", "member_id"),
        ForeignKeyConstraint(["workspace_id", "member_id"], ["members.workspace_id", "members.id"]),
    )


class AuditRow(TenantRow, Base):
    """One entry of the workspace's hash chain; `number` counts from 1 without gaps.

    `details` is the canonical JSON text that was hashed, so that it verifies to the letter.
    """

    __tablename__ = "audit"

    id: Mapped[int] = primary_key()
    number: Mapped[int] = mapped_column(BigInteger)
    verb: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int | None] = mapped_column(Identifier)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    details: Mapped[str] = mapped_column(LongText)
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("workspace_id", "number"),)
