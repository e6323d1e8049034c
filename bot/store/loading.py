"""Customers, contacts, products and members by the keys of a file, many at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.domain.customers import Contact, Customer, CustomerDetails, name_key
from bot.domain.products import Product, product_key
from bot.store.tables import (
    ContactRow,
    CustomerRow,
    InteractionRow,
    ProductPriceRow,
    ProductRow,
)

Item = TypeVar("Item")

# Far below what any of the databases takes as parameters of one statement.
CHUNK = 500
DETAILS = tuple(CustomerDetails.__dataclass_fields__)


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    listed = list(items)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def overwrite(
    session: Session, row_class: type[Any], changed: Mapping[int, Mapping[str, object]]
) -> None:
    """Give rows new columns by their ids; raises KeyError for one of another workspace.

    A bulk update by primary key would be quicker, but goes past the workspace's filter.
    """
    for chunk in chunks(changed):
        found = session.scalars(select(row_class).where(row_class.id.in_(chunk)))
        rows = {row.id: row for row in found}
        for row_id in chunk:
            for name, value in changed[row_id].items():
                setattr(rows[row_id], name, value)
        session.flush()


def customers(session: Session, keys: Iterable[str]) -> dict[str, Customer]:
    """Return the customers with these external keys, without contacts, locked for a change."""
    found = {}
    for chunk in chunks(keys):
        rows = session.scalars(
            select(CustomerRow).where(CustomerRow.external_key.in_(chunk)).with_for_update()
        )
        for row in rows:
            details = CustomerDetails(**{name: getattr(row, name) for name in DETAILS})
            found[str(row.external_key)] = Customer(row.id, details, row.revision, row.created_at)
    return found


def customer_ids(session: Session, keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks(keys):
        rows = session.execute(
            select(CustomerRow.external_key, CustomerRow.id).where(
                CustomerRow.external_key.in_(chunk)
            )
        )
        found.update((str(key), id_) for key, id_ in rows)
    return found


def add_customers(session: Session, added: Sequence[CustomerDetails], *, at: datetime) -> None:
    for chunk in chunks(added):
        session.execute(
            insert(CustomerRow), [{**_columns(details), "created_at": at} for details in chunk]
        )


def save_customers(session: Session, changed: Sequence[Customer]) -> None:
    """Write customers that `customers` has locked; each gets its next revision."""
    overwrite(
        session,
        CustomerRow,
        {
            customer.id: {**_columns(customer.details), "revision": customer.revision + 1}
            for customer in changed
        },
    )


def contacts(session: Session, keys: Iterable[str]) -> dict[str, Contact]:
    found = {}
    for chunk in chunks(keys):
        for row in session.scalars(select(ContactRow).where(ContactRow.external_key.in_(chunk))):
            found[str(row.external_key)] = Contact(
                id=row.id,
                customer_id=row.customer_id,
                name=row.name,
                title=row.title,
                email=row.email,
                phone=row.phone,
                external_key=row.external_key,
            )
    return found


def add_contacts(session: Session, added: Sequence[Contact]) -> None:
    """Store new contacts; their `id` is ignored."""
    for chunk in chunks(added):
        session.execute(insert(ContactRow), [_without_id(asdict(contact)) for contact in chunk])


def save_contacts(session: Session, changed: Sequence[Contact]) -> None:
    overwrite(session, ContactRow, {contact.id: asdict(contact) for contact in changed})


def products(session: Session, codes: Iterable[str]) -> dict[str, Product]:
    found = {}
    for chunk in chunks(codes):
        rows = session.scalars(select(ProductRow).where(ProductRow.code.in_(chunk))).all()
        prices, costs = _prices(session, [row.id for row in rows])
        for row in rows:
            found[str(row.code)] = Product(
                id=row.id,
                name=row.name,
                code=row.code,
                category=row.category,
                active=row.active,
                prices=prices[row.id],
                costs=costs[row.id],
            )
    return found


def add_products(session: Session, added: Sequence[Product]) -> None:
    """Store new products, each with a code, and their prices; their `id` is ignored."""
    for chunk in chunks(added):
        session.execute(insert(ProductRow), [_product_columns(product) for product in chunk])
    ids = {code: stored.id for code, stored in products(session, map(_code, added)).items()}
    _add_prices(
        session, [(ids[_code(product)], product, tuple(product.prices)) for product in added]
    )


def save_products(session: Session, changed: Sequence[Product]) -> None:
    """Write products and their prices; a price in a currency that is not given stays."""
    overwrite(session, ProductRow, {each.id: _product_columns(each) for each in changed})
    for chunk in chunks(changed):
        known = _price_rows(session, [product.id for product in chunk])
        missing: list[tuple[int, Product, tuple[str, ...]]] = []
        for product in chunk:
            for currency, price in product.prices.items():
                if row := known.get((product.id, currency)):
                    row.price_minor, row.cost_minor = price, product.costs.get(currency)
                else:
                    missing.append((product.id, product, (currency,)))
        session.flush()
        _add_prices(session, missing)


def has_interactions(session: Session) -> bool:
    return session.scalars(select(InteractionRow.id).limit(1)).first() is not None


def _columns(details: CustomerDetails) -> dict[str, object]:
    return {**asdict(details), "name_key": name_key(details.name)}


def _product_columns(product: Product) -> dict[str, object]:
    return {
        "name": product.name,
        "name_key": product_key(product.name),
        "code": product.code,
        "category": product.category,
        "active": product.active,
    }


def _without_id(columns: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in columns.items() if name != "id"}


def _code(product: Product) -> str:
    return str(product.code)


ByCurrency = dict[int, dict[str, int]]


def _prices(session: Session, ids: Sequence[int]) -> tuple[ByCurrency, ByCurrency]:
    """Return prices and costs, each by product and currency."""
    prices: ByCurrency = defaultdict(dict)
    costs: ByCurrency = defaultdict(dict)
    for (product_id, currency), row in _price_rows(session, ids).items():
        prices[product_id][currency] = row.price_minor
        if row.cost_minor is not None:
            costs[product_id][currency] = row.cost_minor
    return prices, costs


def _price_rows(session: Session, ids: Sequence[int]) -> dict[tuple[int, str], ProductPriceRow]:
    rows = session.scalars(select(ProductPriceRow).where(ProductPriceRow.product_id.in_(ids)))
    return {(row.product_id, row.currency): row for row in rows}


def _add_prices(session: Session, added: Sequence[tuple[int, Product, tuple[str, ...]]]) -> None:
    """Store products' prices in the currencies that stand beside them."""
    rows = [
        {
            "product_id": product_id,
            "currency": currency,
            "price_minor": product.prices[currency],
            "cost_minor": product.costs.get(currency),
        }
        for product_id, product, currencies in added
        for currency in currencies
    ]
    for chunk in chunks(rows):
        session.execute(insert(ProductPriceRow), chunk)
