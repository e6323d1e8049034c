"""The figures of the report on approvals, on a ledger small enough to work out by hand."""

import csv
import io
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.domain.periods import parse
from bot.reports import approval_words
from bot.reports.approval_figures import CancelledFor, Pace, approval_figures, pace
from bot.reports.approvals import APPROVALS
from bot.reports.report import (
    ApprovalData,
    AskedLine,
    Cancelled,
    ReportRequest,
    SentLine,
    StepLine,
    VerdictLine,
)

WEDNESDAY = datetime(2026, 8, 12, 12, tzinfo=UTC)
# Monday of the week that is reported.
MONDAY = datetime(2026, 8, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def after(hours: float) -> datetime:
    return MONDAY + hours * HOUR


def request(data: ApprovalData) -> ReportRequest:
    return ReportRequest(
        "approvals",
        "Acme",
        parse("last week", today=WEDNESDAY.date()),
        "UTC",
        WEDNESDAY,
        data,
    )


# 1: Maya 2 h, then Ana 10 h. 2: Maya rejects after 4 h. 3: Omar after 1 h. 4: waits since Friday.
# 5: of the week before, Maya 8 h. Two more orders were let through, one the week before.
LEDGER = ApprovalData(
    asked=(
        AskedLine(1, 11, "approved", after(0), after(12)),
        AskedLine(2, 12, "rejected", after(1), after(5)),
        AskedLine(3, 13, "approved", after(24), after(25)),
        AskedLine(4, 14, "waiting", after(100), None),
        AskedLine(5, 15, "approved", after(-100), after(-92)),
    ),
    steps=(
        StepLine(1, 0, after(0), after(2)),
        StepLine(1, 1, after(2), after(12)),
        StepLine(2, 0, after(1), after(5)),
        StepLine(3, 0, after(24), after(25)),
        # Met by somebody who had approved before: it never waited.
        StepLine(3, 1, after(25), after(25)),
        StepLine(4, 0, after(100), None),
        StepLine(5, 0, after(-100), after(-92)),
    ),
    verdicts=(
        VerdictLine(1, 0, "approve", 2, "Maya", after(2), None, after(0)),
        VerdictLine(1, 1, "approve", 4, "Ana", after(12), None, after(2)),
        VerdictLine(2, 0, "reject", 2, "Maya", after(5), "price", after(1)),
        VerdictLine(2, 0, "reject", 2, "Maya", after(5), "price", after(1)),
        VerdictLine(3, 0, "approve", 3, "Omar", after(25), None, after(24)),
        VerdictLine(5, 0, "approve", 2, "Maya", after(-92), None, after(-100)),
    ),
    sent=(
        *(SentLine(after(hours), let_through=False) for hours in (0, 1, 24, 100, -100)),
        *(SentLine(after(hours), let_through=True) for hours in (3, 4, -90)),
    ),
)


def test_the_figures_are_those_worked_out_by_hand() -> None:
    figures = approval_figures(request(LEDGER))

    # 1, 4 and 12 hours: the middle is 4, nine of ten of three is the third, together 17.
    assert figures.whole == Pace("Whole", 3, 4.0, 12.0, 17.0)
    assert figures.previous_whole == Pace("Whole", 1, 8.0, 8.0, 8.0)
    # Step 1: 2, 4 and 1 hours. Step 2: 10 hours, and the one that never waited is left out.
    assert figures.steps == (Pace("Step 1", 3, 2.0, 4.0, 7.0), Pace("Step 2", 1, 10.0, 10.0, 10.0))
    # Maya: 2 and 4 hours, one rejection though it stands twice.
    assert figures.people == (
        Pace("Ana", 1, 10.0, 10.0, 10.0),
        Pace("Maya", 2, 3.0, 4.0, 6.0),
        Pace("Omar", 1, 1.0, 1.0, 1.0),
    )
    assert figures.reasons == (("Price too low", 1),)
    # Four were asked about and two let through.
    assert (figures.sent, figures.let_through) == (6, 2)
    assert (figures.previous_sent, figures.previous_let_through) == (2, 1)
    assert figures.states == {"approved": 2, "rejected": 1}
    # From Friday 12:00 to Wednesday 12:00.
    assert (figures.waiting, figures.oldest_hours) == (1, 120.0)


def test_the_words_name_the_bottleneck_and_what_waits() -> None:
    figures = approval_figures(request(LEDGER))
    said = str(approval_words.facts(figures)) + str(approval_words.sections(figures))

    assert "Step 2 holds 59% of all waiting: 1 decision, median 10.0 h." in said
    assert "Most hours go by until Ana decides" in said
    assert "Let through at once', value='33%', change='was 50%'" in said
    assert "the oldest for 5.0 days" in said
    assert "Approved 2, Rejected 1" in said
    assert "Price too low: 1" in said


def test_a_first_period_has_nothing_to_be_held_against() -> None:
    sent = (SentLine(after(1), let_through=True),)
    first = approval_words.facts(approval_figures(request(ApprovalData((), (), (), sent))))

    assert [(fact.value, fact.change) for fact in first if fact.label == "Let through at once"] == [
        ("100%", "none sent before")
    ]


def test_a_step_of_two_that_ended_with_one_approval_was_not_decided() -> None:
    """Maya approved, then the order was changed; the step before was met all the same."""
    changed = ApprovalData(
        (AskedLine(1, 11, "withdrawn", after(0), after(20)),),
        (StepLine(1, 0, after(0), after(2)), StepLine(1, 1, after(2), after(20))),
        (
            VerdictLine(1, 0, "approve", 3, "Omar", after(2), None, after(0)),
            VerdictLine(1, 1, "approve", 2, "Maya", after(5), None, after(2)),
        ),
        (),
    )

    figures = approval_figures(request(changed))

    assert figures.steps == (Pace("Step 1", 1, 2.0, 2.0, 2.0),)
    assert [each.name for each in figures.people] == ["Maya", "Omar"]


def test_who_got_it_from_another_was_not_slow_before_that() -> None:
    data = replace(
        LEDGER,
        verdicts=(VerdictLine(1, 1, "approve", 4, "Ana", after(12), None, asked_at=after(11)),),
    )

    figures = approval_figures(request(data))

    assert figures.people == (Pace("Ana", 1, 1.0, 1.0, 1.0),)
    assert figures.steps == (Pace("Step 2", 1, 10.0, 10.0, 10.0),)


def test_reasons_of_cancellations_are_counted_with_what_they_came_to() -> None:
    data = replace(
        LEDGER,
        cancelled_orders=(
            Cancelled(21, "stock", after(1), "EUR", 1_000_00),
            Cancelled(22, "customer", after(2), "EUR", 20_00),
            Cancelled(23, "stock", after(-100), "EUR", 9_000_00),
        ),
        cancelled_lines=(
            Cancelled(24, "stock", after(3), "EUR", 46_00),
            Cancelled(25, "stock", after(4), "USD", 10_00),
            Cancelled(26, None, after(5), "EUR", 1_00),
        ),
    )

    figures = approval_figures(request(data))

    # The order of the week before is left out; dollars stay apart from euros.
    assert figures.cancelled == (
        CancelledFor("Out of stock", 1, 2, (("EUR", 1_046_00), ("USD", 10_00))),
        CancelledFor("Not said", 0, 1, (("EUR", 1_00),)),
        CancelledFor("The customer changed their mind", 1, 0, (("EUR", 20_00),)),
    )
    said = next(
        section.lines
        for section in approval_words.sections(figures)
        if section.title == "Why orders and lines were cancelled"
    )
    assert said[0] == "Out of stock: 1 order, 2 lines, €1,046.00, $10.00"
    table = list(csv.DictReader(io.StringIO(approval_words.to_csv(figures).decode("utf-8-sig"))))
    rows = {(row["section"], row["name"]): row["count"] for row in table}
    assert rows["orders cancelled", "Out of stock"] == "1"
    assert rows["lines cancelled", "Out of stock"] == "2"
    assert [
        (row["name"], row["currency"], row["net_amount"])
        for row in table
        if row["section"] == "amount cancelled"
    ] == [
        ("Out of stock", "EUR", "1046.00"),
        ("Out of stock", "USD", "10.00"),
        ("Not said", "EUR", "1.00"),
        ("The customer changed their mind", "EUR", "20.00"),
    ]


def test_it_is_drawn_written_and_tabled() -> None:
    rendered = APPROVALS.render(request(LEDGER))
    table = list(csv.DictReader(io.StringIO(rendered.csv.decode("utf-8-sig"))))

    assert rendered.png is not None
    assert rendered.png.startswith(b"\x89PNG")
    assert "Median 4.0 h." in rendered.alt_text
    step = next(row for row in table if row["name"] == "Step 1")
    assert (step["count"], step["median_hours"], step["p90_hours"]) == ("3", "2.00", "4.00")


def test_a_period_without_a_decision_says_so_and_has_no_picture() -> None:
    rendered = APPROVALS.render(request(ApprovalData((), (), (), ())))

    assert rendered.png is None
    assert "No approval was decided" in str(rendered.summary)


@settings(max_examples=60)
@given(
    some.lists(
        some.tuples(some.integers(-300, 160), some.integers(0, 200), some.sampled_from("ABC"))
    )
)
def test_any_ledger_of_single_steps_agrees_with_a_naive_count(
    rows: list[tuple[int, int, str]],
) -> None:
    data = ApprovalData(
        tuple(
            AskedLine(number, number, "approved", after(start), after(start + took))
            for number, (start, took, _) in enumerate(rows)
        ),
        tuple(
            StepLine(number, 0, after(start), after(start + took))
            for number, (start, took, _) in enumerate(rows)
        ),
        tuple(
            VerdictLine(
                number, 0, "approve", ord(who), who, after(start + took), None, after(start)
            )
            for number, (start, took, who) in enumerate(rows)
        ),
        tuple(SentLine(after(start), who == "A") for start, _, who in rows),
    )
    figures = approval_figures(request(data))

    # The week is from eight hours before `after(0)` to 168 hours later.
    took = sorted(took for start, took, _ in rows if -8 <= start + took < 160)
    whole = figures.whole
    assert (whole.count if whole else 0) == len(took)
    if whole:
        middle = (took[(len(took) - 1) // 2] + took[len(took) // 2]) / 2
        assert math.isclose(whole.median, middle)
        assert math.isclose(whole.total, sum(took))
        assert sum(hours <= whole.p90 + 1e-9 for hours in took) >= 0.9 * len(took)
    assert sum(each.count for each in figures.people) == len(took)
    sent = [who for start, _, who in rows if -8 <= start < 160]
    assert (figures.sent, figures.let_through) == (len(sent), sent.count("A"))


def test_nine_of_ten_is_the_nearest_rank() -> None:
    ten = pace("Ten", [float(number) for number in range(1, 11)])

    assert ten is not None
    assert (ten.median, ten.p90) == (5.5, 9.0)
