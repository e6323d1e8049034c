"""Numbers, dates and discounts: read as the file writes them, never guessed."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as some

from bot.imports.columns import Reads
from bot.imports.conventions import Conventions, find_out

BERLIN = ZoneInfo("Europe/Berlin")


def told_by(*cells: str, delimiter: str = ";", reads: Reads = Reads.NUMBER) -> Conventions:
    return find_out({reads: cells}, delimiter=delimiter, zone=BERLIN)


@given(
    numbers=some.lists(
        some.decimals(min_value=-(10**9), max_value=10**9, places=2), min_size=1, max_size=6
    ),
    locale=some.sampled_from(["en", "de", "fr", "de_CH", "pt_BR"]),
)
def test_amounts_in_any_locale_come_back_the_same(numbers: list[Decimal], locale: str) -> None:
    written = [format_decimal(number, "#,##0.00", locale=locale) for number in numbers]

    found = told_by(*written)

    assert [found.number(text) for text in written] == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("€ 12,5", "12.5"),
        ("-0,125", "-0.125"),
        (".5", "0.5"),
        ("1.234.567", "1234567"),
        ("14.0000", "14"),
    ],
)
def test_a_number_that_speaks_for_itself_needs_no_company(text: str, number: str) -> None:
    assert told_by().number(text) == Decimal(number)


def test_the_other_cells_say_what_one_cell_leaves_open() -> None:
    assert told_by("1.234", "9,90").number("1.234") == 1234
    assert told_by("1.234", "9.90").number("1.234") == Decimal("1.234")
    assert told_by("1,234", delimiter=",").number("1,234") == 1234


@pytest.mark.parametrize("cells", [["1.234"], ["1.234", "9.90", "9,90"]])
def test_a_number_that_nothing_settles_is_refused(cells: list[str]) -> None:
    with pytest.raises(ValueError, match=r"“1\.234” can be read in two ways"):
        told_by(*cells).number("1.234")


@pytest.mark.parametrize("text", ["twelve", "1,2,3", "1.2.3", "", "--5", "1e5", "NaN", "12,34.5,6"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        told_by(delimiter=",").number(text)


@pytest.mark.parametrize(
    ("cells", "basis_points"),
    [
        (["0.25", "0.1"], 2500),
        (["25", "10"], 2500),
        (["25%", "1"], 2500),
        (["25 %"], 2500),
        (["12,25"], 1225),
    ],
)
def test_a_discount_is_a_share_or_percent_as_the_column_shows(
    cells: list[str], basis_points: int
) -> None:
    assert told_by(*cells, reads=Reads.DISCOUNT).share(cells[0]) == basis_points


@pytest.mark.parametrize("cells", [["1", "0"], ["0.5", "20"]])
def test_a_discount_that_may_be_either_is_refused(cells: list[str]) -> None:
    with pytest.raises(ValueError, match="may be a share or percent"):
        told_by(*cells, reads=Reads.DISCOUNT).share(cells[0])


@pytest.mark.parametrize(
    ("text", "says"), [("120%", "between 0 and 100"), ("0.001%", "at most two decimals")]
)
def test_a_discount_that_no_order_can_have_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        told_by(text, reads=Reads.DISCOUNT).share(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-04", datetime(2026, 3, 4, 11, tzinfo=UTC)),
        ("2026-07-04", datetime(2026, 7, 4, 10, tzinfo=UTC)),
        ("2026/3/4", datetime(2026, 3, 4, 11, tzinfo=UTC)),
        ("4.3.2026", datetime(2026, 3, 4, 11, tzinfo=UTC)),
        ("04.03.2026 9:30", datetime(2026, 3, 4, 8, 30, tzinfo=UTC)),
        ("31/03/2026", datetime(2026, 3, 31, 10, tzinfo=UTC)),
        ("05/05/2026", datetime(2026, 5, 5, 10, tzinfo=UTC)),
        ("2026-03-04 15:30:00", datetime(2026, 3, 4, 14, 30, tzinfo=UTC)),
        ("2026-03-04T15:30:00Z", datetime(2026, 3, 4, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_noon_where_the_team_works_unless_a_time_is_given(
    text: str, moment: datetime
) -> None:
    assert told_by().moment(text) == moment


def test_other_dates_show_whether_the_day_or_the_month_comes_first() -> None:
    american = told_by("03/04/2026", "12/31/2026", reads=Reads.DATE)
    british = told_by("03/04/2026", "31/12/2026", reads=Reads.DATE)

    assert american.moment("03/04/2026").month == 3
    assert british.moment("03/04/2026").month == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("03/04/2026", "can be read in two ways"),
        ("31/02/2026", "is no date"),
        ("soon", "is no date"),
        ("0001-01-01", "is no date"),
        ("20260304T", "is no date"),
    ],
)
def test_what_is_no_date_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        told_by().moment(text)
