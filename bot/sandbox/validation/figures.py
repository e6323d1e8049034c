"""Tables and charts: blocks that show figures, in messages only.

Limits: https://docs.slack.dev/reference/block-kit/blocks/table-block,
https://docs.slack.dev/reference/block-kit/blocks/data-table-block and
https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block. Where the copies of
these pages differ, the smaller number is taken.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.validation.composition import identifier
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.rich_text import rich_text
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Nullable,
    Number,
    Record,
    Spec,
    Variant,
    Words,
    by_type,
    typed,
)
from bot.sandbox.validation.walk import length_of_texts

LONGEST_TABLE = 10_000
MOST_COLUMNS = 20
LONGEST_LABEL = 20
LARGEST = 1e15

_block: Mapping[str, Spec] = {"block_id": identifier}
_raw_text = typed("raw_text", {"text": Words(LONGEST_TABLE)})
_raw_number = typed(
    "raw_number", {"value": Number(-LARGEST, LARGEST, fraction=True), "text": Words(LONGEST_TABLE)}
)
_cell = Variant({**by_type(_raw_text, _raw_number).records, **rich_text.records})
_row = Items(_cell, most=MOST_COLUMNS)


def _fits_in_all(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if length_of_texts(value["rows"]) > LONGEST_TABLE:
        yield Problem(f"{pointer}/rows", f"must be less than {LONGEST_TABLE + 1} characters")


def _rows_are_alike(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    columns = len(value["rows"][0])
    for index, row in enumerate(value["rows"]):
        if len(row) != columns:
            yield Problem(f"{pointer}/rows/{index}", f"must have {columns} cells as the header has")


def _header_is_plain(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    for index, cell in enumerate(value["rows"][0]):
        if cell["type"] == "rich_text":
            yield Problem(f"{pointer}/rows/0/{index}/type", "unsupported type: rich_text")


def _named_column_exists(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if value.get("row_header_column_index", 0) >= len(value["rows"][0]):
        yield Problem(f"{pointer}/row_header_column_index", "must be the index of a column")


TABLE = typed(
    "table",
    {"rows": Items(_row, most=100)},
    {
        **_block,
        "column_settings": Items(
            Nullable(
                Record(
                    optional={"align": Choice(("left", "center", "right")), "is_wrapped": Flag()},
                )
            ),
            most=MOST_COLUMNS,
        ),
    },
    _fits_in_all,
)
DATA_TABLE = typed(
    "data_table",
    {"caption": Words(LONGEST_TABLE), "rows": Items(_row, most=101, least=2)},
    {
        **_block,
        "page_size": Number(1, 100),
        "row_header_column_index": Number(0, MOST_COLUMNS - 1),
    },
    _fits_in_all,
    _rows_are_alike,
    _header_is_plain,
    _named_column_exists,
)


def _names_are_unique(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, series in enumerate(value["series"]):
        if series["name"] in seen:
            yield Problem(f"{pointer}/series/{index}/name", "must be unique")
        seen.add(series["name"])


def _series_cover_categories(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    categories = sorted(value["axis_config"]["categories"])
    if len(set(categories)) != len(categories):
        yield Problem(f"{pointer}/axis_config/categories", "must be unique")
    for index, series in enumerate(value["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            where = f"{pointer}/series/{index}/data"
            yield Problem(where, "must have one point for every category")


_label = Words(LONGEST_LABEL)
_point = Record({"label": _label, "value": Number(-LARGEST, LARGEST, fraction=True)})
_segment = Record({"label": _label, "value": Number(1e-9, LARGEST, fraction=True)})
_series = Record({"name": _label, "data": Items(_point, most=20)})
_axes = Record({"categories": Items(_label, most=20)}, {"x_label": Words(50), "y_label": Words(50)})
_charts = (
    typed("pie", {"segments": Items(_segment, most=6)}),
    *(
        typed(
            kind,
            {"series": Items(_series, most=6), "axis_config": _axes},
            None,
            _names_are_unique,
            _series_cover_categories,
        )
        for kind in ("bar", "line", "area")
    ),
)

DATA_VISUALIZATION = typed(
    "data_visualization", {"title": Words(50), "chart": by_type(*_charts)}, _block
)
