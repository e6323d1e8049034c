"""What the documentation says of columns is what the program takes."""

import re
from pathlib import Path

import pytest

from bot import imports
from bot.domain.orders import OrderStatus

TEXT = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_the_table_names_every_column_and_marks_those_that_are_needed(kind: str) -> None:
    row = re.search(rf"^\| {kind} \| (.*) \|$", TEXT, re.MULTILINE)
    assert row, kind

    documented = {name.strip(" *"): "**" in name for name in row[1].split(",")}

    columns = imports.KINDS[kind].columns
    assert documented == {column.name: column.required for column in columns}


def test_the_order_of_the_kinds_is_that_of_the_commands() -> None:
    assert re.findall(r"^    dealdesk import (\S+)", TEXT, re.MULTILINE) == list(imports.KINDS)


def test_every_status_is_named() -> None:
    assert all(status.value in TEXT for status in OrderStatus)
