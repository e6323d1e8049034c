"""Whatever a table is written with, it comes back the same."""

from datetime import date, datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.domain.errors import UserError
from bot.imports import columns, reading
from tests.imports.tables import as_csv, as_workbook

is_known = partial(columns.is_known, columns=columns.CUSTOMERS)
HEADERS = ["customer_id", "name", "Fax No", "city"]
# What the code page of Windows can write; NUL is nothing that a text file holds.
WESTERN = some.characters(codec="cp1252", exclude_characters="\x00", exclude_categories=["Cc"])
ANY = some.characters(exclude_characters="\x00", exclude_categories=["Cs"])


def tables(alphabet: some.SearchStrategy[str]) -> some.SearchStrategy[list[list[str]]]:
    cells = some.text(alphabet, max_size=12)
    rows = some.lists(cells, min_size=len(HEADERS), max_size=len(HEADERS))
    filled = rows.filter(lambda row: any(cell.strip() for cell in row))
    return some.lists(filled, max_size=8)


@settings(max_examples=150, deadline=None)
@given(
    rows=tables(ANY),
    delimiter=some.sampled_from(reading.DELIMITERS),
    encoding=some.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_in_unicode_comes_back_the_same(
    rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    content = as_csv([HEADERS, *rows], delimiter=delimiter, encoding=encoding)

    table = reading.read(content, is_known=is_known)

    assert (table.headers, table.delimiter) == (tuple(HEADERS), delimiter)
    assert [list(row.cells) for row in table.rows] == rows


@settings(max_examples=100, deadline=None)
@given(rows=tables(WESTERN), delimiter=some.sampled_from(reading.DELIMITERS))
def test_any_table_in_the_code_page_of_windows_comes_back_the_same(
    rows: list[list[str]], delimiter: str
) -> None:
    # A word that no UTF-8 text can hold in these bytes settles the encoding.
    marked = [*rows, ["Müller", "", "", "x"]]

    table = reading.read(
        as_csv([HEADERS, *marked], delimiter=delimiter, encoding="cp1252"), is_known=is_known
    )

    assert table.encoding == "cp1252"
    assert [list(row.cells) for row in table.rows] == marked


def test_a_workbook_gives_whole_numbers_and_dates_as_a_text_file_would() -> None:
    rows: list[list[object]] = [
        ["order_id", "name", "price", "when", "at", "yes"],
        [
            10248,
            "Ana Trujillo",
            9.8,
            date(2026, 3, 4),
            datetime.fromisoformat("2026-03-04 15:30"),
            True,
        ],
        ["007", "", 1e-07, None, None, False],
    ]

    table = reading.read(as_workbook(rows), is_known=is_known)

    assert [list(row.cells) for row in table.rows] == [
        ["10248", "Ana Trujillo", "9.8", "2026-03-04", "2026-03-04 15:30:00", "true"],
        ["007", "", "0.0000001", "", "", "false"],
    ]
    assert [row.line for row in table.rows] == [2, 3]


def test_the_line_of_a_row_is_where_it_begins_in_the_file() -> None:
    content = b'customer_id,name\n\nA,"two\nlines"\nB,one\n'

    table = reading.read(content, is_known=is_known)

    assert [(row.line, row.cells[0]) for row in table.rows] == [(3, "A"), (5, "B")]


def test_the_delimiter_is_the_one_that_makes_known_columns() -> None:
    content = b"customer_id;name, full;city\nA;Acme, Inc.;Rome\n"

    assert reading.read(content, is_known=is_known).delimiter == ";"


def test_excels_own_line_about_the_delimiter_is_no_header() -> None:
    table = reading.read(b"sep=;\r\ncustomer_id;name\r\nA;Acme\r\n", is_known=is_known)

    assert table.headers == ("customer_id", "name")


def test_short_rows_are_filled_up_and_empty_ends_dropped() -> None:
    table = reading.read(b"customer_id,name,city\nA\nB,Beta,Bonn,,\n", is_known=is_known)

    assert [row.cells for row in table.rows] == [("A", "", ""), ("B", "Beta", "Bonn")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b" , ,\n", "The file is empty"),
        (b'customer_id,name\nA,"never ends\n', "Line 2 cannot be read as CSV"),
        (b"name\n\x81\x8d", "neither UTF-8 nor Windows-1252"),
        (b"PK\x03\x04 but no workbook", "looks like a spreadsheet but cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says):
        reading.read(content, is_known=is_known)
