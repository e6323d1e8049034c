"""Approvals that wait too long: each deed claimed by one process, its posts in the outbox."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile
from bot.jobs.emptying import no_fault
from bot.services import approval_clock, digests
from bot.store import preferences, step_clock, workspaces
from bot.store.db import in_workspace
from bot.store.step_clock import DueStep

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Reminder:
    """Reminds, escalates and lets expire, in every workspace; any number of processes may."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        *,
        fault: Callable[[str], None] = no_fault,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._fault = fault

    def run_due(self) -> int:
        """Do all that is due now; return how many steps were looked at here."""
        done = 0
        for team_id in workspaces.installed(self._engine):
            for step in self._do(team_id, self._due, reading=True):
                done += self._nudge(team_id, step)
            for order_id in self._do(team_id, self._deserted, reading=True):
                done += self._ask_instead(team_id, order_id)
            if self._do(team_id, self._lists_due, reading=True):
                self._do(team_id, lambda session: digests.send_due(session, at=self._clock()))
        return done

    def _due(self, session: Session) -> list[DueStep]:
        return step_clock.due(session, now=self._clock())

    def _deserted(self, session: Session) -> list[int]:
        return approval_clock.deserted(session, at=self._clock())

    def _lists_due(self, session: Session) -> bool:
        return preferences.digests_due(session, now=self._clock())

    def _nudge(self, team_id: str, step: DueStep) -> bool:
        what = f"Step {step.position} of approval {step.approval_id}"
        return self._try(
            team_id, lambda session: approval_clock.nudge(session, step, at=self._clock()), what
        )

    def _ask_instead(self, team_id: str, order_id: int) -> bool:
        return self._try(
            team_id,
            lambda session: approval_clock.ask_instead(session, order_id, at=self._clock()),
            f"Asking others about order {order_id}",
        )

    def _try(self, team_id: str, deed: Callable[[Session], bool], what: str) -> bool:
        def work(session: Session) -> bool:
            done = deed(session)
            self._fault("nudged")
            return done

        try:
            done = self._do(team_id, work)
        except ChangedMeanwhile:
            # Somebody decided at this very moment; the next turn looks again.
            return False
        except Exception:
            # One order that cannot be told of must not keep the others waiting.
            log.exception("%s failed.", what)
            return False
        self._fault("nudge kept")
        return done

    def _do(
        self, team_id: str, work: Callable[[Session], Result], *, reading: bool = False
    ) -> Result:
        return in_workspace(self._engine, team_id, work, reading=reading)
