"""The sandbox's clock: moved, set, put to somebody's Monday, and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running

SOON = timedelta(seconds=5)


def now(ravi: Person) -> datetime:
    return datetime.fromisoformat(ravi.get("clock")["now"])


def test_it_is_moved_on_and_back_to_real_time(ravi: Person) -> None:
    before = now(ravi)

    moved = ravi.post("clock", advance=86_400)

    assert moved["ahead"] == 86_400
    assert timedelta(days=1) <= now(ravi) - before < timedelta(days=1) + SOON
    assert ravi.post("clock", real=True)["ahead"] == 0
    assert timedelta(0) <= now(ravi) - before < SOON


def test_it_is_set_to_the_next_monday_at_nine_where_the_person_is(ravi: Person) -> None:
    ravi.post("clock", set="2026-07-01T12:00:00+00:00")

    ravi.post("clock", monday="URAVI")
    monday = now(ravi).astimezone(ZoneInfo("Europe/London"))
    assert (monday.isoformat()[:16], monday.weekday()) == ("2026-07-06T09:00", 0)

    ravi.post("clock", monday="UMAYA")
    next_one = now(ravi).astimezone(ZoneInfo("Europe/Stockholm"))
    assert next_one.isoformat()[:16] == "2026-07-13T09:00"


def test_early_on_a_monday_it_is_the_same_day(ravi: Person) -> None:
    ravi.post("clock", set="2026-07-06T06:00:00+00:00")
    ravi.post("clock", monday="URAVI")
    assert now(ravi).isoformat()[:16] == "2026-07-06T08:00"


@pytest.mark.parametrize(
    "told", [{"set": "tomorrow"}, {"advance": "far"}, {"advance": 1e30}, {"monday": "UNOBODY"}]
)
def test_what_is_no_time_is_explained(ravi: Person, told: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"cannot be set so|Nobody here"):
        ravi.post("clock", **told)
    assert ravi.get("clock")["ahead"] == 0


def test_whoever_goes_by_it_hears_of_every_move(sandbox: Running, ravi: Person) -> None:
    heard: list[datetime] = []
    clock = sandbox.world.clock
    clock.when_moved(lambda: heard.append(clock.moment()))

    ravi.post("clock", set="2030-01-01T00:00:00+00:00")

    assert len(heard) == 1
    assert timedelta(0) <= heard[0] - datetime(2030, 1, 1, tzinfo=UTC) < SOON


def test_going_back_locks_no_channel(client: WebClient, ravi: Person) -> None:
    ravi.post("rate_limits", on=True)
    ravi.post("clock", advance=3600)
    client.chat_postMessage(channel="CSALES", text="Later")
    ravi.post("clock", real=True)

    assert client.chat_postMessage(channel="CSALES", text="Now")["ok"]


def test_messages_are_of_their_moment_also_after_going_back(ravi: Person) -> None:
    ravi.post("clock", advance=86_400)
    tomorrow = ravi.writes("Tomorrow", channel="CSALES")
    ravi.post("clock", real=True)

    today = [ravi.writes(f"Today {number}", channel="CSALES") for number in range(20)]

    assert float(tomorrow) - float(today[-1]) > 86_000
    assert today == sorted(set(today))


def test_no_two_messages_have_one_timestamp(sandbox: Running) -> None:
    clock = sandbox.world.clock
    stamps = []
    for _ in range(50):
        clock.set(datetime(2030, 1, 1, tzinfo=UTC))
        stamps += [sandbox.world.timestamp() for _ in range(20)]

    assert len(set(stamps)) == len(stamps)
