"""A workbook from others: read as any, but not at the cost of the process that asks for it."""

from collections.abc import Callable

import pytest
from xlsxwriter.worksheet import Worksheet

from bot.domain.errors import UserError
from bot.imports import apart, reading
from tests.imports.tables import below, far, workbook


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


def test_a_table_of_many_rows_may_unfold_to_more() -> None:
    def write(sheet: Worksheet) -> None:
        below(sheet)
        sheet.write_row(0, 0, ["name", "city"])

    content = workbook(write)

    table = apart.table(content, is_known={"name"}.__contains__)
    assert table == reading.read(content, is_known={"name"}.__contains__)
    with pytest.raises(UserError, match="reaches further than a table here can"):
        apart.table(workbook(far), is_known={"name"}.__contains__)
