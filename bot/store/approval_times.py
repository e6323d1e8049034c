"""What was asked, by whom decided and how long it took, as plain tuples for reports."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.domain.approvals import VERDICTS, ActKind, ApprovalState
from bot.domain.conditions import Occasion
from bot.domain.rosters import Absence, stood_in_since
from bot.store import absences
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
# approval id, position, kind, member's id and name, at, code of the reason, and since when it was
# theirs to decide: the step opened, it was handed to them, they were asked besides or stood in
VerdictTuple = tuple[int, int, str, int, str, datetime, str | None, datetime]
# when an order was sent, and whether the policy let it through at once
SentTuple = tuple[datetime, bool]


def asked(
    session: Session, *, start: datetime, end: datetime, at: datetime
) -> Sequence[AskedTuple]:
    """Return the approvals that waited between `start` and `end`, or `at` that moment."""
    rows = session.execute(
        select(
            ApprovalRow.id,
            OrderRow.number,
            ApprovalRow.state,
            ApprovalRow.opened_at,
            ApprovalRow.closed_at,
        )
        .join(OrderRow, OrderRow.id == ApprovalRow.order_id)
        .where(_between(start, end, at))
        .order_by(ApprovalRow.id)
    )
    return [
        (approval_id, number, state, opened_at, closed_at)
        for approval_id, number, state, opened_at, closed_at in rows
    ]


def steps(session: Session, *, start: datetime, end: datetime, at: datetime) -> Sequence[StepTuple]:
    """Return the steps of what `asked` returns."""
    rows = session.execute(
        select(
            ApprovalStepRow.approval_id,
            ApprovalStepRow.position,
            ApprovalStepRow.opened_at,
            ApprovalStepRow.closed_at,
        )
        .join(ApprovalRow, ApprovalRow.id == ApprovalStepRow.approval_id)
        .where(_between(start, end, at))
        .order_by(ApprovalStepRow.approval_id, ApprovalStepRow.position)
    )
    return [
        (approval_id, position, opened_at, closed_at)
        for approval_id, position, opened_at, closed_at in rows
    ]


def verdicts(
    session: Session, *, start: datetime, end: datetime, at: datetime
) -> Sequence[VerdictTuple]:
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
    rows = session.execute(
        select(
            ApprovalActRow.approval_id,
            ApprovalActRow.position,
            ApprovalActRow.kind,
            MemberRow.id,
            MemberRow.name,
            ApprovalActRow.at,
            ApprovalActRow.reason,
            ApprovalActRow.seat_id,
            ApprovalStepRow.opened_at,
            handed.label("handed_at"),
        )
        .join(ApprovalRow, ApprovalRow.id == ApprovalActRow.approval_id)
        .join(
            ApprovalStepRow,
            and_(
                ApprovalStepRow.approval_id == ApprovalActRow.approval_id,
                ApprovalStepRow.position == ApprovalActRow.position,
            ),
        )
        .join(MemberRow, MemberRow.id == ApprovalActRow.by_id)
        .where(_between(start, end, at), ApprovalActRow.kind.in_(VERDICTS))
        .order_by(ApprovalActRow.id)
    ).all()
    away = _absences(session, since=start)
    return [
        (
            *(row.approval_id, row.position, row.kind, row.id, row.name, row.at, row.reason),
            _latest(
                row.opened_at,
                row.handed_at,
                _stood_in(away, row.seat_id, by_id=row.id, at=row.at),
            ),
        )
        for row in rows
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


def _absences(session: Session, *, since: datetime) -> list[Absence]:
    """Return the absences that were not over then, each with when it really ended."""
    rows = session.scalars(
        select(AbsenceRow).where(AbsenceRow.ends_at > since).order_by(AbsenceRow.id)
    )
    return [
        replace(absences.to_absence(row), ends_at=min(row.ends_at, row.ended_at or row.ends_at))
        for row in rows
    ]


def _stood_in(
    away: Iterable[Absence], seat_id: int, *, by_id: int, at: datetime
) -> datetime | None:
    """Return since when who gave a verdict at that moment had been standing in, if they were."""
    if seat_id == by_id:
        return None
    then = tuple(each for each in away if each.starts_at <= at < each.ends_at)
    return stood_in_since(then, seat_id, by_id=by_id)


def _latest(first: datetime, *others: datetime | None) -> datetime:
    return max([first, *(each for each in others if each is not None)])


def _between(start: datetime, end: datetime, at: datetime) -> ColumnElement[bool]:
    return or_(
        and_(ApprovalRow.opened_at < end, ApprovalRow.closed_at >= start),
        and_(ApprovalRow.opened_at <= at, ApprovalRow.closed_at > at),
        ApprovalRow.state == ApprovalState.WAITING,
    )
