"""Columns that each kind of file may have, and how a header finds its column."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.domain.errors import UserError
from bot.domain.money import is_money


class Reads(Enum):
    """What the cells hold, for finding out how the file writes it."""

    TEXT = "text"
    NUMBER = "number"
    DISCOUNT = "discount"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the name that the documentation gives it, and `also` what others call it.

    `by_currency` takes any number of columns, one a currency: list_price_eur.
    """

    name: str
    also: tuple[str, ...] = ()
    required: bool = False
    reads: Reads = Reads.TEXT
    by_currency: bool = False


@dataclass(frozen=True, slots=True)
class Headers:
    """`fields` gives the position of each column found, by its name."""

    fields: Mapping[str, int]
    unknown: tuple[str, ...]


def is_known(header: str, columns: Sequence[Column]) -> bool:
    return _find(header, columns) is not None


def match(headers: Sequence[str], columns: Sequence[Column], *, kind: str) -> Headers:
    """Find each header's column.

    Raises UserError naming what is missing and what was found instead, or two
    headers that mean the same.
    """
    fields: dict[str, int] = {}
    unknown: list[str] = []
    for position, header in enumerate(headers):
        name = _find(header, columns)
        if name is None:
            unknown.append(header or f"column {position + 1}, which has no name")
        elif name in fields:
            raise UserError(
                f"The columns “{headers[fields[name]]}” and “{header}” both mean {name}."
                " Remove one of them."
            )
        else:
            fields[name] = position
    _demand(fields, columns, headers=headers, kind=kind)
    return Headers(fields, tuple(unknown))


def _demand(
    fields: Mapping[str, int], columns: Sequence[Column], *, headers: Sequence[str], kind: str
) -> None:
    missing = [column.name for column in columns if column.required and column.name not in fields]
    if missing:
        raise UserError(
            f"A file of {kind} needs the column{'s' * (len(missing) > 1)} {', '.join(missing)}."
            f" Found: {', '.join(filter(None, headers))}. Rename the fitting columns and try again."
        )


def _find(header: str, columns: Sequence[Column]) -> str | None:
    wanted = bare(header)
    for column in columns:
        if wanted in {bare(name) for name in (column.name, *column.also)}:
            return column.name
    currency = wanted[-3:].upper()
    for column in columns:
        if column.by_currency and is_money(currency):
            names = {bare(name) for name in (column.name, *column.also)}
            if wanted[:-3] in names:
                return f"{column.name}_{currency}"
    return None


def belongs(name: str, column: Column) -> bool:
    """Return whether `name`, as `match` gives it, is this column in some currency or without."""
    return name == column.name or (column.by_currency and name.startswith(f"{column.name}_"))


def bare(header: str) -> str:
    """Return the header without case, blanks, underscores and other marks."""
    spelled = unicodedata.normalize("NFKC", header).casefold().replace("%", "percent")
    return re.sub(r"[\W_]", "", spelled)


CUSTOMER_ID = Column(
    "customer_id",
    ("customer", "customer_key", "customer_no", "customer_number", "account_id", "client_id"),
    required=True,
)
REP = ("rep", "sales_rep", "sales_rep_id", "salesperson", "salesperson_id", "employee_id")
PHONE = Column("phone", ("telephone", "phone_number", "tel"))
EMAIL = Column("email", ("mail", "email_address"))
NOTES = Column("notes", ("note", "comment", "comments", "remarks"))
CURRENCY = Column("currency", ("currency_code",))

CUSTOMERS = (
    Column("customer_id", ("id", "key", *CUSTOMER_ID.also[1:]), required=True),
    Column("name", ("customer", "customer_name", "company", "company_name"), required=True),
    PHONE,
    EMAIL,
    Column("website", ("web", "url", "homepage", "site")),
    Column("address", ("street", "street_address", "address_line_1")),
    Column("city", ("town",)),
    Column("region", ("state", "province", "county")),
    Column("postal_code", ("postcode", "zip", "zip_code", "postal")),
    Column("country", ("country_name",)),
    NOTES,
    Column("owner_id", ("owner", "account_manager", "rep_id", *REP)),
    Column("segment", ("customer_segment", "tier", "class")),
    Column("credit_limit", ("credit", "limit"), reads=Reads.NUMBER),
    Column("credit_currency", ("credit_limit_currency",)),
)
CONTACTS = (
    Column("contact_id", ("id", "key", "contact_key", "person_id"), required=True),
    CUSTOMER_ID,
    Column("name", ("contact", "contact_name", "full_name", "person"), required=True),
    Column("title", ("job_title", "contact_title", "position", "role")),
    PHONE,
    EMAIL,
)
PRODUCTS = (
    Column("product_id", ("id", "key", "code", "product_code", "sku", "item"), required=True),
    Column("name", ("product", "product_name"), required=True),
    Column("category", ("category_name", "product_category", "group")),
    Column(
        "list_price",
        ("price", "unit_price", "sales_price"),
        reads=Reads.NUMBER,
        by_currency=True,
    ),
    Column(
        "cost",
        ("unit_cost", "cost_price", "purchase_price"),
        reads=Reads.NUMBER,
        by_currency=True,
    ),
    CURRENCY,
    Column("discontinued", ("retired",)),
    Column("active", ("available", "for_sale")),
)
REPS = (
    Column("rep_id", ("id", "key", "rep_key", *REP[2:]), required=True),
    Column("name", ("rep", "rep_name", "full_name", "employee"), required=True),
    EMAIL,
    Column("title", ("job_title", "position")),
    Column("manager_id", ("manager", "reports_to", "boss")),
    Column("role", ()),
    Column("team", ("sales_team", "department", "group")),
)
ORDERS = (
    Column("order_id", ("id", "key", "order", "order_no", "order_number", "number"), required=True),
    CUSTOMER_ID,
    Column("rep_id", REP, required=True),
    Column(
        "order_date",
        ("date", "ordered_at", "ordered_on", "ordered"),
        required=True,
        reads=Reads.DATE,
    ),
    Column("status", ("state", "order_status")),
    CURRENCY,
    NOTES,
)
ORDER_LINES = (
    Column("order_id", ("order", "order_no", "order_number"), required=True),
    Column("line_no", ("line", "line_number", "position", "pos")),
    Column("product_id", ("product", "product_code", "sku", "item"), required=True),
    Column("quantity", ("qty", "units", "pieces"), required=True, reads=Reads.NUMBER),
    Column("unit_price", ("price", "price_each"), required=True, reads=Reads.NUMBER),
    Column("discount", ("discount_rate",), reads=Reads.DISCOUNT),
    Column("discount_percent", ("discount_pct", "rebate_percent"), reads=Reads.NUMBER),
)
