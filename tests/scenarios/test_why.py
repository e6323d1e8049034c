"""Why an order waits, and what it would need: asked before it is sent, and long after."""

import pytest

from bot.app import utc_now
from bot.domain.policies import EVERYTHING_ELSE, Policy
from bot.sandbox.reading import readable
from bot.store import policies
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.scenarios.conftest import APPROVALS, Office
from tests.scenarios.test_orders import fill_in_order, raise_order, statuses

pytestmark = pytest.mark.parametrize("delivery", ["socket"], indirect=True)


def test_the_form_says_what_the_order_would_need_before_it_is_sent(office: Office) -> None:
    fill_in_order(office.ravi, chairs=30, chai=10)
    office.ravi.clicks("What would it need?")

    told = readable(office.ravi.modal(titled="If sent now"))
    assert "Rule 1, “Large order”, asks for approval" in told
    assert "€5,000.00 or more (here €7,665.00)" in told
    assert "1. <@UANA>, <@UMAYA> or <@UOMAR>" in told
    assert statuses(office) == []
    assert office.maya.messages(APPROVALS) == []

    # A smaller one would need nobody, and that is how it goes.
    office.ravi.fills({"quantity_0": "2"})
    office.ravi.modal(titled="€679.00")
    office.ravi.clicks("What would it need?")
    office.ravi.modal(titled="lets it through at once")
    office.ravi.submits()
    office.ravi.modal(titled="is approved")
    assert statuses(office) == ["approved"]


def test_why_tells_the_rule_who_is_asked_and_what_they_did(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.ravi.closes(everything=True)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.ravi.types("/order 1 why")

    told = readable(office.ravi.sees("Why order 1 is pending approval"))
    assert "Rule 1, “Large order”, asks for approval" in told
    assert "<@UANA>, <@UMAYA> or <@UOMAR> · waits now" in told

    # Another policy is in force by the time that Maya decides: it is told from the first.
    with workspace_session(office.engine, ACME) as session:
        policies.add_version(session, Policy(0, (EVERYTHING_ELSE,)), by_id=None, at=utc_now())
    office.maya.clicks("Approve", channel=APPROVALS)
    office.ravi.sees("Approved by Maya")
    office.ravi.types("/order 1 why")
    told = readable(office.ravi.sees("Why order 1 is approved"))
    assert "Rule 1, “Large order”, asks for approval" in told
    assert "Maya approved" in told


def test_why_tells_what_was_passed_over_and_charlie_nothing(office: Office) -> None:
    raise_order(office.ravi, chairs=2, chai=1)
    office.ravi.closes(everything=True)
    office.ravi.types("/order 1 why?")

    told = readable(office.ravi.sees("Why order 1 is approved"))
    assert "Rule 4, “Everything else”, lets it through at once" in told
    assert "1. Large order: only if the total is €5,000.00 or more (here €517.00)" in told

    office.charlie.types("/order 1 why")
    refused = readable(office.charlie.sees("There is no order 1"))
    assert "Large order" not in refused
