"""Failures told to happen: errors, slow answers, silence, and Slack's rate limits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.sandbox.clock import Clock
from bot.sandbox.records import Json

KINDS = ("status", "error", "slow", "silent", "lost")
# Stands in the place of a method: what Slack sends to the bot.
DELIVERIES = "deliveries"
# The others are answers, and a delivery gets none from Slack.
ON_THE_WAY = ("slow", "silent")


@dataclass
class Fault:
    """`times` counts down and None means for ever. A "lost" call is done, its answer is a 500.

    `method` may be "*" for every one; a slow or silent network then befalls deliveries too.
    """

    kind: str
    method: str = "*"
    status: int = 500
    error: str = "internal_error"
    retry_after: int | None = None
    seconds: float = 5.0
    times: int | None = None
    id: str = ""

    @staticmethod
    def of(told: Json) -> "Fault":
        """Raises ValueError with a sentence when it could never happen."""
        kind = str(told.get("kind", ""))
        if kind not in KINDS:
            raise ValueError(f"A fault's kind is one of {', '.join(KINDS)}.")
        fault = Fault(kind=kind, method=str(told.get("method") or "*"))
        if fault.method == DELIVERIES and kind not in ON_THE_WAY:
            raise ValueError("What Slack sends can be slow or get lost (silent), nothing else.")
        fault.status = _whole(told, "status", 429 if "retry_after" in told else 500)
        fault.error = str(told.get("error", fault.error))
        fault.retry_after = _whole(told, "retry_after", 0) if "retry_after" in told else None
        fault.seconds = _number(told.get("seconds", fault.seconds), "seconds")
        fault.times = _whole(told, "times", 1) if told.get("times") is not None else None
        return fault

    def befalls(self, method: str) -> bool:
        if self.times == 0:
            return False
        if method == DELIVERIES and self.kind not in ON_THE_WAY:
            return False
        return self.method in {"*", method}

    def told(self) -> Json:
        return dict(vars(self))


@dataclass
class Faults:
    clock: Clock
    rate_limits: bool = False
    _faults: list[Fault] = field(default_factory=list)
    _posted: dict[str, float] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def active(self) -> list[Fault]:
        """Those that are still to happen."""
        return [fault for fault in self._faults if fault.times != 0]

    def add(self, fault: Fault) -> Fault:
        fault.id = f"F{next(self._numbers)}"
        self._faults = [*self.active, fault]
        return fault

    def remove(self, fault_id: str) -> bool:
        """Whether there was one of that id."""
        kept = [fault for fault in self.active if fault.id != fault_id]
        there = len(kept) < len(self.active)
        self._faults = kept
        return there

    def clear(self) -> None:
        self._faults.clear()
        self.rate_limits = False

    def take(self, method: str) -> Fault | None:
        """The fault that befalls this call, or DELIVERIES, counted as used."""
        for fault in self._faults:
            if fault.befalls(method):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def too_soon(self, channel: str) -> bool:
        """Whether a post would be the second in its channel within a second."""
        now = self.clock.now()
        # a clock that was set back must not lock the channel until it is there again
        since = now - self._posted.get(channel, 0.0)
        if self.rate_limits and 0 <= since < 1.0:
            return True
        self._posted[channel] = now
        return False


def _whole(told: Json, name: str, default: int) -> int:
    return int(_number(told.get(name, default), name))


def _number(value: object, name: str) -> float:
    try:
        number = float(str(value))
    except ValueError:
        raise ValueError(f"{name} is a number, not {value!r}.") from None
    if not 0 <= number < 1_000_000:  # noqa: PLR2004 - far beyond any wait
        raise ValueError(f"{name} is a number of at least 0, not {value!r}.")
    return number
