"""Once a minute: cards that fell behind their order are brought up to it.

What fails mostly is new, so that the newest cards are looked at each time; of the older
ones a slice, so that all have had their turn after a while, however many there are.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.jobs.emptying import no_fault
from bot.services import reconciling
from bot.store import standing_posts, workspaces
from bot.store.db import in_workspace
from bot.store.standing_posts import AGAIN_AFTER, Slice

log = logging.getLogger(__name__)

NEWEST, OLDER = 200, 1_000


class Mender:
    """Mends the cards of every workspace; any number of processes may do so at once.

    How far it came is kept by each process for itself: a new one begins with the newest.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        *,
        newest: int = NEWEST,
        older: int = OLDER,
        fault: Callable[[str], None] = no_fault,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._newest = newest
        self._older = older
        self._fault = fault
        self._before: dict[str, int | None] = {}

    def mend_all(self) -> int:
        """Mend what is behind among the newest cards and the next older ones; return how many
        orders it was.
        """
        count = 0
        for team_id in workspaces.installed(self._engine):
            # Most rounds find nothing, and need no writer's turn to see that.
            newest = self._look(team_id, None, self._newest)
            older = self._look(team_id, self._before.get(team_id) or newest.last_id, self._older)
            for order_id in dict.fromkeys((*newest.order_ids, *older.order_ids)):
                count += self._mend(team_id, order_id)
            self._before[team_id] = older.last_id
        return count

    def _look(self, team_id: str, before: int | None, size: int) -> Slice:
        return in_workspace(
            self._engine,
            team_id,
            lambda session: standing_posts.behind(
                session, at=self._clock(), size=size, before=before
            ),
            reading=True,
        )

    def _mend(self, team_id: str, order_id: int) -> bool:
        def work(session: Session) -> None:
            reconciling.mend_order(session, order_id, at=self._clock(), after=AGAIN_AFTER)
            self._fault("mending")

        try:
            in_workspace(self._engine, team_id, work)
        except Exception:
            # One order that cannot be drawn must not keep the cards of the others behind.
            log.exception("The cards of order %s could not be mended.", order_id)
            return False
        self._fault("mended")
        return True
