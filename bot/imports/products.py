"""Files of products, with a price in one currency or a column for each."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.products import Product
from bot.imports import columns
from bot.imports.amounts import minor
from bot.imports.checking import Numbered
from bot.imports.entries import ProductEntry
from bot.imports.kinds import Desk, Kind, Plan, Sorted, given, sort_out
from bot.store import loading


def plan(desk: Desk, entries: Sequence[Numbered[ProductEntry]]) -> Plan:
    stored = loading.products(desk.session, [row.entry.product_id for row in entries])

    def build(entry: ProductEntry, before: Product | None) -> Product:
        known = before or Product(0, entry.name, entry.product_id)
        told = given(
            name=entry.name,
            category=entry.category,
            active=_is_active(entry),
            prices={**known.prices, **_prices(entry, desk.workspace.currency)},
        )
        return replace(known, **told)  # type: ignore[arg-type]

    found = sort_out(entries, key=lambda entry: entry.product_id, stored=stored, build=build)
    return found.plan(lambda: _write(desk, found))


def _write(desk: Desk, found: Sorted[Product]) -> None:
    loading.add_products(desk.session, found.added)
    loading.save_products(desk.session, [product for product, _ in found.changed])


def _is_active(entry: ProductEntry) -> bool | None:
    if entry.discontinued is None:
        return entry.active
    return not entry.discontinued and entry.active is not False


def _prices(entry: ProductEntry, own_currency: str) -> dict[str, int]:
    """Return the prices by currency; a bare list_price is in the row's or workspace's own."""
    amounts = dict(entry.prices)
    if entry.list_price is not None:
        currency = entry.currency or own_currency
        if amounts.setdefault(currency, entry.list_price) != entry.list_price:
            raise UserError(f"The row has two prices in {currency}. Keep one of them.")
    prices = {currency: minor(amount, currency) for currency, amount in amounts.items()}
    if any(price < 0 for price in prices.values()):
        raise UserError("A list price cannot be below zero.")
    return prices


PRODUCTS = Kind("products", columns.PRODUCTS, ProductEntry, plan)
