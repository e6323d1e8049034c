"""Why an order is cancelled: one of a list, so that it can be counted, and words besides."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.domain import approvals
from bot.domain.conditions import Occasion
from bot.domain.orders import COUNTED, Order
from bot.domain.people import Actor
from bot.domain.policies import Ruling


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


def said(code: str | None, words: str) -> str:
    """Say a reason and its words in one, as "Out of stock: back in May"."""
    named = LABELS[CancelReason(code)] if code in set(CancelReason) - {CancelReason.OTHER} else ""
    return ": ".join(part for part in (named, words.strip()) if part)


def needs_ruling(order: Order) -> bool:
    """Return whether the policy has a say: what was never approved is cancelled freely."""
    return order.status in COUNTED


def asked(order: Order, ruling: Ruling, *, version: int, by: Actor, at: datetime) -> Order:
    """Return the order with its cancellation waiting for approval; it stays what it is.

    It is a new edition, so that no button of an older card decides on it; and who asks does
    not decide.
    """
    opened = approvals.opened(
        ruling, order_id=order.id, edition=order.edition + 1, version=version, at=at
    )
    return replace(
        order,
        edition=order.edition + 1,
        approval=replace(opened, occasion=Occasion.CANCELLATION),
        author_ids=tuple(sorted({*order.author_ids, by.member_id})),
    )
