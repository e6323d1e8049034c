"""While Slack is slow to answer, nobody holds the database: others write on."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from bot.app import handlers
from bot.blocks.posts import post
from bot.store import outbox, workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast
from tests.running_bot import Desk, desk, wait_until

# Long enough that a crowded machine does not look like waiting for Slack.
SECONDS = 2.0


def _asks_for_a_form(opened: Desk, _engine: Engine) -> None:
    opened.person("URAVI").types("/order new")


def _opens_home(opened: Desk, _engine: Engine) -> None:
    opened.person("URAVI").opens_home()


def _logs_a_message(opened: Desk, _engine: Engine) -> None:
    ravi = opened.person("URAVI")
    ts = ravi.writes("Alfreds want chai", channel="CSALES")
    ravi.uses_shortcut("log_message", channel="CSALES", message_ts=ts)


def _posts(opened: Desk, engine: Engine) -> None:
    with workspace_session(engine, ACME) as session:
        outbox.add(session, post("slow", "CSALES", "Hello", []), at=NOON)
    opened.app.ticker.wake()


@pytest.mark.parametrize(
    ("method", "act"),
    [
        ("users.info", _asks_for_a_form),
        ("views.open", _asks_for_a_form),
        ("views.publish", _opens_home),
        ("chat.getPermalink", _logs_a_message),
        ("chat.postMessage", _posts),
    ],
)
def test_others_write_while_slack_keeps_the_bot_waiting(
    engine: Engine, cast: Cast, method: str, act: Callable[[Desk, Engine], None]
) -> None:
    with desk(engine, handlers()) as opened, ThreadPoolExecutor(1) as hands:
        # The first of all requests makes every statement, which is no waiting for Slack.
        maya = opened.person("UMAYA")
        maya.opens_home()
        maya.home("waits for your approval")
        before = len(_calls(opened, method))
        ravi = opened.person("URAVI")
        ravi.post("faults", kind="slow", method=method, seconds=SECONDS, times=1)
        acted = hands.submit(act, opened, engine)

        longest, ends = 0.0, time.monotonic() + 1.5 * SECONDS
        while time.monotonic() < ends:
            longest = max(longest, _write(engine))
            time.sleep(0.01)
        acted.result()

        assert longest < SECONDS / 2
        assert len(_calls(opened, method)) > before
        wait_until(lambda: _waiting(engine) == 0)


def _write(engine: Engine) -> float:
    began = time.monotonic()
    with workspace_session(engine, ACME) as session:
        workspaces.change(session, name="Acme & Co")
    return time.monotonic() - began


def _calls(opened: Desk, method: str) -> list[object]:
    entries = opened.person("URAVI").get("journal")["entries"]
    return [entry for entry in entries if entry["name"] == method]


def _waiting(engine: Engine) -> int:
    with workspace_session(engine, ACME, reading=True) as session:
        return outbox.waiting_count(session)
