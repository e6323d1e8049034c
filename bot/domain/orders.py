"""Orders: their lines, their life, and who may move them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.approvals import Approvers, Facts, Policy, approvers_besides, first_match
from bot.domain.errors import NotAllowed, UserError
from bot.domain.money import LARGEST_MINOR, line_total
from bot.domain.people import Actor, Member, Role

MOST_LINES = 15
NOTES_LENGTH = 3_000
REASON_LENGTH = 1_000
RULE_LENGTH = 300
OWN_RULE = " (it names nobody but those whose order it is, so the admins are asked)"


class OrderStatus(StrEnum):
    DRAFT = "draft"
    PENDING = "pending approval"
    APPROVED = "approved"
    EXECUTING = "executing"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


# Revenue counts from the moment an order is approved until it is cancelled.
COUNTED = (OrderStatus.APPROVED, OrderStatus.EXECUTING, OrderStatus.COMPLETED)
CHANGEABLE = (OrderStatus.DRAFT, OrderStatus.PENDING, OrderStatus.REJECTED)

MOVES: dict[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.DRAFT: (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.CANCELLED),
    OrderStatus.PENDING: (
        OrderStatus.PENDING,
        OrderStatus.APPROVED,
        OrderStatus.REJECTED,
        OrderStatus.CANCELLED,
    ),
    OrderStatus.APPROVED: (OrderStatus.EXECUTING, OrderStatus.CANCELLED),
    OrderStatus.EXECUTING: (OrderStatus.COMPLETED, OrderStatus.CANCELLED),
    OrderStatus.COMPLETED: (),
    OrderStatus.REJECTED: (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.CANCELLED),
    OrderStatus.CANCELLED: (),
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product on an order, at the price of the day it was put there.

    `unit_price_minor` is in the order's currency; `discount` in basis points;
    a negative quantity is a return.
    """

    product_id: int
    product: str
    quantity: int
    unit_price_minor: int
    discount: int = 0

    @property
    def total_minor(self) -> int:
        return line_total(self.quantity, self.unit_price_minor, self.discount)


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on an order: who, when, and why (always given with a rejection)."""

    by_id: int
    by: str
    at: datetime
    approved: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OrderMove:
    """A step in an order's life; `before` is None for the first, `by` None for an import."""

    before: OrderStatus | None
    after: OrderStatus
    by: str | None
    by_slack_id: str | None
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands. `number` counts per workspace; people never see `id`.

    `ordered_at` is when it was last sent (a draft: when it was written). `revision`
    rises with every write and guards against a second writer. `rule` says why approval
    was asked, None where the order approved itself. Who sent it last (`sent_by_id`, not
    always who it belongs to) may decide on it as little as its owner.
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
    notes: str | None = None
    rule: str | None = None
    policy_version: int | None = None
    approvers: Approvers = field(default_factory=Approvers)
    decision: Decision | None = None
    sent_by_id: int | None = None

    @property
    def total_minor(self) -> int:
        return sum(line.total_minor for line in self.lines)

    @property
    def largest_discount(self) -> int:
        return max((line.discount for line in self.lines), default=0)

    @property
    def owned_by(self) -> tuple[int, ...]:
        """The members to whom the order is their own, so that they cannot decide on it."""
        return (self.requested_by_id, self.sent_by_id or self.requested_by_id)


def facts(order: Order, *, customer_is_new: bool) -> Facts:
    return Facts(order.total_minor, order.currency, order.largest_discount, customer_is_new)


def check_lines(lines: Sequence[OrderLine]) -> None:
    """Raise UserError when these lines make no order."""
    if not lines:
        raise UserError("Add at least one line with a product and a quantity.")
    if len(lines) > MOST_LINES:
        raise UserError(
            f"An order takes at most {MOST_LINES} lines in Slack; raise a second one for the rest."
        )
    for line in lines:
        if line.quantity == 0:
            raise UserError(f"Give a quantity for {line.product}, or remove the line.")
    if abs(sum(line.total_minor for line in lines)) > LARGEST_MINOR:
        raise UserError("The order's total is larger than an order can be. Check the quantities.")


