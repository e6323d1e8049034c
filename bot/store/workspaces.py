"""Workspaces: where the bot is installed, and how each is set up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.store import audit
from bot.store.db import registry_session, workspace_session
from bot.store.tables import CounterRow, WorkspaceRow


@dataclass(frozen=True, slots=True)
class Workspace:
    """`id` is Slack's team id; `zone` an IANA name; `currency` what new orders start with.

    `plan` is what `team.billing.info` said at the last start.
    """

    id: str
    name: str
    currency: str
    zone: str
    approvals_channel: str | None = None
    plan: str | None = None


def ensure(
    engine: Engine, workspace_id: str, *, name: str, at: datetime, currency: str, zone: str
) -> Workspace:
    """Return the workspace, made at first use; comes back to life after an uninstall."""
    known = find(engine, workspace_id)
    if known is None:
        try:
            return _create(engine, workspace_id, name=name, at=at, currency=currency, zone=zone)
        except IntegrityError:
            # Another process made it in the same moment.
            known = find(engine, workspace_id)
            if known is None:
                raise
    return known


def _create(
    engine: Engine, workspace_id: str, *, name: str, at: datetime, currency: str, zone: str
) -> Workspace:
    with workspace_session(engine, workspace_id) as session:
        session.add(
            WorkspaceRow(id=workspace_id, name=name, currency=currency, zone=zone, created_at=at)
        )
        session.flush()
        session.add(CounterRow(orders=0, audit_entries=0, audit_hash=""))
        session.flush()
        audit.record(session, audit.Verb.WORKSPACE_INSTALLED, by=None, at=at, name=name)
    return Workspace(workspace_id, name, currency, zone)


def find(engine: Engine, workspace_id: str) -> Workspace | None:
    with workspace_session(engine, workspace_id, reading=True) as session:
        row = session.scalars(select(WorkspaceRow)).one_or_none()
        return _to_workspace(row) if row else None


def get(session: Session) -> Workspace:
    """Return the session's own workspace."""
    return _to_workspace(session.scalars(select(WorkspaceRow)).one())


def installed(engine: Engine) -> list[str]:
    """Return the ids of the workspaces where the bot is installed now."""
    with registry_session(engine) as session:
        return list(
            session.scalars(
                select(WorkspaceRow.id)
                .where(WorkspaceRow.uninstalled_at.is_(None))
                .order_by(WorkspaceRow.id)
            )
        )


def known(engine: Engine) -> list[str]:
    """Return the ids of all workspaces, those included where the bot was removed."""
    with registry_session(engine) as session:
        return list(session.scalars(select(WorkspaceRow.id).order_by(WorkspaceRow.id)))


def change(
    session: Session,
    *,
    currency: str | None = None,
    zone: str | None = None,
    approvals_channel: str | None = None,
    name: str | None = None,
) -> Workspace:
    """Change what is given and leave the rest."""
    row = session.scalars(select(WorkspaceRow)).one()
    row.currency = currency or row.currency
    row.zone = zone or row.zone
    row.name = name or row.name
    row.approvals_channel = approvals_channel or row.approvals_channel
    session.flush()
    return _to_workspace(row)


def set_up(
    session: Session, *, currency: str, zone: str, approvals_channel: str | None
) -> Workspace:
    """Set all three; without a channel, approvals go to direct messages."""
    row = session.scalars(select(WorkspaceRow)).one()
    row.currency, row.zone, row.approvals_channel = currency, zone, approvals_channel
    session.flush()
    return _to_workspace(row)


def is_removed(session: Session) -> bool:
    return session.scalars(select(WorkspaceRow)).one().uninstalled_at is not None


def set_installed(session: Session, *, at: datetime | None) -> None:
    """Note that the bot was removed at `at`, or is there again with None."""
    row = session.scalars(select(WorkspaceRow)).one()
    row.uninstalled_at = at
    session.flush()


def set_plan(session: Session, plan: str | None) -> None:
    """Note what the workspace pays for, in Slack's own word."""
    session.scalars(select(WorkspaceRow)).one().plan = plan
    session.flush()


def _to_workspace(row: WorkspaceRow) -> Workspace:
    return Workspace(row.id, row.name, row.currency, row.zone, row.approvals_channel, row.plan)
