"""Slack's own schema, where it is at hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SCHEMA = Path(__file__).parents[4] / "shared" / "slack" / "blockkit.schema.json"

Complaints = Callable[[str, object], list[str]]


@pytest.fixture(scope="session")
def complaints() -> Complaints:
    """What Slack's schema says against a value that should be one of its definitions."""
    if not SCHEMA.exists():
        pytest.skip("Slack's Block Kit schema is not beside the repository (../shared/slack)")
    schema = json.loads(SCHEMA.read_text())
    judges: dict[str, Any] = {}

    def complain(definition: str, value: object) -> list[str]:
        if definition not in judges:
            judges[definition] = jsonschema.Draft7Validator(
                {"$ref": f"#/definitions/{definition}", "definitions": schema["definitions"]}
            )
        return [error.message for error in judges[definition].iter_errors(value)]

    return complain
