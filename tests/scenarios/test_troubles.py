"""What people see when the database is gone."""

from contextlib import ExitStack

from sqlalchemy import Engine

from bot.app import handlers
from bot.store import workspaces
from bot.store.db import make_engine
from bot.store.migrate import upgrade
from tests import databases
from tests.conftest import ACME, NOON
from tests.running_bot import desk


def test_a_command_during_an_outage_gets_a_clear_sentence() -> None:
    with ExitStack() as server, ExitStack() as after:
        engine = make_engine(server.enter_context(databases.postgresql()))
        after.callback(engine.dispose)
        upgrade(engine)
        _install(engine)
        with desk(engine, handlers()) as opened:
            ravi = opened.person("URAVI")
            assert "orders" in ravi.types("/order list")["reply"]["text"].lower()

            server.close()
            text = ravi.types("/order list")["reply"]["text"]

    assert "cannot reach its database at the moment, so nothing was saved" in text
    assert "Reference" in text


def _install(engine: Engine) -> None:
    workspaces.ensure(engine, ACME, name="Acme", at=NOON, currency="EUR", zone="UTC")
