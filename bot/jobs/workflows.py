"""The ends of workflows' steps, told to Slack: claimed, told outside any transaction, marked.

Telling one twice does no harm: Slack takes the first and refuses the second.
"""

import logging

from sqlalchemy.orm import Session

from bot.blocks.text import bare, passed_on
from bot.jobs.emptying import Emptier, failure_of
from bot.jobs.failures import Failure, is_hopeless, next_wait
from bot.services import workflow_waits
from bot.store import workflow_steps
from bot.store.deliveries import LeaseLost
from bot.store.workflow_steps import End, EndedStep

log = logging.getLogger(__name__)

# https://docs.slack.dev/reference/methods/functions.completeSuccess#errors
OVER = frozenset({"execution_not_in_running_state", "function_execution_not_found"})
OTHERWISE_DEFINED = "parameter_validation_failed"
OUTDATED = (
    "Dealdesk answered with what this step's definition in Slack does not know. Ask your"
    " administrator to put the output of `dealdesk manifest` into the app's settings."
)
# Slack shows it in the workflow's activity; longer ones help nobody there.
LONGEST_ERROR = 1_000


class WorkflowTeller(Emptier):
    """Tells what waits to be told."""

    def tell_all(self) -> int:
        """Tell every end that is due now; return how many were handled."""
        return self._empty(self._tell_next)

    def _tell_next(self, team_id: str) -> bool:
        now = self._clock()
        ended = self._do(team_id, lambda session: workflow_steps.claim(session, now=now))
        if ended is None:
            return False
        self._fault("step claimed")
        try:
            self._settle(team_id, ended, self._tell(team_id, ended))
        except LeaseLost:
            log.warning("The step %s was told by another process.", ended.begun.execution_id)
        return True

    def _tell(self, team_id: str, ended: EndedStep) -> Failure | None:
        try:
            self._say(team_id, ended)
        except Exception as error:  # noqa: BLE001 - sorted, and logged where it is our own
            return failure_of(error, f"The end of step {ended.begun.execution_id} was not told")
        self._fault("step told")
        return None

    def _say(self, team_id: str, ended: EndedStep) -> None:
        client, run = self._teams.posting(team_id), ended.begun.execution_id
        if ended.end.error is None:
            outputs = dict(ended.end.outputs or {})
            client.functions_completeSuccess(function_execution_id=run, outputs=outputs)
        else:
            words = passed_on(bare(ended.end.error, self._prefix), LONGEST_ERROR)
            client.functions_completeError(function_execution_id=run, error=words)

    def _settle(self, team_id: str, ended: EndedStep, failure: Failure | None) -> None:
        now = self._clock()
        age = now - ended.ended_at

        def work(session: Session) -> None:
            if failure is None:
                workflow_steps.note_told(session, ended)
            elif failure.code in OVER:
                # After a first try that was lost on the way back, it was we who told it.
                workflow_steps.note_told(session, ended, failure=failure.code)
                if ended.attempts == 1:
                    workflow_waits.tell_too_late(session, ended, at=now)
            elif failure.code == OTHERWISE_DEFINED and ended.end.error is None:
                workflow_steps.change(session, ended, End(error=OUTDATED), at=now)
            elif not is_hopeless(failure, age=age, attempts=ended.attempts):
                until = now + next_wait(failure, ended.attempts)
                workflow_steps.put_off(session, ended, until=until, failure=failure.sentence)
            else:
                workflow_steps.give_up(session, ended, at=now, failure=failure.sentence)

        self._do(team_id, work)
        self._fault("step noted")
