"""User groups: what the app may read of them, and somebody who changes who is in one."""

from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Json, UserGroup, Workspace
from bot.sandbox.shapes import people
from bot.sandbox.world import ActRefused, NotHere, World

SCOPE = "usergroups:read"
WITHOUT_GROUPS = "free"


def _groups(call: Call) -> dict[str, UserGroup]:
    """Raises Refused where the plan has none.

    https://docs.slack.dev/reference/methods/usergroups.list#errors
    """
    if call.workspace.plan == WITHOUT_GROUPS:
        raise Refused("plan_upgrade_required")
    return call.workspace.usergroups


def list_all(call: Call) -> Json:
    with_users = call.flag("include_users")
    return {
        "usergroups": [
            people.usergroup(call.workspace, group, with_users=with_users)
            for group in _groups(call).values()
        ]
    }


def users(call: Call) -> Json:
    group = _groups(call).get(call.required("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


METHODS = {
    "usergroups.list": Method(list_all, SCOPE),
    "usergroups.users.list": Method(users, SCOPE),
}


class UserGroups:
    """What people do with groups in Slack's own pages."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def set_users(self, told: Json) -> Json:
        """Put `users` into the group `group` instead of those who are in it; the app is told."""
        workspace = self._world.home_of(str(told.get("user", "")))
        group = workspace.usergroups.get(str(told.get("group", "")))
        if group is None:
            raise NotHere(f"{workspace.name} has no user group {told.get('group')}.")
        wanted = [str(each) for each in told.get("users") or ()]
        strangers = [each for each in wanted if each not in workspace.people]
        if strangers:
            raise NotHere(f"Nobody in {workspace.name} is called {strangers[0]}.")
        if not wanted:
            raise ActRefused("A user group needs at least one person.")
        before, group.users = group.users, wanted
        self._tell(workspace, group, before)
        self._world.journal.changed()
        return {}

    def _tell(self, workspace: Workspace, group: UserGroup, before: list[str]) -> None:
        """https://docs.slack.dev/reference/events/subteam_members_changed"""
        now = int(self._world.clock.now())
        joined = [each for each in group.users if each not in before]
        left = [each for each in before if each not in group.users]
        kind = "subteam_members_changed"
        self._world.emit(
            workspace,
            kind,
            {
                "type": kind,
                "subteam_id": group.id,
                "team_id": workspace.id,
                "date_previous_update": group.updated,
                "date_update": now,
                "added_users": joined,
                "added_users_count": str(len(joined)),
                "removed_users": left,
                "removed_users_count": str(len(left)),
            },
        )
        group.updated = now
        kind = "subteam_updated"
        shown = people.usergroup(workspace, group, with_users=True)
        self._world.emit(workspace, kind, {"type": kind, "subteam": shown})
