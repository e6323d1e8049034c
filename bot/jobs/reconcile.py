"""Once a minute: cards that fell behind their order are brought up to it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.services import reconciling
from bot.store import standing_posts, workspaces
from bot.store.db import in_workspace


def mend_all(engine: Engine, clock: Callable[[], datetime]) -> int:
    """Mend the cards of every workspace; return of how many orders."""
    count = 0
    for team_id in workspaces.installed(engine):
        # Most rounds find nothing, and need no writer's turn to see that.
        if in_workspace(engine, team_id, standing_posts.behind, reading=True):
            count += in_workspace(
                engine, team_id, lambda session: reconciling.mend_cards(session, at=clock())
            )
    return count
