"""What keeps the database small."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.store import policy_drafts, receipts, workflow_steps, workspaces
from bot.store.db import in_workspace


def tidy(engine: Engine, clock: Callable[[], datetime]) -> None:
    """Forget receipts that no repeated delivery can match, what workflows were told, and drafts of
    the policy that were left lying.
    """

    def forget(session: Session) -> None:
        receipts.forget_old(session, now=clock())
        workflow_steps.forget_old(session, now=clock())
        policy_drafts.forget_old(session, now=clock())

    for team_id in workspaces.installed(engine):
        in_workspace(engine, team_id, forget)
