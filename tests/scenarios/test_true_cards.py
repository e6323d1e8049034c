"""Every copy of a card follows the order: channel, direct message and Home, whatever changes it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.app import handlers, utc_now
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.sandbox import server
from bot.sandbox.person import Person
from bot.sandbox.reading import readable
from bot.store import policies
from bot.store.db import workspace_session
from tests.cli.test_processes import process
from tests.conftest import ACME, Cast
from tests.running_bot import Desk, bot, desk, prefixed, wait_until
from tests.scenarios.conftest import APPROVALS
from tests.scenarios.test_orders import raise_order
from tests.trade import large_order

WITHIN = 15.0


@dataclass
class Clock:
    """The bot's own: it runs, and jumps when it is told to."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@dataclass(frozen=True, slots=True)
class Office:
    desk: Desk
    engine: Engine
    clock: Clock
    ravi: Person
    maya: Person
    omar: Person

    def everywhere(self, words: str, *, gone: str) -> None:
        """Wait until every card says it, in the channel and in messages, and none the other."""

        def true() -> bool:
            shown = [card for person in (self.ravi, self.maya, self.omar) for card in cards(person)]
            return all(words in card and gone not in card for card in shown)

        try:
            wait_until(true, seconds=WITHIN)
        except TimeoutError as error:
            shown = [card for person in (self.ravi, self.maya, self.omar) for card in cards(person)]
            raise TimeoutError("\n\n".join(shown)) from error


def cards(person: Person) -> list[str]:
    """Return what the messages say to this person that show the order."""
    found = [readable(each) for each in (*person.messages(APPROVALS), *person.messages())]
    return [text for text in found if "Order 1" in text and "Alfreds" in text]


@pytest.fixture
def office(shop: Engine, cast: Cast) -> Iterator[Office]:
    """Approvals are asked of Maya, who may decide within two days of work."""
    maya_alone = Step(Approvers(member_ids=(cast.maya.member.id,)), expire_hours=16)
    with workspace_session(shop, ACME) as session:
        rules = (Rule("Everything", steps=(maya_alone,)),)
        policies.add_version(session, Policy(0, rules), by_id=None, at=utc_now())
    clock = Clock()
    with desk(shop, handlers(), clock=clock) as opened:
        ravi, maya, omar = (opened.person(user) for user in ("URAVI", "UMAYA", "UOMAR"))
        for person in (ravi, maya, omar):
            person.opens_home()
            person.home("Your orders")
        yield Office(opened, shop, clock, ravi, maya, omar)


def dealdesk(office: Office, folder: Path, *arguments: str) -> None:
    """Run a command in a process of its own, which knows nothing of Slack."""
    url = office.engine.url.render_as_string(hide_password=False)
    with process(*arguments, folder=folder, environ={"DATABASE_URL": url}) as command:
        assert command.ends() == 0, command.said


def test_every_copy_follows_revision_delegation_the_command_line_and_expiry(
    office: Office, tmp_path: Path
) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.ravi.closes(everything=True)
    office.maya.home("1 order waits for your approval", within=WITHIN)
    office.ravi.home("Your own orders that wait", within=WITHIN)
    office.omar.home("Nothing waits for your approval")
    office.everywhere("30 × Oak chair", gone="Expired")

    # A revision, by whose order it is.
    office.ravi.clicks("open_order")
    office.ravi.modal(titled="Order 1")
    office.ravi.clicks("Edit")
    office.ravi.modal(titled="Oak chair")
    office.ravi.submits({"quantity_0": "20"})
    office.everywhere("20 × Oak chair", gone="30 × Oak chair")
    for person in (office.ravi, office.maya):
        person.home("5,170.00", within=WITHIN)

    # Maya hands it over to Omar, to whom the card comes in person.
    office.maya.chooses("more_on_order", "Forward …", channel=APPROVALS)
    office.maya.modal(titled="Forward")
    office.maya.submits({"to": "Omar", "reason": "You know them."})
    office.omar.sees("Order 1")
    office.everywhere("Waits for <@UOMAR>", gone="Waits for <@UMAYA>")
    office.omar.home("1 order waits for your approval", within=WITHIN)
    office.maya.home("Nothing waits for your approval", within=WITHIN)

    # Another process notes that he has left, so that it is Maya's again.
    dealdesk(office, tmp_path, "members", "end", "UOMAR", "--workspace", ACME)
    office.everywhere("Waits for <@UMAYA>", gone="Waits for <@UOMAR>")
    office.ravi.home("Waits for <@UMAYA>", within=WITHIN)
    office.maya.home("1 order waits for your approval", within=WITHIN)

    # Nobody decides, and time is up.
    office.clock.ahead = timedelta(days=7)
    office.desk.app.ticker.wake()
    office.everywhere("expired", gone="Approve")
    office.maya.home("Nothing waits for your approval", within=WITHIN)
    office.ravi.home("expired", within=WITHIN)


def test_every_copy_follows_who_stands_in_and_what_they_decide(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.home("1 order waits for your approval", within=WITHIN)

    office.maya.types("/approvals away until Friday, Omar decides")
    office.everywhere("Waits for <@UOMAR> (for Maya)", gone="Waits for <@UMAYA>")
    office.omar.home("1 order waits for your approval", within=WITHIN)

    office.omar.clicks("Approve", channel=APPROVALS)
    office.everywhere("Approved by Omar", gone="Reject …")
    for person in (office.maya, office.omar):
        person.home("Nothing waits for your approval", within=WITHIN)
    office.ravi.home("approved", within=WITHIN)


def test_a_home_follows_what_happened_while_no_bot_was_running(shop: Engine, cast: Cast) -> None:
    with server.running(manifest=prefixed("")) as sandbox:
        maya = sandbox.person("UMAYA")
        with bot(shop, handlers(), sandbox):
            maya.opens_home()
            maya.home("Nothing waits for your approval")
        with workspace_session(shop, ACME) as session:
            large_order(session, cast.ravi, at=utc_now())

        with bot(shop, handlers(), sandbox):
            maya.home("1 order waits for your approval", within=WITHIN)
