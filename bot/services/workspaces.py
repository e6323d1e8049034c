"""The bot's coming and going in a workspace. What was recorded there stays."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.store import audit, workspaces


def remove(session: Session, *, at: datetime) -> None:
    """Let reports and posts rest: the bot was removed from the workspace."""
    workspaces.set_installed(session, at=at)
    audit.record(session, audit.Verb.WORKSPACE_UNINSTALLED, by=None, at=at)


def welcome_back(session: Session, *, at: datetime) -> None:
    """Take the jobs up again, after a start with a valid token."""
    if workspaces.is_removed(session):
        workspaces.set_installed(session, at=None)
        audit.record(session, audit.Verb.WORKSPACE_INSTALLED, by=None, at=at)
