"""What was done can be copied as a test; the copy is run here, and it passes."""

import re
from collections.abc import Iterator

import pytest

from bot.sandbox.person import NeverSeen, Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_socket
from tests.sandbox.server.copies import copied, numbers, run
from tests.sandbox.server.greeter import register


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with by_socket(register) as started:
        started.wait_for_bot()
        yield started


def test_a_command_and_what_it_answered(sandbox: Running, ravi: Person, maya: Person) -> None:
    ravi.types('/hello <world> & "moon"', channel="CSALES")

    text = copied(ravi, numbers(ravi))

    assert text.startswith("from bot.sandbox.person import Person\n")
    assert "def test_ravi_types_hello(ravi: Person) -> None:" in text
    assert r'ravi.sees("\"moon\" in sales of acme", channel="CSALES")' in text
    sandbox.person("URAVI").post("reset")
    run(text, ravi=ravi, maya=maya)


def test_several_deeds_in_their_order(sandbox: Running, ravi: Person, maya: Person) -> None:
    ravi.types("/buttons", channel="CSALES")
    ravi.chooses("colour", "blue", channel="CSALES")
    maya.clicks("Greet", channel="CSALES")
    ts = maya.writes("Call me, <@URAVI>", channel="CSALES")
    ravi.uses_shortcut("log", channel="CSALES", message_ts=ts)
    ravi.uses_shortcut("note")
    ravi.opens_home()
    ravi.home("Welcome")

    text = copied(ravi, numbers(ravi))

    wanted = [
        'ravi.types("/buttons", channel="CSALES")',
        'ravi.clicks("colour", channel="CSALES", value="blue")',
        'maya.clicks("greet", channel="CSALES")',
        'maya.sees("Greeted 7 with no colour", channel="CSALES")',
        'maya.writes("Call me, <@URAVI>", channel="CSALES")',
        'ravi.uses_shortcut("log", channel="CSALES", message_ts=ts)',
        'ravi.uses_shortcut("note")',
        "ravi.opens_home()",
    ]
    lines = [line.strip() for line in text.splitlines()]
    assert [line for line in lines if line in wanted] == wanted
    ravi.post("reset")
    run(text, ravi=ravi, maya=maya)


def test_a_copy_fails_where_the_answer_is_another(ravi: Person) -> None:
    ravi.types("/hello world", channel="CSALES")
    text = copied(ravi, numbers(ravi)).replace("/hello world", "/hello moon")
    ravi.post("reset")

    impatient = re.sub(r"(\.sees\(.*)\)$", r"\1, within=0)", text, flags=re.MULTILINE)
    with pytest.raises(NeverSeen, match="did not see 'Hello world"):
        run(impatient, ravi=ravi)


def test_what_was_refused_is_to_be_refused_again(ravi: Person) -> None:
    ravi.post("faults", kind="silent", method="deliveries")
    with pytest.raises(Refused):
        ravi.types("/hello world", channel="CSALES")

    text = copied(ravi, numbers(ravi))

    assert "with pytest.raises(Refused):" in text
    run(text, ravi=ravi)
    ravi.post("faults/clear")
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        run(text, ravi=ravi)


def test_what_nobody_did_is_explained(ravi: Person) -> None:
    ravi.types("/buttons", channel="CSALES")
    posted = [entry["n"] for entry in ravi.get("journal")["entries"] if entry["kind"] == "api"]

    with pytest.raises(Refused, match="Only what a person did can be copied"):
        copied(ravi, posted[-1:])
    with pytest.raises(Refused, match="still kept"):
        copied(ravi, [999])
    with pytest.raises(Refused, match="not the number of an entry"):
        ravi.get("journal/test", entries="x")
