"""`dealdesk policy`: the approval policy as a file, for whoever keeps it in a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import Context, demand_workspace, pass_context
from bot.cli.members import workspace_option

if TYPE_CHECKING:
    from bot.domain.policy_checks import Finding

# Nothing was changed: the file is wrong, or its warnings have to be accepted first.
REFUSED = 1


@click.group()
def policy() -> None:
    """Write the approval policy to a file, take one from a file, list its versions."""


@policy.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@click.option("--version", type=int, metavar="NUMBER", help="An earlier version.")
@pass_context
def export_policy(context: Context, file: Path, *, workspace: str, version: int | None) -> None:
    """Write the policy in force to a .csv or .xlsx file, a row for each step of each rule."""
    from bot.app import utc_now
    from bot.domain.policy_people import Directory
    from bot.exports.policy import write_policy
    from bot.services import policies as service
    from bot.store import policies
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=True) as session:
            found = policies.in_force(session)
            if version is not None:
                if not 0 <= version <= found.version:
                    raise click.ClickException(
                        f"There is no version {version}. `dealdesk policy versions` lists them."
                    )
                found = policies.of_version(session, version)
            directory = Directory(service.team(session, at=utc_now()))
    write_policy(file, found.rules, directory)
    click.echo(f"Wrote version {found.version}, {_rules(len(found.rules))}, to {file}.")


@policy.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@click.option("--dry-run", is_flag=True, help="Check the file and change nothing.")
@click.option("--accept-warnings", is_flag=True, help="Put it in force although it has warnings.")
@pass_context
def import_policy(
    context: Context, file: Path, *, workspace: str, dry_run: bool, accept_warnings: bool
) -> int:
    """Put the rules of a .csv, .xlsx or .dmn file in force, in place of all there are.

    Every cell that cannot be taken is named, and then nothing changes. Nor does anything
    change where there are warnings, unless they are accepted.
    """
    from bot.app import utc_now
    from bot.domain import policy_checks
    from bot.domain.policies import Policy
    from bot.domain.policy_people import Directory
    from bot.imports import apart
    from bot.imports.policy import read_policy
    from bot.services import policies as service
    from bot.store import policies, workspaces
    from bot.store.db import workspace_session

    content = apart.plain(file.read_bytes())
    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=dry_run) as session:
            team = service.team(session, at=utc_now())
            currency = workspaces.get(session).currency
            read = read_policy(content, Directory(team), currency=currency)
            if read.refusals:
                for refusal in read.refusals:
                    click.echo(str(refusal))
                click.echo(f"Nothing was changed: {_cells(len(read.refusals))}.")
                return REFUSED
            in_use = service.words_in_use(session)
            found = policy_checks.check(read.rules, team, unique=read.unique, in_use=in_use)
            _tell(found)
            current = policies.in_force(session)
            if service.same(current.rules, read.rules):
                click.echo(f"Nothing to change: version {current.version} has these rules.")
                return 0
            if policy_checks.errors(found) or (found and not accept_warnings and not dry_run):
                click.echo(_refusal(found))
                return REFUSED
            if dry_run:
                click.echo(f"{_rules(len(read.rules))} can be put in force; nothing was changed.")
                return 0
            stored = service.put_in_force(
                session, Policy(current.version, read.rules), by=None, at=utc_now()
            )
    click.echo(f"Version {stored.version} is in force now, with {_rules(len(stored.rules))}.")
    return 0


@policy.command("versions")
@workspace_option
@pass_context
def list_versions(context: Context, workspace: str) -> None:
    """List the versions of the policy, the one in force first. Times are in UTC.

    Version 0 is Dealdesk's own, which was in force before the first of them.
    """
    from bot.store import policies
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=True) as session:
            found = policies.versions(session)
    for each in found:
        by = each.by or "the command line"
        when = f"{each.set_at:%Y-%m-%d %H:%M}"
        click.echo(f"{each.number:>4}  {when}  {_rules(each.rules)}, put in force by {by}")
    if not found:
        click.echo("Nobody has put a policy in force yet; Dealdesk's own counts.")


def _tell(findings: "tuple[Finding, ...]") -> None:
    for each in findings:
        click.echo(f"{'Error' if each.is_error else 'Warning'}: {each.sentence}")


def _refusal(findings: "tuple[Finding, ...]") -> str:
    if any(each.is_error for each in findings):
        return "Nothing was changed. Correct the file and try again."
    return "Nothing was changed. If this is what you want, add --accept-warnings."


def _rules(count: int) -> str:
    return "1 rule" if count == 1 else f"{count} rules"


def _cells(count: int) -> str:
    return "a cell cannot be taken" if count == 1 else f"{count} cells cannot be taken"
