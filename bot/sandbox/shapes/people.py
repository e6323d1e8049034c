"""How Slack writes down people, groups and workspaces."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.records import Json, Person, UserGroup, Workspace
from bot.sandbox.world import World

SIZES = (24, 32, 48, 72, 192, 512)


def user(world: World, workspace: Workspace, person: Person) -> Json:
    """As in users.info; the e-mail is there only when the scope for it was granted."""
    offset = datetime.fromtimestamp(world.clock.now(), ZoneInfo(person.tz)).utcoffset()
    answer: Json = {
        "id": person.id,
        "team_id": workspace.id,
        "name": person.name,
        "deleted": person.deleted,
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(world, workspace, person),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_owner,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(world.clock.now()),
    }
    return answer


def _profile(world: World, workspace: Workspace, person: Person) -> Json:
    profile: Json = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": person.real_name.split(" ", maxsplit=1)[0],
        "last_name": person.real_name.partition(" ")[2],
        "title": "",
        "phone": "",
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "",
        "team": workspace.id,
    }
    for size in SIZES:
        profile[f"image_{size}"] = f"{world.base_url}/page/avatar.svg"
    if person.is_bot:
        profile |= {"bot_id": workspace.bot_id, "api_app_id": world.app_id}
    elif world.manifest.grants("users:read.email"):
        profile["email"] = person.email
    return profile


def usergroup(workspace: Workspace, group: UserGroup, *, with_users: bool) -> Json:
    answer: Json = {
        "id": group.id,
        "team_id": workspace.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.updated or group.created,
        "date_delete": 0,
        "created_by": group.users[0] if group.users else "",
        "updated_by": group.users[0] if group.users else "",
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.users),
    }
    if with_users:
        answer["users"] = list(group.users)
    return answer


def team(world: World, workspace: Workspace) -> Json:
    """As in team.info."""
    picture = f"{world.base_url}/page/avatar.svg"
    return {
        "id": workspace.id,
        "name": workspace.name,
        "domain": workspace.domain,
        "email_domain": "",
        "icon": {f"image_{size}": picture for size in (34, 44, 68, 88, 102, 132)},
        "url": f"{world.base_url}/",
    }


def bot_profile(world: World, workspace: Workspace) -> Json:
    return {
        "id": workspace.bot_id,
        "deleted": False,
        "name": world.manifest.name,
        "updated": 0,
        "app_id": world.app_id,
        "icons": _bot_icons(world),
        "team_id": workspace.id,
    }


def bot(world: World, workspace: Workspace) -> Json:
    """As in bots.info."""
    return {
        "id": workspace.bot_id,
        "deleted": False,
        "name": world.manifest.name,
        "updated": 0,
        "app_id": world.app_id,
        "user_id": workspace.bot_user,
        "icons": _bot_icons(world),
    }


def _bot_icons(world: World) -> Json:
    return {f"image_{size}": f"{world.base_url}/page/avatar.svg" for size in (36, 48, 72)}
