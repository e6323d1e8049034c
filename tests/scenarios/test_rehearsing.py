"""A draft of the policy is tried on the orders of the last days before anybody feels it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.people import Role
from bot.sandbox.reading import readable
from bot.store import policies
from bot.store.db import workspace_session
from tests.conftest import ACME, GLOBEX, hire
from tests.scenarios.conftest import APPROVALS, Clock, Office
from tests.scenarios.test_orders import raise_order

pytestmark = pytest.mark.parametrize("delivery", ["socket"], indirect=True)

MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THREE_HOURS = timedelta(hours=3)


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY_TEN)


def tries(office: Office, days: int) -> str:
    """Let Ana try the rules as they stand in her form; return what she reads then."""
    office.ana.chooses("rehearse_policy", str(days))
    told = readable(office.ana.modal(titled="On past orders", within=30))
    office.ana.closes()
    return told


def test_ana_sees_what_a_stricter_rule_would_have_done(office: Office) -> None:
    # Maya takes three hours for a large order; a day later a small one needs nobody.
    raise_order(office.ravi, chairs=30, chai=10)
    office.ravi.closes(everything=True)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.it_is(MONDAY_TEN + THREE_HOURS)
    office.maya.clicks("Approve", channel=APPROVALS)
    office.ravi.sees("Approved by Maya")
    office.it_is(MONDAY_TEN + timedelta(days=2))
    raise_order(office.ravi, chairs=2, chai=1)
    office.ravi.modal(titled="is approved")
    office.ravi.closes(everything=True)

    office.ana.types("/crm settings")
    office.ana.clicks("open_policy")
    office.ana.modal(titled="Large order")
    told = tries(office, 30)
    assert "2 orders of the last 30 days" in told
    assert "Let through at once: 1 → 1" in told
    assert "Would change hands: 0" in told
    assert "Nobody's queue grows or shrinks." in told

    # From a hundred on, instead of five thousand, somebody is to look.
    office.ana.chooses("change_rule", "change:0", block_id="policy_rule_0")
    office.ana.modal(titled="Rule 1")
    office.ana.chooses("change_condition", "change:amount")
    office.ana.modal(titled="From")
    office.ana.submits({"condition_from": "100"})
    office.ana.modal(titled="€100.00 or more")
    office.ana.submits()
    office.ana.modal(titled="Approval policy")
    told = tries(office, 30)

    assert "Let through at once: 1 → 0" in told
    assert "Would change hands: 1" in told
    assert "Maya: 1 → 2 (+1)" in told
    assert "Median wait as it really was: 3.0 h" in told
    assert "Order 2: at once → Ana/Maya/Omar" in told
    assert "Median wait by everybody's usual pace: 3.0 h → 3.0 h" in told
    # Nothing of it counts.
    with workspace_session(office.engine, ACME, reading=True) as session:
        assert policies.in_force(session).version == 0


def test_charlie_plays_with_nothing_of_acmes(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    with workspace_session(office.engine, GLOBEX) as session:
        hire(session, "Charlie", Role.ADMIN)
    office.charlie.types("/crm settings")
    office.charlie.clicks("open_policy")
    office.charlie.modal(titled="Large order")
    office.charlie.chooses("rehearse_policy", "30")

    office.charlie.modal(titled="No order was sent in the last 30 days", within=30)
