"""The schema's history, applied. Alembic is imported when something is to be done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

# The newest schema's name in the history; a test compares it with Alembic's own.
HEAD = "0002"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; does nothing where it is there already."""
    from alembic import command

    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        with _tables_may_be_copied(connection):
            command.upgrade(config, "head")
            connection.commit()


@contextmanager
def _tables_may_be_copied(connection: Connection) -> Iterator[None]:
    """Let SQLite drop a table that others refer to: it is altered by putting a copy in its place.

    https://www.sqlite.org/lang_altertable.html#otheralter
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    # Within a transaction this would do nothing, and SQLAlchemy begins one by itself.
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def is_current(engine: Engine) -> bool:
    """Return whether the database has the schema that this program expects."""
    with engine.connect() as connection:
        return revision(connection) == HEAD


def revision(connection: Connection) -> str | None:
    """Return the name of the schema that the database has; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def alembic_config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
