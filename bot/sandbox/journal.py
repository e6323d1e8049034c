"""What passed between the sandbox and the bot, and a bell that rings on every change."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.records import Json

KEPT = 5000


@dataclass
class Journal:
    """The last few thousand exchanges; `n` never repeats."""

    clock: Clock
    entries: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    changes: int = 0
    closed: bool = False
    _written: int = 0
    _bells: set[asyncio.Event] = field(default_factory=set)

    def write(self, direction: str, kind: str, name: str, payload: object) -> Json:
        """Open an entry; whoever knows the answer fills the rest in with `finish`."""
        self._written += 1
        entry: Json = {
            "n": self._written,
            "at": self.clock.moment().isoformat(),
            "started": time.perf_counter(),
            "direction": direction,
            "kind": kind,
            "name": name,
            "payload": payload,
            "response": None,
            "status": None,
            "milliseconds": None,
            "error": None,
        }
        self.entries.append(entry)
        return entry

    def finish(
        self, entry: Json, *, response: object, status: int | None = None, error: str | None = None
    ) -> None:
        took = time.perf_counter() - float(entry.pop("started"))
        entry.update(
            response=response, status=status, error=error, milliseconds=round(took * 1000, 2)
        )

    def since(self, number: int) -> list[Json]:
        return [
            {key: value for key, value in entry.items() if key != "started"}
            for entry in self.entries
            if entry["n"] > number
        ]

    def changed(self) -> None:
        """Tell everyone who looks at the page to look again."""
        self.changes += 1
        for bell in self._bells:
            bell.set()

    def close(self) -> None:
        self.closed = True
        self.changed()

    async def next_change(self, seen: int, *, wait: float) -> int:
        """The number of the newest change, once it is above `seen` or after `wait` seconds."""
        if self.changes > seen or self.closed:
            return self.changes
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            await asyncio.wait_for(bell.wait(), wait)
        except TimeoutError:
            return self.changes
        finally:
            self._bells.discard(bell)
        return self.changes
