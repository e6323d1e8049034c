"""What must be so after every deed, read from the store and held against the plain model."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.approvals import ActKind, Approval, ApprovalState
from bot.domain.conditions import Occasion
from bot.domain.orders import OrderStatus
from bot.store import approvals
from bot.store.audit import Verb
from bot.store.tables import ApprovalRow, OrderLineRow, OrderRow
from tests.machine import orders as plain
from tests.machine.goods import Line
from tests.machine.model import Model
from tests.machine.orders import GONE_THROUGH
from tests.machine.people import PERSON

STATUSES = {OrderStatus.PENDING: "pending", OrderStatus.RETURNED: "returned"}
# What of the audit the model counts too.
DEEDS = frozenset(
    {
        *(Verb.ORDER_APPROVED, Verb.ORDER_REJECTED, Verb.ORDER_RETURNED, Verb.ORDER_EXPIRED),
        *(Verb.ORDER_EXECUTING, Verb.ORDER_COMPLETED, Verb.ORDER_CANCELLED),
        *(Verb.STEP_APPROVED, Verb.STEP_REJECTED, Verb.STEP_RETURNED, Verb.STEP_SETTLED),
        *(Verb.STEP_FORWARDED, Verb.STEP_ESCALATED, Verb.CANCELLATION_ASKED),
        *(Verb.OPINION_ASKED, Verb.OPINION_GIVEN, Verb.LINES_CANCELLED),
        *(Verb.POLICY_SET, Verb.MEMBER_CHANGED, Verb.GROUP_CHANGED, Verb.CUSTOMER_CHANGED),
        *(Verb.ABSENCE_PLANNED, Verb.ABSENCE_ENDED),
        *(Verb.ORDER_CREATED, Verb.ORDER_SUBMITTED, Verb.ORDER_CHANGED, Verb.ORDER_REWEIGHED),
    }
)


def orders_stand(session: Session, model: Model, names: Mapping[int, str]) -> None:
    rows = {row.number: row for row in session.scalars(select(OrderRow))}
    assert set(rows) == set(model.orders)
    history = _history(session)
    for kept in model.orders.values():
        row = rows[kept.number]
        assert STATUSES.get(OrderStatus(row.status), row.status) == kept.status, kept
        asked = history.get(row.id, [])
        now = next((each for each in asked if each.id == row.approval_id), None)
        assert (now is None) == (kept.request is None), kept
        _nothing_is_lost(asked, now, kept, names)
        for each in asked:
            _nobody_counts_twice(each)
        if now is not None and kept.request is not None:
            _nobody_spoke_for_themselves(now, model.own(kept), names)
        if kept.status in GONE_THROUGH:
            _has_what_was_demanded(asked, kept, names)


def _nothing_is_lost(
    history: Sequence[Approval],
    now: Approval | None,
    kept: plain.Order,
    names: Mapping[int, str],
) -> None:
    """Every request is there with every word to it, and only the present one may wait."""
    assert len(history) == len(kept.history), kept
    for asked, request in zip(history, kept.history, strict=True):
        _request_stands(asked, request)
        _was_said(asked, request, names)
        assert (asked is now) == (request is kept.request), kept
        assert asked is now or not asked.waits, kept


def _history(session: Session) -> dict[int, list[Approval]]:
    """Return all that was ever asked, by the id of the order."""
    found = approvals.by_ids(session, session.scalars(select(ApprovalRow.id)).all())
    history: dict[int, list[Approval]] = {}
    for asked in found.values():
        history.setdefault(asked.order_id, []).append(asked)
    for each in history.values():
        each.sort(key=lambda asked: asked.id)
    return history


def money_adds_up(session: Session, model: Model) -> None:
    """Each order comes to what was said, in its currency, and so do its lines; what was
    cancelled of it is kept, and adds nothing.
    """
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
    wanted, cancelled = _lines(session)
    for kept in model.orders.values():
        assert tuple(wanted[kept.number]) == kept.lines, kept
        assert Counter(cancelled[kept.number]) == Counter(kept.cancelled), kept


def _lines(session: Session) -> tuple[dict[int, list[Line]], dict[int, list[Line]]]:
    """Return what is wanted and what was cancelled, by the numbers of the orders."""
    wanted: dict[int, list[Line]] = defaultdict(list)
    cancelled: dict[int, list[Line]] = defaultdict(list)
    rows = session.execute(
        select(
            OrderRow.number,
            OrderLineRow.product,
            OrderLineRow.quantity,
            OrderLineRow.discount,
            OrderLineRow.cancelled_at,
        )
        .join(OrderLineRow, OrderLineRow.order_id == OrderRow.id)
        .order_by(OrderLineRow.position)
    )
    for number, product, quantity, discount, cancelled_at in rows:
        kept = wanted if cancelled_at is None else cancelled
        kept[number].append(Line(product, quantity, discount // 100))
    return wanted, cancelled


def _request_stands(asked: Approval, request: plain.Request) -> None:
    assert asked.policy_version == request.version, request
    assert asked.rule == request.rule, request
    assert asked.state.value == request.state, request
    assert asked.position == request.look, request


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
