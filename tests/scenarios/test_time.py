"""Time goes by and nobody decides: reminders, the list of the day, others who are asked, the end.

The bot's clock begins on a Monday morning; whose zone is Berlin works there from nine to five.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine

from bot.app import handlers
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.domain.preferences import Preferences, Reminders
from bot.sandbox.person import Person
from bot.store import policies, preferences
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.running_bot import Desk, desk, wait_until
from tests.trade import large_order

# Ten, eleven, one, three and a quarter to six o'clock in Berlin.
TEN, ELEVEN, ONE, THREE, EVENING = (
    datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
    for hour, minute in ((9, 0), (10, 0), (12, 0), (14, 0), (16, 45))
)
TUESDAY_NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
SLOWLY, MINUTE = 15.0, timedelta(minutes=1)


class Clock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Office:
    desk: Desk
    engine: Engine
    clock: Clock
    ravi: Person
    maya: Person
    omar: Person

    def it_is(self, moment: datetime) -> None:
        self.clock.moment = moment
        self.desk.app.ticker.wake()

    def heard(self, person: Person, words: str) -> int:
        """Count the messages to this person that begin with a word on why they come."""
        return sum(words in message["text"] for message in person.messages())


@pytest.fixture
def office(engine: Engine, cast: Cast) -> Iterator[Office]:
    """Maya is asked: due in four hours of work, reminded an hour before, over after sixteen."""
    asked = Step(
        Approvers(member_ids=(cast.maya.member.id,)),
        due_hours=4,
        remind_hours=1,
        expire_hours=16,
        backup=Approvers(member_ids=(cast.omar.member.id,)),
    )
    with workspace_session(engine, ACME) as session:
        rules = (Rule("Everything", steps=(asked,)),)
        policies.add_version(session, Policy(0, rules), by_id=None, at=TEN)
        for person in (cast.maya, cast.omar):
            wants = Preferences(person.member.id, "Europe/Berlin")
            preferences.save(session, wants, at=TEN)
        large_order(session, cast.ravi, at=TEN)
    clock = Clock(TEN)
    with desk(engine, handlers(), clock=clock) as opened:
        people = (opened.person(user) for user in ("URAVI", "UMAYA", "UOMAR"))
        yield Office(opened, engine, clock, *people)


def wishes(office: Office, cast: Cast, **wanted: object) -> None:
    with workspace_session(office.engine, ACME) as session:
        preferences.save(
            session,
            Preferences(cast.maya.member.id, "Europe/Berlin", **wanted),  # type: ignore[arg-type]
            at=TEN,
        )


def test_maya_is_reminded_once_and_then_omar_is_asked_as_well(office: Office) -> None:
    office.maya.sees("Order 1", within=SLOWLY)
    office.it_is(ELEVEN)
    office.it_is(ONE)
    office.maya.sees("Order 1 still waits for you", within=SLOWLY)
    office.it_is(ONE + MINUTE)
    assert office.heard(office.maya, "still waits for you") == 1
    assert office.heard(office.omar, "Order 1") == 0

    office.it_is(THREE)
    office.omar.sees("Order 1 waits for you too", within=SLOWLY)
    office.it_is(THREE + MINUTE)

    # The request, the reminder, and that it is overdue: all as the order stands by now.
    assert office.heard(office.maya, "Order 1") == 3
    assert office.heard(office.omar, "Order 1") == 1
    office.omar.clicks("Approve")
    office.ravi.sees("Approved by Omar", within=SLOWLY)


def test_in_quiet_hours_nobody_is_reminded(office: Office, cast: Cast) -> None:
    wishes(office, cast, quiet_from=time(12), quiet_to=time(15, 30))
    office.maya.sees("Order 1", within=SLOWLY)
    office.it_is(ONE)
    office.it_is(THREE)

    office.omar.sees("Order 1 waits for you too", within=SLOWLY)
    assert office.heard(office.maya, "Order 1") == 1


def test_who_wants_one_list_a_day_gets_it_and_no_reminder(office: Office, cast: Cast) -> None:
    wishes(office, cast, reminders=Reminders.DIGEST, digest_at=time(9))
    office.maya.sees("Order 1", within=SLOWLY)
    office.it_is(ONE)
    office.it_is(EVENING)
    office.it_is(TUESDAY_NINE)

    office.maya.sees("1 order waits for your approval", within=SLOWLY)
    office.it_is(TUESDAY_NINE)
    # The request alone.
    assert office.heard(office.maya, "Order 1") == 1
    assert office.heard(office.maya, "1 order waits for your approval") == 1


def test_what_nobody_decides_ends_and_can_be_sent_again(office: Office) -> None:
    office.maya.sees("Order 1", within=SLOWLY)
    office.it_is(NEXT_MONDAY)

    office.ravi.sees("expired", within=SLOWLY)
    wait_until(lambda: all("Approve" not in str(each["blocks"]) for each in office.maya.messages()))
    office.ravi.clicks("Edit and send again")
    office.ravi.modal(titled="Acme Tools")
    office.ravi.submits()
    office.ravi.modal(titled="Order 1 is sent")
