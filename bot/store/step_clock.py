"""Steps that something is due for: claimed by moving their next moment on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.domain.step_times import StepTimes
from bot.store import orders
from bot.store.guard import changed_one
from bot.store.tables import ApprovalRow, ApprovalStepRow


@dataclass(frozen=True, slots=True)
class DueStep:
    """A waiting step whose moment `nudge_at` has come."""

    id: int
    approval_id: int
    order_id: int
    position: int
    opened_at: datetime
    nudge_at: datetime
    times: StepTimes
    escalation: int


def begun(session: Session, approval_id: int, position: int) -> DueStep | None:
    """Return a step that waits, None where it does not."""
    found = session.execute(
        select(ApprovalStepRow, ApprovalRow.order_id)
        .join(ApprovalRow, ApprovalRow.id == ApprovalStepRow.approval_id)
        .where(
            ApprovalStepRow.approval_id == approval_id,
            ApprovalStepRow.position == position,
            ApprovalStepRow.closed_at.is_(None),
        )
    ).first()
    return None if found is None else _due_step(*found)


def due(session: Session, *, now: datetime, limit: int = 100) -> list[DueStep]:
    """Return the steps that something should happen about by now, the longest due first."""
    rows = session.execute(
        select(ApprovalStepRow, ApprovalRow.order_id)
        .join(ApprovalRow, ApprovalRow.id == ApprovalStepRow.approval_id)
        .where(ApprovalStepRow.closed_at.is_(None), ApprovalStepRow.nudge_at <= now)
        .order_by(ApprovalStepRow.nudge_at, ApprovalStepRow.id)
        .limit(limit)
    )
    return [_due_step(row, order_id) for row, order_id in rows]


def _due_step(row: ApprovalStepRow, order_id: int) -> DueStep:
    return DueStep(
        row.id,
        row.approval_id,
        order_id,
        row.position,
        row.opened_at,
        row.nudge_at or row.opened_at,
        StepTimes(row.remind_at, row.due_at, row.expire_at),
        row.escalation,
    )


def take(session: Session, step: DueStep) -> bool:
    """Claim what is due until the transaction ends; False where somebody else has done it.

    The order is locked first, as whoever decides on it does: they would else wait for each other.
    """
    orders.hold(session, step.order_id)
    return changed_one(
        session,
        update(ApprovalStepRow)
        .where(
            ApprovalStepRow.id == step.id,
            ApprovalStepRow.nudge_at == step.nudge_at,
            ApprovalStepRow.closed_at.is_(None),
        )
        .values(nudge_at=None)
        .execution_options(synchronize_session=False),
    )


def put(
    session: Session,
    step: DueStep,
    times: StepTimes,
    *,
    nudge_at: datetime | None,
    escalation: int,
) -> None:
    """Write when the claimed step is looked at again, and how far it has gone."""
    session.execute(
        update(ApprovalStepRow)
        .where(ApprovalStepRow.id == step.id, ApprovalStepRow.closed_at.is_(None))
        .values(
            remind_at=times.remind_at,
            due_at=times.due_at,
            expire_at=times.expire_at,
            nudge_at=nudge_at,
            escalation=escalation,
        )
        .execution_options(synchronize_session=False)
    )
