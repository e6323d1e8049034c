"""Workflows that wait for an order: they go on once it is decided, whoever decides it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.posts import post
from bot.blocks.text import passed_on
from bot.domain.approvals import ApprovalState
from bot.domain.orders import COUNTED, Order, OrderMove, OrderStatus
from bot.store import audit, orders, outbox, workflow_steps
from bot.store.workflow_steps import End, EndedStep, Output

UNDECIDED = (OrderStatus.DRAFT, OrderStatus.PENDING)


def decided(session: Session, order: Order, *, at: datetime) -> None:
    """Let every workflow go on that waits for the order, if it is decided now.

    To be called in the transaction of the decision, after it was written: a step that
    begins to wait at the same moment is seen then, or sees the decision itself.
    """
    if order.status in UNDECIDED or not workflow_steps.waiting_for(session, order.id):
        return
    count = workflow_steps.end_all(session, order.id, End(outcome(session, order)), at=at)
    audit.record(
        session,
        audit.Verb.WORKFLOW_STEP_ENDED,
        by=None,
        at=at,
        order=order.number,
        verdict=verdict(order),
        steps=count,
    )


def outcome(session: Session, order: Order) -> Mapping[str, Output]:
    """Return what a workflow is told of a decided order, by the names of its outputs."""
    last = _deciding_move(session, order)
    who = last if last is not None and _is_somebodys(order, last) else None
    told: dict[str, Output | None] = {
        "order_number": str(order.number),
        "verdict": verdict(order),
        "decided_by": who.by_slack_id if who else None,
        "decided_by_name": passed_on(who.by) if who else "",
        "reason": passed_on(last.reason) if last else "",
    }
    return {name: value for name, value in told.items() if value is not None}


def verdict(order: Order) -> str:
    """Return the decision in a word; an approved order stays so while it is executed."""
    return (OrderStatus.APPROVED if order.status in COUNTED else order.status).value


def _deciding_move(session: Session, order: Order) -> OrderMove | None:
    wanted = OrderStatus.APPROVED if order.status in COUNTED else order.status
    found = [
        move for move in orders.moves(session, order.id) if move.after is wanted is not move.before
    ]
    return found[-1] if found else None


def _is_somebodys(order: Order, move: OrderMove) -> bool:
    """Tell a decision of somebody's from what the policy let through when they sent it."""
    asked = order.approval
    return move.after is not OrderStatus.APPROVED or (
        asked is not None and asked.state is ApprovalState.APPROVED
    )


def tell_too_late(session: Session, ended: EndedStep, *, at: datetime) -> None:
    """Tell for whom a step ran that its workflow was over when its answer came."""
    if ended.order_id is None or ended.begun.person[:1] not in {"U", "W"}:
        return
    order = orders.get(session, ended.order_id)
    text = (
        f"Order {order.number} is {order.status} now, but the workflow that asked for its approval"
        " no longer waits: Slack ended it meanwhile. Do by hand what would have come next."
        f" `/order {order.number}` shows the order."
    )
    key = f"workflow-over:{ended.begun.execution_id}"
    outbox.add(session, post(key, ended.begun.person, text, []), at=at)
