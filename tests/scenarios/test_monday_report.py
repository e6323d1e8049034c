"""The Monday report arrives once in its channel, with chart and table, though two bots run."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import Engine

from bot.domain.schedules import ScheduleRule
from bot.edge import Edge
from bot.sandbox import server
from bot.store import runs, schedules
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.running_bot import MANIFEST, bot, wait_until
from tests.scenarios.conftest import Clock
from tests.trade import small_order

MONDAY_NINE = ScheduleRule(frozenset({0}), time(9), "Europe/Berlin")
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 0, 5, tzinfo=UTC)


@pytest.fixture
def scheduled(engine: Engine, cast: Cast) -> int:
    with workspace_session(engine, ACME) as session:
        small_order(session, cast.ravi, at=WEDNESDAY)
        return schedules.add(
            session,
            channel="CSALES",
            report="weekly-sales",
            rule=MONDAY_NINE,
            created_by_id=cast.maya.member.id,
            at=SUNDAY,
        ).id


def test_two_bots_post_it_once(engine: Engine, scheduled: int) -> None:
    clock = Clock(SUNDAY)
    with (
        server.running(manifest=MANIFEST) as sandbox,
        bot(engine, Edge(), sandbox, clock=clock) as one,
        bot(engine, Edge(), sandbox, clock=clock) as other,
    ):
        clock.goes_to(MONDAY)
        one.ticker.wake()
        other.ticker.wake()
        maya = sandbox.person("UMAYA")
        message = maya.sees("Weekly sales", channel="CSALES", within=30)
        wait_until(
            lambda: any(
                reply.get("files") for reply in maya.messages("CSALES", thread_ts=message["ts"])
            )
        )
        for app in (one, other):
            app.ticker.wake()
        wait_until(lambda: _finished(engine, scheduled))
        posts = [post for post in maya.messages("CSALES") if "Weekly sales" in post["text"]]
        files = [
            file["name"]
            for reply in maya.messages("CSALES", thread_ts=message["ts"])
            for file in reply.get("files") or []
        ]

    assert len(posts) == 1
    assert "16 Nov – 22 Nov 2026" in posts[0]["text"]
    assert "€36.00" in posts[0]["text"]
    picture = next(block for block in posts[0]["blocks"] if block["type"] == "image")
    assert "€36.00" in picture["alt_text"]
    assert "Europe/Berlin" in posts[0]["text"]
    assert len(files) == 1
    assert files[0].endswith(".csv")


def _finished(engine: Engine, schedule_id: int) -> bool:
    with workspace_session(engine, ACME, reading=True) as session:
        return schedule_id in runs.last_outcomes(session)
