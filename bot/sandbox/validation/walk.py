"""Ways through a payload: every object in it, and how much there is to read."""

from collections.abc import Iterator
from typing import Any

_READ = frozenset(("text", "title", "alt_text", "caption", "label", "name", "description"))


def objects(value: object, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object inside `value`, the outer before the inner, with its pointer."""
    if isinstance(value, dict):
        yield pointer, value
        for name, each in value.items():
            yield from objects(each, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from objects(each, f"{pointer}/{index}")


def length_of_texts(value: object) -> int:
    """How many characters a person would read."""
    return sum(
        len(each)
        for _, found in objects(value, "")
        for name, each in found.items()
        if name in _READ and isinstance(each, str)
    )
