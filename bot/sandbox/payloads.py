"""What the bot is told of commands, shortcuts, buttons and forms.

https://docs.slack.dev/reference/interaction-payloads
"""

from bot.sandbox.records import Channel, Json, Message, View, Workspace
from bot.sandbox.shapes import conversations, views
from bot.sandbox.triggers import ResponseUrl
from bot.sandbox.world import World

VERIFICATION_TOKEN = "sandbox-verification-token"


def address(world: World, url: ResponseUrl) -> str:
    return f"{world.base_url}/response/{url.workspace}/{url.id}"


def slash_command(
    world: World, workspace: Workspace, user: str, *, url: ResponseUrl, words: tuple[str, str]
) -> Json:
    """`words` are the command and the text after it, escaped as Slack escapes typed words."""
    channel = workspace.channels[url.channel]
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": name_of(channel),
        "user_id": user,
        "user_name": workspace.people[user].name,
        "command": words[0],
        "text": words[1],
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": address(world, url),
        "trigger_id": world.triggers.issue(workspace.id, user, channel=channel.id),
    }


def name_of(channel: Channel) -> str:
    match channel.kind:
        case "dm" | "app_dm":
            return "directmessage"
        case "private":
            return "privategroup"
    return channel.name


def interaction(
    world: World,
    workspace: Workspace,
    user: str,
    kind: str,
    *,
    view: View | None = None,
    channel: Channel | None = None,
) -> Json:
    """What all interactions begin with; the trigger comes from `view` or from `channel`."""
    person = workspace.people[user]
    origin = view.id if view is not None and view.type == "modal" else None
    return {
        "type": kind,
        "team": {"id": workspace.id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": user,
            "username": person.name,
            "name": person.name,
            "team_id": workspace.id,
        },
        "api_app_id": world.app_id,
        "token": VERIFICATION_TOKEN,
        "trigger_id": world.triggers.issue(
            workspace.id, user, view_id=origin, channel=channel.id if channel else None
        ),
    }


def in_view(world: World, workspace: Workspace, view: View) -> Json:
    container: Json = {"type": "view", "view_id": view.id}
    if view.type == "entity_detail":
        container = {"type": view.type, **views.about(view)}
    return {
        "container": container,
        "view": views.view(world, workspace, view),
    }


def in_message(world: World, workspace: Workspace, channel: Channel, message: Message) -> Json:
    """Slack leaves the message itself out when only one person sees it."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    answer: Json = {"container": container, "channel": shown(channel)}
    if message.ephemeral_for is None:
        answer["message"] = conversations.message(
            world, workspace, channel, message, with_metadata=True
        )
    return answer


def shown(channel: Channel) -> Json:
    return {"id": channel.id, "name": name_of(channel)}
