"""What must be so after every deed, read from the store and held against the plain model."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.approvals import ActKind, Approval, ApprovalState
from bot.domain.conditions import Occasion
from bot.domain.orders import OrderStatus
from bot.store import approvals
from bot.store.audit import Verb
from bot.store.tables import ApprovalRow, OrderLineRow, OrderRow
from tests.machine import model as plain
from tests.machine.model import Model
from tests.machine.people import PERSON

STATUSES = {OrderStatus.PENDING: "pending", OrderStatus.RETURNED: "returned"}
# What of the audit the model counts too.
DEEDS = frozenset(
    {
        *(Verb.ORDER_APPROVED, Verb.ORDER_REJECTED, Verb.ORDER_RETURNED, Verb.ORDER_EXPIRED),
        *(Verb.ORDER_EXECUTING, Verb.ORDER_COMPLETED, Verb.ORDER_CANCELLED),
        *(Verb.STEP_APPROVED, Verb.STEP_REJECTED, Verb.STEP_RETURNED, Verb.STEP_SETTLED),
        *(Verb.STEP_FORWARDED, Verb.STEP_ESCALATED, Verb.CANCELLATION_ASKED),
        *(Verb.OPINION_ASKED, Verb.OPINION_GIVEN),
    }
)
GONE_THROUGH = ("approved", "executing", "completed")


def orders_stand(session: Session, model: Model, names: Mapping[int, str]) -> None:
    rows = {row.number: row for row in session.scalars(select(OrderRow))}
    assert set(rows) == set(model.orders)
    history = _history(session)
    for kept in model.orders.values():
        row = rows[kept.number]
        assert STATUSES.get(OrderStatus(row.status), row.status) == kept.status, kept
        asked = history.get(row.id, [])
        now = next((each for each in asked if each.id == row.approval_id), None)
        _request_stands(now, kept)
        for each in asked:
            _nobody_counts_twice(each)
        if now is not None and kept.request is not None:
            _was_said(now, kept.request, names)
            _nobody_spoke_for_themselves(now, model.own(kept), names)
        if kept.status in GONE_THROUGH:
            _has_what_was_demanded(asked, kept, names)


def _history(session: Session) -> dict[int, list[Approval]]:
    """Return all that was ever asked, by the id of the order."""
    found = approvals.by_ids(session, session.scalars(select(ApprovalRow.id)).all())
    history: dict[int, list[Approval]] = {}
    for asked in found.values():
        history.setdefault(asked.order_id, []).append(asked)
    return history


def money_adds_up(session: Session, model: Model) -> None:
    """Each order comes to what was said, in its currency, and so do its lines."""
    rows = session.execute(
        select(
            OrderRow.number, OrderRow.currency, OrderRow.net_minor, func.sum(OrderLineRow.net_minor)
        )
        .join(OrderLineRow, OrderLineRow.order_id == OrderRow.id)
        .group_by(OrderRow.number, OrderRow.currency, OrderRow.net_minor)
    )
    assert {number: (currency, net, int(lines)) for number, currency, net, lines in rows} == {
        kept.number: (kept.currency, kept.total, kept.total) for kept in model.orders.values()
    }


def _request_stands(asked: Approval | None, kept: plain.Order) -> None:
    assert (asked is None) == (kept.request is None), kept
    if asked is None or kept.request is None:
        return
    assert asked.policy_version == kept.request.version, kept
    assert asked.rule == kept.request.rule, kept
    assert asked.state.value == kept.request.state, kept
    assert asked.position == kept.request.look, kept


def _nobody_counts_twice(asked: Approval) -> None:
    seats = [act.seat_id for act in asked.acts if act.kind is ActKind.APPROVE]
    assert len(seats) == len(set(seats))


def _was_said(asked: Approval, request: plain.Request, names: Mapping[int, str]) -> None:
    """No word is lost, and none is counted that nobody said."""
    given = [act for act in asked.acts if act.kind is ActKind.APPROVE]
    assert Counter((names[act.seat_id or 0], names[act.by_id or 0]) for act in given) == Counter(
        (each.seat, each.by) for each in request.said
    )
    passed = (ActKind.FORWARD, ActKind.ESCALATE)
    assert [
        (act.position, names.get(act.seat_id or 0), names[act.to_id or 0])
        for act in asked.acts
        if act.kind in passed
    ] == [(each.look, each.seat, each.to) for each in request.passed]


def _nobody_spoke_for_themselves(
    asked: Approval, own: frozenset[str], names: Mapping[int, str]
) -> None:
    for act in asked.acts:
        if act.kind is ActKind.APPROVE:
            assert not own & {names[act.by_id or 0], names[act.seat_id or 0]}


def _has_what_was_demanded(
    history: Sequence[Approval], kept: plain.Order, names: Mapping[int, str]
) -> None:
    """What goes through was let through, or every look had as many people as it needs."""
    demand = kept.demand
    if demand is None:
        return
    needed = max(max(look.need, 1) for look in demand.looks)
    assert any(
        asked.occasion is Occasion.ORDER
        and asked.state is ApprovalState.APPROVED
        and asked.rule == demand.rule
        and len(asked.steps) == len(demand.looks)
        and len(_people_for(asked, names)) >= needed
        for asked in history
    ), kept


def _people_for(asked: Approval, names: Mapping[int, str]) -> set[str]:
    return {PERSON[names[act.by_id or 0]] for act in asked.acts if act.kind is ActKind.APPROVE}
