"""What the jobs that empty a queue have in common: each workspace in turn, until nothing is due."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.edge.teams import Teams
from bot.jobs.failures import Failure, sort
from bot.store import workspaces
from bot.store.db import in_workspace

log = logging.getLogger(__name__)

Result = TypeVar("Result")


def no_fault(_step: str) -> None:
    """What a fault point does outside tests."""


class Emptier:
    """Handles what waits, of every workspace that there is a token for.

    Any number of processes may do so at once. `clock` returns aware UTC.
    """

    def __init__(
        self,
        engine: Engine,
        teams: Teams,
        clock: Callable[[], datetime],
        *,
        prefix: str = "",
        fault: Callable[[str], None] = no_fault,
    ) -> None:
        self._engine = engine
        self._teams = teams
        self._clock = clock
        self._prefix = prefix
        self._fault = fault

    def _empty(self, handle_next: Callable[[str], bool]) -> int:
        """Call `handle_next` for each workspace until it finds nothing; return how often it did."""
        count = 0
        for team_id in workspaces.installed(self._engine):
            if team_id in self._teams.by_id:
                while handle_next(team_id):
                    count += 1
        return count

    def _do(self, team_id: str, work: Callable[[Session], Result]) -> Result:
        return in_workspace(self._engine, team_id, work)

    def _look(self, team_id: str, work: Callable[[Session], Result]) -> Result:
        return in_workspace(self._engine, team_id, work, reading=True)


def failure_of(error: Exception, what: str) -> Failure:
    """Return what the error means; one of our own is logged, and tried again later."""
    failure = sort(error)
    if failure is None:
        log.error("%s: an error of our own.", what, exc_info=error)
        failure = Failure("error", f"An error of our own: {error!r}", passes=True)
    return failure
