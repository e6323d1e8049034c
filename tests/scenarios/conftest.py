"""A desk with the real handlers: Acme's people, a catalogue, an approvals channel."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.app import handlers, utc_now
from bot.sandbox.person import Person
from bot.store import audit, workspaces
from bot.store.db import workspace_session
from tests import trade
from tests.conftest import ACME, Cast
from tests.running_bot import Delivery, Desk, desk

APPROVALS = "CAPPROVALS"


class Clock:
    """The bot's own: it runs on from wherever it is put."""

    def __init__(self, moment: datetime | None = None) -> None:
        self._ahead = timedelta()
        if moment is not None:
            self.goes_to(moment)

    def __call__(self) -> datetime:
        return utc_now() + self._ahead

    def goes_to(self, moment: datetime) -> None:
        self._ahead = moment - utc_now()


@pytest.fixture(params=["socket", "http"])
def delivery(request: pytest.FixtureRequest) -> Delivery:
    chosen: Delivery = request.param
    return chosen


@pytest.fixture
def clock() -> Clock:
    """That of everybody; a module where time goes by has one that begins where it likes."""
    return Clock()


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
    clock: Clock
    ravi: Person
    maya: Person
    omar: Person
    ana: Person
    charlie: Person

    def it_is(self, moment: datetime) -> None:
        """Put the bot's clock there, and let it do what is due."""
        self.clock.goes_to(moment)
        self.desk.app.ticker.wake()

    def heard(self, person: Person, words: str) -> int:
        """Count the messages from Dealdesk to this person that hold the words."""
        return sum(words in message["text"] for message in person.messages())

    def recorded(self, verb: str) -> tuple[int | None, dict[str, object]]:
        """Return who did the newest deed of a kind, and its details; the record must be whole."""
        with workspace_session(self.engine, ACME, reading=True) as session:
            entries = [entry for entry in audit.entries(session) if entry.verb == verb]
            assert audit.verify(session)[1] is None
        return entries[-1].by_id, json.loads(entries[-1].details)


@pytest.fixture
def office(shop: Engine, clock: Clock, delivery: Delivery) -> Iterator[Office]:
    with desk(shop, handlers(), delivery=delivery, clock=clock) as opened:
        yield Office(
            opened,
            shop,
            clock,
            *(opened.person(user) for user in ("URAVI", "UMAYA", "UOMAR", "UANA", "UCHARLIE")),
        )
