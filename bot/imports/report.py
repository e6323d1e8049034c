"""What became of a file: rows made, changed, skipped and refused."""

from collections.abc import Iterator
from dataclasses import dataclass

MOST_REFUSALS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken, by its line in the file, and why; a sentence for people."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`written` is False for a dry run, and where a refusal stopped the whole file.

    The counts then say what would have been done. `skipped` rows are stored already
    just as the file has them. `news` is what comes of it besides, in sentences.
    """

    kind: str
    rows: int
    made: int
    changed: int
    skipped: int
    refused: tuple[Refusal, ...]
    unknown_columns: tuple[str, ...]
    encoding: str
    delimiter: str
    written: bool
    news: tuple[str, ...] = ()

    def sentences(self) -> Iterator[str]:
        """Say all of it for a terminal, line by line."""
        tense = "" if self.written else " (nothing was written)"
        yield (
            f"{self.rows} {self.kind}: {self.made} made, {self.changed} changed,"
            f" {self.skipped} skipped (stored already), {len(self.refused)} refused{tense}."
        )
        if self.unknown_columns:
            yield f"Columns left out, since nothing here takes them: {self._unknown()}."
        yield from self.news
        for refusal in self.refused[:MOST_REFUSALS_SHOWN]:
            yield f"Line {refusal.line}: {refusal.reason}"
        if len(self.refused) > MOST_REFUSALS_SHOWN:
            yield f"… and {len(self.refused) - MOST_REFUSALS_SHOWN} more refused lines."

    def _unknown(self) -> str:
        return ", ".join(self.unknown_columns)
