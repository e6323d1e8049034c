"""Steps of workflows: in whose name they run, and what is kept of how they end.

Slack is told the end by whoever delivers, so that a crash loses none.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.errors import UserError
from bot.domain.people import Actor, Role
from bot.edge.answers import Answer, Complete, Fail, Later
from bot.edge.registry import Registered
from bot.edge.requests import Request
from bot.store import audit, receipts, workflow_steps
from bot.store.workflow_steps import Begun, End

NOBODY = (
    "This step does not say for whom it runs. In Workflow Builder, give it the person who started"
    " the workflow."
)
GONE = "Dealdesk has no such step any more. Take it out of the workflow."


def check_named(request: Request) -> None:
    """Raise UserError where the step names nobody in whose name it runs."""
    if not request.user_id:
        raise UserError(NOBODY)


def acting(actor: Actor) -> Actor:
    """Return the person as far as a workflow may act for them: as a rep, whoever they are.

    In whose name a step runs is what the workflow's author put there, not who pressed a button.
    """
    return replace(actor, role=Role.REP) if actor.has(Role.REP) else actor


def keep(
    session: Session,
    request: Request,
    registered: Registered,
    answer: Answer,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Keep how a step ends, or what it waits for, in the transaction of what it did."""
    begun = _begun(request)
    match answer:
        case Complete(outputs):
            if not outputs.keys() <= registered.outputs:
                raise ValueError(f"{request.name} promises no {outputs.keys()}.")
            known = {name: value for name, value in outputs.items() if value is not None}
            workflow_steps.end(session, begun, End(outputs=known), at=at)
        case Fail(sentence):
            workflow_steps.end(session, begun, End(error=sentence), at=at)
        case Later(order_id):
            workflow_steps.wait(session, begun, order_id=order_id, at=at)
        case _:
            raise TypeError(f"{request.name} is a step and ends with {type(answer).__name__}.")
    audit.record(
        session,
        audit.Verb.WORKFLOW_STEP_RUN,
        by=by,
        at=at,
        step=request.name,
        execution=begun.execution_id,
        workflow=request.step.workflow_id if request.step else "",
        outcome=type(answer).__name__.lower(),
    )


def keep_refusal(session: Session, request: Request, refusal: Fail, *, at: datetime) -> None:
    """Keep the end of a step that was refused, and whose own transaction was rolled back."""
    if receipts.take(session, str(request.receipt), at=at):
        workflow_steps.end(session, _begun(request), End(error=refusal.sentence), at=at)


def _begun(request: Request) -> Begun:
    execution_id = request.step.execution_id if request.step else ""
    return Begun(execution_id, request.name, request.user_id)
