"""A workbook read in a process of its own, since a small one can unfold to more than there is.

A cell far from the others makes the reader ask for the room of all between them, and where the
machine has less the process ends: with the bot in it, if it were the bot's.
"""

import contextlib
import csv
import io
import multiprocessing
import os
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.imports import reading
from bot.imports.reading import Table, TableRow


@dataclass(frozen=True, slots=True)
class Most:
    """What a sheet may take: bytes of memory, seconds of computing, and what it unfolds to."""

    memory: int
    seconds: int
    cells: int
    characters: int


# A policy, also from anybody's upload; and years of orders, from whoever runs the program.
SMALL = Most(memory=1 << 30, seconds=20, cells=1_000_000, characters=5_000_000)
LARGE = Most(memory=4 << 30, seconds=600, cells=20_000_000, characters=500_000_000)
TOO_LARGE = (
    "The sheet reaches further than a table here can. Delete what stands far from the table, or"
    " save it as CSV."
)


def plain(content: bytes) -> bytes:
    """Return a workbook as CSV, line for line, and any other file as it is; raises UserError."""
    if not content.startswith(reading.WORKBOOKS):
        return content
    text = io.StringIO()
    # All in quotes, so that nothing passes for another kind of file.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in _sheet(content, SMALL):
        # A line of the sheet stays one line, by which its cells are told.
        writer.writerow([" ".join(cell.splitlines()) for cell in row.cells])
    return text.getvalue().encode()


def table(content: bytes, *, is_known: Callable[[str], bool]) -> Table:
    """Read a file of many rows as `reading.read` does; raises UserError."""
    if not content.startswith(reading.WORKBOOKS):
        return reading.read(content, is_known=is_known)
    return reading.spreadsheet(_sheet(content, LARGE))


def _sheet(content: bytes, most: Most) -> list[TableRow]:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        1, mp_context=spawned, initializer=_confine, initargs=(most,)
    ) as apart:
        try:
            return apart.submit(_read, content, most).result()
        except BrokenProcessPool as error:
            raise UserError(TOO_LARGE) from error


def _confine(most: Most) -> None:
    # The reader's last words are a long trace.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    limits = {
        resource.RLIMIT_AS: most.memory,
        resource.RLIMIT_CPU: most.seconds,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        # Not every system has every limit.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, value))


def _read(content: bytes, most: Most) -> list[TableRow]:
    try:
        rows = list(reading.sheet(content))
    except MemoryError as error:
        raise UserError(TOO_LARGE) from error
    cells = sum(len(row.cells) for row in rows)
    characters = sum(len(cell) for row in rows for cell in row.cells)
    if cells > most.cells or characters > most.characters:
        raise UserError(TOO_LARGE)
    return rows
