"""A bulk write of one workspace cannot reach into another, even with another's ids."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, update

from bot import imports
from bot.store import loading
from bot.store.db import workspace_session
from bot.store.tables import CustomerRow
from tests.conftest import ACME, GLOBEX, NOON
from tests.imports.tables import lines


def test_saving_a_customer_of_another_workspace_fails_and_changes_nothing(engine: Engine) -> None:
    imports.run(engine, ACME, "customers", lines("customer_id,name", "A,Acme"), at=NOON)
    with workspace_session(engine, ACME, reading=True) as session:
        theirs = loading.customers(session, ["A"])["A"]
    stolen = replace(theirs, details=replace(theirs.details, name="Globex"))

    with workspace_session(engine, GLOBEX) as session, pytest.raises(KeyError):
        loading.save_customers(session, [stolen])

    with workspace_session(engine, ACME, reading=True) as session:
        assert loading.customers(session, ["A"])["A"] == theirs


def test_a_bulk_update_by_key_is_refused_since_the_filter_does_not_reach_it(engine: Engine) -> None:
    with workspace_session(engine, GLOBEX) as session, pytest.raises(TypeError):
        session.execute(update(CustomerRow), [{"id": 1, "name": "Globex"}])
