"""Workflows that wait for orders which files bring and decide."""

from sqlalchemy import Engine

from bot.store import orders, workflow_steps
from bot.store.db import workspace_session
from bot.store.workflow_steps import Begun
from tests.conftest import ACME, NOON
from tests.imports.files import run
from tests.imports.tables import lines


def test_a_workflow_goes_on_once_a_file_decides_an_order_without_a_card(loaded: Engine) -> None:
    with workspace_session(loaded, ACME) as session:
        order = orders.by_number(session, 10250)
        begun = Begun("Fx7", "request_approval", "URAVI")
        workflow_steps.wait(session, begun, order_id=order.id, at=NOON)

    head = "order_id,customer_id,rep_id,order_date,status,currency"
    assert run(loaded, "orders", lines(head, "WEB-7,ΑΘΗΝΑ,1,2026-03-06,open,USD")).written

    with workspace_session(loaded, ACME) as session:
        ended = workflow_steps.claim(session, now=NOON)
    assert ended is not None
    assert ended.end.outputs is not None
    assert ended.end.outputs["verdict"] == "approved"