def send(
    order: Order,
    *,
    policy: Policy,
    customer_is_new: bool,
    members: Collection[Member],
    by: Actor,
    at: datetime,
) -> Order:
    """Return the order as sent: approved where no rule asks for a look, else waiting.

    A decision that was made on it before falls away. Raises UserError for lines that
    make no order, WrongMove and NotAllowed as `check_changeable` does.
    """
    check_changeable(order, by=by)
    check_lines(order.lines)
    known = facts(order, customer_is_new=customer_is_new)
    sent = replace(
        order,
        ordered_at=at,
        policy_version=policy.version,
        decision=None,
        sent_by_id=by.member_id,
    )
    rule = first_match(policy, known)
    if rule is None:
        return replace(sent, status=OrderStatus.APPROVED, rule=None, approvers=Approvers())
    asked = approvers_besides(rule.approvers, members, but=sent.owned_by)
    instead = "" if asked == rule.approvers else OWN_RULE
    why = f"{rule.explain(known)[: RULE_LENGTH - len(instead)]}{instead}"
    return replace(sent, status=OrderStatus.PENDING, rule=why, approvers=asked)


def decide(order: Order, *, approved: bool, by: Actor, at: datetime, reason: str | None) -> Order:
    """Return the order as it stands after `by` approves or rejects it.

    Raises AlreadyDecided, MayNotDecide, or UserError for a rejection without a reason.
    """
    check_decidable(order, by=by)
    words = (reason or "").strip()
    if not approved and not words:
        raise UserError("Say why, so that the rep knows what to change.")
    return replace(
        order,
        status=OrderStatus.APPROVED if approved else OrderStatus.REJECTED,
        decision=Decision(by.member_id, by.name, at, approved, words or None),
    )


def check_decidable(order: Order, *, by: Actor) -> None:
    """Raise AlreadyDecided or MayNotDecide unless `by` may approve or reject the order now."""
    if order.status is not OrderStatus.PENDING:
        raise AlreadyDecided(order)
    if by.member_id in order.owned_by:
        raise MayNotDecide(f"Order {order.number} is your own; somebody else has to decide on it.")
    if not order.approvers.include(by):
        asked = {Role.REP: "a rep", Role.MANAGER: "a sales manager", Role.ADMIN: "an admin"}
        whom = "named approvers" if order.approvers.member_ids else asked[order.approvers.role]
        raise MayNotDecide(f"Order {order.number} is not yours to decide: the policy asks {whom}.")


def check_move(order: Order, to: OrderStatus, *, by: Actor) -> None:
    """Raise unless `by` may execute, complete or cancel the order now.

    A rep moves their own orders, managers everybody's; what is being executed
    only a manager cancels. Raises WrongMove or NotAllowed.
    """
    if to not in MOVES[order.status]:
        raise WrongMove(order, to)
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


def check_changeable(order: Order, *, by: Actor) -> None:
    """Raise unless `by` may edit the order's lines now."""
    if order.status not in CHANGEABLE:
        raise UserError(
            f"Order {order.number} is {order.status} and can no longer be changed."
            " Cancel it and raise a new one."
        )
    if by.member_id != order.requested_by_id and not by.has(Role.MANAGER):
        raise NotAllowed(
            f"Order {order.number} belongs to {order.requested_by}; ask them to change it."
        )


class AlreadyDecided(UserError):
    def __init__(self, order: Order) -> None:
        verdict = order.decision
        if verdict is None:
            sentence = f"Order {order.number} is {order.status}; there is nothing to decide."
        else:
            word = OrderStatus.APPROVED if verdict.approved else OrderStatus.REJECTED
            now = "" if order.status is word else f" It is {order.status} now."
            sentence = f"Order {order.number} has already been {word} by {verdict.by}.{now}"
        super().__init__(sentence)


class MayNotDecide(NotAllowed):
    pass


class WrongMove(UserError):
    def __init__(self, order: Order, to: OrderStatus) -> None:
        super().__init__(
            f"Order {order.number} is {order.status}, so it cannot become {to}."
            f" `/order {order.number}` shows what can be done now."
        )
