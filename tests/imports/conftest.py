"""A workspace into which the small files have been imported."""

import pytest
from sqlalchemy import Engine

from tests.imports.files import (
    ALL,
    run,
)


@pytest.fixture
def loaded(engine: Engine) -> Engine:
    """Acme with all of the small files above."""
    for kind, content in ALL:
        report = run(engine, kind, content)
        assert report.written, list(report.sentences())
    return engine
