"""Approvals with their steps and acts; every write is guarded by the revision it was made from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, insert, select, update
from sqlalchemy.orm import Session

from bot.domain.approvals import VERDICTS, Act, ActKind, Approval, ApprovalState
from bot.domain.conditions import Facts, Occasion
from bot.domain.errors import ChangedMeanwhile
from bot.domain.policy_codec import facts_from_json, steps_from_json, steps_to_json
from bot.store.guard import changed_one
from bot.store.loading import chunks
from bot.store.tables import ApprovalActRow, ApprovalRow, ApprovalStepRow, MemberRow, shared_alias

By, Seat, To = shared_alias(MemberRow), shared_alias(MemberRow), shared_alias(MemberRow)


def add(session: Session, approval: Approval, *, facts: Mapping[str, Any]) -> Approval:
    """Store a new approval, its first step waiting from now on; `approval.id` is ignored."""
    row = ApprovalRow(
        order_id=approval.order_id,
        occasion=approval.occasion,
        edition=approval.edition,
        policy_version=approval.policy_version,
        rule=approval.rule,
        why=approval.why,
        steps=steps_to_json(approval.steps),
        facts=dict(facts),
        position=approval.position,
        state=approval.state,
        opened_at=approval.opened_at,
        closed_at=approval.closed_at,
        revision=0,
    )
    session.add(row)
    session.flush()
    _open_step(session, row.id, approval.position, at=approval.opened_at)
    return get(session, row.id)


def get(session: Session, approval_id: int) -> Approval:
    return by_ids(session, [approval_id])[approval_id]


def weighed(session: Session, approval_id: int) -> Facts | None:
    """Return what was weighed when it was asked for; None where that was a file's doing."""
    found = session.scalars(select(ApprovalRow.facts).where(ApprovalRow.id == approval_id)).first()
    return facts_from_json(found) if found else None


def by_ids(session: Session, approval_ids: Iterable[int]) -> dict[int, Approval]:
    """Return the approvals by id, as they stand in the database now."""
    wanted = sorted(set(approval_ids))
    if not wanted:
        return {}
    rows = session.execute(_with_ids(), {"ids": wanted}).all()
    acts = _acts(session, wanted)
    return {row.id: _to_approval(row, acts.get(row.id, ()), *step) for row, *step in rows}


@cache
def _with_ids() -> Select[*tuple[Any, ...]]:
    return (
        select(ApprovalRow, ApprovalStepRow.opened_at, ApprovalStepRow.due_at)
        .outerjoin(
            ApprovalStepRow,
            and_(
                ApprovalStepRow.approval_id == ApprovalRow.id,
                ApprovalStepRow.position == ApprovalRow.position,
            ),
        )
        .where(ApprovalRow.id.in_(bindparam("ids", expanding=True)))
        .execution_options(populate_existing=True)
    )


def of_order(session: Session, order_id: int) -> list[Approval]:
    """Return every approval that was ever asked for an order, the first one first."""
    ids = session.scalars(
        select(ApprovalRow.id).where(ApprovalRow.order_id == order_id).order_by(ApprovalRow.id)
    ).all()
    found = by_ids(session, ids)
    return [found[each] for each in ids]


def leaving(session: Session, order_ids: Iterable[int]) -> set[int]:
    """Return which of these orders wait for somebody to agree to their cancellation."""
    found: set[int] = set()
    for chunk in chunks(order_ids):
        found.update(
            session.scalars(
                select(ApprovalRow.order_id).where(
                    ApprovalRow.order_id.in_(chunk),
                    ApprovalRow.state == ApprovalState.WAITING,
                    ApprovalRow.occasion == Occasion.CANCELLATION,
                )
            )
        )
    return found


def save(session: Session, before: Approval, after: Approval, *, at: datetime) -> Approval:
    """Write what came of an approval: its new acts, the step it moved to, its end.

    Return it as it would be read now. Raises ChangedMeanwhile when somebody else's write came
    first: then nothing is written.
    """
    if not changed_one(
        session,
        _guarded(),
        approval_id=before.id,
        known_revision=before.revision,
        known_state=before.state,
        position=after.position,
        state=after.state,
        closed_at=after.closed_at,
        revision=before.revision + 1,
    ):
        raise ChangedMeanwhile("Somebody else decided at this very moment. Look at it again.")
    _add_acts(session, before.id, after.acts[len(before.acts) :])
    if after.position != before.position or not after.waits:
        _close_step(session, before.id, before.position, at=at)
    for passed in range(before.position + 1, after.position):
        # A step met by people who had approved before never waited at all.
        _open_step(session, before.id, passed, at=at)
        _close_step(session, before.id, passed, at=at)
    if after.waits and after.position != before.position:
        _open_step(session, before.id, after.position, at=at)
        return get(session, before.id)
    acts = after.acts if after.acts == before.acts else _acts(session, [before.id])[before.id]
    moved = after.position != before.position
    return replace(
        after,
        acts=acts,
        revision=before.revision + 1,
        step_opened_at=None if moved else before.step_opened_at,
        due_at=None if moved else before.due_at,
    )


