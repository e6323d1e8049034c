"""`dealdesk policy rehearse`: what a draft of the policy would have asked of past orders."""

from pathlib import Path

import click

from bot.cli.context import Context, demand_workspace, pass_context
from bot.cli.members import workspace_option
from bot.cli.policy import REFUSED

MOST_DAYS = 3_660


@click.command("rehearse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@click.option("--days", default=90, type=click.IntRange(1, MOST_DAYS), show_default=True)
@pass_context
def rehearse_policy(context: Context, file: Path, *, workspace: str, days: int) -> int:
    """Play the rules of a file over the orders of the last days, beside those in force."""
    from bot.app import utc_now
    from bot.blocks.rehearsals import told
    from bot.domain.policy_people import Directory
    from bot.imports import apart
    from bot.imports.policy import read_policy
    from bot.services import policies as service
    from bot.services import rehearsals
    from bot.store import workspaces
    from bot.store.db import workspace_session

    content = apart.plain(file.read_bytes())
    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=True) as session:
            team = service.team(session, at=utc_now())
            currency = workspaces.get(session).currency
            read = read_policy(content, Directory(team), currency=currency)
            if read.refusals:
                for refusal in read.refusals:
                    click.echo(str(refusal))
                click.echo("Correct the file and try again.")
                return REFUSED
            played = rehearsals.play(session, read.rules, days=days, at=utc_now())
            names = {member.id: member.name for member in team.roster.members}
    for line in told(played, names, days):
        click.echo(line)
    return 0
