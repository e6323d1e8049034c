"""The record: a chain that shows every later change, whole however many write at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from bot.store import audit
from bot.store.audit import Verb
from bot.store.db import in_workspace, workspace_session
from tests.conftest import ACME, GLOBEX, NOON, Cast


def record(engine: Engine, cast: Cast, count: int) -> None:
    """Record `count` orders, each in a transaction of its own."""
    for number in range(1, count + 1):
        with workspace_session(engine, ACME) as session:
            audit.record(session, Verb.ORDER_SUBMITTED, by=cast.ravi.actor, at=NOON, order=number)


def verified(engine: Engine) -> tuple[int, str | None]:
    with workspace_session(engine, ACME, reading=True) as session:
        return audit.verify(session)


def tamper(engine: Engine, statement: str) -> None:
    """Do what only somebody with the database's password can do."""
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_an_untouched_chain_holds(engine: Engine, cast: Cast) -> None:
    record(engine, cast, 3)

    # The first entry is the workspace's own beginning.
    assert verified(engine) == (4, None)


def test_an_entry_says_who_did_what_when(engine: Engine, cast: Cast) -> None:
    record(engine, cast, 1)

    with workspace_session(engine, ACME, reading=True) as session:
        entry = audit.newest(session, Verb.ORDER_SUBMITTED)[0]
    assert (entry.by_id, entry.at, entry.details) == (cast.ravi.member.id, NOON, '{"order": 1}')


@pytest.mark.parametrize(
    "change",
    [
        "details = '{\"order\": 9}'",
        "by_id = NULL",
        "verb = 'order.rejected'",
        "at = '2026-11-23 12:00:01'",
    ],
)
def test_an_edited_entry_is_found(engine: Engine, cast: Cast, change: str) -> None:
    record(engine, cast, 3)

    tamper(engine, f"UPDATE audit SET {change} WHERE workspace_id = '{ACME}' AND number = 3")  # noqa: S608

    count, problem = verified(engine)
    assert (count, problem is not None) == (2, True)
    assert "Entry 3" in str(problem)
    assert "changed after it was written" in str(problem)


def test_a_missing_entry_is_found(engine: Engine, cast: Cast) -> None:
    record(engine, cast, 3)

    tamper(engine, f"DELETE FROM audit WHERE workspace_id = '{ACME}' AND number = 3")  # noqa: S608

    assert verified(engine) == (2, "Entry 3 is missing.")


def test_a_missing_end_is_found(engine: Engine, cast: Cast) -> None:
    record(engine, cast, 3)

    tamper(engine, f"DELETE FROM audit WHERE workspace_id = '{ACME}' AND number = 4")  # noqa: S608

    assert verified(engine) == (3, "The chain ends at entry 3, but 4 were written.")


def test_an_entry_set_behind_the_end_is_found(engine: Engine, cast: Cast) -> None:
    record(engine, cast, 1)

    tamper(
        engine,
        "INSERT INTO audit (workspace_id, number, verb, at, details, hash)"  # noqa: S608
        f" SELECT workspace_id, 3, verb, at, details, hash FROM audit"
        f" WHERE workspace_id = '{ACME}' AND number = 2",
    )

    count, problem = verified(engine)
    assert count == 2
    assert problem is not None


def test_many_writers_at_once_keep_the_chain_whole(engine: Engine, cast: Cast) -> None:
    def write(number: int) -> None:
        def deed(session: Session) -> None:
            audit.record(session, Verb.ORDER_SUBMITTED, by=cast.ravi.actor, at=NOON, order=number)
            audit.record(session, Verb.ORDER_APPROVED, by=cast.maya.actor, at=NOON, order=number)

        in_workspace(engine, ACME, deed)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))

    assert verified(engine) == (81, None)


def test_a_chain_that_grows_while_it_is_verified_holds(
    engine: Engine, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(engine, cast, 5)
    read_entries = audit.entries

    def read_and_write(session: Session, *, after: int = 0, limit: int = 2) -> list[audit.Entry]:
        if after < 20:
            record(engine, cast, 1)
        return read_entries(session, after=after, limit=limit)

    monkeypatch.setattr(audit, "entries", read_and_write)

    count, problem = verified(engine)

    assert (count >= 6, problem) == (True, None)


def test_what_is_rolled_back_leaves_no_entry(engine: Engine, cast: Cast) -> None:
    def deed(session: Session) -> None:
        audit.record(session, Verb.ORDER_SUBMITTED, by=None, at=NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_workspace(engine, ACME, deed)

    assert verified(engine) == (1, None)


def test_each_workspace_has_its_own_chain(engine: Engine, cast: Cast) -> None:
    record(engine, cast, 3)

    with workspace_session(engine, GLOBEX, reading=True) as session:
        assert audit.verify(session) == (1, None)
        assert [entry.verb for entry in audit.entries(session)] == [Verb.WORKSPACE_INSTALLED]


def test_entries_come_in_pages(engine: Engine, cast: Cast) -> None:
    record(engine, cast, 5)

    with workspace_session(engine, ACME, reading=True) as session:
        first = audit.entries(session, limit=4)
        rest = audit.entries(session, after=first[-1].number)

    assert [entry.number for entry in (*first, *rest)] == [1, 2, 3, 4, 5, 6]


def test_a_moment_keeps_its_microseconds(engine: Engine, cast: Cast) -> None:
    moment = NOON + timedelta(microseconds=123_456)
    with workspace_session(engine, ACME) as session:
        audit.record(session, Verb.ORDER_SUBMITTED, by=None, at=moment)

    assert verified(engine) == (2, None)
    with workspace_session(engine, ACME, reading=True) as session:
        assert audit.newest(session, Verb.ORDER_SUBMITTED)[0].at == moment
