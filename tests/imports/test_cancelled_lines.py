"""Lines that were cancelled here, and the files that bring them again."""

import json

from sqlalchemy import Engine

from bot.domain.cancellations import Unwanted
from bot.services import cancelling
from bot.store import audit, orders
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast
from tests.imports.files import run
from tests.imports.tables import lines


def test_a_line_that_was_cancelled_stays_so_however_often_its_file_comes(
    loaded: Engine, cast: Cast
) -> None:
    """Its number in the file is what tells it from the others."""
    head = "order_id,line_no,product_id,quantity,unit_price"
    three = lines(head, "10249,1,11,2,21", "10249,2,42,1,9", "10249,5,11,4,5")
    run(loaded, "order-lines", three)
    with workspace_session(loaded, ACME) as session:
        order = orders.by_number(session, 10249)
        whole = order.total_minor
        after = cancelling.cancel_lines(
            session,
            order.id,
            Unwanted(frozenset({0}), "stock", ""),
            seen_edition=order.edition,
            by=cast.maya.actor,
            at=NOON,
        )
    assert after.total_minor == whole - 42_00

    run(loaded, "order-lines", three)

    with workspace_session(loaded, ACME, reading=True) as session:
        again = orders.by_number(session, 10249)
    assert (again.lines, again.places, again.total_minor) == (
        after.lines,
        (2, 5),
        after.total_minor,
    )
    assert [each.position for each in again.cancelled] == [1]


def test_an_order_of_many_lines_from_a_file_loses_one(loaded: Engine, cast: Cast) -> None:
    """The form takes fewer lines than a file does, but it may take one away."""
    head = "order_id,line_no,product_id,quantity,unit_price"
    run(loaded, "order-lines", lines(head, *(f"10249,{each},11,1,21" for each in range(1, 18))))
    with workspace_session(loaded, ACME) as session:
        order = orders.by_number(session, 10249)
        after = cancelling.cancel_lines(
            session,
            order.id,
            Unwanted(frozenset({16}), "stock", ""),
            seen_edition=order.edition,
            by=cast.maya.actor,
            at=NOON,
        )

    assert len(after.lines) == 16
    with workspace_session(loaded, ACME) as session:
        audit.write_pending(session)
        entry = next(each for each in audit.entries(session) if "lines_cancelled" in each.verb)
    assert json.loads(entry.details)["lines"] == [17]
