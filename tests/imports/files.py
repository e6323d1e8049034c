"""Small files of every kind, and what a test asks of their import."""

from sqlalchemy import Engine

from bot import imports
from tests.conftest import ACME, NOON
from tests.imports.tables import lines

REPS = lines("rep_id,name,email,manager_id", "1,Nancy,nancy@acme.example,2", "2,Andrew,,")
CUSTOMERS = lines(
    "customer_id,name,phone,country",
    "ALFKI,Alfreds  Futterkiste,030-0074321,Germany",
    "ΑΘΗΝΑ,Καφενείο Αιγαίο,,Greece",
)
PRODUCTS = lines("product_id,name,list_price_eur,list_price_usd", "11,Queso,21.00,24", "42,Tofu,9,")
ORDERS = lines(
    "order_id,customer_id,rep_id,order_date,status,currency",
    "10248,ALFKI,1,2026-03-04,shipped,EUR",
    "10249,ALFKI,2,2026-03-05,open,EUR",
    "WEB-7,ΑΘΗΝΑ,1,2026-03-06,pending,USD",
)
ORDER_LINES = lines(
    "order_id,product_id,quantity,unit_price,discount",
    "10248,11,12,14.00,0",
    "10248,42,-1,9.80,0.25",
    "10249,11,1,21.00,0.1",
)
ALL = (
    ("reps", REPS),
    ("customers", CUSTOMERS),
    ("products", PRODUCTS),
    ("orders", ORDERS),
    ("order-lines", ORDER_LINES),
)


def run(
    engine: Engine, kind: str, content: bytes, *, keep_good: bool = False
) -> imports.ImportReport:
    return imports.run(engine, ACME, kind, content, at=NOON, keep_good=keep_good)


def numbers(report: imports.ImportReport) -> tuple[int, int, int, int]:
    return report.made, report.changed, report.skipped, len(report.refused)


def reasons(report: imports.ImportReport) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.reason) for refusal in report.refused]
