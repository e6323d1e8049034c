"""The figures of a sales report, on sales small enough to work out by hand."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.change import change_percent, change_words
from bot.reports.figures import Total
from bot.reports.weekly_sales import WEEKLY_SALES
from tests.reports.ledger import Ledger


def test_an_order_counts_on_its_date_in_the_reports_zone() -> None:
    """Sunday evening in UTC is Monday morning in Auckland."""
    ledger = Ledger()
    ledger.sell("2026-08-02T20:00", 100)

    assert ledger.figures(zone="UTC").orders == 0
    assert ledger.figures(zone="Pacific/Auckland").orders == 1


def test_an_order_of_three_lines_is_one_order() -> None:
    ledger = Ledger()
    for product in ("Oak chair", "Oak table", "Lamp"):
        ledger.sell("2026-08-04T09:00", 1_000, product=product, order=7)
    ledger.sell("2026-08-05T09:00", 2_001)

    assert ledger.figures().totals == {"EUR": Total(2, 5_001, 2_501)}


def test_a_return_subtracts_and_never_rounds_to_the_houses_favour() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 1_000)
    ledger.sell("2026-08-04T09:00", -4_001)

    assert ledger.figures().totals == {"EUR": Total(2, -3_001, -1_501)}


def test_currencies_are_never_added() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 999_999, currency="USD")
    ledger.sell("2026-08-04T09:00", 100)
    ledger.sell("2026-08-05T09:00", 200)
    ledger.sell("2026-07-28T09:00", 5_000, currency="JPY")

    figures = ledger.figures()

    assert figures.currencies == ("EUR", "USD", "JPY")
    assert figures.totals == {
        "EUR": Total(2, 300, 150),
        "USD": Total(1, 999_999, 999_999),
        "JPY": Total(),
    }
    assert figures.previous_totals["JPY"] == Total(1, 5_000, 5_000)
    assert {key: len(shares) for key, shares in figures.shares.items() if key[0] == "rep"} == {
        ("rep", "EUR"): 1,
        ("rep", "USD"): 1,
        ("rep", "JPY"): 1,
    }


def test_a_customer_is_new_once_and_active_whenever_they_order() -> None:
    ledger = Ledger()
    ledger.sell("2026-07-28T09:00", 100, customer="Chairs Ltd")
    ledger.sell("2026-08-04T09:00", 100, customer="Chairs Ltd")
    ledger.sell("2026-08-04T09:00", 100, customer="Tables Ltd")
    ledger.sell("2026-08-05T09:00", 100, customer="Tables Ltd", currency="USD")
    ledger.sell("2026-08-05T09:00", 100, customer="Lamps Ltd")
    ledger.firsts[ledger.number("Lamps Ltd")] = datetime(2019, 1, 1, tzinfo=UTC)

    figures = ledger.figures()

    assert (figures.customers.active, figures.customers.new) == (3, 1)
    assert (figures.previous_customers.active, figures.previous_customers.new) == (1, 1)


def test_a_customer_without_a_first_order_is_an_error_not_a_wrong_count() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 100)
    ledger.firsts.clear()

    with pytest.raises(KeyError):
        ledger.figures()


def test_the_trend_has_every_week_and_marks_the_one_that_is_not_over() -> None:
    ledger = Ledger()
    ledger.sell("2026-05-25T09:00", 100)
    ledger.sell("2026-08-10T09:00", 300)
    ledger.sell("2026-08-12T09:00", 30)

    weeks = ledger.figures("this week").trends["EUR"]

    assert [week.net_minor for week in weeks] == [100, *[0] * 10, 330]
    assert [week.complete for week in weeks] == [*[True] * 11, False]
    assert weeks[0].period.label == "Week 22 of 2026"
    assert (weeks[0].new_customers, weeks[-1].new_customers) == (1, 0)


def test_a_running_week_is_compared_with_the_same_days_of_the_week_before() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-03T09:00", 100)
    ledger.sell("2026-08-06T09:00", 10_000)
    ledger.sell("2026-08-11T09:00", 200)

    figures = ledger.figures("this week")

    assert figures.is_running
    assert figures.previous_totals == {"EUR": Total(1, 100, 100)}


def test_who_sold_in_one_period_only_stands_in_both() -> None:
    ledger = Ledger()
    ledger.sell("2026-07-28T09:00", 100, rep="Maya")
    ledger.sell("2026-08-04T09:00", 300, rep="Ravi")

    shares = ledger.figures().shares["rep", "EUR"]

    assert [(one.name, one.net_minor, one.previous_net_minor) for one in shares] == [
        ("Ravi", 300, 0),
        ("Maya", 0, 100),
    ]


def test_namesakes_stay_apart() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 100, rep="Ravi")
    ledger.sell("2026-08-04T09:00", 100, rep="Ravi ")
    shares = ledger.figures().shares["rep", "EUR"]

    assert len(shares) == 2


def test_the_lines_must_reach_back_to_the_trend_or_the_period_before() -> None:
    ledger = Ledger()

    assert str(WEEKLY_SALES.lookback(ledger.request("last week").period)) == "2026-05-18"
    assert str(WEEKLY_SALES.lookback(ledger.request("2026").period)) == "2025-01-01"


SALES = st.lists(
    st.tuples(
        st.sampled_from(["2026-07-27", "2026-08-02", "2026-08-03", "2026-08-09", "2026-06-01"]),
        st.integers(-(10**9), 10**12),
        st.sampled_from(["Ravi", "Maya", "Omar"]),
        st.sampled_from(["EUR", "JPY"]),
    ),
    max_size=12,
)


@given(SALES)
@settings(deadline=None, max_examples=40)
def test_every_split_adds_up_to_the_total(sales: list[tuple[str, int, str, str]]) -> None:
    ledger = Ledger()
    for day, net, rep, currency in sales:
        ledger.sell(f"{day}T12:00", net, rep=rep, customer=f"{rep}'s", currency=currency)

    figures = ledger.figures()

    for (_, currency), shares in figures.shares.items():
        assert sum(share.net_minor for share in shares) == figures.totals[currency].net_minor
        before = sum(share.previous_net_minor for share in shares)
        assert before == figures.previous_totals[currency].net_minor
    for currency, weeks in figures.trends.items():
        assert weeks[-1].net_minor == figures.totals[currency].net_minor
        assert weeks[-2].net_minor == figures.previous_totals[currency].net_minor


@pytest.mark.parametrize(
    ("now", "before", "percent", "words"),
    [
        (110, 100, "10.0", "up 10.0%"),
        (90, 100, "-10.0", "down 10.0%"),
        (100, 100, "0.0", "unchanged"),
        (0, 0, None, "unchanged"),
        (5, 0, None, "none before"),
        (5, -5, None, "below zero before"),
        (-50, 100, "-150.0", "down 150.0%"),
        (1_000_000, 1, "99999900.0", "up 99,999,900.0%"),
        (100_001, 100_000, "0.0", "almost unchanged"),
        (20_001, 20_000, "0.0", "almost unchanged"),
        (2_001, 2_000, "0.1", "up 0.1%"),
    ],
)
def test_a_change_is_said_in_percent_where_there_is_something_to_divide_by(
    now: int, before: int, percent: str | None, words: str
) -> None:
    found = change_percent(now, before)

    assert (None if found is None else str(found)) == percent
    assert change_words(now, before) == words


def test_the_window_of_needed_lines_is_in_utc_and_ends_with_the_period() -> None:
    ledger = Ledger()

    start, end = WEEKLY_SALES.window(ledger.request().period, zone="Europe/Berlin")

    assert start == datetime(2026, 5, 17, 22, tzinfo=UTC)
    assert end == datetime(2026, 8, 9, 22, tzinfo=UTC)
