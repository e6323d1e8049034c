"""What the order form holds: as typed, and what of it travels in its private metadata."""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import UserError
from bot.domain.money import parse_percent
from bot.domain.orders import OrderLine
from bot.domain.products import Product
from bot.domain.quantities import parse_quantity

CUSTOMER = "customer"
CURRENCY = "currency"
NOTES = "notes"
# Followed by the line's index, which stays its own when another line is removed.
PRODUCT = "product_"
QUANTITY = "quantity_"
DISCOUNT = "discount_"
LINE = "line_"


@dataclass(frozen=True, slots=True)
class Edited:
    """The order that the form changes, at the revision it was opened with."""

    order_id: int
    number: int
    revision: int
    is_draft: bool


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it stands in the form; `seen` is the product and price it was drawn with."""

    index: int
    product_id: int | None = None
    quantity: str = "1"
    discount: str = ""
    seen: tuple[int, int] | None = None

    @property
    def seen_price_minor(self) -> int | None:
        if self.seen is None or self.seen[0] != self.product_id:
            return None
        return self.seen[1]


@dataclass(frozen=True, slots=True)
class Typed:
    """All that stands in the form, before anything is looked up."""

    currency: str
    lines: tuple[TypedLine, ...] = (TypedLine(0),)
    next_index: int = 1
    customer_id: int | None = None
    notes: str = ""
    edited: Edited | None = None


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line with its product looked up."""

    typed: TypedLine
    product: Product | None = None

    def price_minor(self, currency: str) -> int | None:
        if self.product is None or not self.product.active:
            return None
        return self.product.prices.get(currency)

    def as_order_line(self, currency: str) -> OrderLine | None:
        """Return the line as it would be ordered; None while something is missing or wrong."""
        price = self.price_minor(currency)
        if self.product is None or price is None:
            return None
        try:
            quantity = parse_quantity(self.typed.quantity)
            discount = parse_percent(self.typed.discount or "0")
        except UserError:
            return None
        return OrderLine(self.product.id, self.product.name, quantity, price, discount)


@dataclass(frozen=True, slots=True)
class OrderForm:
    """The form as it is drawn; `news` are sentences of ours on top.

    `refusals` stand beside the buttons: why what was pressed there was not done, or its answer.
    """

    typed: Typed
    lines: tuple[FormLine, ...]
    currencies: tuple[str, ...]
    customer: str | None = None
    news: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()


def carried(form: OrderForm) -> str:
    """Write what the form's fields do not hold; 15 lines take a third of Slack's limit."""
    typed = form.typed
    prices = {line.typed.index: line.price_minor(typed.currency) for line in form.lines}
    content: dict[str, Any] = {
        "currency": typed.currency,
        "next": typed.next_index,
        "lines": [
            [line.typed.index, line.typed.product_id, prices[line.typed.index]]
            for line in form.lines
        ],
    }
    if typed.edited is not None:
        edited = typed.edited
        content["order"] = [edited.order_id, edited.number, edited.revision, edited.is_draft]
    if form.refusals:
        content["said"] = _print_of(typed)
    return json.dumps(content, separators=(",", ":"))


def is_said(metadata: str, typed: Typed) -> bool:
    """Return whether the form already shows an answer to just what stands in it."""
    return bool(json.loads(metadata).get("said") == _print_of(typed))


def _print_of(typed: Typed) -> int:
    lines = [(line.product_id, line.quantity, line.discount) for line in typed.lines]
    return zlib.crc32(repr((typed.customer_id, typed.currency, lines)).encode())


def read(metadata: str, text: Callable[[str], str]) -> Typed:
    """Read the form back; `text` gives what stands in the field with a block id."""
    content = json.loads(metadata)
    customer_id = text(CUSTOMER)
    order = content.get("order")
    return Typed(
        currency=text(CURRENCY) or content["currency"],
        lines=tuple(_read_line(*line, text=text) for line in content["lines"]),
        next_index=content["next"],
        customer_id=int(customer_id) if customer_id else None,
        notes=text(NOTES),
        edited=Edited(*order) if order else None,
    )


def _read_line(
    index: int, product_id: int | None, price: int | None, *, text: Callable[[str], str]
) -> TypedLine:
    chosen = text(f"{PRODUCT}{index}")
    seen = None if product_id is None or price is None else (product_id, price)
    return TypedLine(
        index,
        int(chosen) if chosen else None,
        text(f"{QUANTITY}{index}"),
        text(f"{DISCOUNT}{index}"),
        seen,
    )
