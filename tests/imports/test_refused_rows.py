"""Rows that cannot be taken, each refused with its line and what to do."""

from dataclasses import replace

from sqlalchemy import Engine

from bot.domain.people import Role
from bot.store import members
from bot.store.db import workspace_session
from tests.conftest import ACME, hire
from tests.imports.files import (
    reasons,
    run,
)
from tests.imports.tables import lines


def test_rows_that_refer_to_nothing_are_refused_with_what_to_do(loaded: Engine) -> None:
    contact = lines("contact_id,customer_id,name", "C1,NOBODY,Ana")
    order = lines(
        "order_id,customer_id,rep_id,order_date", "1,NOBODY,1,2026-01-01", "2,ALFKI,9,2026-01-01"
    )
    line = lines("order_id,product_id,quantity,unit_price", "10248,99,1,1", "7,11,1,1")

    assert reasons(run(loaded, "contacts", contact)) == [
        (2, "There is no customer NOBODY. Import the customers first.")
    ]
    assert reasons(run(loaded, "orders", order)) == [
        (2, "There is no customer NOBODY. Import the customers first."),
        (3, "There is no rep 9. Import the reps first."),
    ]
    assert reasons(run(loaded, "order-lines", line)) == [
        (2, "There is no product 99. Import the products first."),
        (3, "There is no order 7. Import the orders first."),
    ]


def test_lines_that_no_order_can_have_are_refused(loaded: Engine) -> None:
    content = lines(
        "order_id,product_id,quantity,unit_price",
        "10248,11,0,1.00",
        "10248,11,1,1.005",
        "10248,11,1.5,1.00",
        "10248,11,1000000000,99999999.00",
    )

    assert reasons(run(loaded, "order-lines", content)) == [
        (2, "The quantity is 0. Give a quantity, below zero for a return."),
        (3, "1.005 has more digits than EUR takes."),
        (4, "quantity: “1.5” is no whole number."),
        (5, "The line's total is larger than an amount can be. Check the quantity."),
    ]


def test_a_key_that_comes_twice_is_refused_the_second_time(engine: Engine) -> None:
    content = lines("customer_id,name", "A,Acme", "B,Beta", "A,Another")

    assert reasons(run(engine, "customers", content)) == [
        (4, "A stands on line 2 already. Keep one of the two.")
    ]


def test_a_circle_with_whom_the_file_does_not_name_is_refused(engine: Engine) -> None:
    """Ann reports to Bob, and Bob to Di, whom an admin put over him; Di has come from Slack."""
    run(engine, "reps", lines("rep_id,name,manager_id", "1,Ann,2", "2,Bob,"))
    with workspace_session(engine, ACME) as session:
        di = hire(session, "Di", Role.MANAGER).member
        (bob,) = (each for each in members.everybody(session) if each.name == "Bob")
        members.save(session, replace(bob, manager_id=di.id))

    direct = run(engine, "reps", lines("rep_id,name,manager_id", "2,Bob,1"))
    through = run(engine, "reps", lines("rep_id,name,email,manager_id", "7,Di,di@acme.example,1"))

    assert reasons(direct) == [(2, "2 would be their own manager. Check the manager_id columns.")]
    assert reasons(through) == [(2, "7 would be their own manager. Check the manager_id columns.")]
    # Whom the file puts under somebody else is taken from where they were.
    both = lines("rep_id,name,manager_id", "1,Ann,3", "2,Bob,1", "3,Cy,")
    assert reasons(run(engine, "reps", both)) == []
    assert reasons(run(engine, "reps", lines("rep_id,name,manager_id", "4,Eve,1"))) == []


def test_whoever_manages_in_a_circle_or_is_unknown_is_refused(engine: Engine) -> None:
    content = lines("rep_id,name,manager_id", "1,Ann,2", "2,Bob,1", "3,Cy,8", "4,Di,3", "5,Eve,")

    report = run(engine, "reps", content, keep_good=True)

    assert report.made == 1
    assert reasons(report) == [
        (2, "1 would be their own manager. Check the manager_id columns."),
        (3, "2 would be their own manager. Check the manager_id columns."),
        (4, "There is no rep 8 to be the manager. Add them to the file, or import them first."),
        (5, "There is no rep 3 to be the manager. Add them to the file, or import them first."),
    ]
