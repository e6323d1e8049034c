"""Prices, costs and credit limits from files."""

from sqlalchemy import Engine

from bot import imports
from bot.store import loading, orders, products
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON
from tests.imports.files import ALL, numbers, run
from tests.imports.tables import lines


def test_lines_take_category_and_cost_from_their_products_and_keep_them(engine: Engine) -> None:
    head = "product_id,name,category,list_price,cost"
    products_then = lines(head, "11,Queso,Cheese,21,13.50", "42,Tofu,,9,")
    for kind, content in ALL:
        run(engine, kind, products_then if kind == "products" else content)
    run(engine, "products", lines(head, "11,Queso,Dairy,21,15", "42,Tofu,Soy,9,4"))
    run(engine, "order-lines", lines("order_id,product_id,quantity,unit_price", "10248,11,13,14"))

    with workspace_session(engine, ACME, reading=True) as session:
        sold = orders.by_number(session, 10248).lines

    assert [(each.quantity, each.category, each.unit_cost_minor) for each in sold] == [
        (13, "Cheese", 1350),
        (-1, None, None),
    ]


def test_costs_and_limits_come_from_files(loaded: Engine) -> None:
    costs = lines("product_id,name,list_price_eur,cost_eur", "11,Queso,21.00,12.50")
    limits = lines(
        "customer_id,name,segment,credit_limit,credit_currency",
        "ALFKI,Alfreds Futterkiste,VIP,500,USD",
    )

    assert imports.run(loaded, ACME, "products", costs, at=NOON).written
    assert imports.run(loaded, ACME, "customers", limits, at=NOON).written

    with workspace_session(loaded, ACME, reading=True) as session:
        queso = loading.products(session, ["11"])["11"]
        assert queso.costs == {"EUR": 1250}
        details = loading.customers(session, ["ALFKI"])["ALFKI"].details
        assert (details.segment, details.credit_limit_minor, details.credit_currency) == (
            *("VIP", 500_00, "USD"),
        )


def test_a_cost_without_a_price_is_refused(loaded: Engine) -> None:
    file = lines("product_id,name,list_price_eur,cost_usd", "77,Wurst,21.00,12.50")

    report = imports.run(loaded, ACME, "products", file, at=NOON)

    assert "a cost in USD and no price" in " ".join(report.sentences())


def test_prices_of_a_file_replace_those_in_the_same_currency_alone(loaded: Engine) -> None:
    later = lines("sku;product;price;currency;active", "11;Queso;22,50;eur;no")

    assert numbers(run(loaded, "products", later)) == (0, 1, 0, 0)

    with workspace_session(loaded, ACME, reading=True) as session:
        queso = loading.products(session, ["11"])["11"]
        assert products.get(session, queso.id).prices == {"EUR": 2250, "USD": 2400}
    assert not queso.active
