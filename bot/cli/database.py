"""`dealdesk migrate` and `dealdesk import`."""

import re
from pathlib import Path

import click

from bot.cli.context import Context, open_engine, pass_context
from bot.cli.progress import progress

TEAM = re.compile(r"T[A-Z0-9]{2,31}")
KINDS = ("customers", "contacts", "products", "reps", "orders", "order-lines")


@click.command()
@pass_context
def migrate(context: Context) -> None:
    """Bring the database to this program's schema; safe to run again."""
    from bot.store.migrate import HEAD, is_current, upgrade

    with open_engine(context.settings().database_url) as engine:
        if is_current(engine):
            click.echo(f"The database is up to date (schema {HEAD}).")
            return
        click.echo("Migrating …")
        upgrade(engine)
        click.echo(f"The database is up to date now (schema {HEAD}).")


def _team(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A mistyped id would make a workspace that nobody ever sees."""
    if not TEAM.fullmatch(value):
        raise click.BadParameter(
            f"{value} is no team id of Slack's: T and then capital letters and digits. It stands"
            " in the address of Slack in a browser, after /client/."
        )
    return value


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--workspace",
    required=True,
    metavar="TEAM",
    callback=_team,
    help="Slack's team id, like T0123; made at first use.",
)
@click.option("--dry-run", is_flag=True, help="Check the file and write none of its rows.")
@click.option("--keep-good", is_flag=True, help="Take the good rows although others are refused.")
@pass_context
def import_file(
    context: Context,
    kind: str,
    file: Path,
    *,
    workspace: str,
    dry_run: bool,
    keep_good: bool,
) -> int:
    """Load customers, contacts, products, reps, orders or order-lines from a file.

    CSV in UTF-8 or cp1252, or a spreadsheet (.xlsx). One refused row leaves everything
    as it was, unless --keep-good. Running the same file twice changes nothing.
    """
    from bot import imports
    from bot.app import utc_now
    from bot.store import workspaces

    settings = context.settings()
    with context.engine() as engine:
        workspaces.ensure(
            engine,
            workspace,
            name=workspace,
            at=utc_now(),
            currency=settings.default_currency,
            zone=settings.default_zone,
        )
        with progress(f"Reading {file.name}") as tell:
            report = imports.run(
                engine,
                workspace,
                kind,
                file,
                dry_run=dry_run,
                keep_good=keep_good,
                at=utc_now(),
                progress=tell,
            )
    for line in report.sentences():
        click.echo(line)
    return 1 if report.refused and not keep_good else 0
