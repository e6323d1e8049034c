"""Engines, and the one way to a session: narrowed to a workspace, committed in one place."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Connection,
    Engine,
    Executable,
    String,
    bindparam,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import (
    LoaderCriteriaOption,
    ORMExecuteState,
    Session,
    UOWTransaction,
    with_loader_criteria,
)
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store import audit, homes
from bot.store.tables import TenantRow, WorkspaceRow

Result = TypeVar("Result")

CONNECT_SECONDS = 3
BUSY_SECONDS = 10
POOL_SIZE = 20
TURN = "turn"
# MariaDB: deadlock, lock wait. PostgreSQL: serialization failure, deadlock.
RETRYABLE_NUMBERS = {1213, 1205}
RETRYABLE_STATES = {"40001", "40P01"}
ATTEMPTS = 4
# Named like no column; a statement that runs without its value is refused.
THIS_WORKSPACE = bindparam("this_workspace", type_=String)
narrowed_copies: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()


def make_engine(database_url: str) -> Engine:
    """Return an engine set up for SQLite, PostgreSQL or MariaDB.

    `mysql://` and `mariadb://` mean PyMySQL, `postgresql://` and `postgres://` psycopg.
    Errors name no parameters: those are customers' words, and errors are logged.
    """
    url = make_url(database_url)
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _sqlite(
            create_engine(
                url,
                connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
                hide_parameters=True,
            )
        )
    if backend in {"mysql", "mariadb"}:
        return create_engine(
            url.set(drivername="mariadb+pymysql").update_query_dict({"charset": "utf8mb4"}),
            # A repeatable snapshot would hide the winner's row from the loser of a race.
            isolation_level="READ COMMITTED",
            connect_args={"connect_timeout": CONNECT_SECONDS},
            pool_size=POOL_SIZE,
            pool_pre_ping=True,
            pool_recycle=3600,
            hide_parameters=True,
        )
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": CONNECT_SECONDS},
        pool_size=POOL_SIZE,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _sqlite(engine: Engine) -> Engine:
    # SQLite itself has those who wait for the writer's lock sleep and look again, ever longer.
    # A writer keeps its turn from the beginning until its connection is back in the pool.
    turn = Lock()

    def on_connect(connection: Any, _record: object) -> None:
        # Python's own transaction handling lost updates without a word; ours is explicit.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading", False):
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.info.get(TURN):
            connection.info[TURN] = turn.acquire(timeout=BUSY_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def on_checkin(_connection: Any, record: ConnectionPoolEntry) -> None:
        if record.info.pop(TURN, False):
            turn.release()

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    event.listen(engine, "checkin", on_checkin)
    return engine


class WorkspaceSession(Session):
    """A session that sees one workspace, or (without one) only the list of workspaces."""


@contextmanager
def workspace_session(
    engine: Engine, workspace_id: str, *, reading: bool = False
) -> Iterator[Session]:
    """Open a transaction in one workspace; commit at the end, roll back on an error.

    `reading` promises that nothing is written, and spares SQLite the writer's lock.
    """
    bind = engine.execution_options(reading=True) if reading else engine
    with WorkspaceSession(bind, info={"workspace_id": workspace_id}, expire_on_commit=False) as (
        session
    ):
        yield session
        if reading:
            session.rollback()
            return
        homes.write_pending(session)
        # Last of all, so that the chain's lock is held for the commit alone.
        audit.write_pending(session)
        session.commit()


@contextmanager
def registry_session(engine: Engine) -> Iterator[Session]:
    """Open a transaction that can read and write workspaces themselves, and nothing in them."""
    with WorkspaceSession(engine, expire_on_commit=False) as session:
        yield session
        session.commit()


def in_workspace(
    engine: Engine, workspace_id: str, work: Callable[[Session], Result], *, reading: bool = False
) -> Result:
    """Run `work` in a transaction of its own, again from the start after a deadlock.

    `work` may run several times, so it may touch nothing but the session.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            with workspace_session(engine, workspace_id, reading=reading) as session:
                return work(session)
        except DBAPIError as error:
            if not is_retryable(error):
                raise
    with workspace_session(engine, workspace_id, reading=reading) as session:
        return work(session)


def is_retryable(error: DBAPIError) -> bool:
    """Return whether the database asks to run the whole transaction again."""
    number = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return number in RETRYABLE_NUMBERS or getattr(error.orig, "sqlstate", "") in RETRYABLE_STATES


def is_outage(error: BaseException) -> bool:
    """Return whether the error means that the database cannot be reached or is too busy."""
    return isinstance(error, (OperationalError, InterfaceError, PoolTimeout)) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def workspace_of(session: Session) -> str:
    """Return the session's workspace; raises KeyError in a session that has none."""
    return str(session.info["workspace_id"])


@event.listens_for(WorkspaceSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if state.is_column_load:
        return
    if "workspace_id" not in state.session.info:
        _only_workspaces(state)
        return
    workspace_id = workspace_of(state.session)
    if state.is_insert:
        _stamp_parameters(state, workspace_id)
        return
    bound = state.parameters or {}
    if not isinstance(bound, Mapping):
        # The filter does not reach a bulk update by primary key.
        raise TypeError("Change loaded rows instead of updating many by their keys.")
    state.statement = _narrowed(state.statement)
    state.parameters = {**bound, THIS_WORKSPACE.key: workspace_id}


def _narrowed(statement: Executable) -> Executable:
    """Return the statement's copy that sees one workspace, the same one as long as it lives.

    With a copy stays what SQLAlchemy worked out about it: a statement that is made once, its
    values bound when it runs, costs a third of one that is made anew each time.
    """
    found = narrowed_copies.get(statement)
    if found is None:
        found = narrowed_copies[statement] = statement.options(*_only_this_workspace())
    return found


@cache
def _only_this_workspace() -> tuple[LoaderCriteriaOption, ...]:
    return (
        with_loader_criteria(
            TenantRow, lambda row: row.workspace_id == THIS_WORKSPACE, include_aliases=True
        ),
        with_loader_criteria(WorkspaceRow, WorkspaceRow.id == THIS_WORKSPACE),
    )


def _only_workspaces(state: ORMExecuteState) -> None:
    for mapper in state.all_mappers:
        if mapper.class_ is not WorkspaceRow:
            raise KeyError(f"{mapper.class_.__name__} needs a session with a workspace.")


def _stamp_parameters(state: ORMExecuteState, workspace_id: str) -> None:
    parameters = state.parameters
    rows = parameters if isinstance(parameters, list) else [parameters or {}]
    for row in rows:
        if isinstance(row, dict):
            row["workspace_id"] = workspace_id


@event.listens_for(WorkspaceSession, "before_flush")
def _stamp_new_rows(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for row in session.new:
        if isinstance(row, TenantRow):
            row.workspace_id = workspace_of(session)
