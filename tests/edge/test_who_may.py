"""Guests and people of other companies are refused, whatever they do, and it is noted."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.edge import Answer, Call, Choices, Edge, FormErrors, Reply, requests
from bot.edge.downloads import Downloads
from bot.edge.people import Directory, known_zone
from bot.edge.requests import Request
from bot.edge.teams import Teams, sign_in
from bot.edge.work import Worker
from bot.sandbox import server
from bot.store import audit, members
from bot.store.db import workspace_session
from tests.conftest import ACME, GLOBEX, NOON, Cast
from tests.running_bot import MANIFEST

NAME = "anything"
VIEW = {
    "id": "V1",
    "hash": "1.a",
    "type": "modal",
    "callback_id": NAME,
    "private_metadata": "",
    "blocks": [{"type": "input", "block_id": "name"}],
    "state": {"values": {}},
}


def asked(user: str, home: str | None) -> dict[str, Request]:
    """Return a request of every kind, made in Acme by somebody whose workspace is `home`."""
    who: dict[str, Any] = {
        "team": {"id": ACME, "domain": "acme"},
        "user": {"id": user, **({"team_id": home} if home else {})},
        "trigger_id": f"1.{user}",
    }
    message = {"ts": "1.0", "text": "Hello", "user": "URAVI"}
    channel = {"id": "CSALES", "name": "sales"}
    return {
        "command": requests.command(
            {"command": "/crm", "team_id": ACME, "user_id": user, "text": ""}, ""
        ),
        "button": requests.button({**who, "actions": [{"action_id": NAME, "value": "1"}]}),
        "form": requests.form({**who, "view": VIEW}),
        "message shortcut": requests.shortcut(
            {**who, "type": "message_action", "callback_id": NAME}
            | {"message": message, "channel": channel}
        ),
        "global shortcut": requests.shortcut({**who, "type": "shortcut", "callback_id": NAME}),
        "options": requests.options({**who, "action_id": NAME, "value": ""}),
        "event": requests.event(
            {"team_id": ACME, "event_id": user, "event": {"type": NAME, "user": user}}
        ),
    }


KINDS = tuple(asked("U", None))
STRANGERS = {
    "a guest": ("UGUS", ACME),
    "Charlie, seen through a shared channel": ("UCHARLIE", GLOBEX),
    "Charlie, of whom Slack tells no workspace": ("UCHARLIE", None),
}


@pytest.fixture
def worker(engine: Engine, cast: Cast) -> Iterator[Worker]:
    """A worker whose every handler says who reached it."""

    def reached(call: Call, *_given: object) -> Answer:
        return Reply(f"Reached by {call.actor.name}.")

    edge = Edge()
    edge.command("/crm", reached)
    edge.button(NAME, reached)
    edge.form(NAME, reached)
    edge.message_shortcut(NAME, reached)
    edge.global_shortcut(NAME, reached)
    edge.options(NAME, reached)
    edge.event(NAME, reached)
    with server.running(manifest=MANIFEST) as sandbox:
        tokens = (sandbox.token(ACME), sandbox.token(GLOBEX))
        teams = Teams(sign_in(tokens, api_url=sandbox.api_url), api_url=sandbox.api_url)
        yield Worker(edge, engine, Directory(teams), Downloads(teams), lambda: NOON)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_may_do_nothing(engine: Engine, worker: Worker, who: str, kind: str) -> None:
    answer = worker.run(asked(*STRANGERS[who])[kind]).answer

    assert "Reached" not in str(answer)
    match answer:
        case Reply(text):
            assert "Guests cannot use" in text or "members of this workspace only" in text
        case FormErrors(errors):
            assert set(errors) == {"name"}
        case _:
            assert answer in {None, Choices()}
    with workspace_session(engine, ACME, reading=True) as session:
        newest = audit.entries(session)[-1]
        assert newest.verb == audit.Verb.REQUEST_REFUSED
        assert members.by_slack_id(session, STRANGERS[who][0]) is None


@pytest.mark.parametrize("kind", KINDS)
def test_members_may(worker: Worker, kind: str) -> None:
    answer = worker.run(asked("URAVI", ACME)[kind]).answer

    assert answer == Reply("Reached by Ravi.")


def test_whoever_left_may_do_nothing_any_more(engine: Engine, cast: Cast, worker: Worker) -> None:
    with workspace_session(engine, ACME) as session:
        left = members.get(session, cast.ravi.member.id)
        members.save(session, replace(left, active=False))

    for request in asked("URAVI", ACME).values():
        assert "Reached" not in str(worker.run(request).answer)


@pytest.mark.parametrize("zone", ["Mars/Olympus_Mons", "", None])
def test_a_zone_that_nobody_here_knows_counts_as_utc(zone: str | None) -> None:
    assert known_zone(zone) == "UTC"
    assert known_zone("Asia/Kolkata") == "Asia/Kolkata"


@pytest.mark.parametrize(
    ("zone", "today"), [("Pacific/Auckland", "2026-11-24"), ("Pacific/Honolulu", "2026-11-23")]
)
def test_today_is_the_day_where_the_person_is(call: Call, zone: str, today: str) -> None:
    there = replace(call, actor=replace(call.actor, zone=zone))

    assert str(there.today) == today


def test_an_event_about_somebody_is_asked_for_by_nobody() -> None:
    user = {"id": "UGUS", "real_name": "Gus"}
    body = {"team_id": ACME, "event_id": "E1", "event": {"type": "user_change", "user": user}}

    assert requests.event(body).user_id == ""
