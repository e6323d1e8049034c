"""`dealdesk members`: roles and accounts, for when Slack is not at hand."""

import click

from bot.cli.context import Context, demand_workspace, pass_context

ROLES = ("read-only", "rep", "manager", "finance", "admin")

workspace_option = click.option(
    "--workspace", required=True, metavar="TEAM", help="Slack's team id, like T0123."
)


@click.group()
def members() -> None:
    """List the members of a workspace, give roles, link accounts."""


@members.command("list")
@workspace_option
@pass_context
def list_members(context: Context, workspace: str) -> None:
    """List everybody with their role."""
    from bot.store import members as store
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace, reading=True) as session:
            for member in store.everybody(session):
                account = member.slack_id or "not linked"
                click.echo(
                    f"{member.role.value:8} {account:12} {member.name}  {member.email or ''}"
                )


@members.command("set")
@click.argument("user")
@click.argument("role", type=click.Choice(ROLES))
@workspace_option
@pass_context
def set_role(context: Context, user: str, role: str, workspace: str) -> None:
    """Give USER (Slack id, e-mail, or name) the role read-only, rep, manager, finance or admin."""
    from bot.app import utc_now
    from bot.domain.people import Role
    from bot.services import members as service
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace) as session:
            member = service.find(session, user)
            changed = service.set_role(session, member.id, Role(role), by=None, at=utc_now())
    click.echo(f"{changed.name} has the role {changed.role.value}.")


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
    from bot.store.db import workspace_session

    with context.engine() as engine:
        demand_workspace(engine, workspace)
        with workspace_session(engine, workspace) as session:
            found = service.find(session, member)
            linked = service.link(session, found, slack_id, at=utc_now())
    click.echo(f"{linked.name} is linked to {linked.slack_id}.")
