"""Deliveries already handled: noted once, by one of many, and forgotten in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.store import receipts
from bot.store.db import in_workspace
from tests.conftest import ACME, NOON, Cast


def test_a_delivery_is_taken_once(session: Session) -> None:
    assert receipts.take(session, "Ev1", at=NOON)
    assert not receipts.take(session, "Ev1", at=NOON)
    assert receipts.take(session, "Ev2", at=NOON)


def test_keys_differ_in_case(session: Session) -> None:
    assert receipts.take(session, "view:Vabc", at=NOON)
    assert receipts.take(session, "view:VABC", at=NOON)


def test_one_of_many_takes_a_delivery(engine: Engine, cast: Cast) -> None:
    start = Barrier(6)

    def take(_: int) -> bool:
        start.wait()
        return in_workspace(engine, ACME, lambda session: receipts.take(session, "Ev1", at=NOON))

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(take, range(6))) == [False] * 5 + [True]


def test_another_workspace_has_receipts_of_its_own(session: Session, charlie: Session) -> None:
    receipts.take(session, "Ev1", at=NOON)
    session.commit()

    assert receipts.take(charlie, "Ev1", at=NOON)


def test_old_receipts_are_forgotten_and_young_ones_kept(session: Session) -> None:
    receipts.take(session, "old", at=NOON - receipts.KEEP - timedelta(seconds=1))
    receipts.take(session, "young", at=NOON - receipts.KEEP + timedelta(seconds=1))

    receipts.forget_old(session, now=NOON)

    assert receipts.take(session, "old", at=NOON)
    assert not receipts.take(session, "young", at=NOON)
