"""What waits for whom: the list with its filters, and several approved in one go."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.policies import EVERYTHING_ELSE, Policy, Rule, Step
from bot.sandbox.person import Person
from bot.sandbox.reading import readable
from bot.sandbox.records import Json
from bot.services import decisions
from bot.services.orders import LineDraft, submit
from bot.store import policies, workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.conftest import Person as Hired
from tests.running_bot import wait_until
from tests.scenarios.conftest import APPROVALS, Clock, Office
from tests.scenarios.test_orders import statuses
from tests.trade import customer, draft, product

pytestmark = pytest.mark.parametrize("delivery", ["socket"], indirect=True)

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WEEK_AGO = FRIDAY - timedelta(days=7)
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EVERY_ORDER = (Rule("Everything", steps=(Step(due_hours=8),)), EVERYTHING_ELSE)


@pytest.fixture
def clock() -> Clock:
    return Clock(TUESDAY)


def sends(session: Session, by: Hired, buyer: int, quantity: int, *, at: datetime) -> int:
    """Send an order of so many at EUR 100.00 each; return its id."""
    chai = product(session, f"Chai, a pack of {quantity}", EUR=100_00)
    return submit(session, draft(buyer, LineDraft(chai, quantity)), by=by.actor, at=at).id


@pytest.fixture
def shop(engine: Engine, cast: Cast) -> Engine:
    """Each order waits a day of work: 1 of Ravi's since Friday, 2 and 3 and Maya's 4 since today.

    Order 6 is like 5, which the same customer bought a week ago.
    """
    with workspace_session(engine, ACME) as session:
        workspaces.change(session, approvals_channel=APPROVALS)
        policies.add_version(session, Policy(0, EVERY_ORDER), by_id=None, at=FRIDAY)
        kontor, bazaar = customer(session, "Kontor"), customer(session, "Bazaar")
        known = customer(session, "Vins & Alcools")
        sends(session, cast.ravi, kontor, 20, at=FRIDAY)
        sends(session, cast.ravi, kontor, 90, at=TUESDAY)
        sends(session, cast.ravi, bazaar, 30, at=TUESDAY)
        sends(session, cast.maya, bazaar, 40, at=TUESDAY)
        before = sends(session, cast.ravi, known, 10, at=WEEK_AGO)
        decisions.decide(session, before, YES, by=cast.maya.actor, at=WEEK_AGO)
        sends(session, cast.ravi, known, 10, at=TUESDAY)
    return engine


def asks(person: Person, words: str = "") -> str:
    """Ask for the list; return what it says."""

    def answers() -> list[Json]:
        return [message for message in person.messages() if message["ephemeral"]]

    before = len(answers())
    person.types(f"/approvals {words}".strip())
    wait_until(lambda: len(answers()) > before)
    return readable(answers()[-1])


def lists(person: Person, words: str = "") -> set[int]:
    """Return the numbers of the orders that the list shows to be decided."""
    said = asks(person, words)
    return {number for number in range(1, 8) if f"*Order {number}* ·" in said}


def test_the_list_shows_what_the_words_choose(office: Office) -> None:
    assert lists(office.maya) == {1, 2, 3, 6}
    assert lists(office.maya, "over 5000") == {2}
    assert lists(office.maya, "customer bazaar") == {3}
    assert lists(office.omar, "from Maya") == {4}
    assert lists(office.maya, "from ravi over 2500 customer kontor") == {2}
    assert lists(office.maya, "overdue") == {1}

    said = asks(office.maya)
    assert re.search(r"\*Order 1\* .*\nfrom <@URAVI>, since .*20 Nov 2026 09:00 UTC>, due .*", said)
    assert "Asked by “Everything" in said


def test_the_list_shows_what_of_mine_waits_for_whom_and_managers_everything(
    office: Office,
) -> None:
    mine = asks(office.maya, "mine")
    assert "Your own orders that wait" in mine
    assert "Order 4 · Bazaar · €4,000.00 · Waits for <@UANA> or <@UOMAR>" in mine
    assert "Order 1" not in mine

    everything = asks(office.maya, "all")
    assert all(f"Order {number} ·" in everything for number in (1, 2, 3, 4, 6))
    assert "see everything that waits" in asks(office.ravi, "all")
    for words in ("", "all", "over 1"):
        assert "Order" not in asks(office.charlie, words)


def test_maya_approves_what_is_usual_in_one_go(office: Office) -> None:
    asks(office.maya)
    office.maya.clicks("Approve several …")
    form = readable(office.maya.modal(titled="Approve several"))
    assert "Order 6, €1,000.00, Vins & Alcools" in form
    assert "Order 2" not in form
    office.maya.submits()

    assert "Order 6" in readable(office.maya.modal(titled="Approved"))
    assert statuses(office) == [*["pending approval"] * 4, "approved", "approved"]
    by, details = office.recorded("step.approved")
    assert by is not None
    assert details["order"] == 6
    office.ravi.sees("Approved by Maya")
