"""A workbook from others: read as any, but not at the cost of the process that asks for it."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from bot.domain.errors import UserError
from bot.imports import apart, reading

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


def workbook(write: Callable[[Worksheet], object]) -> bytes:
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, {"in_memory": True})
    write(made.add_worksheet())
    made.close()
    return held.getvalue()


def far(sheet: Worksheet) -> None:
    sheet.write_string(0, 0, "rule")
    sheet.write_string(LAST_ROW, LAST_COLUMN, "x")


def below(sheet: Worksheet) -> None:
    sheet.write_string(LAST_ROW, 1, "x")


def long(sheet: Worksheet) -> None:
    for row in range(200):
        sheet.write_string(row, 0, "x" * 30_000)


def test_a_workbook_becomes_a_table_of_the_same_lines() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["rule", "margin", "<x>"])
        sheet.write_row(2, 0, ["a\nb", 0.2, 7])
        sheet.write_row(3, 0, ['"A, B"', "= 1", True])

    content = workbook(write)
    expected = reading.read(content, is_known={"rule"}.__contains__)
    plain = reading.read(apart.plain(content), is_known={"rule"}.__contains__)

    assert plain.headers == expected.headers
    assert [row.line for row in plain.rows] == [3, 4]
    assert plain.rows[0].cells == ("a b", "0.2", "7")
    assert plain.rows[1] == expected.rows[1]


@pytest.mark.parametrize("content", [b"rule,approvers\nAll,manager\n", b"", b"<definitions/>"])
def test_what_is_no_workbook_stays_as_it_is(content: bytes) -> None:
    assert apart.plain(content) == content


@pytest.mark.parametrize("write", [far, below, long])
def test_a_sheet_that_unfolds_to_too_much_is_refused(write: Callable[[Worksheet], object]) -> None:
    content = workbook(write)
    assert len(content) < 100_000

    with pytest.raises(UserError, match="reaches further than a table here can"):
        apart.plain(content)


def test_a_broken_workbook_is_refused_in_the_same_words() -> None:
    with pytest.raises(UserError, match="looks like a spreadsheet but cannot be read"):
        apart.plain(b"PK\x03\x04rubbish")
