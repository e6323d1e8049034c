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
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.domain.errors import UserError
from bot.imports import reading
from bot.imports.reading import TableRow

MOST_MEMORY, MOST_SECONDS = 1 << 30, 20
MOST_CELLS, MOST_CHARACTERS = 1_000_000, 5_000_000
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
    for row in _sheet(content):
        # A line of the sheet stays one line, by which its cells are told.
        writer.writerow([" ".join(cell.splitlines()) for cell in row.cells])
    return text.getvalue().encode()


def _sheet(content: bytes) -> list[TableRow]:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, initializer=_confine) as apart:
        try:
            return apart.submit(_read, content).result()
        except BrokenProcessPool as error:
            raise UserError(TOO_LARGE) from error


def _confine() -> None:
    # The reader's last words are a long trace.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    limits = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        # Not every system has every limit.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most))


def _read(content: bytes) -> list[TableRow]:
    try:
        rows = list(reading.sheet(content))
    except MemoryError as error:
        raise UserError(TOO_LARGE) from error
    cells = sum(len(row.cells) for row in rows)
    if cells > MOST_CELLS or sum(len(c) for row in rows for c in row.cells) > MOST_CHARACTERS:
        raise UserError(TOO_LARGE)
    return rows
