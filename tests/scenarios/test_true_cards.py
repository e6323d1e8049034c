"""Every copy of a card follows the order: channel, direct message and Home, whatever changes it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.app import handlers, utc_now
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.sandbox import server
from bot.sandbox.reading import readable
from bot.store import policies
from bot.store.db import workspace_session
from tests.cli.test_processes import process
from tests.conftest import ACME, Cast
from tests.running_bot import bot, prefixed, wait_until
from tests.scenarios.conftest import APPROVALS, Office
from tests.scenarios.test_orders import raise_order
from tests.trade import large_order

WITHIN = 15.0

by_socket = pytest.mark.parametrize("delivery", ["socket"], indirect=True)


def cards(office: Office) -> list[str]:
    """Return what everybody's messages say that show the order."""
    found = [
        readable(each)
        for person in (office.ravi, office.maya, office.omar)
        for each in (*person.messages(APPROVALS), *person.messages())
    ]
    return [text for text in found if "Order 1" in text and "Alfreds" in text]


def everywhere(office: Office, words: str, *, gone: str) -> None:
    """Wait until every card says it, in the channel and in messages, and none the other."""

    def true() -> bool:
        shown = cards(office)
        return bool(shown) and all(words in card and gone not in card for card in shown)

    try:
        wait_until(true, seconds=WITHIN)
    except TimeoutError as error:
        raise TimeoutError("\n\n".join(cards(office))) from error


@pytest.fixture
def shop(shop: Engine, cast: Cast) -> Engine:
    """Approvals are asked of Maya, who may decide within two days of work."""
    maya_alone = Step(Approvers(member_ids=(cast.maya.member.id,)), expire_hours=16)
    with workspace_session(shop, ACME) as session:
        rules = (Rule("Everything", steps=(maya_alone,)),)
        policies.add_version(session, Policy(0, rules), by_id=None, at=utc_now())
    return shop


@pytest.fixture
def office(office: Office) -> Office:
    """Everybody has looked at their Home once, which follows from then on."""
    for person in (office.ravi, office.maya, office.omar):
        person.opens_home()
        person.home("Your orders")
    return office


def dealdesk(office: Office, folder: Path, *arguments: str) -> None:
    """Run a command in a process of its own, which knows nothing of Slack."""
    url = office.engine.url.render_as_string(hide_password=False)
    with process(*arguments, folder=folder, environ={"DATABASE_URL": url}) as command:
        assert command.ends() == 0, command.said


@by_socket
def test_every_copy_follows_revision_delegation_the_command_line_and_expiry(
    office: Office, tmp_path: Path
) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.ravi.closes(everything=True)
    office.maya.home("1 order waits for your approval", within=WITHIN)
    office.ravi.home("Your own orders that wait", within=WITHIN)
    office.omar.home("Nothing waits for your approval")
    everywhere(office, "30 × Oak chair", gone="Expired")

    # A revision, by whose order it is.
    office.ravi.clicks("open_order")
    office.ravi.modal(titled="Order 1")
    office.ravi.clicks("Edit")
    office.ravi.modal(titled="Oak chair")
    office.ravi.submits({"quantity_0": "20"})
    everywhere(office, "20 × Oak chair", gone="30 × Oak chair")
    for person in (office.ravi, office.maya):
        person.home("5,170.00", within=WITHIN)

    # Maya hands it over to Omar, to whom the card comes in person.
    office.maya.chooses("more_on_order", "Forward …", channel=APPROVALS)
    office.maya.modal(titled="Forward")
    office.maya.submits({"to": "Omar", "reason": "You know them."})
    office.omar.sees("Order 1")
    everywhere(office, "Waits for <@UOMAR>", gone="Waits for <@UMAYA>")
    office.omar.home("1 order waits for your approval", within=WITHIN)
    office.maya.home("Nothing waits for your approval", within=WITHIN)

    # Another process notes that he has left, so that it is Maya's again.
    dealdesk(office, tmp_path, "members", "end", "UOMAR", "--workspace", ACME)
    everywhere(office, "Waits for <@UMAYA>", gone="Waits for <@UOMAR>")
    office.ravi.home("Waits for <@UMAYA>", within=WITHIN)
    office.maya.home("1 order waits for your approval", within=WITHIN)

    # Nobody decides, and time is up.
    office.it_is(utc_now() + timedelta(days=7))
    everywhere(office, "expired", gone="Approve")
    office.maya.home("Nothing waits for your approval", within=WITHIN)
    office.ravi.home("expired", within=WITHIN)


@by_socket
def test_every_copy_follows_who_stands_in_and_what_they_decide(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.home("1 order waits for your approval", within=WITHIN)

    office.maya.types("/approvals away until Friday, Omar decides")
    everywhere(office, "Waits for <@UOMAR> (for Maya)", gone="Waits for <@UMAYA>")
    office.omar.home("1 order waits for your approval", within=WITHIN)

    office.omar.clicks("Approve", channel=APPROVALS)
    everywhere(office, "Approved by Omar", gone="Reject …")
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
