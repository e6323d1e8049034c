"""What several tests of services need."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine

from bot.jobs.approvals import Reminder


@pytest.fixture
def clock(engine: Engine) -> Callable[[datetime], int]:
    """Let the clock be at a moment, in a process that does what is due then."""

    def at(moment: datetime) -> int:
        return Reminder(engine, lambda: moment).run_due()

    return at
