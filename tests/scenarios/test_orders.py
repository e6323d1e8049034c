"""Orders, from the form to the last click, as the people of Acme live them."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from bot.sandbox.person import Person, Refused
from bot.store import audit
from bot.store.db import workspace_session
from bot.store.tables import OrderMoveRow, OrderRow
from tests.conftest import ACME
from tests.running_bot import wait_until
from tests.scenarios.conftest import APPROVALS, Office


def raise_order(person: Person, *, chairs: int, chai: int) -> None:
    """Fill in the form with two lines and send it."""
    fill_in_order(person, chairs=chairs, chai=chai)
    person.submits()


def fill_in_order(person: Person, *, chairs: int, chai: int) -> None:
    person.types("/order new")
    person.modal(titled="New order")
    person.fills({"customer": "Alfreds Futterkiste", "product_0": _offered(person, 0, "Oak")})
    person.fills({"quantity_0": str(chairs)})
    person.clicks("Add line")
    person.modal(titled="Line 2")
    person.fills({"product_1": _offered(person, 1, "Chai"), "quantity_1": str(chai)})


def _offered(person: Person, line: int, words: str) -> str:
    return person.suggestions("product_options", words, block_id=f"product_{line}")[0]


def test_an_order_that_needs_approval_is_rejected_with_a_reason(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    assert office.ravi.modal(titled="Order 1 is sent")
    card = office.maya.sees("Order 1", channel=APPROVALS)

    office.maya.clicks("reject_order", channel=APPROVALS)
    office.maya.modal(titled="Reject order")
    assert set(office.maya.submits()["errors"]) == {"reason_code", "reason"}
    office.maya.submits({"reason_code": "Wrong terms", "reason": "No chairs before May."})

    told = office.ravi.sees("Wrong terms: No chairs before May.")
    assert "rejected" in told["text"].lower()
    after = office.omar.sees("No chairs before May.", channel=APPROVALS)
    assert after["ts"] == card["ts"]
    assert _buttons(after) == []


def test_the_rep_cannot_approve_it_and_charlie_cannot_see_it(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.ravi.closes(everything=True)
    office.ravi.types("/order 1")
    shown = office.ravi.sees("Order 1")
    assert "Approve" not in _buttons(shown)

    answer = office.charlie.types("/order 1")
    assert "Alfreds" not in str(answer)
    assert statuses(office) == ["pending approval"]
    try:
        office.charlie.messages(APPROVALS)
    except Refused:
        pass
    else:
        raise AssertionError("Charlie reads Acme's approvals.")


def test_maya_approves_and_ravi_executes_and_completes(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.maya.clicks("Approve", channel=APPROVALS)

    office.ravi.closes(everything=True)
    office.ravi.sees("approved")
    office.ravi.clicks("execute_order")
    office.ravi.sees("executing")
    office.ravi.clicks("complete_order")
    office.ravi.sees("completed")

    wait_until(lambda: statuses(office) == ["completed"])
    assert _moves(office) == ["pending approval", "approved", "executing", "completed"]
    card = office.omar.sees("completed", channel=APPROVALS)
    assert _buttons(card) == []
    with workspace_session(office.engine, ACME, reading=True) as session:
        assert audit.verify(session)[1] is None


def test_of_two_managers_at_the_same_moment_one_wins(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    card = office.maya.sees("Order 1", channel=APPROVALS)
    office.omar.sees("Order 1", channel=APPROVALS)

    def approve(person: Person) -> None:
        person.clicks("Approve", channel=APPROVALS, message_ts=card["ts"])

    with ThreadPoolExecutor(2) as both:
        list(both.map(approve, (office.maya, office.omar)))

    wait_until(lambda: _moves(office).count("approved") == 1)
    wait_until(lambda: len(_private_words(office)) == 2)
    words = _private_words(office)
    assert sum("has already been approved by" in text for text in words) == 1
    assert sum("is approved" in text for text in words) == 1


def test_a_small_order_approves_itself_and_says_so(office: Office) -> None:
    raise_order(office.ravi, chairs=1, chai=1)

    assert office.ravi.modal(titled="is approved")
    assert statuses(office) == ["approved"]


def _buttons(message: dict[str, object]) -> list[str]:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return [
        element["text"]["text"]
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


def _private_words(office: Office) -> list[str]:
    return [
        message["text"]
        for person in (office.maya, office.omar)
        for message in person.messages(APPROVALS)
        if message["ephemeral"]
    ]


def statuses(office: Office) -> list[str]:
    with workspace_session(office.engine, ACME, reading=True) as session:
        return list(session.scalars(select(OrderRow.status).order_by(OrderRow.id)))


def _moves(office: Office) -> list[str]:
    with workspace_session(office.engine, ACME, reading=True) as session:
        return list(session.scalars(select(OrderMoveRow.after).order_by(OrderMoveRow.id)))
