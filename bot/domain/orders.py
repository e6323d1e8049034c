"""Orders: their lines, their life, and who may move them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import count, islice

from bot.domain.approvals import Approval
from bot.domain.conditions import Occasion
from bot.domain.errors import NotAllowed, UserError
from bot.domain.money import LARGEST_MINOR, line_total
from bot.domain.people import Actor, Role, demand

MOST_LINES = 15
NOTES_LENGTH = 3_000
REASON_LENGTH = 1_000


class OrderStatus(StrEnum):
    DRAFT = "draft"
    PENDING = "pending approval"
    APPROVED = "approved"
    EXECUTING = "executing"
    COMPLETED = "completed"
    REJECTED = "rejected"
    RETURNED = "changes requested"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


# Revenue counts from the moment an order is approved until it is cancelled.
COUNTED = (OrderStatus.APPROVED, OrderStatus.EXECUTING, OrderStatus.COMPLETED)
# What was refused, one way or the other, and can be changed and sent again.
REFUSED = (OrderStatus.REJECTED, OrderStatus.RETURNED, OrderStatus.EXPIRED)
CHANGEABLE = (OrderStatus.DRAFT, OrderStatus.PENDING, OrderStatus.APPROVED, *REFUSED)
SENT_AGAIN = (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.CANCELLED)

# What may become of an order as it stands; a change can let an approved one wait again besides.
MOVES: dict[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.DRAFT: (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.CANCELLED),
    OrderStatus.PENDING: (
        OrderStatus.PENDING,
        OrderStatus.APPROVED,
        OrderStatus.REJECTED,
        OrderStatus.RETURNED,
        OrderStatus.EXPIRED,
        OrderStatus.CANCELLED,
    ),
    OrderStatus.APPROVED: (OrderStatus.EXECUTING, OrderStatus.CANCELLED),
    OrderStatus.EXECUTING: (OrderStatus.COMPLETED, OrderStatus.CANCELLED),
    OrderStatus.COMPLETED: (),
    **dict.fromkeys(REFUSED, SENT_AGAIN),
    OrderStatus.CANCELLED: (),
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product on an order, at the price of the day it was put there.

    `unit_price_minor` is in the order's currency; `discount` in basis points;
    a negative quantity is a return. `unit_cost_minor` is what one piece costs us, None
    where nobody knows.
    """

    product_id: int
    product: str
    quantity: int
    unit_price_minor: int
    discount: int = 0
    unit_cost_minor: int | None = None
    category: str | None = None

    @property
    def total_minor(self) -> int:
        return line_total(self.quantity, self.unit_price_minor, self.discount)


@dataclass(frozen=True, slots=True)
class CancelledLine:
    """A line that is not wanted any more: it stays to be seen and counted, and adds up to nothing.

    `code` is a reason of the list; `position` is its number among the order's lines.
    """

    line: OrderLine
    position: int
    code: str
    words: str | None
    by_id: int | None
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on an order: who, when, and why (always given with a rejection)."""

    by_id: int
    by: str
    at: datetime
    approved: bool
    reason: str | None = None


class Kept(StrEnum):
    """Why an order was not cancelled after all. The values are stored: never rename one."""

    REJECTED = "cancellation_rejected"
    EXPIRED = "cancellation_expired"
    CHANGED = "cancellation_ended"


@dataclass(frozen=True, slots=True)
class OrderMove:
    """A step in an order's life; `before` is None for the first, `by` None for what a file or
    the clock did.
    """

    before: OrderStatus | None
    after: OrderStatus
    by: str | None
    by_slack_id: str | None
    at: datetime
    reason: str | None = None
    code: str | None = None

    @property
    def asks_to_cancel(self) -> bool:
        return self.before is self.after and self.code is not None and self.kept is None

    @property
    def kept(self) -> Kept | None:
        """Why the order stays although it was asked to be cancelled, where this says so."""
        return Kept(self.code) if self.code in set(Kept) else None

    @property
    def is_change(self) -> bool:
        """Whether what is ordered was changed, rather than decided or moved on."""
        sent = (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.EXECUTING)
        changed = self.before is OrderStatus.APPROVED and self.after is OrderStatus.PENDING
        same = self.before is self.after and self.code is None
        return changed or (same and self.after in sent)


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands. `number` counts per workspace; people never see `id`.

    `ordered_at` is when it was last sent (a draft: when it was written). `revision`
    rises with every write and guards against a second writer; `edition` with every change
    of what is ordered, and is what an approver has seen. `lines` are those that are still
    wanted, `places` their numbers as they are stored. `approval` is the last that was
    asked for, None where the order never needed one; `author_ids` are all who ever wrote or
    sent it: they may decide on it as little as its owner.
    """

    id: int
    number: int
    customer_id: int
    customer: str
    currency: str
    status: OrderStatus
    lines: tuple[OrderLine, ...]
    requested_by_id: int
    requested_by: str
    requested_by_slack_id: str | None
    ordered_at: datetime
    revision: int = 0
    edition: int = 1
    notes: str | None = None
    rule: str | None = None
    policy_version: int | None = None
    approval: Approval | None = None
    decision: Decision | None = None
    sent_by_id: int | None = None
    author_ids: tuple[int, ...] = ()
    cancelled: tuple[CancelledLine, ...] = ()
    places: tuple[int, ...] = ()

    @property
    def total_minor(self) -> int:
        return sum(line.total_minor for line in self.lines)

    @property
    def positions(self) -> tuple[int, ...]:
        """The number of each line, from 1: files and the audit say by it which line they mean.

        It is kept, and numbers of lines that were cancelled are not given to others.
        """
        kept = self.places[: len(self.lines)]
        taken = {*kept, *(each.position for each in self.cancelled)}
        free = (place for place in count(1) if place not in taken)
        return (*kept, *islice(free, len(self.lines) - len(kept)))

    @property
    def owned_by(self) -> frozenset[int]:
        """The members to whom the order is their own, so that they cannot decide on it."""
        return frozenset(
            {self.requested_by_id, self.sent_by_id or self.requested_by_id, *self.author_ids}
        )

    @property
    def asked(self) -> Approval | None:
        """The approval that waits now, if one does."""
        return self.approval if self.approval is not None and self.approval.waits else None

    @property
    def leaves(self) -> bool:
        """Whether what waits is its cancellation."""
        return self.asked is not None and self.asked.occasion is Occasion.CANCELLATION


