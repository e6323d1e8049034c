"""What each kind of sheet holds: a header, and rows with amounts in whole units."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.errors import UserError
from bot.domain.money import to_decimal
from bot.domain.zones import time_zone
from bot.exports.files import WRITERS, Cell
from bot.store import extracts, workspaces
from bot.store.db import workspace_session


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` yields them with times in the zone it is given."""

    header: tuple[str, ...]
    rows: Callable[[Session, ZoneInfo], Iterator[tuple[Cell, ...]]]


def write(engine: Engine, workspace_id: str, kind: str, path: Path) -> int:
    """Write all rows of a kind as .csv or .xlsx, by the file's name; return how many.

    A file of that name is replaced once the new one is whole. Raises UserError for
    an unknown kind, name or workspace, and where the file cannot be written.
    """
    sheet, writer = KINDS.get(kind), WRITERS.get(path.suffix.lower())
    if sheet is None:
        raise UserError(f"{kind} cannot be exported. Choose one of {', '.join(KINDS)}.")
    if writer is None:
        raise UserError(f"{path.name} is neither .csv nor .xlsx. Give the file such a name.")
    if workspaces.find(engine, workspace_id) is None:
        raise UserError(f"There is no workspace {workspace_id}. Check the Slack team id.")
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with workspace_session(engine, workspace_id, reading=True) as session:
            zone = time_zone(workspaces.get(session).zone)
            count = writer(unfinished, sheet.header, sheet.rows(session, zone))
        unfinished.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
    return count


def _customers(session: Session, _zone: ZoneInfo) -> Iterator[tuple[Cell, ...]]:
    for *told, limit_minor, currency in extracts.customers(session):
        limit = None if limit_minor is None else to_decimal(limit_minor, currency)
        yield (*told, limit, currency)


def _orders(session: Session, zone: ZoneInfo) -> Iterator[tuple[Cell, ...]]:
    for order in extracts.orders(session):
        local = f"{order.ordered_at.astimezone(zone):%Y-%m-%d %H:%M}"
        net = to_decimal(order.net_minor, order.currency)
        yield (
            *(order.number, order.key, local, order.customer, order.customer_key, order.rep),
            *(order.status, order.currency, net, order.decider, order.notes),
        )


def _order_lines(session: Session, _zone: ZoneInfo) -> Iterator[tuple[Cell, ...]]:
    for line in extracts.order_lines(session):
        yield (
            *(line.number, line.position, line.code, line.product, line.quantity, line.currency),
            to_decimal(line.unit_price_minor, line.currency),
            Decimal(line.discount).scaleb(-2),
            to_decimal(line.net_minor, line.currency),
        )


KINDS: Mapping[str, Sheet] = MappingProxyType(
    {
        "customers": Sheet(
            (
                *("customer_id", "name", "email", "phone", "website", "address", "city"),
                *("region", "postal_code", "country", "owner", "notes", "segment"),
                *("credit_limit", "credit_currency"),
            ),
            _customers,
        ),
        "orders": Sheet(
            (
                *("order_number", "order_id", "order_date", "customer", "customer_id", "rep"),
                *("status", "currency", "net", "decided_by", "notes"),
            ),
            _orders,
        ),
        "order-lines": Sheet(
            (
                *("order_number", "line_no", "product_id", "product", "quantity", "currency"),
                *("unit_price", "discount_percent", "net"),
            ),
            _order_lines,
        ),
    }
)
