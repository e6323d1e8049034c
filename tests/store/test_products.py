"""The catalogue and its type-ahead, on every database."""

import pytest
from sqlalchemy.orm import Session

from bot.domain.errors import NotFound
from bot.domain.products import Product
from bot.store import products
from tests.conftest import Cast


@pytest.fixture
def catalogue(session: Session) -> Session:
    for product in (
        Product(0, "Chai", "TEA-1", "Beverages", prices={"EUR": 1800, "USD": 2000}),
        Product(0, "Chang", "BEER-1", "Beverages", prices={"EUR": 1900}),
        Product(0, "Masala Chai", None, "Beverages", prices={"EUR": 2100}),
        Product(0, "Crème brûlée", None, "Sweets", prices={"EUR": 700}),
        Product(0, "100% Saft", None, None, prices={"EUR": 300}),
        Product(0, "Old tea", None, None, active=False, prices={"EUR": 1}),
        Product(0, "Not priced", None, None),
    ):
        products.add(session, product)
    return session


def found(session: Session, text: str, currency: str = "EUR") -> list[str]:
    return [product.name for product in products.search(session, text, currency=currency)]


def test_names_that_begin_so_come_first(catalogue: Session) -> None:
    assert found(catalogue, "cha") == ["Chai", "Chang", "Masala Chai"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CHAI masala", ["Masala Chai"]),
        ("creme brulee", ["Crème brûlée"]),
        ("beer-1", ["Chang"]),
        ("sweets", ["Crème brûlée"]),
        ("100%", ["100% Saft"]),
        ("masla chay", ["Masala Chai"]),
        ("xyzzy", []),
    ],
)
def test_it_is_found_as_people_type(catalogue: Session, text: str, names: list[str]) -> None:
    assert found(catalogue, text)[: max(len(names), 1)] == names


def test_only_what_has_a_price_in_the_currency_is_offered(catalogue: Session) -> None:
    assert found(catalogue, "", "USD") == ["Chai"]
    assert "Not priced" not in found(catalogue, "")
    assert "Old tea" not in found(catalogue, "")
    assert found(catalogue, "chang", "USD") == []


def test_currencies_are_those_with_prices(catalogue: Session) -> None:
    assert products.currencies(catalogue) == ["EUR", "USD"]


def test_a_price_is_set_and_changed(session: Session, cast: Cast) -> None:
    chai = products.add(session, Product(0, "Chai", prices={"EUR": 1800}))

    products.set_price(session, chai.id, "EUR", 1900)
    products.set_price(session, chai.id, "JPY", 250)

    assert products.get(session, chai.id).prices == {"EUR": 1900, "JPY": 250}


def test_what_has_left_the_catalogue_is_offered_no_more(session: Session, cast: Cast) -> None:
    chai = products.add(session, Product(0, "Chai", prices={"EUR": 1800}, active=False))

    assert found(session, "chai") == []
    assert not products.get(session, chai.id).active


def test_charlie_sees_no_product_of_acme(charlie: Session, catalogue: Session) -> None:
    chai = products.search(catalogue, "chai", currency="EUR")[0]
    catalogue.commit()

    assert found(charlie, "chai") == []
    assert products.currencies(charlie) == []
    with pytest.raises(NotFound):
        products.get(charlie, chai.id)
