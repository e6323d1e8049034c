"""What blocks may not do together: repeat an id, show two tables, say too much."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.validation.blocks import BLOCKS, LONGEST_MARKDOWN
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.specs import Items, Variant
from bot.sandbox.validation.surfaces import Surface, misplaced
from bot.sandbox.validation.walk import length_of_texts, objects

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_CHARTS = 2

# Not in Slack's documentation: found by those who ran into it (bolt-js issue 2509).
LONGEST_MESSAGE = 13_200

_INSIDE = {"carousel": "elements", "container": "child_blocks"}
_TABLES = frozenset(("table", "data_table"))


def blocks_problems(blocks: object, pointer: str, surface: Surface) -> Iterator[Problem]:
    """Everything wrong with a list of blocks on one surface."""
    found = [*Items(Variant(BLOCKS), MOST_BLOCKS[surface], 0).problems(blocks, pointer)]
    yield from found
    if found or not isinstance(blocks, list):
        return
    yield from misplaced(blocks, pointer, surface)
    yield from _repeated(objects(blocks, pointer), "block_id")
    for where, block in _apart(blocks, pointer):
        yield from _repeated(objects(block, where), "action_id")
    yield from _focused_twice(blocks, pointer)
    if surface == "message":
        yield from _message_problems(blocks, pointer)


def _apart(blocks: list[Any], pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each block that holds elements of its own: cards and what a container frames, not those."""
    for index, block in enumerate(blocks):
        inside = _INSIDE.get(block["type"])
        if inside:
            yield from _apart(block[inside], f"{pointer}/{index}/{inside}")
        else:
            yield f"{pointer}/{index}", block


def _repeated(found: Iterator[tuple[str, dict[str, Any]]], name: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for where, each in found:
        identifier = each.get(name)
        if identifier in seen:
            yield Problem(f"{where}/{name}", f"{name} already exists: {identifier}")
        elif isinstance(identifier, str):
            seen.add(identifier)


def _focused_twice(blocks: list[Any], pointer: str) -> Iterator[Problem]:
    focused = [where for where, each in objects(blocks, pointer) if each.get("focus_on_load")]
    for where in focused[1:]:
        yield Problem(f"{where}/focus_on_load", "only one element may have the focus")


def _message_problems(blocks: Sequence[Any], pointer: str) -> Iterator[Problem]:
    inside = list(objects(list(blocks), pointer))
    tables = [where for where, each in inside if each.get("type") in _TABLES]
    charts = [where for where, each in inside if each.get("type") == "data_visualization"]
    markdown = [each["text"] for _, each in inside if each.get("type") == "markdown"]
    for where in tables[1:]:
        yield Problem(where, "only_one_table_allowed")
    for where in charts[MOST_CHARTS:]:
        yield Problem(where, f"no more than {MOST_CHARTS} data_visualization blocks allowed")
    if sum(map(len, markdown)) > LONGEST_MARKDOWN:
        yield Problem(
            pointer, f"markdown blocks must be less than {LONGEST_MARKDOWN + 1} characters in all"
        )
    if length_of_texts(blocks) > LONGEST_MESSAGE:
        yield Problem(pointer, "msg_blocks_too_long")
