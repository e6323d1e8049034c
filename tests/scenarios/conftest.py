"""A desk with the real handlers: Acme's people, a catalogue, an approvals channel."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from bot.app import handlers
from bot.sandbox.person import Person
from bot.store import workspaces
from bot.store.db import workspace_session
from tests import trade
from tests.conftest import ACME, Cast
from tests.running_bot import Delivery, Desk, desk

APPROVALS = "CAPPROVALS"


@pytest.fixture(params=["socket", "http"])
def delivery(request: pytest.FixtureRequest) -> Delivery:
    chosen: Delivery = request.param
    return chosen


@pytest.fixture
def shop(engine: Engine, cast: Cast) -> Engine:
    """Acme sells chai and chairs to Alfreds; approvals are asked for in #approvals."""
    with workspace_session(engine, ACME) as session:
        workspaces.change(session, approvals_channel=APPROVALS)
        trade.customer(session, "Alfreds Futterkiste")
        trade.product(session, "Chai", EUR=1_800)
        trade.product(session, "Oak chair", EUR=24_950)
    return engine


@dataclass(frozen=True, slots=True)
class Office:
    """The desk and those who work at it."""

    desk: Desk
    engine: Engine
    ravi: Person
    maya: Person
    omar: Person
    charlie: Person


@pytest.fixture
def office(shop: Engine, delivery: Delivery) -> Iterator[Office]:
    with desk(shop, handlers(), delivery=delivery) as opened:
        yield Office(
            opened,
            shop,
            *(opened.person(user) for user in ("URAVI", "UMAYA", "UOMAR", "UCHARLIE")),
        )
