"""A guided tour is ticked by what really happened, whoever looks, and can be begun again."""

from collections.abc import Iterator

import pytest

from bot.sandbox import seed
from bot.sandbox.manifest import Manifest
from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running, running
from bot.sandbox.tour import Sign, Step, Tour
from bot.sandbox.world import World
from tests.sandbox.server.bots import listens
from tests.sandbox.server.greeter import register

GREET = Step(
    "Greet",
    "Say hello to the app.",
    "URAVI",
    "CSALES",
    Sign("slash_commands", "/hello", user="URAVI", answered="Hello .*world"),
    text="/hello world",
)
PRESS = Step(
    "Press",
    "Press the button as Maya.",
    "UMAYA",
    "CSALES",
    Sign("interactive", "greet", user="UMAYA", by="response_url", answered="Greeted 7"),
)


@pytest.fixture
def sandbox() -> Iterator[Running]:
    tour = Tour("Two steps", (GREET, PRESS), end="That is all.", links=(("Sales", "/#x"),))
    world = World(seed.default(), Manifest(), tour=tour)
    with running(world) as started, listens(started, register):
        started.wait_for_bot()
        yield started


def done(ravi: Person) -> list[bool]:
    return [step["done"] for step in ravi.get("tour")["steps"]]


def test_it_tells_who_goes_where_and_types_what(ravi: Person) -> None:
    tour = ravi.get("tour")

    assert (tour["title"], tour["end"]) == ("Two steps", "That is all.")
    assert tour["links"] == [{"title": "Sales", "url": "/#x"}]
    assert tour["steps"][0] == {
        "title": "Greet",
        "words": "Say hello to the app.",
        "user": "URAVI",
        "channel": "CSALES",
        "tab": "messages",
        "text": "/hello world",
        "done": False,
    }


def test_a_step_is_ticked_by_the_right_deed_with_the_right_answer(
    ravi: Person, maya: Person
) -> None:
    maya.types("/hello world")
    ravi.types("/hello moon")
    ravi.types("/nothing")
    assert done(ravi) == [False, False]

    ravi.types("/hello world")

    assert done(ravi) == [True, False]


def test_an_answer_that_comes_later_ticks_too(ravi: Person, maya: Person) -> None:
    ravi.types("/buttons", channel="CSALES")
    ravi.clicks("Greet", channel="CSALES")
    assert done(ravi) == [False, False]

    ravi.types("/buttons", channel="CSALES")
    maya.clicks("Greet", channel="CSALES")
    maya.sees("Greeted 7", channel="CSALES")

    assert done(maya) == [False, True]


def test_what_failed_ticks_nothing(ravi: Person) -> None:
    ravi.post("faults", kind="silent", method="deliveries", times=1)
    with pytest.raises(Refused, match="operation_timeout"):
        ravi.types("/hello world")

    assert done(ravi) == [False, False]


def test_it_can_be_begun_again(ravi: Person) -> None:
    ravi.types("/hello world")

    ravi.post("tour/reset")

    assert done(ravi) == [False, False]
    ravi.types("/hello world")
    ravi.post("reset")
    assert done(ravi) == [False, False]


def test_without_a_tour_there_are_no_steps() -> None:
    with running() as alone:
        assert alone.person("URAVI").get("tour")["steps"] == []
        with pytest.raises(Refused, match="no guided tour"):
            alone.person("URAVI").post("tour/reset")
