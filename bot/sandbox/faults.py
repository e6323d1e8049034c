"""Failures told to happen: errors, slow answers, silence, and Slack's rate limits."""

from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.records import Json

KINDS = ("status", "error", "slow", "silent", "lost")


@dataclass
class Fault:
    """`times` counts down and None means for ever. A "lost" call is done, its answer is a 500."""

    kind: str
    method: str = "*"
    status: int = 500
    error: str = "internal_error"
    retry_after: int | None = None
    seconds: float = 5.0
    times: int | None = None

    @staticmethod
    def of(told: Json) -> "Fault":
        """Raises ValueError with a sentence when the kind is unknown."""
        kind = str(told.get("kind", ""))
        if kind not in KINDS:
            raise ValueError(f"A fault's kind is one of {', '.join(KINDS)}.")
        fault = Fault(kind=kind, method=str(told.get("method") or "*"))
        fault.status = int(told.get("status", 429 if "retry_after" in told else 500))
        fault.error = str(told.get("error", fault.error))
        fault.retry_after = int(told["retry_after"]) if "retry_after" in told else None
        fault.seconds = float(told.get("seconds", fault.seconds))
        fault.times = int(told["times"]) if told.get("times") is not None else None
        return fault


@dataclass
class Faults:
    clock: Clock
    rate_limits: bool = False
    _faults: list[Fault] = field(default_factory=list)
    _posted: dict[str, float] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()
        self.rate_limits = False

    def take(self, method: str) -> Fault | None:
        """The fault that befalls this call, counted as used."""
        for fault in self._faults:
            if fault.method in {"*", method} and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def too_soon(self, channel: str) -> bool:
        """Whether a post would be the second in its channel within a second."""
        now = self.clock.now()
        if self.rate_limits and now - self._posted.get(channel, 0.0) < 1.0:
            return True
        self._posted[channel] = now
        return False
