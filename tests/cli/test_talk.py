"""What was said in the demonstration's #sales before anybody looked."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from bot import sample
from bot.cli.talk import SALES, TALK
from bot.sandbox import seed
from bot.sandbox.manifest import Manifest
from bot.sandbox.screen import Wanted, messages, screen
from bot.sandbox.world import World


@pytest.fixture
def world() -> World:
    acme, *others = seed.default().workspaces
    return World(seed.Seed((replace(acme, said=TALK), *others)), Manifest())


def test_everybody_has_read_it(world: World) -> None:
    for user in ("URAVI", "UMAYA", "UOMAR", "UANA"):
        channels = screen(world, user)["channels"]
        assert [each["unread"] for each in channels if each["id"] == SALES] == [0]


def test_it_was_said_shortly_before_in_order_and_answered(world: World) -> None:
    shown = messages(world, "URAVI", SALES, Wanted())["messages"]

    moments = [float(each["ts"]) for each in shown]
    assert moments == sorted(moments)
    assert world.clock.now() - 3600 < moments[0] < moments[-1] < world.clock.now()
    assert [each["reply_count"] for each in shown] == [1, 0, 0, 0]
    assert [each["name"] for each in shown[2]["reactions"]] == ["tada"]
    runs = shown[1]["blocks"][0]["elements"][0]["elements"]
    assert {"channel", "user"} <= {run["type"] for run in runs}


def test_it_comes_again_when_everything_begins_again(world: World) -> None:
    world.reset()

    assert len(messages(world, "URAVI", SALES, Wanted())["messages"]) == len(TALK)


@pytest.mark.parametrize("name", ["Nordlicht Hotels", "Grünwald Gastronomie"])
def test_the_customers_it_is_about_are_the_samples(name: str) -> None:
    customers = dict(sample.generate(date(2026, 11, 23)).files)["customers"].decode()
    cities = {row["name"]: row["city"] for row in csv.DictReader(io.StringIO(customers))}
    said = next(each.text for each in TALK if name in each.text)

    assert cities[f"{name} GmbH"] in said
