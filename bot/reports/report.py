"""What a report is, what it is given and what it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.periods import Period


@dataclass(frozen=True, slots=True)
class SalesLine:
    """One line of a counted order; `net_minor` is negative for a return."""

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


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What the worker is sent; `workspace` is the name shown on the picture."""

    report: str
    workspace: str
    period: Period
    zone: str
    generated_at: datetime
    data: SalesData


@dataclass(frozen=True, slots=True)
class Fact:
    """A key figure; `change` says in words how it stands to the period before."""

    label: str
    value: str
    change: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A finished report. Every text is plain: names in it are as people typed them.

    `period_text` states period, zone and what was compared. `png` is None where
    there is nothing to draw; the text says everything without it.
    """

    name: str
    title: str
    period_text: str
    facts: tuple[Fact, ...]
    summary: tuple[Section, ...]
    alt_text: str
    png: bytes | None
    png_name: str
    csv: bytes
    csv_name: str


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
