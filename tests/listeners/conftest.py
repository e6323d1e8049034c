"""The forms of the policy, opened, for the files of tests that press in them."""

import pytest
from sqlalchemy.orm import Session

from bot.domain.conditions import Condition, Field, Words
from bot.domain.customers import CustomerDetails
from bot.domain.policies import (
    EVERYTHING_ELSE,
    Policy,
    Rule,
)
from bot.edge import Call
from bot.services import policies as policy_service
from bot.store import customers
from tests.conftest import NOON, Cast
from tests.listeners.policy_screen import Screen


@pytest.fixture
def screen(call: Call, cast: Cast) -> Screen:
    return Screen(call, cast.ana)


@pytest.fixture
def three(session: Session, cast: Cast, call: Call) -> Screen:
    """A policy in force of rules a, b, c, and one that takes the rest."""
    named = [Rule(name, (Condition(Field.REGION, Words((name,))),)) for name in ("a", "b", "c")]
    for name in ("a", "b", "c"):
        customers.add(session, CustomerDetails(f"Firm {name}", region=name), NOON)
    policy = Policy(0, (*named, EVERYTHING_ELSE))
    policy_service.put_in_force(session, policy, by=cast.ana.actor, at=NOON)
    return Screen(call, cast.ana)
