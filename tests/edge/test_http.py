"""HTTP mode: signatures, repeated deliveries, and the two health checks."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, text

from bot.edge import Answer, Call, Edge
from tests.conftest import Cast
from tests.running_bot import Desk, desk, wait_until


def _get(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


def _address(opened: Desk, path: str) -> str:
    return opened.bot_url + path


def test_it_says_that_it_is_alive_and_ready(engine: Engine) -> None:
    with desk(engine, Edge(), delivery="http") as opened:
        assert _get(_address(opened, "/healthz")) == (200, b"alive")
        status, body = _get(_address(opened, "/readyz"))

    assert (status, json.loads(body)["ready"]) == (200, True)


def test_it_is_not_ready_on_another_schema(engine: Engine) -> None:
    with desk(engine, Edge(), delivery="http") as opened:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
        status, body = _get(_address(opened, "/readyz"))

    assert status == 503
    assert "dealdesk migrate" in json.loads(body)["problem"]


def test_a_request_without_slacks_signature_is_refused(engine: Engine) -> None:
    called: list[str] = []

    def note(_call: Call, typed: str) -> Answer:
        called.append(typed)
        return None

    edge = Edge()
    edge.command("/crm", note)
    with desk(engine, edge, delivery="http") as opened:
        forged = urllib.request.Request(
            _address(opened, "/slack/events"),
            b"command=%2Fcrm&team_id=TACME&user_id=URAVI&text=hello",
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        try:
            urllib.request.urlopen(forged, timeout=5)
        except urllib.error.HTTPError as refusal:
            status = refusal.code
            refusal.close()

    assert status == 401
    assert called == []


def test_a_repeated_event_is_handled_once(engine: Engine, cast: Cast) -> None:
    seen: list[str] = []

    def note(_call: Call, event: Mapping[str, Any]) -> Answer:
        seen.append(event["tab"])
        return None

    edge = Edge()
    edge.event("app_home_opened", note)
    with desk(engine, edge, delivery="http") as opened:
        opened.person("URAVI").opens_home()
        wait_until(lambda: seen == ["home"])
        opened.person("URAVI").post("retry_last_event", user="URAVI")
        opened.person("UMAYA").opens_home()
        wait_until(lambda: len(seen) > 1)

    # Ravi's first, then Maya's; the repetition between them left no trace.
    assert seen == ["home", "home"]
