"""Every figure of a report on approvals, worked out once for text, table and picture."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import cancellations
from bot.domain.periods import Period, bounds
from bot.domain.reasons import label
from bot.domain.zones import time_zone
from bot.reports.report import ApprovalData, AskedLine, Cancelled, ReportRequest

DECIDED = ("approved", "rejected", "returned")
HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How long something took, in hours by the clock: how often, the middle, nine of ten."""

    name: str
    count: int
    median: float
    p90: float
    total: float


@dataclass(frozen=True, slots=True)
class CancelledFor:
    """How many orders and single lines were cancelled for a reason; `value` by currency."""

    reason: str
    orders: int
    lines: int
    value: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ApprovalFigures:
    """`whole` is from asking to the last word; `steps` and `people` are its parts.

    `states` counts what was closed in the period. `sent` are orders that were first sent in it,
    `let_through` those of them that the policy let through at once.
    """

    asked: Period
    period: Period
    previous: Period
    sent: int
    let_through: int
    previous_sent: int
    previous_let_through: int
    states: dict[str, int]
    whole: Pace | None
    previous_whole: Pace | None
    steps: tuple[Pace, ...]
    people: tuple[Pace, ...]
    reasons: tuple[tuple[str, int], ...]
    waiting: int
    oldest_hours: float | None
    cancelled: tuple[CancelledFor, ...] = ()


def approval_figures(request: ReportRequest) -> ApprovalFigures:
    """Work out the figures; what is closed in the period counts as decided in it.

    What came after `generated_at` is not known yet: the report may be made again to be shared.
    """
    data: ApprovalData = request.data
    at = request.generated_at
    period = request.period.so_far(at.astimezone(time_zone(request.zone)).date())
    previous = period.previous()
    start, end = bounds(period, request.zone)
    now, before = (start, min(end, at)), bounds(previous, request.zone)
    closed = [line for line in data.asked if _in(line.closed_at, now)]
    waiting = [line for line in data.asked if _waits(line, at)]
    return ApprovalFigures(
        asked=request.period,
        period=period,
        previous=previous,
        sent=sum(_in(each.at, now) for each in data.sent),
        let_through=sum(each.let_through and _in(each.at, now) for each in data.sent),
        previous_sent=sum(_in(each.at, before) for each in data.sent),
        previous_let_through=sum(each.let_through and _in(each.at, before) for each in data.sent),
        states=dict(Counter(line.state for line in closed)),
        whole=_whole(closed),
        previous_whole=_whole([line for line in data.asked if _in(line.closed_at, before)]),
        steps=_steps(data, now),
        people=_people(data, now),
        reasons=_reasons(data, now),
        waiting=len(waiting),
        oldest_hours=max((_hours(line.opened_at, at) for line in waiting), default=None),
        cancelled=_cancelled(data, now),
    )


def pace(name: str, hours: Sequence[float]) -> Pace | None:
    """Return the pace of these, None where there are none; p90 is the nearest rank."""
    if not hours:
        return None
    ordered = sorted(hours)
    rank = math.ceil(0.9 * len(ordered)) - 1
    return Pace(name, len(ordered), statistics.median(ordered), ordered[rank], sum(ordered))


def _whole(closed: Iterable[AskedLine]) -> Pace | None:
    return pace(
        "Whole",
        [
            _hours(line.opened_at, line.closed_at)
            for line in closed
            if line.state in DECIDED and line.closed_at is not None
        ],
    )


def _steps(data: ApprovalData, span: tuple[datetime, datetime]) -> tuple[Pace, ...]:
    """Steps at which somebody spoke and that were met; one met by an earlier approval never
    waited, and one that ended with an order that was changed or expired was not decided.
    """
    spoken = {(verdict.approval_id, verdict.position) for verdict in data.verdicts}
    last = {step.approval_id: step.position for step in sorted(data.steps)}
    for line in data.asked:
        if line.state not in DECIDED:
            spoken.discard((line.approval_id, last.get(line.approval_id, 0)))
    found: dict[int, list[float]] = defaultdict(list)
    for step in data.steps:
        is_spoken = (step.approval_id, step.position) in spoken
        if is_spoken and step.closed_at is not None and _in(step.closed_at, span):
            found[step.position].append(_hours(step.opened_at, step.closed_at))
    return _paces((f"Step {position + 1}", hours) for position, hours in sorted(found.items()))


def _people(data: ApprovalData, span: tuple[datetime, datetime]) -> tuple[Pace, ...]:
    """From when each was asked to their verdict, slowest first."""
    names: dict[int, str] = {}
    began: dict[tuple[int, int, int], tuple[datetime, datetime]] = {}
    for verdict in data.verdicts:
        if not _in(verdict.at, span):
            continue
        names[verdict.member_id] = verdict.member
        # Who stands in for another gives two verdicts with one press, and may have been
        # asked for one of them earlier than for the other.
        once = (verdict.approval_id, verdict.position, verdict.member_id)
        before, at = began.get(once, (verdict.asked_at, verdict.at))
        began[once] = (min(verdict.asked_at, before), at)
    found: dict[int, list[float]] = defaultdict(list)
    for (_, _, member_id), (asked, at) in began.items():
        found[member_id].append(_hours(asked, at))
    paces = _paces((names[member], hours) for member, hours in found.items())
    return tuple(sorted(paces, key=lambda each: (-each.median, each.name)))


def _cancelled(data: ApprovalData, span: tuple[datetime, datetime]) -> tuple[CancelledFor, ...]:
    """The reason of most orders and lines first; amounts of several currencies stay apart."""
    orders, lines = (
        [each for each in found if _in(each.at, span)]
        for found in (data.cancelled_orders, data.cancelled_lines)
    )
    counts = [Counter(map(_why, found)) for found in (orders, lines)]
    value: dict[str, Counter[str]] = defaultdict(Counter)
    for each in (*orders, *lines):
        value[_why(each)][each.currency] += each.net_minor
    reasons = sorted(value, key=lambda why: (-sum(count[why] for count in counts), why))
    return tuple(
        CancelledFor(why, counts[0][why], counts[1][why], tuple(sorted(value[why].items())))
        for why in reasons
    )


def _why(each: Cancelled) -> str:
    return cancellations.label(each.reason) if each.reason else "Not said"


def _reasons(data: ApprovalData, span: tuple[datetime, datetime]) -> tuple[tuple[str, int], ...]:
    """Count an approval's rejection once, however many seats it was given for."""
    refused = {
        verdict.approval_id: label(verdict.reason) or "Not said"
        for verdict in data.verdicts
        if verdict.kind == "reject" and _in(verdict.at, span)
    }
    counted = Counter(refused.values())
    return tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _paces(found: Iterable[tuple[str, list[float]]]) -> tuple[Pace, ...]:
    paces = (pace(name, hours) for name, hours in found)
    return tuple(each for each in paces if each is not None)


def _waits(line: AskedLine, at: datetime) -> bool:
    return line.opened_at <= at and (line.closed_at is None or line.closed_at >= at)


def _hours(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / HOUR


def _in(at: datetime | None, span: tuple[datetime, datetime]) -> bool:
    return at is not None and span[0] <= at < span[1]
