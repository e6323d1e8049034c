"""`dealdesk members`: roles, teams, managers and accounts, for when Slack is not at hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli.context import Context, demand_workspace, pass_context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.domain.people import Member

Result = TypeVar("Result")

ROLES = ("read-only", "rep", "manager", "finance", "admin")
NOBODY = "nobody"

workspace_option = click.option(
    "--workspace", required=True, metavar="TEAM", help="Slack's team id, like T0123."
)


@click.group()
def members() -> None:
    """List the members of a workspace, give roles, teams and managers, link accounts."""


def _do(
    context: Context,
    workspace: str,
    work: "Callable[[Session], Result]",
    *,
    reading: bool = False,
) -> Result:
    """Run `work` as requests from Slack are run: again from the start after a deadlock."""
    from bot.store.db import in_workspace

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        return in_workspace(engine, workspace, work, reading=reading)


@members.command("list")
@workspace_option
@pass_context
def list_members(context: Context, workspace: str) -> None:
    """List everybody with their role, team and manager, and who has left."""
    from bot.store import members as store

    known = _do(context, workspace, store.known, reading=True)
    names = {member.id: member.name for member in known}
    for member in sorted(known, key=lambda member: not member.active):
        role = member.role.value if member.active else "left"
        # By this number the record of what was done and a policy's file name people.
        more = [f"#{member.id}", member.email or ""]
        more += [f"team {member.team}"] if member.team else []
        manager = names.get(member.manager_id or 0)
        more += [f"reports to {manager}"] if manager else []
        account = member.slack_id or "not linked"
        click.echo(f"{role:9} {account:12} {member.name}  {', '.join(filter(None, more))}".rstrip())


@members.command("set-role")
@click.argument("user")
@click.argument("role", type=click.Choice(ROLES))
@workspace_option
@pass_context
def set_role(context: Context, user: str, role: str, workspace: str) -> None:
    """Give USER (Slack id, e-mail, or name) a role."""
    from bot.domain.people import Role

    name = _change(context, workspace, user, role=Role(role))
    click.echo(f"{name} has the role {role}.")


# What `set-role` was called when there was nothing else to set.
members.add_command(set_role, "set")


@members.command("set-manager")
@click.argument("user")
@click.argument("manager")
@workspace_option
@pass_context
def set_manager(context: Context, user: str, manager: str, workspace: str) -> None:
    """Let USER report to MANAGER; MANAGER may be "nobody"."""
    from bot.services import members as service

    found = None
    if manager.casefold() != NOBODY:
        found = _do(
            context, workspace, lambda session: service.find(session, manager), reading=True
        )
    name = _change(context, workspace, user, manager_id=found.id if found else None)
    click.echo(f"{name} reports to {found.name if found else NOBODY}.")


@members.command("set-team")
@click.argument("user")
@click.argument("team")
@workspace_option
@pass_context
def set_team(context: Context, user: str, team: str, workspace: str) -> None:
    """Put USER into TEAM; an empty TEAM ("") takes them out of theirs."""
    name = _change(context, workspace, user, team=team)
    click.echo(f"{name} is in team {team}." if team.strip() else f"{name} is in no team.")


@members.command()
@click.argument("user")
@workspace_option
@pass_context
def end(context: Context, user: str, workspace: str) -> None:
    """Note that USER has left: they may do nothing any more. What they did stays."""
    name = _change(context, workspace, user, active=False)
    click.echo(f"{name} has left. `dealdesk members resume` brings them back.")


@members.command()
@click.argument("user")
@workspace_option
@pass_context
def resume(context: Context, user: str, workspace: str) -> None:
    """Bring USER, who had left, back with the role they had."""
    name = _change(context, workspace, user, active=True)
    click.echo(f"{name} is back.")


def _change(context: Context, workspace: str, user: str, **wanted: Any) -> str:
    """Change what `wanted` says, say what is to be seen to since, and return the name."""
    from dataclasses import replace

    from bot.app import utc_now
    from bot.domain.memberships import Membership
    from bot.services import members as service

    def work(session: "Session") -> service.Changed:
        found = service.find(session, user, also_left=True)
        seen = Membership.of(found)
        return service.change(
            session, found.id, replace(seen, **wanted), by=None, at=utc_now(), seen=seen
        )

    changed = _do(context, workspace, work)
    member, ends = changed.member, changed.loose_ends
    if ends.orders:
        numbers = ", ".join(str(number) for number in ends.orders)
        click.echo(f"Orders that waited for {member.name} now wait for others: {numbers}.")
    for lost in ends.rules:
        click.echo(lost)
    if ends.reports:
        click.echo(f"These still report to {member.name}: {_quoted(ends.reports)}.")
    if ends.away:
        click.echo(f"These are away and had {member.name} decide: {_quoted(ends.away)}.")
    return member.name


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)


@members.command()
@click.argument("member")
@click.argument("slack_id")
@workspace_option
@pass_context
def link(context: Context, member: str, slack_id: str, workspace: str) -> None:
    """Tell that MEMBER (key of the import, e-mail, or name) is the Slack user SLACK_ID.

    What that account did in Dealdesk already becomes the member's.
    """
    from bot.app import utc_now
    from bot.services import members as service

    def work(session: "Session") -> "Member":
        found = service.find(session, member)
        return service.link(session, found, slack_id, at=utc_now())

    linked = _do(context, workspace, work)
    click.echo(f"{linked.name} is linked to {linked.slack_id}.")
