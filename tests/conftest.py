"""The cast, and a database for each test that asks for one.

Tests in the folders of EVERY_DATABASE run on SQLite, PostgreSQL and MariaDB; the
others on SQLite alone, since they reach SQL only through the store.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.people import Actor, Member, Role
from bot.edge import Call
from bot.store import members, workspaces
from bot.store.db import make_engine, workspace_session
from bot.store.migrate import upgrade
from tests import databases

EVERY_DATABASE = {"machine", "jobs", "store", "services", "imports", "scenarios"}
ACME, GLOBEX = "TACME", "TGLOBEX"
# A Monday.
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def pytest_configure() -> None:
    # That a crowded machine draws examples slowly is no fault of what is tested.
    slow = [HealthCheck.too_slow]
    settings.register_profile("patient", deadline=None, suppress_health_check=slow)
    settings.load_profile("patient")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        folder = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
        names = databases.NAMES if folder in EVERY_DATABASE else ("sqlite",)
        metafunc.parametrize("database", names, indirect=True)


@pytest.fixture(scope="session")
def servers() -> Iterator[Callable[[str], Engine]]:
    """Start each server at its first use, migrate it, and keep it for the whole session."""
    with ExitStack() as stack:
        engines: dict[str, Engine] = {}

        def engine_of(name: str) -> Engine:
            if name not in engines:
                runner = {"postgresql": databases.postgresql, "mariadb": databases.mariadb}[name]
                engines[name] = make_engine(stack.enter_context(runner()))
                stack.callback(engines[name].dispose)
                upgrade(engines[name])
            return engines[name]

        yield engine_of


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty, migrated SQLite database, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def database(
    request: pytest.FixtureRequest,
    servers: Callable[[str], Engine],
    migrated_file: bytes,
    tmp_path: Path,
) -> Iterator[Engine]:
    name: str = request.param
    if name == "sqlite":
        path = tmp_path / "dealdesk.sqlite3"
        path.write_bytes(migrated_file)
        engine = make_engine(f"sqlite:///{path}")
        yield engine
        engine.dispose()
        return
    engine = servers(name)
    databases.empty(engine)
    yield engine


@pytest.fixture
def engine(database: Engine) -> Engine:
    """A migrated database with two workspaces: Acme, and Charlie's Globex."""
    found(database)
    return database


def found(database: Engine) -> None:
    for team, name in ((ACME, "Acme"), (GLOBEX, "Globex")):
        workspaces.ensure(database, team, name=name, at=NOON, currency="EUR", zone="Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Person:
    """A member and the actor they are when they ask for something."""

    member: Member

    @property
    def actor(self) -> Actor:
        return Actor(
            self.member.id,
            self.member.slack_id or "",
            self.member.name,
            self.member.role,
            "Europe/Berlin",
        )


@dataclass(frozen=True, slots=True)
class Cast:
    ravi: Person
    maya: Person
    omar: Person
    ana: Person


def hire(session: Session, name: str, role: Role) -> Person:
    """Add a member named `name` with the Slack id and address that go with it."""
    return Person(
        members.add(
            session,
            Member(
                0, name, role, slack_id=f"U{name.upper()}", email=f"{name.lower()}@acme.example"
            ),
        )
    )


@pytest.fixture
def cast(engine: Engine) -> Cast:
    """Ravi (rep), Maya and Omar (managers), Ana (admin), all in Acme."""
    return employ(engine)


def employ(engine: Engine) -> Cast:
    with workspace_session(engine, ACME) as session:
        return Cast(
            hire(session, "Ravi", Role.REP),
            hire(session, "Maya", Role.MANAGER),
            hire(session, "Omar", Role.MANAGER),
            hire(session, "Ana", Role.ADMIN),
        )


@pytest.fixture
def session(engine: Engine, cast: Cast) -> Iterator[Session]:
    """A transaction in Acme, committed at the end of the test."""
    with workspace_session(engine, ACME) as opened:
        yield opened


@pytest.fixture
def call(session: Session, cast: Cast) -> Call:
    """A request of Ravi's, at noon."""
    return Call(session, cast.ravi.actor, workspaces.get(session), NOON)


@pytest.fixture
def charlie(engine: Engine, cast: Cast) -> Iterator[Session]:
    """Charlie reading in another workspace: sees nothing of Acme."""
    with workspace_session(engine, GLOBEX) as opened:
        hire(opened, "Charlie", Role.ADMIN)
    with workspace_session(engine, GLOBEX, reading=True) as opened:
        yield opened
