"""Steps of workflows: what each waits for, and its end on its way to Slack.

An end is kept in the transaction of the deed that brought it about, and told later:
claimed under a lease, told outside any transaction, marked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from sqlalchemy import Select, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.store import audit, outbox
from bot.store.deliveries import LeaseLost
from bot.store.guard import changed_one
from bot.store.loading import chunks
from bot.store.tables import WorkflowStepRow

LEASE = timedelta(minutes=1)
# For as long one can look up what a workflow was told.
KEEP = timedelta(days=90)

Output = str | int | bool


class StepState(StrEnum):
    WAITING = "waiting"
    ENDED = "ended"
    TOLD = "told"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Begun:
    """A run as Slack began it. `person` is whom it names: a Slack user id, if it is one at all."""

    execution_id: str
    step: str
    person: str


@dataclass(frozen=True, slots=True)
class End:
    """How a step ended: with `outputs`, or with an `error`, which is a sentence."""

    outputs: Mapping[str, Output] | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class EndedStep:
    """An end under lease, to be told. `attempts` counts this one."""

    id: int
    begun: Begun
    end: End
    order_id: int | None
    lease: int
    attempts: int
    ended_at: datetime


def end(session: Session, begun: Begun, how: End, *, at: datetime) -> None:
    """Keep how a step ended that did not have to wait."""
    session.add(
        _row(
            begun,
            StepState.ENDED,
            at,
            outputs=None if how.outputs is None else dict(how.outputs),
            error=how.error,
            ended_at=at,
        )
    )
    session.flush()
    outbox.tell(session)


def wait(session: Session, begun: Begun, *, order_id: int, at: datetime) -> None:
    """Keep a step that ends when the order is decided."""
    session.add(_row(begun, StepState.WAITING, at, order_id=order_id))
    session.flush()


def waiting_for(session: Session, order_id: int) -> int:
    """Return how many steps wait for the decision on the order."""
    return len(session.scalars(_waiting(), {"for_order": order_id}).all())


def awaited(session: Session, order_ids: Iterable[int]) -> set[int]:
    """Return the orders among these for whose decision steps wait."""
    found: set[int] = set()
    for chunk in chunks(order_ids):
        rows = session.scalars(
            select(WorkflowStepRow.order_id).where(
                WorkflowStepRow.order_id.in_(chunk), WorkflowStepRow.state == StepState.WAITING
            )
        )
        found.update(order_id for order_id in rows if order_id is not None)
    return found


@cache
def _waiting() -> Select[int]:
    return select(WorkflowStepRow.id).where(
        WorkflowStepRow.order_id == bindparam("for_order"),
        WorkflowStepRow.state == StepState.WAITING,
    )


def end_all(session: Session, order_id: int, how: End, *, at: datetime) -> int:
    """End every step that waits for the decision on the order; return how many there were."""
    rows = session.scalars(
        select(WorkflowStepRow).where(
            WorkflowStepRow.order_id == order_id, WorkflowStepRow.state == StepState.WAITING
        )
    ).all()
    ended = [
        changed_one(
            session,
            update(WorkflowStepRow)
            .where(WorkflowStepRow.id == row.id, WorkflowStepRow.state == StepState.WAITING)
            .values(
                state=StepState.ENDED,
                outputs=None if how.outputs is None else dict(how.outputs),
                error=how.error,
                ended_at=at,
                not_before=at,
            ),
        )
        for row in rows
    ]
    if any(ended):
        outbox.tell(session)
    return sum(ended)


def claim(session: Session, *, now: datetime) -> EndedStep | None:
    """Take the oldest end that is to be told, for one minute; None when there is none."""
    rows = session.scalars(
        select(WorkflowStepRow)
        .where(
            WorkflowStepRow.state == StepState.ENDED,
            WorkflowStepRow.not_before <= now,
            or_(WorkflowStepRow.lease_until.is_(None), WorkflowStepRow.lease_until < now),
        )
        .order_by(WorkflowStepRow.id)
        .limit(20)
    ).all()
    for row in rows:
        taken = changed_one(
            session,
            update(WorkflowStepRow)
            .where(
                WorkflowStepRow.id == row.id,
                WorkflowStepRow.lease == row.lease,
                WorkflowStepRow.state == StepState.ENDED,
            )
            .values(lease=row.lease + 1, lease_until=now + LEASE, attempts=row.attempts + 1),
        )
        if taken:
            session.refresh(row)
            return _to_ended(row)
    return None


def note_told(session: Session, ended: EndedStep, *, failure: str | None = None) -> None:
    """Mark an end as told; with a `failure` where Slack no longer waited for it."""
    _guarded(session, ended, state=StepState.TOLD, lease_until=None, failure=failure)


def change(session: Session, ended: EndedStep, how: End, *, at: datetime) -> None:
    """Tell another end instead, at once."""
    _guarded(
        session,
        ended,
        outputs=None if how.outputs is None else dict(how.outputs),
        error=how.error,
        lease_until=None,
        not_before=at,
    )


def put_off(session: Session, ended: EndedStep, *, until: datetime, failure: str) -> None:
    """Try again later."""
    _guarded(session, ended, not_before=until, lease_until=None, failure=failure)


def give_up(session: Session, ended: EndedStep, *, at: datetime, failure: str) -> None:
    """Never try again, and leave a trace for the administrator."""
    _guarded(session, ended, state=StepState.GIVEN_UP, lease_until=None, failure=failure)
    audit.record(
        session,
        audit.Verb.WORKFLOW_STEP_GIVEN_UP,
        by=None,
        at=at,
        step=ended.begun.step,
        execution=ended.begun.execution_id,
        failure=failure,
    )


def forget_old(session: Session, *, now: datetime) -> None:
    """Drop what was told long ago."""
    session.execute(
        delete(WorkflowStepRow).where(
            WorkflowStepRow.state.in_((StepState.TOLD, StepState.GIVEN_UP)),
            WorkflowStepRow.ended_at < now - KEEP,
        )
    )


def _row(begun: Begun, state: StepState, at: datetime, **more: object) -> WorkflowStepRow:
    return WorkflowStepRow(
        execution_id=begun.execution_id,
        step=begun.step[:64],
        person=begun.person[:191],
        state=state,
        attempts=0,
        lease=0,
        not_before=at,
        created_at=at,
        **more,
    )


def _to_ended(row: WorkflowStepRow) -> EndedStep:
    return EndedStep(
        id=row.id,
        begun=Begun(row.execution_id, row.step, row.person),
        end=End(row.outputs, row.error),
        order_id=row.order_id,
        lease=row.lease,
        attempts=row.attempts,
        ended_at=row.ended_at or row.created_at,
    )


def _guarded(session: Session, ended: EndedStep, **values: object) -> None:
    if not changed_one(
        session,
        update(WorkflowStepRow)
        .where(
            WorkflowStepRow.id == ended.id,
            WorkflowStepRow.lease == ended.lease,
            WorkflowStepRow.state == StepState.ENDED,
        )
        .values(**values),
    ):
        raise LeaseLost(ended.begun.execution_id)
