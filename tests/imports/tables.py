"""Tables written as files, in the manner of several programs."""

import csv
import io
from collections.abc import Callable, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


def as_csv(
    rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """Write numbers as numbers and dates as dates, as a person's spreadsheet holds them."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"default_date_format": "dd.mm.yyyy"})
    sheet = workbook.add_worksheet()
    for position, row in enumerate(rows):
        sheet.write_row(position, 0, row)
    workbook.close()
    return content.getvalue()


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


def lines(*written: str) -> bytes:
    """Return a file as typed, line by line."""
    return "\r\n".join(written).encode()
