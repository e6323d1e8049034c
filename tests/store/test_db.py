"""Writers take turns on every database, and one that fails gives its turn away."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.people import Member, Role
from bot.store import members
from bot.store.db import in_workspace, workspace_session
from bot.store.tables import CounterRow
from tests.conftest import ACME, Cast, hire


def count_up(session: Session) -> None:
    row = session.scalars(select(CounterRow).with_for_update()).one()
    row.orders += 1


def counted(engine: Engine) -> int:
    with workspace_session(engine, ACME, reading=True) as session:
        return session.scalars(select(CounterRow.orders)).one()


def test_many_writers_lose_no_write_and_none_waits_long(engine: Engine, cast: Cast) -> None:
    start = Barrier(8)
    longest: list[float] = []

    def write(_: int) -> None:
        start.wait()
        for _turn in range(10):
            begun = time.monotonic()
            in_workspace(engine, ACME, count_up)
            longest.append(time.monotonic() - begun)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    assert counted(engine) == 80
    assert max(longest) < 5


def test_a_writer_that_fails_gives_its_turn_away(engine: Engine, cast: Cast) -> None:
    def fail(session: Session) -> None:
        count_up(session)
        session.flush()
        raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            in_workspace(engine, ACME, fail)
    begun = time.monotonic()
    in_workspace(engine, ACME, count_up)

    assert counted(engine) == 1
    assert time.monotonic() - begun < 5


def test_a_reader_does_not_wait_for_a_writer(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        hire(session, "Nadia", Role.REP)
        begun = time.monotonic()
        assert counted(engine) == 0

    assert time.monotonic() - begun < 5


def test_one_connection_may_write_again_and_again(engine: Engine) -> None:
    begun = time.monotonic()
    with engine.connect() as connection:
        for _ in range(3):
            connection.execute(text("SELECT 1"))
            connection.commit()

    assert time.monotonic() - begun < 5


def test_an_error_names_none_of_the_words_that_were_to_be_stored(engine: Engine) -> None:
    carla = Member(0, "Confidential Carla", Role.REP, external_key="same")
    with workspace_session(engine, ACME) as session:
        members.add(session, carla)

    with pytest.raises(IntegrityError) as failure, workspace_session(engine, ACME) as session:
        members.add(session, carla)

    assert "Confidential" not in str(failure.value)
