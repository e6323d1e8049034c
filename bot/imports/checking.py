"""From a table's cells to checked entries, and the reasons where there are none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.imports import columns, conventions
from bot.imports.columns import Column, Headers, Reads
from bot.imports.entries import Entry
from bot.imports.reading import Table, TableRow
from bot.imports.report import Refusal

Checked = TypeVar("Checked", bound=Entry)


@dataclass(frozen=True, slots=True)
class Numbered(Generic[Checked]):
    """An entry and the line that it stands on."""

    line: int
    entry: Checked


def check(
    table: Table, headers: Headers, *, names: Sequence[Column], model: type[Checked], zone: ZoneInfo
) -> tuple[list[Numbered[Checked]], list[Refusal]]:
    """Read every row as `model`; the ones that cannot be are refused with their reasons."""
    context = _conventions(table, headers, names, zone)
    entries, refusals = [], []
    for row in table.rows:
        if len(row.cells) > len(table.headers):
            refusals.append(Refusal(row.line, _too_long(row, table)))
            continue
        filled = {
            name: row.cells[position]
            for name, position in headers.fields.items()
            if row.cells[position].strip()
        }
        try:
            entries.append(Numbered(row.line, model.model_validate(filled, context=context)))
        except ValidationError as error:
            refusals.append(Refusal(row.line, reasons(error)))
    return entries, refusals


def reasons(error: ValidationError) -> str:
    """Say what is wrong with a row, column by column."""
    said = []
    for problem in error.errors(include_url=False, include_input=False):
        column = "_".join(str(part) for part in problem["loc"] if part != "prices")
        if problem["type"] == "missing":
            said.append(f"{column} is empty.")
        else:
            said.append(f"{column}: {problem['msg'].removeprefix('Value error, ')}")
    return " ".join(said)


def _too_long(row: TableRow, table: Table) -> str:
    return (
        f"The row has {len(row.cells)} cells, but the header only {len(table.headers)}."
        " Put cells that hold the delimiter into quotation marks."
    )


def _conventions(
    table: Table, headers: Headers, names: Sequence[Column], zone: ZoneInfo
) -> conventions.Conventions:
    cells: dict[Reads, list[str]] = defaultdict(list)
    for name, position in headers.fields.items():
        reads = next(column.reads for column in names if columns.belongs(name, column))
        if reads is not Reads.TEXT:
            cells[reads] += (
                row.cells[position].strip() for row in table.rows if row.cells[position].strip()
            )
    return conventions.find_out(cells, delimiter=table.delimiter, zone=zone)
