"""Files of order lines: products, quantities and prices, and with them the orders' totals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.money import LARGEST_MINOR
from bot.domain.orders import OrderLine
from bot.domain.products import Product
from bot.imports import cards, columns, leaving
from bot.imports.amounts import minor
from bot.imports.checking import Numbered
from bot.imports.entries import OrderLineEntry
from bot.imports.kinds import Desk, Kind, Plan, Sorted, sort_out
from bot.services import cancelling, reweighing
from bot.store import loading, order_loading
from bot.store.order_loading import LoadedLine, LoadedOrder


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What lines refer to, by the keys of the file."""

    orders: dict[str, LoadedOrder]
    products: dict[str, Product]


def plan(desk: Desk, entries: Sequence[Numbered[OrderLineEntry]]) -> Plan:
    """Plan new and changed lines; lines stored before that the file leaves out stay."""
    known = Catalogue(
        order_loading.orders(desk.session, {row.entry.order_id for row in entries}),
        loading.products(desk.session, {row.entry.product_id for row in entries}),
    )
    stored = order_loading.lines(desk.session, [order.id for order in known.orders.values()])
    keys = {order.id: key for key, order in known.orders.items()}
    placed = _placed(entries)
    found = sort_out(
        placed,
        key=_place,
        stored={
            f"{keys[order_id]} line {position}": line
            for (order_id, position), line in stored.items()
        },
        build=lambda entry, before: _line(entry, before, known),
    )
    touched = _touched(found, known)
    kept = leaving.leaving(desk, touched)
    return found.plan(lambda: _write(desk, found, touched, kept), leaving.news(kept))


def _placed(entries: Sequence[Numbered[OrderLineEntry]]) -> list[Numbered[OrderLineEntry]]:
    """Give lines without a number the one that their place among the order's lines makes."""
    counts: Counter[str] = Counter()
    placed = []
    for row in entries:
        counts[row.entry.order_id] += 1
        if row.entry.line_no is None:
            entry = row.entry.model_copy(update={"line_no": counts[row.entry.order_id]})
            placed.append(Numbered(row.line, entry))
        else:
            placed.append(row)
    return placed


def _place(entry: OrderLineEntry) -> str:
    return f"{entry.order_id} line {entry.line_no}"


def _line(entry: OrderLineEntry, before: LoadedLine | None, known: Catalogue) -> LoadedLine:
    if before is not None and before.cancelled:
        return before
    order, product = known.orders.get(entry.order_id), known.products.get(entry.product_id)
    if order is None:
        raise UserError(f"There is no order {entry.order_id}. Import the orders first.")
    if product is None:
        raise UserError(f"There is no product {entry.product_id}. Import the products first.")
    if entry.quantity == 0:
        raise UserError("The quantity is 0. Give a quantity, below zero for a return.")
    sold = before.line if before and before.line.product_id == product.id else None
    known_cost = sold.unit_cost_minor if sold else None
    line = OrderLine(
        product_id=product.id,
        # A product that is called otherwise now was sold under the name that stands on the line.
        product=sold.product if sold else product.name,
        quantity=entry.quantity,
        unit_price_minor=minor(entry.unit_price, order.currency),
        discount=entry.basis_points,
        # So it was with its cost and category, where they were known by then.
        unit_cost_minor=product.costs.get(order.currency) if known_cost is None else known_cost,
        category=(sold.category if sold else None) or product.category,
    )
    if abs(line.total_minor) > LARGEST_MINOR:
        raise UserError("The line's total is larger than an amount can be. Check the quantity.")
    return LoadedLine(before.id if before else 0, order.id, entry.line_no or 0, line)


def _touched(found: Sorted[LoadedLine], known: Catalogue) -> list[LoadedOrder]:
    """Return the orders of which the file adds or changes lines."""
    ids = {line.order_id for line in (*found.added, *(line for line, _ in found.changed))}
    return [order for order in known.orders.values() if order.id in ids]


def _write(
    desk: Desk,
    found: Sorted[LoadedLine],
    touched: Sequence[LoadedOrder],
    kept: Sequence[LoadedOrder],
) -> None:
    order_loading.add_lines(desk.session, found.added)
    order_loading.save_lines(desk.session, [line for line, _ in found.changed])
    order_loading.total(desk.session, touched)
    ids = [order.id for order in touched]
    order_loading.ask_anew(desk.session, ids, at=desk.at)
    cancelling.end_requests(desk.session, [order.id for order in kept], at=desk.at)
    reweighing.follow_lines(desk.session, order_loading.judged_here(desk.session, ids), at=desk.at)
    cards.refresh(desk, ids)


ORDER_LINES = Kind("order-lines", columns.ORDER_LINES, OrderLineEntry, plan)
