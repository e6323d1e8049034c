"""What one row of each kind of file says, checked by itself (pydantic)."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    model_validator,
)
from pydantic import Field as Described

from bot.domain.customers import clean_email, clean_name, clean_phone
from bot.domain.errors import UserError
from bot.domain.memberships import TEAM_LENGTH
from bot.domain.money import currency_code
from bot.domain.orders import OrderStatus
from bot.domain.people import Role
from bot.imports.conventions import Conventions

KEY_LENGTH = 191
LARGEST_QUANTITY = 1_000_000_000
TRUTHS = {"1": True, "true": True, "yes": True, "y": True, "x": True}
FALSEHOODS = {"0": False, "false": False, "no": False, "n": False}
# What other programs call the states of an order.
STATUSES = {
    **{status.value: status for status in OrderStatus},
    **dict.fromkeys(("open", "new", "confirmed", "accepted", "placed"), OrderStatus.APPROVED),
    **dict.fromkeys(("processing", "in progress", "picking"), OrderStatus.EXECUTING),
    **dict.fromkeys(
        ("shipped", "delivered", "closed", "done", "fulfilled", "invoiced", "paid"),
        OrderStatus.COMPLETED,
    ),
    **dict.fromkeys(("pending", "waiting"), OrderStatus.PENDING),
    **dict.fromkeys(("quote", "quotation"), OrderStatus.DRAFT),
    **dict.fromkeys(("declined", "refused"), OrderStatus.REJECTED),
    **dict.fromkeys(("canceled", "void", "voided"), OrderStatus.CANCELLED),
}


def _storable(text: str) -> str:
    """Trim and compose; raises ValueError where a database would refuse the text."""
    if "\x00" in text:
        raise ValueError("There is a NUL character in the cell; remove it.")
    return unicodedata.normalize("NFC", text.strip())


def _within(length: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > length:
            raise ValueError(f"takes at most {length} characters; here are {len(text)}.")
        return text

    return AfterValidator(check)


def _told_by(clean: Callable[[str], Any]) -> AfterValidator:
    """Use a rule of the domain: its sentence becomes the reason."""

    def check(text: str) -> Any:
        try:
            return clean(text)
        except UserError as error:
            raise ValueError(str(error)) from error

    return AfterValidator(check)


def _conventions(info: ValidationInfo) -> Conventions:
    return cast("Conventions", info.context)


def _number(text: str, info: ValidationInfo) -> Decimal:
    return _conventions(info).number(text)


def _whole(text: str, info: ValidationInfo) -> int:
    number = _conventions(info).number(text)
    if number != number.to_integral_value():
        raise ValueError(f"“{text}” is no whole number.")
    if abs(number) > LARGEST_QUANTITY:
        raise ValueError(f"“{text}” is larger than a quantity can be.")
    return int(number)


def _moment(text: str, info: ValidationInfo) -> datetime:
    return _conventions(info).moment(text)


def _share(text: str, info: ValidationInfo) -> int:
    return _conventions(info).share(text)


def _percentage(text: str, info: ValidationInfo) -> int:
    return _conventions(info).percentage(text)


def _choice(text: str, meanings: dict[str, Any]) -> Any:
    wanted = re.sub(r"[\s_-]+", " ", text.strip().casefold())
    if wanted not in meanings:
        raise ValueError(f"“{text}” is none of {', '.join(meanings)}.")
    return meanings[wanted]


def _truth(text: str) -> Any:
    return _choice(text, TRUTHS | FALSEHOODS)


def _status(text: str) -> Any:
    return _choice(text, STATUSES)


def _role(text: str) -> Any:
    return _choice(text, {role.value.replace("-", " "): role for role in Role})


Text = Annotated[str, AfterValidator(_storable)]
Key = Annotated[Text, _within(KEY_LENGTH)]
Short = Annotated[Text, _within(300)]
Name = Annotated[Text, _told_by(clean_name)]
Email = Annotated[Text, _told_by(clean_email), _within(KEY_LENGTH)]
Phone = Annotated[Text, _told_by(clean_phone), _within(KEY_LENGTH)]
Currency = Annotated[Text, _told_by(currency_code)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Truth = Annotated[bool, BeforeValidator(_truth)]


class Entry(BaseModel):
    """An empty cell is the same as no column: it changes nothing that is stored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class CustomerEntry(Entry):
    customer_id: Key
    name: Name
    phone: Phone | None = None
    email: Email | None = None
    website: Short | None = None
    address: Short | None = None
    city: Short | None = None
    region: Short | None = None
    postal_code: Annotated[Text, _within(32)] | None = None
    country: Annotated[Text, _within(100)] | None = None
    notes: Text | None = None
    owner_id: Key | None = None
    segment: Annotated[Text, _within(100)] | None = None
    credit_limit: Number | None = None
    credit_currency: Currency | None = None


class ContactEntry(Entry):
    contact_id: Key
    customer_id: Key
    name: Name
    title: Short | None = None
    phone: Phone | None = None
    email: Email | None = None


class ProductEntry(Entry):
    """`prices` and `costs` come from columns such as list_price_eur, by currency code."""

    product_id: Key
    name: Name
    category: Short | None = None
    list_price: Number | None = None
    currency: Currency | None = None
    cost: Number | None = None
    prices: dict[str, Number] = Described(default_factory=dict)
    costs: dict[str, Number] = Described(default_factory=dict)
    discontinued: Truth | None = None
    active: Truth | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather_prices(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {
            **values,
            "prices": _by_currency(values, "list_price_"),
            "costs": _by_currency(values, "cost_"),
        }


def _by_currency(values: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): text for name, text in values.items() if name.startswith(prefix)
    }


class RepEntry(Entry):
    rep_id: Key
    name: Name
    email: Email | None = None
    title: Short | None = None
    manager_id: Key | None = None
    role: Annotated[Role, BeforeValidator(_role)] | None = None
    team: Annotated[Text, _within(TEAM_LENGTH)] | None = None


class OrderEntry(Entry):
    order_id: Key
    customer_id: Key
    rep_id: Key
    order_date: Annotated[datetime, BeforeValidator(_moment)]
    status: Annotated[OrderStatus, BeforeValidator(_status)] | None = None
    currency: Currency | None = None
    notes: Text | None = None


class OrderLineEntry(Entry):
    """`unit_price` is in the order's currency; `discount` basis points."""

    order_id: Key
    product_id: Key
    quantity: Whole
    unit_price: Number
    line_no: Whole | None = None
    discount: Annotated[int, BeforeValidator(_share)] | None = None
    discount_percent: Annotated[int, BeforeValidator(_percentage)] | None = None

    @property
    def basis_points(self) -> int:
        return self.discount or self.discount_percent or 0
