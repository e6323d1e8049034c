"""What a request leaves to be sent or made is taken up at once, and nothing else wakes anybody."""

import pytest

from bot.commands.report import report
from bot.domain.errors import UserError
from bot.edge import Answer, Call, Edge, Reply
from bot.edge.downloads import Downloads
from bot.edge.people import Directory
from bot.edge.requests import Kind, Request
from bot.edge.work import Worker
from bot.store import outbox
from tests.conftest import ACME
from tests.jobs.conftest import Office, plain_post


def post(call: Call, _text: str) -> Answer:
    outbox.add(call.session, plain_post(), at=call.now)
    return Reply("Done.")


def look(_call: Call, _text: str) -> Answer:
    return Reply("Nothing changed.")


def refuse(call: Call, _text: str) -> Answer:
    post(call, "")
    raise UserError("Not so.")


@pytest.fixture
def worker(office: Office) -> Worker:
    edge = Edge()
    for name, handler in (("/post", post), ("/look", look), ("/refuse", refuse)):
        edge.command(name, handler)
    edge.command("/report", report)
    return Worker(
        edge, office.engine, Directory(office.teams), Downloads(office.teams), office.clock
    )


def wakes(worker: Worker, name: str, text: str = "") -> bool:
    return worker.run(Request(Kind.COMMAND, name, ACME, "URAVI", text=text)).wakes


def test_a_post_is_sent_at_once(worker: Worker) -> None:
    assert wakes(worker, "/post")


def test_a_report_is_made_at_once(worker: Worker) -> None:
    assert wakes(worker, "/report", "last week")


def test_a_look_wakes_nobody(worker: Worker) -> None:
    assert not wakes(worker, "/look")


def test_a_post_that_was_added_before_wakes_nobody(worker: Worker) -> None:
    wakes(worker, "/post")

    assert not wakes(worker, "/post")


def test_what_was_rolled_back_wakes_nobody(worker: Worker, office: Office) -> None:
    assert not wakes(worker, "/refuse")
    assert office.waiting() == 0
