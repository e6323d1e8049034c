"""Statements that many threads build at the same moment name the columns they mean."""

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select

import bot.store
from bot.store.tables import MemberRow, shared_alias

THREADS, ROUNDS = 8, 150


@pytest.fixture
def restless() -> Iterator[None]:
    """Lets threads take turns so often that each meets the others half done."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_that_use_an_alias_first_at_the_same_moment_mean_the_alias() -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        for _ in range(ROUNDS):
            alias, together = shared_alias(MemberRow), Barrier(THREADS)

            def build(alias: type[MemberRow] = alias, together: Barrier = together) -> str:
                together.wait()
                return str(select(alias.id, alias.name, alias.email))

            found = {each.result() for each in [threads.submit(build) for _ in range(THREADS)]}

            assert found == {
                "SELECT members_1.id, members_1.name, members_1.email \nFROM members AS members_1"
            }


def test_every_alias_that_outlives_a_call_can_be_shared() -> None:
    for file in Path(bot.store.__path__[0]).rglob("*.py"):
        lasting = re.findall(r"^\w.*\baliased\(.*", file.read_text("utf-8"), re.MULTILINE)
        assert lasting == [], file.name
