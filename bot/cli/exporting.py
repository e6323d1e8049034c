"""`dealdesk export`."""

from pathlib import Path

import click

from bot.cli.context import Context, demand_workspace, pass_context

KINDS = ("customers", "orders", "order-lines")


@click.command("export")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--workspace", required=True, metavar="TEAM", help="Slack's team id, like T0123.")
@pass_context
def export_file(context: Context, kind: str, file: Path, *, workspace: str) -> None:
    """Write customers, orders or order-lines to a .csv or .xlsx file.

    Times are in the workspace's zone, amounts in whole units of their currency. Cells
    that a spreadsheet would take for a formula begin with an apostrophe in CSV.
    """
    from bot import exports

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        count = exports.write(engine, workspace, kind, file)
    click.echo(f"Wrote {count} {kind} to {file}.")
