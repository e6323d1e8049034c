"""What every table shares: names of constraints, column types, the tenant's mark."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    inspect,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column
from sqlalchemy.types import TypeDecorator

# `column_0_N_name`, since `column_0_label` silently loses an index of several columns.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

TEAM_ID_LENGTH = 32
SLACK_ID_LENGTH = 32
# 191 characters of utf8mb4 fit into every index that MariaDB can build.
KEY_LENGTH = 191

Identifier = BigInteger().with_variant(Integer, "sqlite")
# Amounts in minor units of a currency; Numeric would lose digits on SQLite.
Money = BigInteger
# MariaDB's TEXT ends at 64 KB, and a payload with blocks may pass that; this becomes MEDIUMTEXT.
# The dialects' own types are named nowhere, since importing them costs every start 3 MB.
LongText = Text().with_variant(Text(2**24 - 1), "mysql", "mariadb")
# MariaDB compares text without case or trailing blanks unless told otherwise.
Key = String(KEY_LENGTH).with_variant(
    String(KEY_LENGTH, collation="utf8mb4_bin"), "mysql", "mariadb"
)
# Terms are looked up by their beginnings, so they stand in the order of their code points.
Term = Key.with_variant(String(KEY_LENGTH, collation="C"), "postgresql")


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, kept without a zone, to the microsecond, on every database.

    SQLite would return it naive and MariaDB would cut the fraction.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name in {"mysql", "mariadb"}:
            from sqlalchemy.dialects import mysql

            return dialect.type_descriptor(mysql.DATETIME(fsp=6))
        return dialect.type_descriptor(DateTime(timezone=False))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a zone before it is stored.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class TenantRow:
    """A row of one workspace. Every statement is narrowed to the session's workspace by it."""

    workspace_id: Mapped[str] = mapped_column(
        String(TEAM_ID_LENGTH), ForeignKey("workspaces.id"), nullable=False
    )


def tenant_key() -> UniqueConstraint:
    """What composite foreign keys point at, so that no row can refer across workspaces."""
    return UniqueConstraint("workspace_id", "id")


def primary_key() -> Mapped[int]:
    return mapped_column(Identifier, primary_key=True, autoincrement=True)


Row = TypeVar("Row", bound=Base)


def shared_alias(row: type[Row]) -> type[Row]:
    """Return an alias that several threads may use from the first on.

    SQLAlchemy notes which column is whose at the first question for one. Of two threads that ask
    at the same moment one can find the notes half written, and take the table itself for the
    alias: every row then comes with every row, for as long as the statement is kept.
    """
    alias = aliased(row)
    key = next(iter(inspect(row).local_table.primary_key))
    inspect(alias).selectable.corresponding_column(key)
    return alias
