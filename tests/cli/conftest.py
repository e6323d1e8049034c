"""A database file of the test's own, and the command line on it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.cli import dealdesk


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and the exit code it left."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def command(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: object
) -> Command:
    """Run a command on the test's migrated database, with Acme and Globex in it."""

    def run(*arguments: str, **environ: str) -> Said:
        address = {"DATABASE_URL": engine.url.render_as_string(hide_password=False)}
        code = dealdesk(arguments, {**address, **environ})
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run
