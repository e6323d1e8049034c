"""The program knows its newest schema without asking Alembic, and an old one when it sees it."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from bot.store.db import make_engine
from bot.store.migrate import HEAD, alembic_config, is_current, upgrade


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
