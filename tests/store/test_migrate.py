"""The program knows its newest schema without asking Alembic, and an old one when it sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, LargeBinary, MetaData, Table, Text, text
from sqlalchemy.dialects.mysql import MEDIUMBLOB, MEDIUMTEXT

from bot.domain.policies import (
    EVERYTHING_ELSE,
    NEW_CUSTOMER,
    Approvers,
    Rule,
    Step,
    at_least,
    discount_from,
)
from bot.store import orders, policies
from bot.store.db import make_engine, workspace_session
from bot.store.migrate import HEAD, alembic_config, is_current, upgrade
from bot.store.tables import Base
from tests.conftest import ACME, NOON


def test_the_newest_schema_is_the_end_of_the_history() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_a_migrated_database_is_current(engine: Engine) -> None:
    assert is_current(engine)


def test_an_empty_database_is_not(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}")

    assert not is_current(engine)

    upgrade(engine)
    assert is_current(engine)
    engine.dispose()


def test_another_schema_is_not(tmp_path: Path, migrated_file: bytes) -> None:
    path = tmp_path / "old.sqlite3"
    path.write_bytes(migrated_file)
    engine = make_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    assert not is_current(engine)
    engine.dispose()


def test_the_history_makes_the_tables_as_the_rows_describe_them(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _unlike})

        assert compare_metadata(context, Base.metadata) == []


def _unlike(
    _context: object, _found: object, _row: object, found: object, wanted: object
) -> bool | None:
    """Take MariaDB's own names for long columns as the same; None leaves the rest to Alembic."""
    same = isinstance(found, MEDIUMTEXT | MEDIUMBLOB) and isinstance(wanted, Text | LargeBinary)
    return False if same else None


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Engine]:
    """A workspace in the very first schema."""
    engine = make_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
    _fill(engine, "workspaces", id=ACME, name="Acme", currency="EUR", zone="UTC", created_at=NOON)
    yield engine
    engine.dispose()


def _fill(engine: Engine, table: str, **values: object) -> None:
    with engine.begin() as connection:
        connection.execute(Table(table, MetaData(), autoload_with=connection).insert(), values)


def test_lines_of_orders_made_here_are_numbered_from_one_as_files_number_theirs(
    first: Engine,
) -> None:
    here = {"workspace_id": ACME}
    _fill(first, "members", id=1, name="Ravi", role="rep", active=True, **here)
    _fill(first, "products", id=1, name="Tea", name_key="tea", active=True, **here)
    _fill(
        first,
        "customers",
        id=1,
        name="Northwind",
        name_key="northwind",
        revision=0,
        created_at=NOON,
        **here,
    )
    sent = {"currency": "EUR", "status": "approved", "ordered_at": NOON, "revision": 1}
    parties = {"customer_id": 1, "requested_by_id": 1, "approvers": []}
    for number, key in ((1, None), (2, "10248")):
        _fill(
            first,
            "orders",
            id=number,
            number=number,
            external_key=key,
            net_minor=0,
            **(sent | parties | here),
        )
    sold = {"product_id": 1, "product": "Tea", "quantity": 1, "unit_price_minor": 100}
    for order_id, position in ((1, 0), (1, 1), (2, 0), (2, 7)):
        _fill(
            first,
            "order_lines",
            order_id=order_id,
            position=position,
            discount=0,
            net_minor=100,
            **(sold | here),
        )

    upgrade(first)

    with workspace_session(first, ACME, reading=True) as session:
        assert [orders.by_number(session, number).positions for number in (1, 2)] == [
            (1, 2),
            (0, 7),
        ]
    with first.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_policy_from_before_there_were_steps_asks_the_same(first: Engine) -> None:
    ask = {"role": "manager", "member_ids": []}
    nothing = {"above_minor": None, "currency": None, "above_discount": None}
    old = [
        {
            "name": "All",
            "approvers": ask,
            "above_minor": 100,
            "currency": "USD",
            "above_discount": 2_000,
            "customer_is_new": True,
        },
        {
            "name": "Omar",
            "approvers": {**ask, "member_ids": [3, 4]},
            **nothing,
            "customer_is_new": False,
        },
    ]
    _fill(first, "policies", workspace_id=ACME, version=1, rules=old, set_at=NOON)

    upgrade(first)

    with workspace_session(first, ACME, reading=True) as session:
        assert policies.in_force(session).rules == (
            Rule("All", (at_least(100, "USD"), discount_from(2_000), NEW_CUSTOMER)),
            Rule("Omar", (), (Step(Approvers(None, (3, 4))),)),
            EVERYTHING_ELSE,
        )
