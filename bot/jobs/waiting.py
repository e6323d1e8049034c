"""What waits follows who is there: absences begin and end, whichever process looks first."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.services import absences
from bot.store import workspaces
from bot.store.db import in_workspace


def follow(engine: Engine, clock: Callable[[], datetime]) -> int:
    """Let the cards of every workspace follow who is away now; return how many changed."""
    return sum(
        in_workspace(engine, team_id, lambda session: absences.due(session, at=clock()))
        for team_id in workspaces.installed(engine)
    )
