"""Files as tables: encoding, delimiter and spreadsheet found out from the bytes."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook

from bot.domain.errors import UserError

DELIMITERS = (",", ";", "\t")
# Zip (xlsx, xlsb, ods) and the container of old xls files.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Cell = str | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class TableRow:
    """`line` counts as a text editor or the spreadsheet does, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's cells as text. `delimiter` is empty for a spreadsheet."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str
    delimiter: str


def sheet(content: bytes) -> Iterator[TableRow]:
    """Yield the rows of a workbook's first filled sheet; raises UserError."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
        filled = (each for each in sheets if each.height)
        grid = next((each.to_python(skip_empty_area=False) for each in filled), [])
    except CalamineError as error:
        raise UserError(
            "The file looks like a spreadsheet but cannot be read. Save it as .xlsx or CSV."
        ) from error
    for line, cells in enumerate(grid, start=1):
        yield TableRow(line, tuple(_text(cell) for cell in cells))


def read(content: bytes, *, is_known: Callable[[str], bool]) -> Table:
    """Read a CSV file or the first filled sheet of a workbook.

    `is_known` tells whether a header is one that the caller looks for; it settles
    which delimiter is meant. Raises UserError when the bytes make no table.
    """
    if content.startswith(WORKBOOKS):
        return spreadsheet(sheet(content))
    text, encoding = decode(content)
    text, delimiter = _delimiter(text, is_known)
    return _table(_records(text, delimiter), encoding=encoding, delimiter=delimiter)


def spreadsheet(rows: Iterable[TableRow]) -> Table:
    """Return the rows of a sheet as a table; raises UserError where there are none."""
    return _table(rows, encoding="spreadsheet", delimiter="")


def decode(content: bytes) -> tuple[str, str]:
    """Return the text and its encoding: what a mark says, else UTF-8, else Windows-1252."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(content, "cp1252"), "cp1252"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(
            "The file is neither UTF-8 nor Windows-1252 text. Save it as CSV in UTF-8, or as .xlsx."
        ) from error


def _delimiter(text: str, is_known: Callable[[str], bool]) -> tuple[str, str]:
    """Return the text after Excel's own "sep=;" line, and the delimiter."""
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and told[4:] in {",", ";"}:
        return rest, told[4:]
    if first.rstrip("\r\n").lower() == "sep=\t":
        return rest, "\t"

    def fit(delimiter: str) -> tuple[int, int]:
        headers = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        return sum(map(is_known, headers)), len(headers)

    return text, max(DELIMITERS, key=fit)


def _records(text: str, delimiter: str) -> Iterator[TableRow]:
    # Strict, since a quote that never ends would otherwise swallow the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            yield TableRow(line, tuple(record))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            f"Line {line} cannot be read as CSV ({error}). Check its quotation marks."
        ) from error


def _text(cell: Cell) -> str:
    """Write a cell as a CSV file would: whole numbers plainly, dates as ISO 8601."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float():
            whole = cell.is_integer()
            return str(int(cell)) if whole else format(Decimal(repr(cell)), "f")
        case datetime():
            return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _table(records: Iterable[TableRow], *, encoding: str, delimiter: str) -> Table:
    filled = [row for row in records if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise UserError("The file is empty. Its first line has to name the columns.")
    headers, rows = filled[0].cells, filled[1:]
    return Table(
        headers=tuple(header.strip() for header in headers),
        rows=tuple(TableRow(row.line, _padded(row.cells, len(headers))) for row in rows),
        encoding=encoding,
        delimiter=delimiter,
    )


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Fill up a short row, and drop empty cells beyond the header; a longer row stays longer."""
    kept = list(cells)
    while len(kept) > width and not kept[-1].strip():
        kept.pop()
    return (*kept, *("" for _ in range(width - len(kept))))
