"""The clockwork: APScheduler ticks, a thread delivers, another makes reports.

It keeps no state of its own. What is due is in the database, where every process
sees it and one of them claims it.
"""

import logging
import threading
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)

DELIVERY_SECONDS = 1
REPORT_SECONDS = 10
APPROVAL_SECONDS = 10
TIDY_SECONDS = 3600
MEND_SECONDS = 60
GROUP_SECONDS = 30
HOME_SECONDS = 1


class Loop:
    """A thread that works when it is woken, and again whenever it was woken meanwhile."""

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        self._work = work
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self, *, seconds: float) -> None:
        """Let the present turn finish, for so many seconds at most."""
        self._stopping = True
        self._woken.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            if self._stopping:
                return
            try:
                self._work()
            except Exception:
                # The next tick tries again; until then the database may be back.
                log.exception("A background turn failed.")


class Ticker:
    """Ties the loops to the clock. `wake` starts all but the upkeep, after somebody's deed."""

    def __init__(
        self,
        *,
        deliver: Callable[[], object],
        report: Callable[[], object],
        remind: Callable[[], object],
        tidy: Callable[[], object],
        mend: Callable[[], object] = bool,
        learn: Callable[[], object] = bool,
        publish: Callable[[], object] = bool,
    ) -> None:
        self._delivery = Loop("delivery", deliver)

        def report_and_deliver() -> None:
            report()
            self._delivery.wake()

        def remind_and_deliver() -> None:
            remind()
            self._delivery.wake()

        self._reports = Loop("reports", report_and_deliver)
        self._approvals = Loop("approvals", remind_and_deliver)
        self._tidying = Loop("upkeep", tidy)
        self._homes = Loop("homes", publish)

        def mend_and_deliver() -> None:
            if mend():
                self._delivery.wake()

        def learn_and_deliver() -> None:
            if learn():
                self._delivery.wake()

        self._mending = Loop("mending", mend_and_deliver)
        self._learning = Loop("groups", learn_and_deliver)
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            # A late tick is still a tick, and several missed ones are one.
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def start(self) -> None:
        for loop, seconds in (
            (self._delivery, DELIVERY_SECONDS),
            (self._reports, REPORT_SECONDS),
            (self._approvals, APPROVAL_SECONDS),
            (self._tidying, TIDY_SECONDS),
            (self._mending, MEND_SECONDS),
            (self._learning, GROUP_SECONDS),
            (self._homes, HOME_SECONDS),
        ):
            loop.start()
            loop.wake()
            self._scheduler.add_job(loop.wake, "interval", seconds=seconds)
        self._scheduler.start()

    def wake(self) -> None:
        self._delivery.wake()
        self._homes.wake()
        self._reports.wake()
        self._approvals.wake()
        self._learning.wake()

    def stop(self, *, seconds: float = 10) -> None:
        self._scheduler.shutdown(wait=False)
        for loop in (
            *(self._mending, self._learning, self._reports, self._approvals),
            *(self._delivery, self._tidying, self._homes),
        ):
            loop.stop(seconds=seconds)
