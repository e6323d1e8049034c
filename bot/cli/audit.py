"""`dealdesk audit`: whether the record of what was done still holds, and what stands in it."""

from pathlib import Path

import click

from bot.cli.context import Context, demand_workspace, pass_context
from bot.cli.members import workspace_option


@click.group()
def audit() -> None:
    """Check the record of what was done, or write it to a file."""


@audit.command()
@click.option("--workspace", metavar="TEAM", help="Only this one; all of them otherwise.")
@pass_context
def verify(context: Context, workspace: str | None) -> int:
    """Recompute the chain of every workspace; exits with 1 where one is broken."""
    from bot.store import audit as store
    from bot.store.db import workspace_session
    from bot.store.workspaces import known

    broken = 0
    with context.engine() as engine:
        for team in [workspace] if workspace else known(engine):
            demand_workspace(engine, team)
            with workspace_session(engine, team, reading=True) as session:
                count, problem = store.verify(session)
                last = store.entries(session, after=count - 1, limit=1)
            broken += problem is not None
            # Whoever keeps this line elsewhere can tell a chain that was written anew.
            unbroken = f"{count} entries, unbroken, ending in {last[0].hash if last else ''}."
            click.echo(f"{team}: {problem or unbroken}")
    return 1 if broken else 0


@audit.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@click.option("--order", type=int, metavar="NUMBER", help="Only what was done with this order.")
@pass_context
def export_entries(context: Context, file: Path, *, workspace: str, order: int | None) -> None:
    """Write the entries to a .csv file, the oldest first. Times are in UTC."""
    from bot.exports.audit import write_entries
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=True) as session:
            count = write_entries(session, file, order=order)
    click.echo(f"Wrote {count} {'entry' if count == 1 else 'entries'} to {file}.")
