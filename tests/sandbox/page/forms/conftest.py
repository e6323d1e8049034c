"""A sandbox with the slow bot behind it, in place of the desk of the other pages."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.page.forms.slow_bot import SlowRecorder
from tests.sandbox.server.bots import by_http


@pytest.fixture(scope="package")
def bot() -> SlowRecorder:
    return SlowRecorder()


@pytest.fixture(scope="package")
def served(bot: SlowRecorder) -> Iterator[Running]:
    with by_http(bot.register) as started:
        yield started


@pytest.fixture
def recorder(bot: SlowRecorder) -> SlowRecorder:
    """The bot, which has heard nothing yet."""
    bot.__init__()  # type: ignore[misc]
    return bot


@pytest.fixture
def client(sandbox: Running) -> WebClient:
    """What the bot does unasked."""
    token = sandbox.world.workspaces["TACME"].token
    return WebClient(token=token, base_url=sandbox.api_url)
