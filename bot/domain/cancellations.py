"""What is cancelled, a whole order or some of its lines, and why: a reason that can be counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain import approvals
from bot.domain.conditions import Occasion
from bot.domain.errors import InvalidFields, UserError
from bot.domain.orders import (
    COUNTED,
    CancelledLine,
    Order,
    OrderMove,
    OrderStatus,
    check_move,
)
from bot.domain.people import Actor
from bot.domain.policies import Ruling
from bot.domain.reasons import REASON, WORDS

# The field of the form that asks which lines.
LINES = "lines"
# https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element
MOST_OFFERED = 100
# What others have seen; before that a line is simply taken out.
SENT = (OrderStatus.PENDING, OrderStatus.APPROVED, OrderStatus.EXECUTING)


class CancelReason(StrEnum):
    """Why something is not wanted any more. The values are stored: never rename one."""

    CUSTOMER = "customer"
    STOCK = "stock"
    PRICE = "price"
    DUPLICATE = "duplicate"
    WRONG = "wrong"
    OTHER = "other"


LABELS: dict[CancelReason, str] = {
    CancelReason.CUSTOMER: "The customer changed their mind",
    CancelReason.STOCK: "Out of stock",
    CancelReason.PRICE: "Price",
    CancelReason.DUPLICATE: "Ordered twice",
    CancelReason.WRONG: "Entered wrongly",
    CancelReason.OTHER: "Something else",
}


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Which lines of an order somebody wants cancelled, by their places from 0, and why."""

    places: frozenset[int]
    code: str | None
    words: str


def checked(code: str | None) -> CancelReason:
    """Return the reason of the list that was chosen, or raise InvalidFields."""
    if code not in set(CancelReason):
        raise InvalidFields({REASON: "Choose the reason, so that it can be counted."})
    return CancelReason(code)


def said(code: str | None, words: str) -> str:
    """Say a reason and its words in one, as "Out of stock: back in May"."""
    named = LABELS[CancelReason(code)] if code in set(CancelReason) - {CancelReason.OTHER} else ""
    return ": ".join(part for part in (named, words.strip()) if part)


def label(code: str) -> str:
    """Return a stored reason in words, and an unknown one as it is."""
    return LABELS[CancelReason(code)] if code in set(CancelReason) else code


def can_lose_lines(order: Order) -> bool:
    """Return whether some of the order's lines can be cancelled, and others left.

    Orders of files have more lines than a form can offer: those are changed by their file.
    """
    return order.status in SENT and 1 < len(order.lines) <= MOST_OFFERED


def without(order: Order, unwanted: Unwanted, *, by: Actor, at: datetime) -> Order:
    """Return the order without these lines, as a new edition that keeps them as cancelled.

    Raises as `check_move` does for a cancellation, or InvalidFields for what was filled in.
    """
    check_move(order, OrderStatus.CANCELLED, by=by)
    if not can_lose_lines(order):
        raise UserError(
            f"Order {order.number} is {order.status}: its lines cannot be cancelled one by one."
            f" `/order {order.number}` shows what can be done now."
        )
    _check(order, unwanted)
    code, words, places = str(unwanted.code), unwanted.words.strip() or None, unwanted.places
    gone = tuple(
        CancelledLine(line, position, code, words, by.member_id, by.name, at)
        for place, (line, position) in enumerate(zip(order.lines, order.positions, strict=True))
        if place in places
    )
    left = tuple(line for place, line in enumerate(order.lines) if place not in places)
    cancelled = sorted((*order.cancelled, *gone), key=lambda each: each.position)
    return replace(
        order,
        lines=left,
        places=tuple(number for place, number in enumerate(order.positions) if place not in places),
        cancelled=tuple(cancelled),
        edition=order.edition + 1,
    )


def _check(order: Order, unwanted: Unwanted) -> None:
    wrong: dict[str, str] = {}
    places = set(range(len(order.lines)))
    if not unwanted.places or not unwanted.places <= places:
        wrong[LINES] = "Choose lines of the order."
    elif unwanted.places == places:
        wrong[LINES] = "These are all its lines. Leave this empty to cancel the whole order."
    try:
        code = checked(unwanted.code)
    except InvalidFields as refused:
        wrong |= refused.fields
    else:
        if code is CancelReason.OTHER and not unwanted.words.strip():
            wrong[WORDS] = "The list does not say it, so explain it in a sentence."
    if wrong:
        raise InvalidFields(wrong)


def needs_ruling(order: Order) -> bool:
    """Return whether the policy has a say: what was never approved is cancelled freely."""
    return order.status in COUNTED


def was_approved(order: Order, moves: Sequence[OrderMove]) -> bool:
    """Return whether a change that nobody has decided on stands in the way of an approved order.

    `moves` is its history. Whoever refused the change has seen what becomes of the order.
    """
    if order.status not in (OrderStatus.PENDING, OrderStatus.EXPIRED):
        return False
    for move in reversed(moves):
        if move.after in (OrderStatus.REJECTED, OrderStatus.RETURNED):
            return False
        if move.after in COUNTED:
            return True
    return False


class ChangeUndecided(UserError):
    def __init__(self, order: Order) -> None:
        super().__init__(
            f"Order {order.number} was approved before it was changed, and the approval policy asks"
            " somebody before such an order is cancelled. Have the change decided first, then"
            " cancel it."
        )


def asked(order: Order, ruling: Ruling, *, version: int, by: Actor, at: datetime) -> Order:
    """Return the order with its cancellation waiting for approval; it stays what it is.

    It is a new edition, so that no button of an older card decides on it; and who asks does
    not decide.
    """
    edition = order.edition + 1
    return replace(
        order,
        edition=edition,
        approval=approvals.opened(
            ruling,
            order_id=order.id,
            edition=edition,
            version=version,
            at=at,
            occasion=Occasion.CANCELLATION,
        ),
        author_ids=tuple(sorted({*order.author_ids, by.member_id})),
    )
