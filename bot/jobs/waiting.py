"""What waits follows who is there: absences, and people who leave or have another role now."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.services import absences, decisions
from bot.store import orders, workspaces
from bot.store.db import in_workspace


def follow(engine: Engine, clock: Callable[[], datetime]) -> int:
    """Let what waits in every workspace follow who is there now; return how much changed."""
    changed = 0
    for team_id in workspaces.installed(engine):
        changed += in_workspace(engine, team_id, lambda session: absences.due(session, at=clock()))
        for order_id in in_workspace(engine, team_id, _waiting, reading=True):
            changed += in_workspace(engine, team_id, _settling(order_id, clock()))
    return changed


def _waiting(session: Session) -> list[int]:
    """Return the orders about which somebody has done something, and others are still asked."""
    return [order.id for order in orders.waiting(session) if order.asked and order.asked.acts]


def _settling(order_id: int, at: datetime) -> Callable[[Session], bool]:
    def work(session: Session) -> bool:
        before = orders.get(session, order_id)
        return decisions.settle(session, order_id, at=at).revision != before.revision

    return work
