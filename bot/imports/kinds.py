"""What every kind of file has in common: its columns, its check, its plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from bot.domain.errors import UserError
from bot.imports.checking import Checked, Numbered
from bot.imports.columns import Column
from bot.imports.report import Refusal
from bot.store.workspaces import Workspace

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an import works: the transaction, its workspace, and the moment."""

    session: Session
    workspace: Workspace
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do. `write` does it, in the desk's transaction; `news` are sentences on
    what comes of it that nobody would look for.
    """

    made: int
    changed: int
    skipped: int
    refusals: Sequence[Refusal]
    write: Callable[[], None]
    news: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Kind(Generic[Checked]):
    """`name` is the word on the command line, and the plural in reports."""

    name: str
    columns: tuple[Column, ...]
    model: type[Checked]
    plan: Callable[[Desk, Sequence[Numbered[Checked]]], Plan]


@dataclass(slots=True)
class Sorted(Generic[Item]):
    """Rows told apart: new ones, pairs of (as in the file, as stored), and the rest."""

    added: list[Item] = field(default_factory=list)
    changed: list[tuple[Item, Item]] = field(default_factory=list)
    skipped: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def plan(self, write: Callable[[], None], news: Sequence[str] = ()) -> Plan:
        made, changed = len(self.added), len(self.changed)
        return Plan(made, changed, self.skipped, self.refusals, write, news)


def sort_out(
    entries: Sequence[Numbered[Checked]],
    *,
    key: Callable[[Checked], str],
    stored: Mapping[str, Item],
    build: Callable[[Checked, Item | None], Item],
) -> Sorted[Item]:
    """Tell new rows from changed ones and from those that are stored just so.

    `build` makes what is to be stored from an entry and what is stored under its
    key, and raises UserError to refuse the row. A key that comes twice is refused
    the second time.
    """
    found: Sorted[Item] = Sorted()
    lines: dict[str, int] = {}
    for numbered in entries:
        own_key = key(numbered.entry)
        before = stored.get(own_key)
        try:
            _demand_new(own_key, numbered.line, lines)
            item = build(numbered.entry, before)
        except UserError as error:
            found.refusals.append(Refusal(numbered.line, str(error)))
            continue
        if before is None:
            found.added.append(item)
        elif item != before:
            found.changed.append((item, before))
        else:
            found.skipped += 1
    return found


def given(**values: object) -> dict[str, object]:
    """Return the values that a file gives: an empty cell leaves what is stored."""
    return {name: value for name, value in values.items() if value is not None}


def _demand_new(key: str, line: int, lines: dict[str, int]) -> None:
    if lines.setdefault(key, line) != line:
        raise UserError(f"{key} stands on line {lines[key]} already. Keep one of the two.")
