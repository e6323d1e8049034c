"""`dealdesk policy rehearse`: what a draft of the policy would have asked of past orders."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import Context, demand_workspace, pass_context
from bot.cli.members import workspace_option
from bot.cli.policy import REFUSED

if TYPE_CHECKING:
    from bot.domain.rehearsals import Rehearsal, Way

MOST_CHANGES = 20
MOST_DAYS = 3_660


@click.command("rehearse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@click.option("--days", default=90, type=click.IntRange(1, MOST_DAYS), show_default=True)
@pass_context
def rehearse_policy(context: Context, file: Path, *, workspace: str, days: int) -> int:
    """Play the rules of a file over the orders of the last days, beside those in force."""
    from bot.app import utc_now
    from bot.domain.policy_people import Directory
    from bot.imports.policy import read_policy
    from bot.services import policies as service
    from bot.services import rehearsals
    from bot.store import workspaces
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=True) as session:
            team = service.team(session, at=utc_now())
            currency = workspaces.get(session).currency
            read = read_policy(file.read_bytes(), Directory(team), currency=currency)
            if read.refusals:
                for refusal in read.refusals:
                    click.echo(str(refusal))
                click.echo("Correct the file and try again.")
                return REFUSED
            played = rehearsals.play(session, read.rules, days=days, at=utc_now())
            names = {member.id: member.name for member in team.roster.members}
    for line in _told(played, names, days):
        click.echo(line)
    return 0


def _told(played: "Rehearsal", names: Mapping[int, str], days: int) -> Iterator[str]:
    if not played.orders:
        yield f"No order was sent in the last {days} days, so there is nothing to rehearse."
        return
    counted = "1 order" if played.orders == 1 else f"{played.orders:,} orders"
    yield f"{counted} of the last {days} days, with the team as it is today:"
    yield f"Let through at once: {played.let_through_before:,} → {played.let_through_after:,}"
    yield f"Would change hands: {len(played.changes):,}"
    yield f"Median wait by everybody's usual pace: {_hours(played.before)} → {_hours(played.after)}"
    yield f"Median wait as it really was: {_hours(played.waited)}"
    yield "Queues:"
    for load in played.loads:
        name = names.get(load.member_id, "Somebody who left")
        grows = load.after - load.before
        yield f"  {name}: {load.before:,} → {load.after:,} ({grows:+,})"
    if played.without_history:
        said = ", ".join(sorted(names.get(each, "somebody") for each in played.without_history))
        yield f"Never decided yet, so the pace of the others stands in: {said}"
    if played.rebuilt:
        yield (
            f"The facts of {played.rebuilt:,} orders were not kept when they were sent: they are"
            " worked out from the customers of today, and what they owed then is not known."
        )
    if played.changes:
        yield "These would go another way:"
    for change in played.changes[:MOST_CHANGES]:
        yield f"  Order {change.number}: {_way(change.before, names)} → {_way(change.after, names)}"
    if len(played.changes) > MOST_CHANGES:
        yield f"  … and {len(played.changes) - MOST_CHANGES:,} more"


def _way(way: "Way", names: Mapping[int, str]) -> str:
    if way.lets_through:
        return "at once"
    steps = (
        "/".join(sorted(names.get(each, "?") for each in people)) or "nobody"
        for people in way.people
    )
    return ", then ".join(steps)


def _hours(hours: float | None) -> str:
    return "not known" if hours is None else f"{hours:,.1f} h"
