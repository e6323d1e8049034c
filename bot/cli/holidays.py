"""`dealdesk holidays`: the days on which nobody is expected to decide, from a file."""

from pathlib import Path

import click

from bot.cli.context import Context, demand_workspace, pass_context
from bot.cli.members import workspace_option


@click.group()
def holidays() -> None:
    """List the holidays of a workspace, or load them from a file."""


@holidays.command("list")
@workspace_option
@pass_context
def list_holidays(context: Context, workspace: str) -> None:
    """List all holidays, a line each, as `import` takes them."""
    from bot.domain.holidays import write
    from bot.store import holidays as store
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=True) as session:
            found = store.between(session)
    if found:
        click.echo(write(found))


@holidays.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@pass_context
def import_holidays(context: Context, file: Path, workspace: str) -> None:
    """Add the days of FILE, a line each like "2026-12-25 Christmas"; those known stay."""
    from bot.app import utc_now
    from bot.domain.holidays import read
    from bot.services import holidays as service
    from bot.store.db import workspace_session

    wanted = read(file.read_text("utf-8-sig"))
    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace) as session:
            new = service.add(session, wanted, by=None, at=utc_now())
    click.echo(f"{len(wanted)} days read, {len(new)} of them new or renamed.")
