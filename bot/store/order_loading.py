"""Orders and their lines by the keys of a file, many at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.approvals import Approval, ApprovalState, opened
from bot.domain.conditions import Occasion
from bot.domain.orders import OrderLine, OrderStatus
from bot.domain.policies import Rule, Ruling
from bot.domain.posts import order_subject
from bot.store import approvals
from bot.store.loading import chunks, overwrite
from bot.store.orders import to_line
from bot.store.tables import (
    ApprovalRow,
    CounterRow,
    EditionRow,
    OrderLineRow,
    OrderMoveRow,
    OrderRow,
    PostRow,
)

RULE = "Waiting in the imported file"
REASON = "Imported from a file."


@dataclass(frozen=True, slots=True)
class LoadedOrder:
    """An order's head as a file gives it; `net_minor` is the sum of its lines.

    `policy_version` is the policy that was asked about it here, None where none was;
    `author_ids` are those who have written a part of it here.
    """

    id: int
    number: int
    customer_id: int
    currency: str
    status: OrderStatus
    requested_by_id: int
    ordered_at: datetime
    notes: str | None
    external_key: str
    revision: int = 0
    net_minor: int = 0
    policy_version: int | None = None
    author_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedLine:
    """A line and where it stands in its order; `id` is 0 for one not stored yet.

    One that was cancelled in Slack stays so, whatever a file says of it.
    """

    id: int
    order_id: int
    position: int
    line: OrderLine
    cancelled: bool = False


def orders(session: Session, keys: Iterable[str]) -> dict[str, LoadedOrder]:
    """Return the orders with these external keys, locked for a change."""
    found = {}
    for chunk in chunks(keys):
        for row in session.scalars(
            select(OrderRow).where(OrderRow.external_key.in_(chunk)).with_for_update()
        ):
            found[str(row.external_key)] = LoadedOrder(
                id=row.id,
                number=row.number,
                customer_id=row.customer_id,
                currency=row.currency,
                status=OrderStatus(row.status),
                requested_by_id=row.requested_by_id,
                ordered_at=row.ordered_at,
                notes=row.notes,
                external_key=str(row.external_key),
                revision=row.revision,
                net_minor=row.net_minor,
                policy_version=row.policy_version,
                author_ids=tuple(row.author_ids),
            )
    return found


def taken_numbers(session: Session, numbers: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for chunk in chunks(numbers):
        found.update(session.scalars(select(OrderRow.number).where(OrderRow.number.in_(chunk))))
    return found


def lock_counter(session: Session) -> int:
    """Return the last order number given; nobody else gives one until the commit."""
    return session.scalars(select(CounterRow.orders).with_for_update()).one()


def raise_counter(session: Session, last: int) -> None:
    session.execute(update(CounterRow).where(CounterRow.orders < last).values(orders=last))


def add_orders(session: Session, added: Sequence[LoadedOrder], *, at: datetime) -> None:
    """Store new orders without lines, and that they came from a file; `id` is ignored."""
    for chunk in chunks(added):
        session.execute(insert(OrderRow), [_order_columns(order) for order in chunk])
    stored = orders(session, [order.external_key for order in added])
    _note_moves(session, [(order, None) for order in stored.values()], at=at)
    ask_anew(session, [order.id for order in stored.values()], at=at)


def save_orders(
    session: Session, changed: Sequence[tuple[LoadedOrder, OrderStatus]], *, at: datetime
) -> None:
    """Write orders that `orders` has locked; beside each stands the status it had before."""
    columns = {
        order.id: {
            "customer_id": order.customer_id,
            "currency": order.currency,
            "status": order.status.value,
            "requested_by_id": order.requested_by_id,
            "ordered_at": order.ordered_at,
            "notes": order.notes,
            "revision": order.revision + 1,
        }
        for order, _ in changed
    }
    overwrite(session, OrderRow, columns)
    moved = [(order, before) for order, before in changed if order.status is not before]
    _note_moves(session, moved, at=at)
    ask_anew(session, [order.id for order, _ in changed], at=at)


def ask_anew(session: Session, order_ids: Iterable[int], *, at: datetime) -> None:
    """Ask a manager about the orders that wait, since a file says what they are now.

    What was asked before ends, so that nothing counts that was said of other lines. Orders
    that wait because the policy asked are left alone: it has to be asked again.
    """
    judged = select(EditionRow.id).where(EditionRow.order_id == OrderRow.id).exists()
    by_file = or_(OrderRow.status != OrderStatus.PENDING, ~judged)
    for chunk in chunks(order_ids):
        for row in session.scalars(select(OrderRow).where(OrderRow.id.in_(chunk), by_file)):
            asked = approvals.by_ids(session, [row.approval_id] if row.approval_id else [])
            for approval in asked.values():
                approvals.withdraw(session, approval, at=at)
            if row.status == OrderStatus.PENDING:
                row.edition += 1
                row.approval_id = approvals.add(session, _asked(row, at), facts={}).id
        session.flush()


def _asked(row: OrderRow, at: datetime) -> Approval:
    rule = Rule(RULE)
    return opened(
        Ruling(rule, rule.steps, why=RULE),
        order_id=row.id,
        edition=row.edition,
        version=row.policy_version or 0,
        at=at,
    )


def lines(session: Session, order_ids: Iterable[int]) -> dict[tuple[int, int], LoadedLine]:
    """Return the lines of these orders by order and position."""
    found = {}
    for chunk in chunks(order_ids):
        for row in session.scalars(select(OrderLineRow).where(OrderLineRow.order_id.in_(chunk))):
            found[row.order_id, row.position] = LoadedLine(
                row.id,
                row.order_id,
                row.position,
                to_line(row),
                cancelled=row.cancelled_at is not None,
            )
    return found


def add_lines(session: Session, added: Sequence[LoadedLine]) -> None:
    for chunk in chunks(added):
        session.execute(insert(OrderLineRow), [_line_columns(line) for line in chunk])


def save_lines(session: Session, changed: Sequence[LoadedLine]) -> None:
    overwrite(session, OrderLineRow, {line.id: _line_columns(line) for line in changed})


def total(session: Session, touched: Iterable[LoadedOrder]) -> None:
    """Bring the totals of orders in line with their lines; a changed one gets a revision."""
    for chunk in chunks(touched):
        sums: dict[int, int] = defaultdict(int)
        for order_id, net in session.execute(
            select(OrderLineRow.order_id, func.sum(OrderLineRow.net_minor))
            .where(OrderLineRow.order_id.in_([order.id for order in chunk]))
            .group_by(OrderLineRow.order_id)
        ):
            # A sum comes as Decimal from some databases.
            sums[order_id] = int(net)
        totals: dict[int, dict[str, object]] = {
            order.id: {"net_minor": sums[order.id], "revision": order.revision + 1}
            for order in chunk
        }
        overwrite(session, OrderRow, totals)


def shown(session: Session, order_ids: Iterable[int]) -> set[int]:
    """Return which of these orders have a card in Slack, or one on its way there."""
    found: set[int] = set()
    for chunk in chunks(order_ids):
        subjects = {
            order_subject(order_id, own=own): order_id
            for order_id in chunk
            for own in (False, True)
        }
        posted = select(PostRow.subject).where(PostRow.subject.in_(list(subjects)))
        found.update(subjects[str(subject)] for subject in session.scalars(posted))
    return found


def judged_here(session: Session, order_ids: Iterable[int]) -> list[int]:
    """Return which of these orders wait because the policy asks, or are approved by people or
    the policy, executed or not; what waits or is approved just by its file is none of them.
    """
    found: set[int] = set()
    for chunk in chunks(order_ids):
        given = select(ApprovalRow.order_id).where(
            ApprovalRow.state == ApprovalState.APPROVED, ApprovalRow.occasion == Occasion.ORDER
        )
        sent = select(EditionRow.order_id)
        found.update(
            session.scalars(
                select(OrderRow.id).where(
                    OrderRow.id.in_(chunk),
                    or_(
                        and_(OrderRow.status == OrderStatus.PENDING, OrderRow.id.in_(sent)),
                        and_(
                            OrderRow.status.in_((OrderStatus.APPROVED, OrderStatus.EXECUTING)),
                            or_(OrderRow.id.in_(given), OrderRow.id.in_(sent)),
                        ),
                    ),
                )
            )
        )
    return sorted(found)


def _order_columns(order: LoadedOrder) -> dict[str, object]:
    columns = {name: value for name, value in asdict(order).items() if name != "id"}
    waits = order.status is OrderStatus.PENDING
    return {
        **columns,
        "status": order.status.value,
        "rule": RULE if waits else None,
        "author_ids": [],
        "sent_by_id": order.requested_by_id if waits else None,
    }


def _line_columns(loaded: LoadedLine) -> dict[str, object]:
    return {
        "order_id": loaded.order_id,
        "position": loaded.position,
        **asdict(loaded.line),
        "net_minor": loaded.line.total_minor,
    }


def _note_moves(
    session: Session, moved: Iterable[tuple[LoadedOrder, OrderStatus | None]], *, at: datetime
) -> None:
    for chunk in chunks(moved):
        session.execute(
            insert(OrderMoveRow),
            [
                {
                    "order_id": order.id,
                    "before": before.value if before else None,
                    "after": order.status.value,
                    "by_id": None,
                    "at": at,
                    "reason": REASON,
                }
                for order, before in chunk
            ],
        )
