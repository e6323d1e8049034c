"""What an order's buttons carry: the order, the edition that was seen, and where they stand."""

from dataclasses import dataclass
from enum import StrEnum

from slack_sdk.models.blocks import Option, OverflowMenuElement

from bot.blocks import ids
from bot.domain.orders import Order


class Place(StrEnum):
    """Where a button stands: it says what the answer should replace."""

    POSTED = ""
    CARD = "card"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Pressed:
    """`edition` is None for a button that carries the order's id alone.

    `page` is what the list that it stands in shows, as the list wrote it.
    """

    order_id: int
    edition: int | None = None
    place: Place = Place.POSTED
    page: str = ""


FORWARD, ASK = "forward", "ask"


def more_menu(carried: str) -> OverflowMenuElement:
    """Offer the rarer deeds of who may decide: a phone shows few buttons beside each other."""
    offered = (("Forward …", FORWARD), ("Ask for an opinion …", ASK))
    return OverflowMenuElement(
        action_id=ids.MORE_ON_ORDER,
        options=[Option(text=text, value=f"{deed}:{carried}") for text, deed in offered],
    )


def value(order: Order, place: Place = Place.POSTED, *, page: str = "") -> str:
    return f"{order.id}@{order.edition}/{place}" + (f"|{page}" if page else "")


def pressed(text: str) -> Pressed:
    """Read what `value` wrote, or the order's id alone."""
    subject, _, where = text.partition("/")
    order_id, _, edition = subject.partition("@")
    place, _, page = where.partition("|")
    return Pressed(int(order_id), int(edition) if edition else None, Place(place), page)