@cache
def _guarded() -> Update:
    return (
        update(ApprovalRow)
        .where(
            ApprovalRow.id == bindparam("approval_id"),
            ApprovalRow.revision == bindparam("known_revision"),
            ApprovalRow.state == bindparam("known_state"),
        )
        .execution_options(synchronize_session=False)
    )


def withdraw(session: Session, approval: Approval, *, at: datetime) -> Approval:
    """End a waiting approval without a verdict, since the order is another one now."""
    if not approval.waits:
        return approval
    ended = replace(approval, state=ApprovalState.WITHDRAWN, closed_at=at)
    return save(session, approval, ended, at=at)


def _open_step(session: Session, approval_id: int, position: int, *, at: datetime) -> None:
    session.add(
        ApprovalStepRow(
            approval_id=approval_id,
            position=position,
            opened_at=at,
            # At once, to have its times set.
            nudge_at=at,
            escalation=0,
        )
    )
    session.flush()


def _close_step(session: Session, approval_id: int, position: int, *, at: datetime) -> None:
    session.execute(
        _waiting_step(),
        {
            "of_approval": approval_id,
            "at_position": position,
            "closed_at": at,
            "nudge_at": None,
        },
    )


@cache
def _waiting_step() -> Update:
    return (
        update(ApprovalStepRow)
        .where(
            ApprovalStepRow.approval_id == bindparam("of_approval"),
            ApprovalStepRow.position == bindparam("at_position"),
            ApprovalStepRow.closed_at.is_(None),
        )
        .execution_options(synchronize_session=False)
    )


def _add_acts(session: Session, approval_id: int, acts: tuple[Act, ...]) -> None:
    if not acts:
        return
    session.execute(
        insert(ApprovalActRow),
        [
            {
                "approval_id": approval_id,
                "position": act.position,
                "kind": act.kind.value,
                "seat_id": act.seat_id,
                "counted_seat_id": act.seat_id if act.kind in VERDICTS else None,
                "by_id": act.by_id,
                "to_id": act.to_id,
                "at": act.at,
                "reason": act.reason,
                "words": act.words,
            }
            for act in acts
        ],
    )


def _acts(session: Session, approval_ids: list[int]) -> dict[int, tuple[Act, ...]]:
    found: dict[int, tuple[Act, ...]] = {}
    rows = session.execute(_acts_of(), {"approval_ids": approval_ids})
    for row, by, seat, to in rows:
        act = Act(
            kind=ActKind(row.kind),
            position=row.position,
            by_id=row.by_id,
            at=row.at,
            seat_id=row.seat_id,
            to_id=row.to_id,
            reason=row.reason,
            words=row.words,
            by=by,
            seat=seat,
            to=to,
        )
        found[row.approval_id] = (*found.get(row.approval_id, ()), act)
    return found


@cache
def _acts_of() -> Select[*tuple[Any, ...]]:
    return (
        select(ApprovalActRow, By.name, Seat.name, To.name)
        .outerjoin(By, By.id == ApprovalActRow.by_id)
        .outerjoin(Seat, Seat.id == ApprovalActRow.seat_id)
        .outerjoin(To, To.id == ApprovalActRow.to_id)
        .where(ApprovalActRow.approval_id.in_(bindparam("approval_ids", expanding=True)))
        .order_by(ApprovalActRow.id)
    )


def _to_approval(
    row: ApprovalRow,
    acts: tuple[Act, ...],
    step_opened_at: datetime | None,
    due_at: datetime | None,
) -> Approval:
    return Approval(
        order_id=row.order_id,
        occasion=Occasion(row.occasion),
        edition=row.edition,
        policy_version=row.policy_version,
        rule=row.rule,
        why=row.why,
        steps=steps_from_json(row.steps),
        opened_at=row.opened_at,
        id=row.id,
        position=row.position,
        state=ApprovalState(row.state),
        acts=acts,
        closed_at=row.closed_at,
        revision=row.revision,
        step_opened_at=step_opened_at,
        due_at=due_at,
    )
