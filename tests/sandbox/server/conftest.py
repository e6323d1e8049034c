"""A sandbox of its own for every test that asks for one."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.person import Person
from bot.sandbox.server import Running, running


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with running() as started:
        yield started


@pytest.fixture
def client(sandbox: Running) -> WebClient:
    """The app in Acme."""
    return WebClient(token=sandbox.token(), base_url=sandbox.api_url)


@pytest.fixture
def ravi(sandbox: Running) -> Person:
    return sandbox.person("URAVI")


@pytest.fixture
def maya(sandbox: Running) -> Person:
    return sandbox.person("UMAYA")
