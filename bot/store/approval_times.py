"""What was asked, by whom decided and how long it took, as plain tuples for reports."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.domain.approvals import VERDICTS, ActKind, ApprovalState
from bot.domain.conditions import Occasion
from bot.store.tables import (
    AbsenceRow,
    ApprovalActRow,
    ApprovalRow,
    ApprovalStepRow,
    EditionRow,
    MemberRow,
    OrderRow,
)

# approval id, order's number, state, opened at, closed at
AskedTuple = tuple[int, int, str, datetime, datetime | None]
# approval id, position, opened at, closed at
StepTuple = tuple[int, int, datetime, datetime | None]
# approval id, position, kind, member's id and name, at, code of the reason, and when it was handed
# to them, they were asked besides or began to stand in, if they were not asked from the first
VerdictTuple = tuple[int, int, str, int, str, datetime, str | None, datetime | None]
# when an order was sent, and whether the policy let it through at once
SentTuple = tuple[datetime, bool]


def asked(session: Session, *, start: datetime, end: datetime) -> Sequence[AskedTuple]:
    """Return the approvals that waited between `start` and `end`, or wait now."""
    rows = session.execute(
        select(
            ApprovalRow.id,
            OrderRow.number,
            ApprovalRow.state,
            ApprovalRow.opened_at,
            ApprovalRow.closed_at,
        )
        .join(OrderRow, OrderRow.id == ApprovalRow.order_id)
        .where(_between(start, end))
        .order_by(ApprovalRow.id)
    )
    return [
        (approval_id, number, state, opened_at, closed_at)
        for approval_id, number, state, opened_at, closed_at in rows
    ]


def steps(session: Session, *, start: datetime, end: datetime) -> Sequence[StepTuple]:
    """Return the steps of what `asked` returns."""
    rows = session.execute(
        select(
            ApprovalStepRow.approval_id,
            ApprovalStepRow.position,
            ApprovalStepRow.opened_at,
            ApprovalStepRow.closed_at,
        )
        .join(ApprovalRow, ApprovalRow.id == ApprovalStepRow.approval_id)
        .where(_between(start, end))
        .order_by(ApprovalStepRow.approval_id, ApprovalStepRow.position)
    )
    return [
        (approval_id, position, opened_at, closed_at)
        for approval_id, position, opened_at, closed_at in rows
    ]


def verdicts(session: Session, *, start: datetime, end: datetime) -> Sequence[VerdictTuple]:
    """Return the verdicts on what `asked` returns, each with who gave it."""
    passed = aliased(ApprovalActRow)
    handed = (
        select(func.max(passed.at))
        .where(
            passed.approval_id == ApprovalActRow.approval_id,
            passed.position == ApprovalActRow.position,
            passed.to_id == ApprovalActRow.seat_id,
            passed.kind.in_((ActKind.FORWARD, ActKind.ESCALATE)),
        )
        .scalar_subquery()
    )
    stands_in = (
        select(func.max(AbsenceRow.starts_at))
        .where(
            AbsenceRow.member_id == ApprovalActRow.seat_id,
            AbsenceRow.delegate_id == ApprovalActRow.by_id,
            AbsenceRow.starts_at <= ApprovalActRow.at,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            ApprovalActRow.approval_id,
            ApprovalActRow.position,
            ApprovalActRow.kind,
            MemberRow.id,
            MemberRow.name,
            ApprovalActRow.at,
            ApprovalActRow.reason,
            handed,
            stands_in,
        )
        .join(ApprovalRow, ApprovalRow.id == ApprovalActRow.approval_id)
        .join(MemberRow, MemberRow.id == ApprovalActRow.by_id)
        .where(_between(start, end), ApprovalActRow.kind.in_(VERDICTS))
        .order_by(ApprovalActRow.id)
    )
    return [
        (approval_id, position, kind, member_id, name, at, reason, _latest(handed_at, since))
        for approval_id, position, kind, member_id, name, at, reason, handed_at, since in rows
    ]


def sent(session: Session, *, start: datetime, end: datetime) -> list[SentTuple]:
    """Return the orders that the policy was first asked about in that time.

    What an order says once it is changed makes no second one of it, whatever covers that.
    """
    first = (
        select(EditionRow.order_id, func.min(EditionRow.edition).label("edition"))
        .where(EditionRow.policy_version.is_not(None))
        .group_by(EditionRow.order_id)
        .subquery()
    )
    same = and_(
        ApprovalRow.order_id == EditionRow.order_id,
        ApprovalRow.edition == EditionRow.edition,
        ApprovalRow.occasion == Occasion.ORDER,
    )
    rows = session.execute(
        select(EditionRow.at, ApprovalRow.id)
        .join(
            first,
            and_(first.c.order_id == EditionRow.order_id, first.c.edition == EditionRow.edition),
        )
        .outerjoin(ApprovalRow, same)
        .where(EditionRow.at >= start, EditionRow.at < end)
        .order_by(EditionRow.id)
    )
    return [(at, approval_id is None) for at, approval_id in rows]


def _latest(*moments: datetime | None) -> datetime | None:
    return max((each for each in moments if each is not None), default=None)


def _between(start: datetime, end: datetime) -> ColumnElement[bool]:
    return or_(
        and_(ApprovalRow.opened_at < end, ApprovalRow.closed_at >= start),
        ApprovalRow.state == ApprovalState.WAITING,
    )
