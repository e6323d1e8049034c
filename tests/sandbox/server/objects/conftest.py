"""A sandbox with the small app of these tests, and a card of its order in #sales."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_http
from tests.sandbox.server.objects.desk import MANIFEST, URL, Desk, Json, order


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def sandbox(desk: Desk) -> Iterator[Running]:
    with by_http(desk.register, manifest=MANIFEST) as started:
        yield started


@pytest.fixture
def posted(client: WebClient) -> Json:
    """Where a card stands in #sales."""
    told = client.chat_postMessage(
        channel="CSALES", text="An order", metadata={"entities": [order()]}
    )
    return {"channel": "CSALES", "message_ts": str(told["ts"]), "url": URL}
