"""A database that keeps everybody waiting: SQLite, while another writer holds it."""

import threading
import time

from sqlalchemy import Engine

from bot.app import handlers
from bot.store import workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.running_bot import desk


def test_a_form_opens_in_time_while_the_database_is_blocked(engine: Engine, cast: Cast) -> None:
    with desk(engine, handlers()) as opened:
        ravi = opened.person("URAVI")
        with workspace_session(engine, ACME) as session:
            workspaces.change(session, name="Acme & Co")
            release = threading.Timer(3.5, session.rollback)
            release.start()
            began = time.monotonic()
            ravi.types("/order new")

            assert ravi.modal(titled="One moment")
            assert time.monotonic() - began < 3
            release.join()

        assert ravi.modal(titled="New order")
