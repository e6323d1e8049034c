"""A finished report, between those who draw it and those who show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A key figure; `change` says in words how it stands to the period before."""

    label: str
    value: str
    change: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """Every text is plain: names in it are as people typed them.

    `period_text` states period, zone and what was compared. `png` is None where
    there is nothing to draw; the text says everything without it.
    """

    name: str
    title: str
    period_text: str
    facts: tuple[Fact, ...]
    summary: tuple[Section, ...]
    alt_text: str
    png: bytes | None
    png_name: str
    csv: bytes
    csv_name: str
