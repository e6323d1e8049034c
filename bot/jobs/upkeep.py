"""What keeps the database small."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.store import receipts, workspaces
from bot.store.db import in_workspace


def tidy(engine: Engine, clock: Callable[[], datetime]) -> None:
    """Forget receipts that no repeated delivery can match any more."""
    for team_id in workspaces.installed(engine):
        in_workspace(engine, team_id, lambda session: receipts.forget_old(session, now=clock()))
