"""The sandbox's own clock: real time plus whatever a test has moved it by."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Epoch seconds, UTC. Sleepers wake early when the clock is moved past their hour."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._sleepers: set[tuple[float, asyncio.Event]] = set()
        self._listeners: list[Callable[[], object]] = []

    @property
    def ahead(self) -> float:
        """Seconds by which this clock is ahead of real time; negative when it is behind."""
        return self._offset

    def when_moved(self, listener: Callable[[], object]) -> None:
        """Call `listener` after every move, in the server's thread; it must not block."""
        self._listeners.append(listener)

    def now(self) -> float:
        return time.time() + self._offset

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def advance(self, seconds: float) -> None:
        """Move on (or back); must be called in the server's event loop.

        Raises ValueError or OverflowError where no calendar reaches.
        """
        datetime.fromtimestamp(self.now() + seconds, UTC)
        self._offset += seconds
        now = self.now()
        for due, woken in tuple(self._sleepers):
            if due <= now:
                woken.set()
        for listener in self._listeners:
            listener()

    def back_to_real_time(self) -> None:
        self.advance(-self._offset)

    def set(self, moment: datetime) -> None:
        """A moment without a zone is taken as UTC."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        self.advance(aware.timestamp() - self.now())

    async def sleep(self, seconds: float) -> None:
        """Return once this clock, not the wall's, has moved on by `seconds`."""
        sleeper = (self.now() + seconds, asyncio.Event())
        self._sleepers.add(sleeper)
        try:
            while (left := sleeper[0] - self.now()) > 0:
                try:
                    await asyncio.wait_for(sleeper[1].wait(), left)
                except TimeoutError:
                    continue
        finally:
            self._sleepers.discard(sleeper)
