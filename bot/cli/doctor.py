"""`dealdesk doctor`: what keeps this installation from working, and how to mend it."""

from collections.abc import Iterator

import click

from bot.cli.checks import Finding, database, drawing, settings_of, slack, time_zone
from bot.cli.context import Context, pass_context


@click.command()
@pass_context
def doctor(context: Context) -> int:
    """Check settings, tokens, scopes, database, fonts and time zone.

    Each line says ok, or how to mend what is not. Exits with 1 where something is not.
    """
    broken = 0
    for finding in _findings(context):
        click.echo(finding.line())
        broken += not finding.ok
    click.echo("All is well." if not broken else f"{broken} to mend.")
    return 1 if broken else 0


def _findings(context: Context) -> Iterator[Finding]:
    settings, problems = settings_of(context)
    yield from problems
    if settings is None:
        return
    yield from slack(settings)
    yield from database(settings)
    yield drawing()
    yield time_zone(settings)
