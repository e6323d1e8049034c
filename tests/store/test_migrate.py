"""The program knows its newest schema without asking Alembic, and an old one when it sees it."""

import json
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, LargeBinary, Text, text
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
from bot.store import policies
from bot.store.db import make_engine, workspace_session
from bot.store.migrate import HEAD, alembic_config, is_current, upgrade
from bot.store.tables import Base


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


def test_a_policy_from_before_there_were_steps_asks_the_same(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
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
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO workspaces (id, name, currency, zone, created_at)"
                " VALUES ('TACME', 'Acme', 'EUR', 'UTC', '2026-01-01')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO policies (workspace_id, version, rules, set_at)"
                " VALUES ('TACME', 1, :rules, '2026-01-01')"
            ),
            {"rules": json.dumps(old)},
        )

    upgrade(engine)

    with workspace_session(engine, "TACME", reading=True) as session:
        assert policies.in_force(session).rules == (
            Rule("All", (at_least(100, "USD"), discount_from(2_000), NEW_CUSTOMER)),
            Rule("Omar", (), (Step(Approvers(None, (3, 4))),)),
            EVERYTHING_ELSE,
        )
    engine.dispose()
