"""Rows into CSV and workbooks that no spreadsheet takes for formulas."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import xlsxwriter

Cell = str | int | Decimal | None
Writer = Callable[[Path, Sequence[str], Iterable[Sequence[Cell]]], int]

# A spreadsheet runs what begins so, and customers' names are not ours to trust.
# https://owasp.org/www-community/attacks/CSV_Injection
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write UTF-8 with a mark, without which Excel reads it as Windows-1252."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([_harmless(cell) for cell in row])
            count += 1
    return count


def write_workbook(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write numbers as numbers and all else as text, never as formulas or links."""
    # In pieces to the disk, so that a long table needs little memory.
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, header, workbook.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(rows, start=1):
        for position, cell in enumerate(row):
            match cell:
                case None:
                    continue
                case str():
                    sheet.write_string(count, position, cell)
                case _:
                    sheet.write_number(count, position, cell)
    workbook.close()
    return count


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return f"'{cell}"
    return cell


WRITERS: Mapping[str, Writer] = MappingProxyType({".csv": write_csv, ".xlsx": write_workbook})
