"""Time goes by and nobody decides: reminders, the list of the day, others who are asked, the end.

The bot's clock begins on a Monday morning; everybody is in Berlin and works from nine to five.
"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.sandbox.person import Person
from bot.sandbox.reading import readable
from bot.store import policies
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.running_bot import wait_until
from tests.scenarios.conftest import Clock, Office
from tests.trade import large_order

pytestmark = pytest.mark.parametrize("delivery", ["socket"], indirect=True)

# Ten, eleven, one, three and a quarter to six o'clock in Berlin.
TEN, ELEVEN, ONE, THREE, EVENING = (
    datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
    for hour, minute in ((9, 0), (10, 0), (12, 0), (14, 0), (16, 45))
)
TUESDAY_NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TUESDAY_NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
WEDNESDAY_NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
SLOWLY, MINUTE = 15.0, timedelta(minutes=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(TEN)


@pytest.fixture
def shop(engine: Engine, cast: Cast) -> Engine:
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
    return engine


@pytest.fixture
def sent(office: Office, cast: Cast) -> Office:
    """Ravi has sent an order, and Maya has its card."""
    with workspace_session(office.engine, ACME) as session:
        large_order(session, cast.ravi, at=TEN)
    office.desk.app.ticker.wake()
    office.maya.sees("Order 1", within=SLOWLY)
    return office


def wishes(person: Person, **wanted: str) -> str:
    """Save what somebody wants in their own form; return what it then says."""
    person.types("/approvals settings")
    person.modal(titled="My settings")
    person.submits({f"mine_{name}": value for name, value in wanted.items()})
    said = readable(person.modal(titled="Saved"))
    person.closes(everything=True)
    return said


def test_maya_is_reminded_once_and_then_omar_is_asked_as_well(sent: Office) -> None:
    sent.it_is(ELEVEN)
    sent.it_is(ONE)
    sent.maya.sees("Order 1 still waits for you", within=SLOWLY)
    sent.it_is(ONE + MINUTE)
    assert sent.heard(sent.maya, "still waits for you") == 1
    assert sent.heard(sent.omar, "Order 1") == 0

    sent.it_is(THREE)
    sent.omar.sees("Order 1 waits for you too", within=SLOWLY)
    sent.it_is(THREE + MINUTE)

    # The request, the reminder, and that it is overdue: all as the order stands by now.
    assert sent.heard(sent.maya, "Order 1") == 3
    assert sent.heard(sent.omar, "Order 1") == 1
    sent.omar.clicks("Approve")
    sent.ravi.sees("Approved by Omar", within=SLOWLY)


def test_in_quiet_hours_nobody_is_reminded(sent: Office) -> None:
    wishes(sent.maya, quiet_from="12:00", quiet_to="15:30")
    sent.it_is(ONE)
    sent.it_is(THREE)

    sent.omar.sees("Order 1 waits for you too", within=SLOWLY)
    assert sent.heard(sent.maya, "Order 1") == 1


def test_who_wants_one_list_a_day_gets_it_and_no_reminder(sent: Office) -> None:
    said = wishes(sent.maya, reminders="Once a day", digest_at="09:00")
    assert "Once a day you get a list of what waits for you" in said
    sent.it_is(ONE)
    sent.it_is(EVENING)
    sent.it_is(TUESDAY_NINE)

    sent.maya.sees("1 order waits for your approval", within=SLOWLY)
    sent.it_is(TUESDAY_NINE + MINUTE)
    # The request alone.
    assert sent.heard(sent.maya, "Order 1") == 1
    assert sent.heard(sent.maya, "1 order waits for your approval") == 1


def test_who_wants_no_reminders_gets_none_and_the_others_go_on(sent: Office) -> None:
    assert "You get no reminders" in wishes(sent.maya, reminders="Never")
    sent.it_is(ONE)
    sent.it_is(THREE)

    sent.omar.sees("Order 1 waits for you too", within=SLOWLY)
    assert sent.heard(sent.maya, "Order 1") == 1


def test_who_begins_to_work_later_is_reminded_later(office: Office, cast: Cast) -> None:
    wishes(office.maya, works_from="12:00", works_to="20:00")
    with workspace_session(office.engine, ACME) as session:
        large_order(session, cast.ravi, at=TEN)
    office.it_is(THREE)

    # By the hours of the others it would be overdue, and Omar asked.
    office.maya.sees("Order 1 still waits for you", within=SLOWLY)
    assert office.heard(office.omar, "Order 1") == 0


def test_a_holiday_moves_when_a_request_is_due(office: Office, cast: Cast) -> None:
    office.ana.types("/crm settings")
    office.ana.clicks("open_holidays")
    office.ana.modal(titled="Holidays")
    wrong = office.ana.submits({"holiday_lines": "tomorrow"})
    assert "line 1" in str(wrong["errors"]).lower()
    office.ana.submits({"holiday_lines": "2026-11-24 Company day"})
    office.ana.modal(titled="one holiday is to come")
    by, details = office.recorded("holidays.set")
    assert (by, details["days"]) == (cast.ana.member.id, ["2026-11-24"])

    # Sent an hour before the day's end: three of the four hours are left for the next day.
    with workspace_session(office.engine, ACME) as session:
        large_order(session, cast.ravi, at=THREE + timedelta(hours=1))
    office.it_is(THREE + timedelta(hours=1))
    office.maya.sees("25 Nov", within=SLOWLY)
    office.it_is(TUESDAY_NOON)
    office.it_is(TUESDAY_NOON + MINUTE)
    assert office.heard(office.maya, "still waits for you") == 0
    assert office.heard(office.omar, "Order 1") == 0

    office.it_is(WEDNESDAY_NOON)
    office.omar.sees("Order 1 waits for you too", within=SLOWLY)

    refused = office.charlie.types("/crm settings")
    assert "Company day" not in str(refused)


def test_what_nobody_decides_ends_and_can_be_sent_again(sent: Office) -> None:
    sent.it_is(NEXT_MONDAY)

    sent.ravi.sees("expired", within=SLOWLY)
    wait_until(lambda: all("Approve" not in str(each["blocks"]) for each in sent.maya.messages()))
    sent.ravi.clicks("Edit and send again")
    sent.ravi.modal(titled="Acme Tools")
    sent.ravi.submits()
    sent.ravi.modal(titled="Order 1 is sent")
