"""The record of what was done as a file, from which its chain can be recomputed elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from bot.domain.errors import UserError
from bot.exports.files import Cell, write_csv
from bot.store import audit, members

HEADER = ("number", "at", "entry", "by_id", "by", "for", "details", "hash")


def write_entries(session: Session, path: Path, *, order: int | None = None) -> int:
    """Write all entries, or those about an order, as .csv; return how many. Raises UserError.

    No workbook: its cells would cut a long policy, and the hash covers every character.
    A file of that name is replaced once the new one is whole.
    """
    if path.suffix.lower() != ".csv":
        raise UserError(f"{path.name} is no .csv file. Give the file such a name.")
    names = {member.id: member.name for member in members.known(session)}
    unfinished = path.with_name(f"{path.name}.part")
    try:
        count = write_csv(unfinished, HEADER, _rows(session, names, order))
        unfinished.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
    return count


def _rows(session: Session, names: dict[int, str], order: int | None) -> Iterator[tuple[Cell, ...]]:
    for entry in audit.every(session):
        told = json.loads(entry.details)
        if order is not None and told.get("order") != order:
            continue
        yield (
            entry.number,
            entry.at.isoformat(timespec="microseconds"),
            entry.verb,
            entry.by_id,
            names.get(entry.by_id or 0),
            names.get(told.get("seat") or 0),
            entry.details,
            entry.hash,
        )
