"""What the plain model keeps of orders: what was said about them, asked of them, answered."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.machine import goods
from tests.machine.goods import Line, Lines
from tests.machine.policy import Look, Weighed

OWED = ("pending", "approved", "executing")
COUNTED = (*OWED, "completed")
GONE_THROUGH = ("approved", "executing", "completed")
CHANGEABLE = ("draft", "pending", "rejected", "returned", "expired", "approved")


@dataclass
class Said:
    """An approval that was given: for whose seat, by whom."""

    seat: str
    by: str


@dataclass
class Passed:
    """Somebody who was brought in: instead of `seat`, or besides all where that is None."""

    look: int
    seat: str | None
    to: str


@dataclass
class Request:
    """What was asked about one edition, by which rule, and what has been said to it so far.

    `look` is the one that waits, since `opened`; `level` is how far the clock has taken it.
    """

    looks: tuple[Look, ...]
    rule: str | None
    version: int
    opened: datetime
    weighed: Weighed | None = None
    cancels: bool = False
    state: str = "waiting"
    look: int = 0
    level: int = 0
    said: list[Said] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    opinions: set[str] = field(default_factory=set)


@dataclass
class Order:
    number: int
    owner: str
    customer: str
    currency: str
    lines: Lines
    status: str = "draft"
    authors: set[str] = field(default_factory=set)
    cancelled: list[Line] = field(default_factory=list)
    request: Request | None = None
    # All that was ever asked, the present request too.
    history: list[Request] = field(default_factory=list)
    # What the policy in force demanded when it was sent or changed last.
    demand: Request | None = None
    # When that was, and when it was sent last: what is approved can be changed without that.
    touched: datetime | None = None
    sent: datetime | None = None
    # What people approved last of it.
    blessed: Request | None = None
    # Whether it went through, and nobody has refused it since.
    agreed: bool = False

    @property
    def quantity(self) -> int:
        return self.lines[0].quantity

    @property
    def total(self) -> int:
        return goods.total(self.lines, self.currency)

    @property
    def weight(self) -> int:
        return goods.weight(self.lines, self.currency)

    @property
    def waits(self) -> Request | None:
        return self.request if self.request and self.request.state == "waiting" else None

    @property
    def leaves(self) -> bool:
        return self.waits is not None and self.waits.cancels
