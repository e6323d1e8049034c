"""What people type for a period, and which days they mean."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.periods import Period, bounds, parse, weeks_to

WEDNESDAY = date(2026, 8, 12)

MEANT = {
    "today": ("2026-08-12", "2026-08-12"),
    "Yesterday": ("2026-08-11", "2026-08-11"),
    "this week": ("2026-08-10", "2026-08-16"),
    "last week": ("2026-08-03", "2026-08-09"),
    "previous month": ("2026-07-01", "2026-07-31"),
    "this month": ("2026-08-01", "2026-08-31"),
    "LAST QUARTER": ("2026-04-01", "2026-06-30"),
    "this year": ("2026-01-01", "2026-12-31"),
    "last year": ("2025-01-01", "2025-12-31"),
    "last 30 days": ("2026-07-13", "2026-08-11"),
    "past 6 weeks": ("2026-06-29", "2026-08-09"),
    "the last two months": ("2026-06-01", "2026-07-31"),
    "2026": ("2026-01-01", "2026-12-31"),
    "2026-Q3": ("2026-07-01", "2026-09-30"),
    "Q3 2026": ("2026-07-01", "2026-09-30"),
    "q3/2026": ("2026-07-01", "2026-09-30"),
    "Q3": ("2026-07-01", "2026-09-30"),
    "Q4": ("2025-10-01", "2025-12-31"),
    "2026-08": ("2026-08-01", "2026-08-31"),
    "08/2026": ("2026-08-01", "2026-08-31"),
    "August": ("2026-08-01", "2026-08-31"),
    "sept": ("2025-09-01", "2025-09-30"),
    "August 2024": ("2024-08-01", "2024-08-31"),
    "2024 aug": ("2024-08-01", "2024-08-31"),
    "2026-W31": ("2026-07-27", "2026-08-02"),
    "W31": ("2026-07-27", "2026-08-02"),
    "week 31 of 2025": ("2025-07-28", "2025-08-03"),
    "2026-W53": ("2026-12-28", "2027-01-03"),
    "since Monday": ("2026-08-10", "2026-08-12"),
    "since Wednesday": ("2026-08-12", "2026-08-12"),
    "last Wednesday": ("2026-08-05", "2026-08-05"),
    "since 1 March": ("2026-03-01", "2026-08-12"),
    "since September": ("2025-09-01", "2026-08-12"),
    "2026-08-01 to 2026-08-31": ("2026-08-01", "2026-08-31"),
    "2026-08-01–2026-08-31": ("2026-08-01", "2026-08-31"),
    "2026-08-01..2026-08-03": ("2026-08-01", "2026-08-03"),
    "from 1.3.2026 until 31.3.2026": ("2026-03-01", "2026-03-31"),
    "between March 1st and April 5th": ("2026-03-01", "2026-04-05"),
    "November to February 2026": ("2025-11-01", "2026-02-28"),
    "Q1 to Q2": ("2026-01-01", "2026-06-30"),
    "year to date": ("2026-01-01", "2026-08-12"),
    "ytd": ("2026-01-01", "2026-08-12"),
    "qtd": ("2026-07-01", "2026-08-12"),
    "MTD": ("2026-08-01", "2026-08-12"),
    "week-to-date": ("2026-08-10", "2026-08-12"),
    "29 February": ("2024-02-29", "2024-02-29"),
    "“last\u00a0week”": ("2026-08-03", "2026-08-09"),
    "  last \u200b week. ": ("2026-08-03", "2026-08-09"),
    "2026\u2011Q3": ("2026-07-01", "2026-09-30"),
}


@pytest.mark.parametrize(
    ("typed", "days"), [item for item in MEANT.items() if "W53" not in item[0]]
)
def test_a_period_means_the_days_people_expect(typed: str, days: tuple[str, str]) -> None:
    period = parse(typed, today=WEDNESDAY)

    assert (period.first.isoformat(), period.last.isoformat()) == days


def test_week_53_is_found_in_the_years_that_have_one() -> None:
    first, last = MEANT["2026-W53"]

    period = parse("2026-W53", today=date(2027, 1, 2))

    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


def test_week_1_may_begin_in_the_old_year() -> None:
    assert parse("W1", today=date(2025, 12, 30)).first == date(2025, 12, 29)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "soon", "next week", "last 0 days", "01/02/2026", "Q5", "W99", "2025-W53"),
        *("30 February", "2026-02-30", "2026-13", "since tomorrow", "to", "last -3 weeks", "3026"),
    ],
)
def test_what_is_no_period_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UserError, match="last week, this month, 2026-Q3"):
        parse(typed, today=WEDNESDAY)


def test_a_period_that_has_not_begun_is_refused() -> None:
    with pytest.raises(UserError, match="“2027” has not begun yet"):
        parse("2027", today=WEDNESDAY)


def test_a_range_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(UserError, match="Put the earlier date first"):
        parse("2026-08-31 to 2026-08-01", today=WEDNESDAY)


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("last week", "Week 31 of 2026"),
        ("this month", "July 2026"),
        ("2026-Q1", "Q4 2025"),
        ("2026", "2025"),
        ("last two months", "1 Apr – 31 May 2026"),
        ("last 6 weeks", "18 May – 28 Jun 2026"),
        ("last 10 days", "23 Jul – 1 Aug 2026"),
        ("mtd", "1 Jul – 12 Jul 2026"),
        ("qtd", "1 Apr – 12 May 2026"),
        ("ytd", "1 Jan – 12 Aug 2025"),
        ("wtd", "3 Aug – 5 Aug 2026"),
        ("yesterday", "Mon 10 Aug 2026"),
    ],
)
def test_a_period_is_compared_with_its_like(typed: str, before: str) -> None:
    assert parse(typed, today=WEDNESDAY).previous().label == before


def test_the_end_of_a_long_month_is_compared_with_the_end_of_a_short_one() -> None:
    so_far = parse("mtd", today=date(2026, 3, 30)).previous()

    assert (so_far.first, so_far.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_running_month_is_compared_with_the_same_part_of_the_month_before() -> None:
    month = parse("this month", today=WEDNESDAY)

    assert month.so_far(WEDNESDAY).previous().label == "1 Jul – 12 Jul 2026"


def test_a_period_says_its_dates_once() -> None:
    assert parse("last week", today=WEDNESDAY).text == "Week 32 of 2026 (3 Aug – 9 Aug 2026)"
    assert parse("last 10 days", today=WEDNESDAY).text == "2 Aug – 11 Aug 2026"


def test_a_day_in_the_zone_is_bounded_in_utc() -> None:
    start, end = bounds(parse("yesterday", today=WEDNESDAY), "Europe/Berlin")

    assert start == datetime(2026, 8, 10, 22, tzinfo=UTC)
    assert end == datetime(2026, 8, 11, 22, tzinfo=UTC)


def test_the_day_of_a_clock_change_is_shorter_or_longer() -> None:
    def length(day: str) -> timedelta:
        start, end = bounds(parse(day, today=date(2026, 12, 1)), "Europe/Berlin")
        return end - start

    assert length("2026-03-29") == timedelta(hours=23)
    assert length("2026-10-25") == timedelta(hours=25)


def test_a_day_without_midnight_begins_when_its_clocks_do() -> None:
    """In Cairo, 24 April 2026 begins at 01:00."""
    start, end = bounds(parse("2026-04-24", today=WEDNESDAY), "Africa/Cairo")

    assert start == datetime(2026, 4, 23, 22, tzinfo=UTC)
    assert end - start == timedelta(hours=23)


@pytest.mark.parametrize("zone", ["Atlantis/Mu", "../etc", "Europe", "", "\0"])
def test_an_unknown_zone_is_refused_with_one_to_try(zone: str) -> None:
    with pytest.raises(UserError, match=r"Try [A-Z]\w+"):
        bounds(parse("today", today=WEDNESDAY), zone)


def test_a_city_alone_is_answered_with_its_zone() -> None:
    with pytest.raises(UserError, match="Try Europe/Berlin"):
        bounds(parse("today", today=WEDNESDAY), "berlin")


def test_the_trend_is_twelve_weeks_up_to_the_periods_end() -> None:
    weeks = weeks_to(parse("July 2026", today=WEDNESDAY))

    assert len(weeks) == 12
    assert weeks[0].first == date(2026, 5, 11)
    assert weeks[-1].label == "Week 31 of 2026"


WORDS = [
    *("last", "this", "past", "since", "to", "from", "between", "and", "-", "–", "..", "the"),
    *("week", "weeks", "days", "month", "quarter", "year", "ytd", "date", "Q3", "Q1", "W31", "W53"),
    *("2026", "2025", "1999", "2026-08", "2026-02-30", "August", "feb", "29", "31", "0", "999"),
    *("Monday", "tue", "1st", ",", "“", "\u00a0", "١٢", "²", "İ", "twelve", "1.3.2026"),
]
TODAY = st.dates(min_value=date(1960, 1, 1), max_value=date(2150, 12, 31))


def check(typed: str, today: date) -> None:
    try:
        period = parse(typed, today=today)
    except UserError:
        return
    before = period.previous()
    assert isinstance(period, Period)
    assert period.first <= period.last
    assert period.first <= today
    assert before.first <= before.last < period.last
    assert bounds(period, "America/New_York")[0] < bounds(period, "America/New_York")[1]


@given(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join), TODAY)
def test_any_words_are_a_period_or_a_sentence(typed: str, today: date) -> None:
    check(typed, today)


@given(st.text(max_size=40), TODAY)
def test_any_text_is_a_period_or_a_sentence(typed: str, today: date) -> None:
    check(typed, today)


@given(st.sampled_from(sorted(MEANT)), TODAY)
def test_known_words_hold_on_any_day(typed: str, today: date) -> None:
    check(typed, today)


@given(TODAY, st.sampled_from(["week", "month", "quarter", "year"]))
def test_whole_periods_follow_each_other_without_gap_or_overlap(today: date, unit: str) -> None:
    current = parse(f"this {unit}", today=today)
    last = parse(f"last {unit}", today=today)

    assert last.last + timedelta(days=1) == current.first
    assert current.previous() == last
    assert current.first <= today <= current.last
