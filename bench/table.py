"""One table: what was measured, against what, and whether the aim was met."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    words: str
    limit: float


@dataclass(frozen=True)
class Row:
    """`ratio` is how many times the one is of the other; without an aim it is for the record."""

    name: str
    value: str
    against: str
    ratio: float | None = None
    aim: Aim | None = None

    @property
    def met(self) -> bool | None:
        if self.aim is None or self.ratio is None:
            return None
        return self.ratio <= self.aim.limit


def at_most(limit: float) -> Aim:
    return Aim(f"≤ {limit:g}", limit)


def draw(rows: list[Row]) -> str:
    """Lay the rows out in columns."""
    cells = [("", "Dealdesk", "against", "ratio", "aim", "met")]
    cells += [
        (
            row.name,
            row.value,
            row.against,
            "" if row.ratio is None else f"{row.ratio:.2f}",
            row.aim.words if row.aim else "",
            {None: "", True: "yes", False: "NO"}[row.met],
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])
