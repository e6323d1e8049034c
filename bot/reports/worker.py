"""The process that draws: it alone imports pandas and matplotlib, at low priority.

Drawing in a thread of the bot would hold the interpreter for a second and let
Slack's three seconds for an answer run out.
"""

import contextlib
import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker
from typing import TypeVar, TypeVarTuple

from bot.domain.errors import UserError
from bot.domain.reports import RenderedReport
from bot.reports.report import ReportRequest

Answer = TypeVar("Answer")
Arguments = TypeVarTuple("Arguments")

NICENESS = 10
TIMEOUT_SECONDS = 60.0


class ReportTookTooLong(UserError):
    pass


class ReportNotDrawn(UserError):
    pass


class ReportWorker:
    """One worker process, started when first needed; safe to use from several threads.

    Start it from a program whose main module can be imported again without effect,
    since the process is spawned.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def warm(self) -> None:
        """Start the process and its imports now, without waiting for them."""
        self._submit(prepare)

    def render(self, request: ReportRequest, *, timeout: float = TIMEOUT_SECONDS) -> RenderedReport:
        """Draw a report within `timeout` seconds, waiting for earlier ones included.

        A worker that died is started again once. Raises ReportTookTooLong, after
        ending the worker, or ReportNotDrawn where it dies again.
        """
        try:
            return self._render(request, timeout=timeout)
        except BrokenProcessPool:
            with contextlib.suppress(BrokenProcessPool):
                return self._render(request, timeout=timeout)
        raise ReportNotDrawn(
            "The report could not be drawn: its worker stopped twice. Try a shorter period."
        )

    def close(self) -> None:
        """End the process; a report that is being drawn is dropped."""
        self._end(self._pool)

    def _render(self, request: ReportRequest, *, timeout: float) -> RenderedReport:
        pool, drawing = self._submit(draw, request)
        try:
            return drawing.result(timeout)
        except TimeoutError as error:
            self._end(pool)
            raise ReportTookTooLong(
                f"The report was not ready after {timeout:.0f} seconds. Try a shorter period."
            ) from error
        except (BrokenProcessPool, CancelledError) as error:
            self._end(pool)
            raise BrokenProcessPool from error

    def _submit(
        self, function: Callable[[*Arguments], Answer], *arguments: *Arguments
    ) -> tuple[ProcessPoolExecutor, Future[Answer]]:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    max_workers=1,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=start,
                )
            pool = self._pool
            try:
                with _deaf_to_interrupts():
                    return pool, pool.submit(function, *arguments)
            except BrokenProcessPool:
                # It died while idle; the caller's second try finds a new one.
                self._pool = None
                pool.shutdown(wait=False)
                raise

    def _end(self, pool: ProcessPoolExecutor | None) -> None:
        """Give up `pool`; the next report starts a new one. Another thread's new one stays."""
        if pool is None:
            return
        with self._lock:
            if self._pool is pool:
                self._pool = None
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - no public way
            process.kill()
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes that no Ctrl-C reaches, not even before `start` has run in them.

    It goes to the whole group, and a Python that is just starting dies of it with a long trace.
    """
    # It is started with the first process, and would lift the block.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start() -> None:
    """Make the process a quiet servant: last in line for the CPU, gone when its master is."""
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    # Ctrl-C reaches the whole group; the bot decides when its worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def prepare() -> int:
    """Import what drawing needs and find the fonts; returns the process id."""
    from bot.reports.fonts import families

    importlib.import_module("bot.reports.chart")
    families()
    return os.getpid()


def draw(request: ReportRequest) -> RenderedReport:
    from bot.reports import ALL

    return ALL[request.report].render(request)


def _end_with_parent() -> None:
    """A master killed outright closes no pool; without this its worker would stay for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
