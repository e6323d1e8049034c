"""The clockwork: works when woken, and goes on after an error."""

import logging
import threading

import pytest

from bot.jobs.ticker import Loop, Ticker

SECONDS = 5


def test_it_works_at_once_and_whenever_it_is_woken() -> None:
    delivered, reported = threading.Semaphore(0), threading.Semaphore(0)
    ticker = Ticker(
        deliver=delivered.release, report=reported.release, remind=lambda: None, tidy=lambda: None
    )
    ticker.start()
    try:
        assert delivered.acquire(timeout=SECONDS)
        assert reported.acquire(timeout=SECONDS)

        ticker.wake()

        assert reported.acquire(timeout=SECONDS)
        assert delivered.acquire(timeout=SECONDS)
    finally:
        ticker.stop()


def test_it_delivers_by_itself() -> None:
    """Every second or so, for the posts that were put off."""
    delivered = threading.Semaphore(0)
    ticker = Ticker(
        deliver=delivered.release, report=lambda: None, remind=lambda: None, tidy=lambda: None
    )
    ticker.start()
    try:
        assert all(delivered.acquire(timeout=SECONDS) for _ in range(4))
    finally:
        ticker.stop()


def test_a_turn_that_fails_is_logged_and_the_next_one_comes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    turns: list[int] = []
    done = threading.Event()

    def work() -> None:
        turns.append(len(turns))
        if len(turns) == 1:
            raise OSError("the database is away")
        done.set()

    loop = Loop("work", work)
    loop.start()
    with caplog.at_level(logging.ERROR):
        loop.wake()
        while not turns:
            threading.Event().wait(0.01)
        loop.wake()
        assert done.wait(SECONDS)
    loop.stop(seconds=SECONDS)

    assert "A background turn failed." in caplog.text


def test_it_lets_the_turn_under_way_finish_when_it_stops() -> None:
    begun, finish, finished = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        finish.wait(SECONDS)
        finished.set()

    loop = Loop("work", work)
    loop.start()
    loop.wake()
    begun.wait(SECONDS)
    threading.Timer(0.1, finish.set).start()

    loop.stop(seconds=SECONDS)

    assert finished.is_set()
