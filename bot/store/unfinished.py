"""Orders that were sent and may still be moved: whose cards are still looked at."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from bot.domain.orders import OrderStatus
from bot.store.tables import ApprovalActRow, OrderRow

OVER = (OrderStatus.DRAFT, OrderStatus.COMPLETED, OrderStatus.CANCELLED)


def of_customer(session: Session, customer_id: int) -> list[int]:
    """Return the ids of a customer's orders."""
    return _ids(session, OrderRow.customer_id == customer_id)


def of_member(session: Session, member_id: int) -> list[int]:
    """Return the ids of the orders that a member sent, decided or had a part in."""
    act = ApprovalActRow
    acted = select(act.id).where(
        and_(act.workspace_id == OrderRow.workspace_id, act.approval_id == OrderRow.approval_id),
        or_(act.by_id == member_id, act.seat_id == member_id, act.to_id == member_id),
    )
    return _ids(
        session,
        or_(
            OrderRow.requested_by_id == member_id,
            OrderRow.decided_by_id == member_id,
            acted.exists(),
        ),
    )


def _ids(session: Session, whose: ColumnElement[bool]) -> list[int]:
    wanted = select(OrderRow.id).where(whose, OrderRow.status.not_in(OVER))
    return list(session.scalars(wanted.order_by(OrderRow.id)))
