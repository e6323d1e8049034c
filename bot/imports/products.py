"""Files of products, with a price in one currency or a column for each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

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
            costs={**known.costs, **_costs(entry, desk.workspace.currency)},
        )
        product = replace(known, **told)  # type: ignore[arg-type]
        for currency in product.costs:
            if currency not in product.prices:
                raise UserError(f"There is a cost in {currency} and no price. Give the price too.")
        return product

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
    return _amounts("price", entry.prices, entry.list_price, entry.currency or own_currency)


def _costs(entry: ProductEntry, own_currency: str) -> dict[str, int]:
    """Return what a piece costs us, by currency; a bare cost as a bare list_price."""
    return _amounts("cost", entry.costs, entry.cost, entry.currency or own_currency)


def _amounts(
    what: str, by_currency: Mapping[str, Decimal], bare: Decimal | None, currency: str
) -> dict[str, int]:
    amounts = dict(by_currency)
    if bare is not None and amounts.setdefault(currency, bare) != bare:
        raise UserError(f"The row has two {what}s in {currency}. Keep one of them.")
    found = {currency: minor(amount, currency) for currency, amount in amounts.items()}
    if any(amount < 0 for amount in found.values()):
        raise UserError(f"A {what} cannot be below zero.")
    return found


PRODUCTS = Kind("products", columns.PRODUCTS, ProductEntry, plan)
