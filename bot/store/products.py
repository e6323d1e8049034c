"""The catalogue: products and their list prices."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Select, and_, case, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.customers import words
from bot.domain.errors import NotFound
from bot.domain.products import Product, product_key
from bot.store.tables import ProductPriceRow, ProductRow

# A catalogue larger than this is not searched for mistyped names.
MOST_COMPARED = 5_000
# How alike two spellings must be, out of 100; lower lets in what nobody meant.
LIKENESS = 70


def add(session: Session, product: Product) -> Product:
    """Store a new product with its prices; `product.id` is ignored."""
    row = ProductRow(
        name=product.name,
        name_key=product_key(product.name),
        code=product.code,
        category=product.category,
        active=product.active,
    )
    session.add(row)
    session.flush()
    for currency, price in product.prices.items():
        set_price(session, row.id, currency, price)
        _set_cost(session, row.id, currency, product.costs.get(currency))
    return get(session, row.id)


def _set_cost(session: Session, product_id: int, currency: str, cost_minor: int | None) -> None:
    session.execute(
        update(ProductPriceRow)
        .where(ProductPriceRow.product_id == product_id, ProductPriceRow.currency == currency)
        .values(cost_minor=cost_minor)
    )


def set_price(session: Session, product_id: int, currency: str, price_minor: int) -> None:
    """Set the list price from now on; orders keep the price they were made with."""
    row = session.scalars(
        select(ProductPriceRow).where(
            ProductPriceRow.product_id == product_id, ProductPriceRow.currency == currency
        )
    ).one_or_none()
    if row is None:
        session.add(
            ProductPriceRow(product_id=product_id, currency=currency, price_minor=price_minor)
        )
    else:
        row.price_minor = price_minor
    session.flush()


def get(session: Session, product_id: int) -> Product:
    found = by_ids(session, [product_id])
    if not found:
        raise NotFound("This product is not in the catalogue. Choose another one.")
    return found[product_id]


def by_ids(session: Session, product_ids: Iterable[int]) -> dict[int, Product]:
    """Return the products by id, with their prices of now; those unknown are left out."""
    return _load(session, select(ProductRow).where(ProductRow.id.in_(set(product_ids))))


def currencies(session: Session) -> list[str]:
    """Return the currencies in which something of the catalogue has a price."""
    priced = select(ProductPriceRow.currency).distinct().order_by(ProductPriceRow.currency)
    return list(session.scalars(priced))


def categories(session: Session) -> frozenset[str]:
    """Return every category that a product has."""
    found = session.scalars(select(ProductRow.category).distinct())
    return frozenset(each for each in found if each)


def search(session: Session, text: str, *, currency: str, limit: int = 50) -> list[Product]:
    """Find what has a price in `currency` by name, code or category; all for an empty text.

    Names that begin with `text` come first. A mistyped name is found where nothing else is.
    """
    typed = words(text)
    offered = _offered(currency).order_by(
        case((ProductRow.name_key.startswith(" ".join(typed), autoescape=True), 0), else_=1),
        ProductRow.name_key,
        ProductRow.id,
    )
    found = _load(session, offered.where(*(_holds(word) for word in typed)).limit(limit))
    if not found and typed:
        alike = _alike(session, typed)
        offers = _load(session, _offered(currency).where(ProductRow.id.in_(alike)))
        return [offers[product_id] for product_id in alike if product_id in offers]
    return list(found.values())


def _offered(currency: str) -> Select[ProductRow]:
    priced = and_(ProductPriceRow.product_id == ProductRow.id, ProductPriceRow.currency == currency)
    return select(ProductRow).join(ProductPriceRow, priced).where(ProductRow.active)


def _holds(word: str) -> ColumnElement[bool]:
    return or_(
        ProductRow.name_key.contains(word, autoescape=True),
        ProductRow.code.icontains(word, autoescape=True),
        ProductRow.category.icontains(word, autoescape=True),
    )


def _alike(session: Session, typed: list[str]) -> list[int]:
    names = {
        row.id: row.name_key
        for row in session.execute(
            select(ProductRow.id, ProductRow.name_key).where(ProductRow.active).limit(MOST_COMPARED)
        )
    }
    alike = process.extract(
        " ".join(typed), names, scorer=fuzz.WRatio, score_cutoff=LIKENESS, limit=10
    )
    return [product_id for _, _, product_id in alike]


def _load(session: Session, statement: Select[ProductRow]) -> dict[int, Product]:
    rows = session.scalars(statement).all()
    prices: dict[int, dict[str, int]] = {row.id: {} for row in rows}
    costs: dict[int, dict[str, int]] = {row.id: {} for row in rows}
    for price in session.execute(
        select(
            ProductPriceRow.product_id,
            ProductPriceRow.currency,
            ProductPriceRow.price_minor,
            ProductPriceRow.cost_minor,
        ).where(ProductPriceRow.product_id.in_(list(prices)))
    ):
        prices[price.product_id][price.currency] = price.price_minor
        if price.cost_minor is not None:
            costs[price.product_id][price.currency] = price.cost_minor
    return {
        row.id: Product(
            row.id, row.name, row.code, row.category, row.active, prices[row.id], costs[row.id]
        )
        for row in rows
    }
