"""Reports that are due or were asked for: claimed, gathered, drawn elsewhere, posted once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.errors import UserError
from bot.jobs.emptying import no_fault
from bot.reports.worker import ReportWorker
from bot.services import reports
from bot.services.reports import RunLost
from bot.store import runs, workspaces
from bot.store.db import in_workspace
from bot.store.runs import Run

log = logging.getLogger(__name__)

Result = TypeVar("Result")

RETRY_AFTER = timedelta(seconds=30)


class Reporter:
    """Makes the reports of every workspace; any number of processes may do so at once."""

    def __init__(
        self,
        engine: Engine,
        worker: ReportWorker,
        clock: Callable[[], datetime],
        *,
        fault: Callable[[str], None] = no_fault,
    ) -> None:
        self._engine = engine
        self._worker = worker
        self._clock = clock
        self._fault = fault

    def run_due(self) -> int:
        """Make every report that is due now; return how many were made here."""
        made = 0
        for team_id in workspaces.installed(self._engine):
            self._do(team_id, lambda session: reports.open_due(session, now=self._clock()))
            self._fault("opened")
            while run := self._claim(team_id):
                self._make(team_id, run)
                made += 1
        return made

    def _claim(self, team_id: str) -> Run | None:
        return self._do(team_id, lambda session: runs.claim(session, now=self._clock()))

    def _make(self, team_id: str, run: Run) -> None:
        self._fault("run claimed")
        if run.lease > runs.MOST_CLAIMS:
            self._fail(team_id, run, "It was tried several times; the log says what went wrong.")
            return
        try:
            request = self._do(team_id, lambda session: reports.gather(session, run), reading=True)
            rendered = self._worker.render(request)
            self._fault("drawn")
            self._do(
                team_id, lambda session: reports.post(session, run, rendered, at=self._clock())
            )
            self._fault("run posted")
        except RunLost:
            log.warning("Run %s was taken over by another process.", run.id)
        except UserError as error:
            self._fail(team_id, run, str(error))
        except Exception:
            log.exception("Report %s of run %s failed.", run.report, run.id)
            self._put_off(team_id, run)

    def _put_off(self, team_id: str, run: Run) -> None:
        """Try again later, so that a database that was away for a moment costs no report."""
        retry_at = self._clock() + RETRY_AFTER
        self._do(team_id, lambda session: runs.release(session, run, retry_at=retry_at))

    def _fail(self, team_id: str, run: Run, sentence: str) -> None:
        self._do(team_id, lambda session: reports.fail(session, run, sentence, at=self._clock()))

    def _do(
        self, team_id: str, work: Callable[[Session], Result], *, reading: bool = False
    ) -> Result:
        return in_workspace(self._engine, team_id, work, reading=reading)
