"""What stands in the record once a request is over."""

from sqlalchemy import Engine

from bot.store import audit
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.running_bot import wait_until


def verbs(engine: Engine) -> set[str]:
    """What was recorded in Acme, by verb."""
    found: set[str] = set()

    def read() -> bool:
        with workspace_session(engine, ACME, reading=True) as session:
            found.update(entry.verb for entry in audit.entries(session))
        return True

    wait_until(read)
    return found
