"""The program knows its newest schema without asking Alembic, and an old one when it sees it."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, LargeBinary, Text, text
from sqlalchemy.dialects.mysql import MEDIUMBLOB, MEDIUMTEXT

from bot.store.db import make_engine
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
