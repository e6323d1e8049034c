"""A report on approvals in words and as a table: complete without its picture."""

import csv
import io
from collections.abc import Iterator, Sequence

from bot.domain.money import format_money, to_decimal
from bot.domain.reports import Fact, Section
from bot.reports.approval_figures import ApprovalFigures, Pace
from bot.reports.summary import ALT_LENGTH, NAME_LENGTH, counted, shorten
from bot.reports.table import FORMULA_STARTS

TOP = 10
IN_DAYS = 48
COLUMNS = (
    *("section", "name", "first_day", "last_day", "count"),
    *("median_hours", "p90_hours", "total_hours", "currency", "net_amount"),
)
WORDS = {
    "approved": "Approved",
    "rejected": "Rejected",
    "returned": "Changes requested",
    "expired": "Expired",
    "withdrawn": "Withdrawn by a change or a cancellation",
}


def title(figures: ApprovalFigures) -> str:
    return f"Approvals: {figures.asked.label}"


def period_text(figures: ApprovalFigures, *, zone: str) -> str:
    so_far = f", so far: {figures.period.dates}" if figures.period != figures.asked else ""
    return (
        f"{figures.asked.text}{so_far}. Time zone {zone}. Compared with {figures.previous.text}."
        " Hours are by the clock, nights and weekends included."
    )


def facts(figures: ApprovalFigures) -> tuple[Fact, ...]:
    whole, before = figures.whole, figures.previous_whole
    was = f"was {hours(before.median)}" if before else "none before"
    share = percent(figures.let_through, figures.sent)
    previous = percent(figures.previous_let_through, figures.previous_sent)
    let_through_was = f"was {previous}" if figures.previous_sent else "none sent before"
    nine = f"nine of ten within {hours(whole.p90)}" if whole else "none decided"
    oldest = figures.oldest_hours
    return (
        Fact("Median time to decide", hours(whole.median) if whole else "none", f"{nine}, {was}"),
        Fact("Let through at once", share, let_through_was),
        Fact(
            "Decided",
            f"{whole.count if whole else 0:,}",
            ", ".join(f"{words} {count:,}" for words, count in states(figures)) or "nothing",
        ),
        Fact(
            "Waiting now",
            f"{figures.waiting:,}",
            f"the oldest for {hours(oldest)}" if oldest is not None else "nothing waits",
        ),
    )


def sections(figures: ApprovalFigures) -> tuple[Section, ...]:
    nothing = figures.whole is None and not figures.steps and not figures.people
    listed = (
        ("Nothing decided", ("No approval was decided in this period.",) if nothing else ()),
        ("Bottleneck", bottleneck(figures)),
        ("By step", _paces(figures.steps)),
        ("By approver, slowest first", _paces(figures.people)),
        ("Why orders and cancellations were rejected", _reasons(figures)),
        ("Why orders and lines were cancelled", _cancelled(figures)),
    )
    return tuple(Section(heading, lines) for heading, lines in listed if lines)


def bottleneck(figures: ApprovalFigures) -> tuple[str, ...]:
    """Say where most of the waiting is, and with whom it is longest."""
    if not figures.steps:
        return ()
    slowest = max(figures.steps, key=lambda step: step.total)
    everything = sum(step.total for step in figures.steps)
    share = percent(slowest.total, everything)
    lines = [
        (
            f"{slowest.name} holds {share} of all waiting: {counted(slowest.count, 'decision')},"
            f" median {hours(slowest.median)}."
        )
    ]
    if figures.people:
        person = max(figures.people, key=lambda each: each.total)
        lines.append(
            f"Most hours go by until {shorten(person.name, NAME_LENGTH)} decides:"
            f" median {hours(person.median)} over {counted(person.count, 'decision')}."
        )
    return tuple(lines)


def alt_text(figures: ApprovalFigures) -> str:
    if figures.whole is None:
        return f"{title(figures)}: nothing was decided."
    said = [
        f"{title(figures)}. Median {hours(figures.whole.median)}.",
        f"{percent(figures.let_through, figures.sent)} let through at once.",
        *bottleneck(figures),
        *_paces(figures.steps),
        *_paces(figures.people[:5]),
    ]
    return shorten(" ".join(said), ALT_LENGTH)


def states(figures: ApprovalFigures) -> list[tuple[str, int]]:
    return [
        (word, figures.states[state]) for state, word in WORDS.items() if figures.states.get(state)
    ]


def hours(number: float) -> str:
    """Write hours as people say them: 25 min, 3.5 h, 2.3 days."""
    if number < 1:
        return f"{round(number * 60)} min"
    return f"{number:,.1f} h" if number < IN_DAYS else f"{number / 24:,.1f} days"


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none sent"


def to_csv(figures: ApprovalFigures) -> bytes:
    """Write one row a figure, in UTF-8 with a byte order mark, for Excel's sake."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    days = {
        "first_day": figures.period.first.isoformat(),
        "last_day": figures.period.last.isoformat(),
    }
    for row in _rows(figures):
        name = str(row["name"])
        safe = f"'{name}" if name.startswith(FORMULA_STARTS) else name
        writer.writerow({**days, **row, "name": safe})
    return buffer.getvalue().encode("utf-8-sig")


def _rows(figures: ApprovalFigures) -> Iterator[dict[str, object]]:
    yield {"section": "sent", "name": "sent", "count": figures.sent}
    yield {"section": "sent", "name": "let through at once", "count": figures.let_through}
    yield {"section": "waiting", "name": "waiting now", "count": figures.waiting}
    for state, count in figures.states.items():
        yield {"section": "outcome", "name": state, "count": count}
    whole = (figures.whole,) if figures.whole else ()
    for section, paces in (("whole", whole), ("step", figures.steps), ("approver", figures.people)):
        for pace in paces:
            yield {
                "section": section,
                "name": pace.name,
                "count": pace.count,
                "median_hours": f"{pace.median:.2f}",
                "p90_hours": f"{pace.p90:.2f}",
                "total_hours": f"{pace.total:.2f}",
            }
    for reason, count in figures.reasons:
        yield {"section": "rejection reason", "name": reason, "count": count}
    for each in figures.cancelled:
        yield {"section": "orders cancelled", "name": each.reason, "count": each.orders}
        yield {"section": "lines cancelled", "name": each.reason, "count": each.lines}
        for currency, net in each.value:
            yield {
                "section": "amount cancelled",
                "name": each.reason,
                "currency": currency,
                "net_amount": to_decimal(net, currency),
            }


def _paces(paces: Sequence[Pace]) -> tuple[str, ...]:
    lines = [
        f"{shorten(pace.name, NAME_LENGTH)}: median {hours(pace.median)}, nine of ten within"
        f" {hours(pace.p90)}, {counted(pace.count, 'decision')}"
        for pace in paces[:TOP]
    ]
    return (*lines, *([f"{len(paces) - TOP} more"] if len(paces) > TOP else []))


def _cancelled(figures: ApprovalFigures) -> tuple[str, ...]:
    return tuple(
        f"{shorten(each.reason, NAME_LENGTH)}: "
        + ", ".join(
            [
                *([counted(each.orders, "order")] if each.orders else []),
                *([counted(each.lines, "line")] if each.lines else []),
                *(format_money(net, currency) for currency, net in each.value),
            ]
        )
        for each in figures.cancelled
    )


def _reasons(figures: ApprovalFigures) -> tuple[str, ...]:
    return tuple(f"{shorten(reason, NAME_LENGTH)}: {count:,}" for reason, count in figures.reasons)
