"""Socket Mode: many connections, any of which may be chosen, and their renewal."""

from contextlib import ExitStack

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import running
from tests.sandbox.server.bots import by_socket, listens
from tests.sandbox.server.greeter import register
from tests.sandbox.server.waiting import until


def test_each_envelope_goes_to_one_of_the_connections() -> None:
    with by_socket(register) as sandbox, listens(sandbox, register):
        ravi = sandbox.person("URAVI")
        assert ravi.get("status")["connections"] == 2

        for _ in range(6):
            ravi.types("/public", channel="CSALES")

        assert len(ravi.messages("CSALES")) == 6


def test_a_refreshed_connection_comes_back() -> None:
    with by_socket(register) as sandbox:
        ravi = sandbox.person("URAVI")

        ravi.post("disconnect")

        until(lambda: times_opened(ravi) == 2 and says_hello(ravi))


def test_no_more_than_ten_connections_are_held() -> None:
    with running() as sandbox, ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(listens(sandbox, register))
        sandbox.wait_for_bot(connections=10)
        ravi = sandbox.person("URAVI")

        with listens(sandbox, register):
            assert ravi.get("status")["connections"] == 10
            ravi.types("/hello")


def says_hello(person: Person) -> bool:
    """Return whether the bot answers; the old connection may just be gone, the new one coming."""
    try:
        return "Hello" in person.types("/hello")["reply"]["text"]
    except Refused:
        return False


def times_opened(person: Person) -> int:
    return sum("connections.open" in each["name"] for each in person.get("journal")["entries"])
