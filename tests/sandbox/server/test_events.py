"""Events: what the app hears, and how Slack insists when it does not answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.person import Person
from bot.sandbox.server import Running, running
from tests.sandbox.server.serving import served
from tests.sandbox.server.waiting import until


class Listener:
    """An endpoint that keeps what it is sent and answers with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.heard: list[tuple[dict[str, str], dict[str, Any]]] = []

    async def endpoint(self, request: Request) -> Response:
        self.heard.append((dict(request.headers), await request.json()))
        return PlainTextResponse("", self.status, self.headers)

    def wait_for(self, count: int) -> None:
        until(lambda: len(self.heard) >= count)


@contextmanager
def listened(manifest: dict[str, Any] | None = None) -> Iterator[tuple[Running, Listener]]:
    listener = Listener()
    web = Starlette(routes=[Route("/events", listener.endpoint, methods=["POST"])])
    with (
        served(web) as address,
        running(manifest=manifest, events_url=f"{address}/events") as sandbox,
    ):
        yield sandbox, listener


def test_an_event_is_tried_four_times_with_growing_patience() -> None:
    with listened() as (sandbox, listener):
        listener.status = 500
        ravi = sandbox.person("URAVI")
        ravi.writes("Hello", channel="CSALES")
        listener.wait_for(2)
        ravi.post("clock", advance=55)
        time.sleep(0.05)
        assert len(listener.heard) == 2

        ravi.post("clock", advance=6)
        listener.wait_for(3)
        ravi.post("clock", advance=301)
        listener.wait_for(4)
        ravi.post("clock", advance=4000)
        time.sleep(0.05)

        numbers = [headers.get("x-slack-retry-num") for headers, _ in listener.heard]
        reasons = {headers.get("x-slack-retry-reason") for headers, _ in listener.heard[1:]}
        assert numbers == [None, "1", "2", "3"]
        assert reasons == {"http_error"}
        assert len({body["event_id"] for _, body in listener.heard}) == 1


def test_an_app_can_refuse_retries() -> None:
    with listened() as (sandbox, listener):
        listener.status, listener.headers = 500, {"x-slack-no-retry": "1"}

        sandbox.person("URAVI").writes("Hello", channel="CSALES")
        listener.wait_for(1)
        time.sleep(0.05)

        assert len(listener.heard) == 1


def test_a_test_can_have_an_event_delivered_twice() -> None:
    with listened() as (sandbox, listener):
        ravi = sandbox.person("URAVI")
        ravi.writes("Hello", channel="CSALES")
        listener.wait_for(1)

        told = ravi.post("retry_last_event")
        listener.wait_for(2)

        assert {body["event_id"] for _, body in listener.heard} == {told["event_id"]}
        assert listener.heard[1][0]["x-slack-retry-num"] == "1"


@pytest.mark.parametrize(
    ("events", "heard"),
    [
        (["message.channels"], ["message"]),
        (["message.im", "app_mention"], ["app_mention"]),
        ([], []),
    ],
)
def test_an_app_hears_only_what_its_manifest_asks_for(events: list[str], heard: list[str]) -> None:
    manifest = {"settings": {"event_subscriptions": {"bot_events": events}}}
    with listened(manifest) as (sandbox, listener):
        sandbox.person("URAVI").writes("@dealdesk hello", channel="CSALES")
        listener.wait_for(len(heard))
        time.sleep(0.05)

        assert [body["event"]["type"] for _, body in listener.heard] == heard


def test_the_app_hears_nothing_from_where_it_is_not() -> None:
    with listened() as (sandbox, listener):
        sandbox.person("URAVI").writes("Secret", channel="CRANDOM")
        sandbox.person("URAVI").writes("Open", channel="CSALES")
        listener.wait_for(1)

        assert [body["event"]["text"] for _, body in listener.heard] == ["Open"]


def test_links_of_the_app_are_told() -> None:
    manifest = {
        "features": {"unfurl_domains": ["crm.acme.example"]},
        "settings": {"event_subscriptions": {"bot_events": ["link_shared"]}},
    }
    with listened(manifest) as (sandbox, listener):
        sandbox.person("URAVI").writes(
            "See https://crm.acme.example/o/7 and https://elsewhere.example/", channel="CSALES"
        )
        listener.wait_for(1)

        event = listener.heard[0][1]["event"]
        assert event["links"] == [
            {"domain": "crm.acme.example", "url": "https://crm.acme.example/o/7"}
        ]


def test_leaving_takes_the_token_away() -> None:
    with listened() as (sandbox, listener):
        ravi: Person = sandbox.person("URAVI")

        ravi.post("uninstall", workspace="TACME")
        listener.wait_for(2)

        # each goes on a connection of its own: which arrives first is nobody's promise
        types = {body["event"]["type"] for _, body in listener.heard}
        assert types == {"tokens_revoked", "app_uninstalled"}
        assert sandbox.world.by_token("xoxb-sandbox-TACME") is None
