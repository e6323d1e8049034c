"""What a file does to a workspace, row by row, on every database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from time import process_time

import pytest
from sqlalchemy import Engine

from bot import imports
from bot.domain.errors import UserError
from bot.domain.orders import OrderStatus
from bot.store import audit, customers, loading, members, orders, search
from bot.store.db import workspace_session
from tests.conftest import ACME, GLOBEX, NOON, Cast
from tests.imports.files import (
    ALL,
    CUSTOMERS,
    numbers,
    reasons,
    run,
)
from tests.imports.tables import as_csv, as_workbook, lines
from tests.trade import waiting_for


def test_a_file_run_twice_changes_nothing_the_second_time(loaded: Engine) -> None:
    with workspace_session(loaded, ACME, reading=True) as session:
        before = audit.entries(session)

    again = {kind: numbers(run(loaded, kind, content)) for kind, content in ALL}

    assert again == {
        "reps": (0, 0, 2, 0),
        "customers": (0, 0, 2, 0),
        "products": (0, 0, 2, 0),
        "orders": (0, 0, 3, 0),
        "order-lines": (0, 0, 3, 0),
    }
    with workspace_session(loaded, ACME, reading=True) as session:
        assert audit.entries(session) == before


def test_orders_stand_with_their_lines_totals_and_history(loaded: Engine) -> None:
    with workspace_session(loaded, ACME, reading=True) as session:
        order = orders.by_number(session, 10248)
        moves = orders.moves(session, order.id)

    assert order.status is OrderStatus.COMPLETED
    assert (order.customer, order.requested_by) == ("Alfreds Futterkiste", "Nancy")
    assert order.ordered_at == datetime(2026, 3, 4, 11, tzinfo=UTC)
    assert [(line.product, line.quantity, line.total_minor) for line in order.lines] == [
        ("Queso", 12, 16800),
        ("Tofu", -1, -735),
    ]
    assert [(move.before, move.after, move.by, move.at) for move in moves] == [
        (None, OrderStatus.COMPLETED, None, NOON)
    ]


def test_a_number_that_the_file_lacks_follows_all_others(loaded: Engine) -> None:
    with workspace_session(loaded, ACME, reading=True) as session:
        waiting = orders.by_number(session, 10250)

    assert (waiting.customer, waiting.status) == ("Καφενείο Αιγαίο", OrderStatus.PENDING)


def test_an_imported_order_that_waits_can_be_decided_by_managers_but_not_its_owner(
    loaded: Engine, cast: Cast
) -> None:
    with workspace_session(loaded, ACME, reading=True) as session:
        assert [order.number for order in waiting_for(session, cast.maya.actor)] == [10250]
        assert waiting_for(session, cast.ravi.actor) == []


def test_a_later_file_changes_what_it_says_and_leaves_what_it_does_not(loaded: Engine) -> None:
    later = lines("customer_id,name,phone,city", "ALFKI,Alfreds Feinkost,,Berlin")

    assert numbers(run(loaded, "customers", later)) == (0, 1, 0, 0)

    with workspace_session(loaded, ACME, reading=True) as session:
        found = search.find(session, "Feinkost")[0]
        customer = customers.get(session, found.id)
    assert customer.details.phone == "+49300074321"
    assert (customer.details.city, customer.details.country) == ("Berlin", "Germany")
    assert customer.revision == 1


def test_an_order_moves_on_with_its_file_but_never_back(loaded: Engine) -> None:
    head = "order_id,customer_id,rep_id,order_date,status,currency"
    shipped = lines(head, "10249,ALFKI,2,2026-03-05,shipped,EUR")
    reopened = lines(head, "10248,ALFKI,1,2026-03-04,open,EUR")

    assert numbers(run(loaded, "orders", shipped)) == (0, 1, 0, 0)
    refused = run(loaded, "orders", reopened)

    assert reasons(refused) == [
        (2, "Order 10248 is completed here and cannot become approved again.")
    ]
    with workspace_session(loaded, ACME, reading=True) as session:
        order = orders.by_number(session, 10249)
        moves = orders.moves(session, order.id)
    assert [move.after for move in moves] == [OrderStatus.APPROVED, OrderStatus.COMPLETED]


def test_a_changed_line_changes_the_order_by_as_much(loaded: Engine) -> None:
    corrected = lines(
        "order_id,line_no,product_id,quantity,unit_price,discount", "10249,1,11,2,21.00,0.1"
    )

    assert numbers(run(loaded, "order-lines", corrected)) == (0, 1, 0, 0)

    with workspace_session(loaded, ACME, reading=True) as session:
        order = orders.by_number(session, 10249)
        stored = loading.customer_ids(session, ["ALFKI"])
        newest = orders.of_customer(session, stored["ALFKI"], limit=1)
    assert order.total_minor == 3780
    assert newest[0].total_minor == 3780


def test_one_bad_row_stops_the_file_unless_the_good_are_to_be_kept(engine: Engine) -> None:
    content = lines("customer_id,name,email", "A,Acme,", "B,,", "C,Corp,nobody")

    stopped = run(engine, "customers", content)
    kept = run(engine, "customers", content, keep_good=True)

    assert (stopped.written, kept.written) == (False, True)
    assert numbers(stopped) == numbers(kept) == (1, 0, 0, 2)
    assert reasons(stopped) == [
        (3, "name is empty."),
        (4, "email: “nobody” is no e-mail address. Write it like anna@firm.com."),
    ]
    with workspace_session(engine, ACME, reading=True) as session:
        assert set(loading.customer_ids(session, "ABC")) == {"A"}


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(engine: Engine) -> None:
    report = imports.run(engine, ACME, "customers", CUSTOMERS, at=NOON, dry_run=True)

    assert (numbers(report), report.written) == ((2, 0, 0, 0), False)
    assert next(report.sentences()).endswith("0 refused (nothing was written).")
    with workspace_session(engine, ACME, reading=True) as session:
        assert loading.customer_ids(session, ["ALFKI"]) == {}


def test_each_file_leaves_one_entry_in_the_audit(loaded: Engine) -> None:
    with workspace_session(loaded, ACME, reading=True) as session:
        entries = [entry for entry in audit.entries(session) if entry.verb == "file.imported"]
        _, wrong = audit.verify(session)

    assert wrong is None
    assert [entry.by_id for entry in entries] == [None] * len(ALL)
    assert '"kind": "customers", "made": 2' in entries[1].details


def test_nothing_of_it_can_be_seen_from_another_workspace(loaded: Engine) -> None:
    with workspace_session(loaded, GLOBEX, reading=True) as session:
        assert loading.customers(session, ["ALFKI"]) == {}
        assert loading.products(session, ["11"]) == {}
        assert members.ever(session) == []


def test_the_same_keys_in_another_workspace_are_other_rows(loaded: Engine) -> None:
    theirs = lines("customer_id,name", "ALFKI,Somebody else")

    report = imports.run(loaded, GLOBEX, "customers", theirs, at=NOON)

    assert numbers(report) == (1, 0, 0, 0)
    with workspace_session(loaded, ACME, reading=True) as session:
        assert loading.customers(session, ["ALFKI"])["ALFKI"].name == "Alfreds Futterkiste"


def test_the_same_rows_come_out_of_a_workbook_and_a_western_file(loaded: Engine) -> None:
    header = ["Order No", "Customer", "Rep", "Date", "State"]
    typed: list[list[object]] = [[*header], [5, "ALFKI", 1, date(2026, 5, 5), "open"]]
    western = [header, ["5", "ALFKI", "1", "05.05.2026", "open"]]

    assert numbers(run(loaded, "orders", as_workbook(typed))) == (1, 0, 0, 0)
    again = run(loaded, "orders", as_csv(western, delimiter=";", encoding="cp1252"))
    assert numbers(again) == (0, 0, 1, 0)


def test_an_imported_number_is_never_given_again(loaded: Engine) -> None:
    taken = lines("order_id,customer_id,rep_id,order_date", "010250,ALFKI,1,2026-07-01")

    assert numbers(run(loaded, "orders", taken)) == (1, 0, 0, 0)

    with workspace_session(loaded, ACME, reading=True) as session:
        # 10250 went to the order that came without a number.
        assert orders.by_number(session, 10251).ordered_at == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_a_file_that_is_not_there_and_a_workspace_that_is_not_are_said_plainly(
    engine: Engine, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"none\.csv cannot be read: No such file"):
        imports.run(engine, ACME, "customers", tmp_path / "none.csv", at=NOON)
    with pytest.raises(UserError, match="There is no workspace TNOWHERE yet"):
        imports.run(engine, "TNOWHERE", "customers", CUSTOMERS, at=NOON)
    with pytest.raises(UserError, match=r"invoices cannot be imported\. Choose one of reps, "):
        imports.run(engine, ACME, "invoices", CUSTOMERS, at=NOON)


def test_two_imports_of_one_file_at_the_same_moment_store_its_rows_once(engine: Engine) -> None:
    content = lines("customer_id,name", *(f"C{number},Customer {number}" for number in range(300)))
    together = Barrier(2)

    def import_it() -> str:
        together.wait()
        try:
            report = run(engine, "customers", content)
        except UserError as error:
            return str(error)
        return "made" if report.made else "skipped"

    with ThreadPoolExecutor(2) as pool:
        outcomes = [pool.submit(import_it) for _ in range(2)]
        said = {outcome.result() for outcome in outcomes}

    assert "made" in said
    assert said < {
        "made",
        "skipped",
        "Somebody else has stored some of these rows in this very moment. Run it again.",
    }
    assert numbers(run(engine, "customers", content)) == (0, 0, 300, 0)


def test_progress_runs_up_to_the_whole(engine: Engine) -> None:
    told: list[tuple[int, int]] = []

    imports.run(
        engine,
        ACME,
        "customers",
        CUSTOMERS,
        at=NOON,
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == sorted(told)
    assert told[-1] == (100, 100)


def test_twenty_thousand_lines_take_seconds(loaded: Engine) -> None:
    head = "order_id,line_no,product_id,quantity,unit_price,discount"
    rows = (f"10248,{number},11,3,14.00,0.05" for number in range(100, 20_100))
    content = lines(head, *rows)
    # Of this process alone: others may keep the machine busy.
    started = process_time()

    report = run(loaded, "order-lines", content)

    assert report.made == 20_000
    assert process_time() - started < 30
