"""What a report is, and what it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from bot.domain.cycles import stretch
from bot.domain.periods import Period, bounds
from bot.domain.reports import RenderedReport


class SalesLine(NamedTuple):
    """One line of a counted order; `net_minor` is negative for a return.

    A tuple, since hundreds of thousands travel to the worker.
    """

    order_id: int
    ordered_at: datetime
    customer_id: int
    customer: str
    rep_id: int
    rep: str
    product_id: int
    product: str
    category: str
    quantity: int
    currency: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class SalesData:
    """Lines from the report's lookback to the period's end.

    `first_orders` gives, for every customer in the lines, the moment (UTC) of
    their first counted order ever.
    """

    lines: tuple[SalesLine, ...]
    first_orders: Mapping[int, datetime]


class AskedLine(NamedTuple):
    """An approval that waited at the time, or waits now."""

    approval_id: int
    order_number: int
    state: str
    opened_at: datetime
    closed_at: datetime | None


class StepLine(NamedTuple):
    """When a step of it waited; `position` 0 is the first."""

    approval_id: int
    position: int
    opened_at: datetime
    closed_at: datetime | None


class VerdictLine(NamedTuple):
    """Who said what at a step; `reason` is a code of the list for rejections.

    `asked_at` is since when it was theirs to decide: the step began, it came to them from
    somebody else, they were asked besides, or began to stand in.
    """

    approval_id: int
    position: int
    kind: str
    member_id: int
    member: str
    at: datetime
    reason: str | None
    asked_at: datetime


class SentLine(NamedTuple):
    """An order that was sent for the first time, and whether the policy let it through at once."""

    at: datetime
    let_through: bool


class Cancelled(NamedTuple):
    """A whole order or one line that was cancelled; `reason` is a code of the list."""

    order_number: int
    reason: str | None
    at: datetime
    currency: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class ApprovalData:
    """Approvals from the report's lookback on, the orders that were sent, and what was
    cancelled: whole orders, and single lines.
    """

    asked: tuple[AskedLine, ...]
    steps: tuple[StepLine, ...]
    verdicts: tuple[VerdictLine, ...]
    sent: tuple[SentLine, ...]
    cancelled_orders: tuple[Cancelled, ...] = ()
    cancelled_lines: tuple[Cancelled, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What the worker is sent; `workspace` is the name shown on the picture.

    `data` is of the report's own kind: SalesData, ApprovalData.
    """

    report: str
    workspace: str
    period: Period
    zone: str
    generated_at: datetime
    data: Any


@dataclass(frozen=True, slots=True)
class Report:
    """A kind of report.

    `lookback` gives the first day that the lines must cover for a period, and
    `default_period` the words for the period when nobody names one.
    """

    name: str
    title: str
    description: str
    default_period: str
    lookback: Callable[[Period], date]
    render: Callable[[ReportRequest], RenderedReport]

    def window(self, period: Period, *, zone: str) -> tuple[datetime, datetime]:
        """Return from when to before when (UTC) the lines for `period` are needed."""
        return bounds(stretch(self.lookback(period), period.last), zone)
