"""How things stand in a workspace and in its database, for /crm status and doctor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.migrate import HEAD, revision
from bot.store.outbox import PostState
from bot.store.tables import PostRow, ScheduleRow

# Rate limits hold a post back for seconds; after this somebody should look.
LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Status:
    """`oldest_waiting` and `next_due` are UTC; None where nothing waits or is scheduled."""

    database: str
    schema_is_current: bool
    posts_waiting: int
    oldest_waiting: datetime | None
    posts_given_up: int
    schedules: int
    next_due: datetime | None


def read(session: Session) -> Status:
    """Read it within the session's own transaction: SQLite has one writer at a time."""
    waiting, oldest = session.execute(
        select(func.count(PostRow.id), func.min(PostRow.created_at)).where(
            PostRow.state == PostState.WAITING
        )
    ).one()
    given_up = session.scalar(
        select(func.count(PostRow.id)).where(PostRow.state == PostState.GIVEN_UP)
    )
    schedules, next_due = session.execute(
        select(func.count(ScheduleRow.id), func.min(ScheduleRow.next_due_at)).where(
            ScheduleRow.ended_at.is_(None)
        )
    ).one()
    return Status(
        database=_database(session),
        schema_is_current=revision(session.connection()) == HEAD,
        posts_waiting=waiting,
        oldest_waiting=oldest,
        posts_given_up=given_up or 0,
        schedules=schedules,
        next_due=next_due,
    )


def _database(session: Session) -> str:
    """Name the kind and version, never the address, which may hold a password."""
    dialect = session.connection().dialect
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB"}
    version = dialect.server_version_info or ()
    numbers = ".".join(str(part) for part in version if isinstance(part, int))
    return f"{names.get(dialect.name, dialect.name)} {numbers}".strip()
