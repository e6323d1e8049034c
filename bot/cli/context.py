"""What every command works with: the settings, and a database that is up to date."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Context:
    environ: Mapping[str, str]

    def settings(self, *, slack: bool = False) -> Settings:
        """Return the settings; raises SettingsError."""
        return Settings.read(self.environ, slack=slack)

    @contextmanager
    def engine(self) -> "Iterator[Engine]":
        """Open the database of the settings; raises ClickException where it is out of date."""
        from bot.store.migrate import is_current

        with open_engine(self.settings().database_url) as engine:
            if not is_current(engine):
                raise click.ClickException(
                    "The database does not have this program's schema. Run `dealdesk migrate`."
                )
            yield engine


@contextmanager
def open_engine(database_url: str) -> "Iterator[Engine]":
    from bot.store.db import make_engine

    engine = make_engine(database_url)
    try:
        yield engine
    finally:
        engine.dispose()


def demand_workspace(engine: "Engine", workspace: str) -> None:
    """Raise ClickException where Dealdesk has never been in `workspace`."""
    from bot.store import workspaces

    if workspaces.find(engine, workspace) is None:
        raise click.ClickException(
            f"There is no workspace {workspace} in this database. Use Slack's team id, which"
            " begins with T; `dealdesk doctor` shows those of your tokens."
        )


pass_context = click.make_pass_decorator(Context)
