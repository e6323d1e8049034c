"""A slow or silent network between Slack and the bot, and what the journal tells of it."""

import time
from collections.abc import Iterator

import pytest

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_socket
from tests.sandbox.server.greeter import register
from tests.sandbox.server.waiting import until


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with by_socket(register) as started:
        started.wait_for_bot()
        yield started


def test_a_slow_delivery_arrives_late(ravi: Person) -> None:
    ravi.post("faults", method="deliveries", kind="slow", seconds=0.3, times=1)

    slow = ravi.types("/hello world")["acked_ms"]
    quick = ravi.types("/hello world")["acked_ms"]

    assert slow >= 300 > quick


def test_one_that_is_too_slow_fails_for_the_person_and_still_arrives(ravi: Person) -> None:
    ravi.post("faults", method="deliveries", kind="slow", seconds=3.3, times=1)

    with pytest.raises(Refused, match="operation_timeout"):
        ravi.types("/buttons", channel="CSALES")

    assert ravi.sees("Press", channel="CSALES")
    entry = _entries(ravi, "/buttons")[0]
    assert (entry["error"], entry["user"]) == ("operation_timeout", "URAVI")


def test_a_silent_one_never_arrives(ravi: Person) -> None:
    ravi.post("faults", kind="silent", method="deliveries", times=1)
    started = time.perf_counter()

    with pytest.raises(Refused, match="operation_timeout"):
        ravi.types("/buttons", channel="CSALES")

    assert time.perf_counter() - started >= 3
    assert ravi.messages("CSALES") == []


def test_the_journal_tells_in_brief_whom_it_concerned_and_what_came_of_it(ravi: Person) -> None:
    ravi.types("/secret", channel="CSALES")
    ravi.clicks("Open", channel="CSALES")
    ravi.sees("Opened", channel="CSALES")
    command = _entries(ravi, "/secret")[0]
    pressed = _entries(ravi, "block_actions")[0]
    answered = next(each for each in _brief(ravi) if each["kind"] == "response_url")

    assert (command["type"], command["user"], command["by"]) == (
        "slash_commands",
        "URAVI",
        "socket",
    )
    assert "payload" not in command
    assert pressed["about"] == "open 7"
    assert (answered["caused_by"], answered["user"]) == (pressed["n"], "URAVI")
    full = ravi.get("journal/entry", n=str(answered["n"]))["entry"]
    assert full["payload"]["text"].startswith("Opened")
    with pytest.raises(Refused, match="no longer kept"):
        ravi.get("journal/entry", n="9999")


def test_a_retry_is_marked(ravi: Person) -> None:
    ravi.writes("Hello", channel="CSALES")
    until(lambda: _entries(ravi, "message"))
    ravi.post("retry_last_event")
    until(lambda: len(_entries(ravi, "message")) == 2)

    assert [each["retry"] for each in _entries(ravi, "message")] == [None, [1, "http_timeout"]]


def test_whoever_looks_learns_of_sockets_that_were_asked_to_come_back(ravi: Person) -> None:
    assert ravi.post("disconnect")["connections"] == 1


def _brief(ravi: Person) -> list[dict[str, object]]:
    return list(ravi.get("journal", brief="yes")["entries"])


def _entries(ravi: Person, name: str) -> list[dict[str, object]]:
    return [each for each in _brief(ravi) if each["name"] == name]