def check_count(lines: int) -> None:
    """Raise UserError for more lines than the form takes; a file's orders may have more."""
    if lines > MOST_LINES:
        raise UserError(
            f"An order takes at most {MOST_LINES} lines in Slack; raise a second one for the rest."
        )


def check_lines(lines: Sequence[OrderLine]) -> None:
    """Raise UserError when these lines make no order."""
    if not lines:
        raise UserError("Add at least one line with a product and a quantity.")
    for line in lines:
        if line.quantity == 0:
            raise UserError(f"Give a quantity for {line.product}, or remove the line.")
    if abs(sum(line.total_minor for line in lines)) > LARGEST_MINOR:
        raise UserError("The order's total is larger than an order can be. Check the quantities.")


def check_move(order: Order, to: OrderStatus, *, by: Actor) -> None:
    """Raise unless `by` may execute, complete or cancel the order now.

    A rep moves their own orders, managers everybody's; what is being executed
    only a manager cancels. Raises WrongMove or NotAllowed.
    """
    demand(by, Role.REP, "move orders")
    if to not in MOVES[order.status]:
        raise WrongMove(order, to)
    check_not_leaving(order)
    if by.has(Role.MANAGER):
        return
    if by.member_id != order.requested_by_id:
        raise NotAllowed(
            f"Order {order.number} belongs to {order.requested_by};"
            " ask them or a sales manager to change it."
        )
    if order.status is OrderStatus.EXECUTING and to is OrderStatus.CANCELLED:
        raise NotAllowed(
            f"Order {order.number} is already being executed; ask a sales manager to cancel it."
        )


def move(order: Order, to: OrderStatus, *, by: Actor, reason: str | None = None) -> Order:
    """Return the order after executing, completing or cancelling it.

    Raises WrongMove or NotAllowed, or UserError for a cancellation without a reason.
    """
    check_move(order, to, by=by)
    if to is OrderStatus.CANCELLED and not (reason or "").strip():
        raise UserError("Say why the order is cancelled; it stays in its history.")
    return replace(order, status=to)


def check_not_leaving(order: Order) -> None:
    """Raise while the cancellation of the order waits for approval."""
    if order.asked is not None and order.asked.occasion is Occasion.CANCELLATION:
        raise UserError(
            f"The cancellation of order {order.number} waits for approval, so nothing else can"
            " be done with it until that is decided."
        )


def check_changeable(order: Order, *, by: Actor) -> None:
    """Raise unless `by` may edit the order's lines now."""
    demand(by, Role.REP, "change orders")
    if order.status not in CHANGEABLE:
        raise UserError(
            f"Order {order.number} is {order.status} and can no longer be changed."
            " Cancel it and raise a new one."
        )
    check_not_leaving(order)
    if by.member_id != order.requested_by_id and not by.has(Role.MANAGER):
        raise NotAllowed(
            f"Order {order.number} belongs to {order.requested_by}; ask them to change it."
        )


class WrongMove(UserError):
    def __init__(self, order: Order, to: OrderStatus) -> None:
        super().__init__(
            f"Order {order.number} is {order.status}, so it cannot become {to}."
            f" `/order {order.number}` shows what can be done now."
        )
