"""A sandbox with the slow bot behind it, in place of the desk of the other pages."""

from collections.abc import Iterator

import pytest

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
