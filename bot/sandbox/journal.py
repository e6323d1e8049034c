"""What passed between the sandbox and the bot, and a bell that rings on every change."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.passed import about, person_of, promises_in, promises_used, type_of
from bot.sandbox.records import Json

KEPT = 5000
# What an entry weighs most by; a list of entries is told without.
BODIES = frozenset(("payload", "response"))


@dataclass
class Journal:
    """The last few thousand exchanges; `n` never repeats.

    `watchers` are called with an entry when it is opened and again when it is finished.
    """

    clock: Clock
    entries: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    watchers: list[Callable[[Json], object]] = field(default_factory=list)
    changes: int = 0
    closed: bool = False
    _written: int = 0
    _causes: dict[str, Json] = field(default_factory=dict)
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
            "type": type_of(kind, payload),
            "name": name,
            "about": about(kind, payload),
            "user": person_of(payload),
            "caused_by": None,
            "by": None,
            "retry": None,
            "payload": payload,
            "response": None,
            "status": None,
            "milliseconds": None,
            "error": None,
        }
        self._relate(entry)
        self.entries.append(entry)
        self._show(entry)
        return entry

    def _relate(self, entry: Json) -> None:
        """Triggers and response URLs lead from what the bot does to what made it do so."""
        if entry["direction"] == "to_bot":
            for promise in promises_in(entry["payload"]):
                self._causes[promise] = entry
            while len(self._causes) > KEPT:
                del self._causes[next(iter(self._causes))]
            return
        for promise in promises_used(entry["name"], entry["payload"]):
            cause = self._causes.get(promise)
            if cause is not None:
                entry["caused_by"] = cause["n"]
                entry["user"] = entry["user"] or cause["user"]

    def _show(self, entry: Json) -> None:
        for watcher in self.watchers:
            watcher(entry)

    def finish(
        self, entry: Json, *, response: object, status: int | None = None, error: str | None = None
    ) -> None:
        took = time.perf_counter() - float(entry.pop("started"))
        entry.update(
            response=response, status=status, error=error, milliseconds=round(took * 1000, 2)
        )
        self._show(entry)

    def since(self, number: int, *, brief: bool = False) -> list[Json]:
        """Every entry after that number; `brief` ones come without what was said in full."""
        left_out = {"started"} | (BODIES if brief else frozenset())
        return [
            {key: value for key, value in entry.items() if key not in left_out}
            for entry in self.entries
            if entry["n"] > number
        ]

    @property
    def newest(self) -> int:
        """The number of the last entry; it falls only when the sandbox is started anew."""
        return self._written

    def numbered(self, number: int) -> Json | None:
        """One entry in full; None where it was never written or is no longer kept."""
        return next((entry for entry in self.entries if entry["n"] == number), None)

    def changed(self) -> None:
        """Tell everyone who looks at the page to look again."""
        self.changes += 1
        for bell in self._bells:
            bell.set()

    def changed_after(self, seconds: float) -> None:
        """Tell everyone once that much real time has passed; in the server's event loop only."""
        asyncio.get_running_loop().call_later(seconds, self.changed)

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
