"""Putting messages into conversations, changing and removing them, and telling the bot of it."""

import re

from bot.sandbox.records import Channel, Json, Message, Workspace
from bot.sandbox.shapes import conversations
from bot.sandbox.world import World

EVENT_KINDS = {
    "channel": "message.channels",
    "private": "message.groups",
    "dm": "message.im",
    "app_dm": "message.im",
}
CHANNEL_TYPES = {"channel": "channel", "private": "group", "dm": "im", "app_dm": "im"}
_LINK = re.compile(r"<(https?://([^/|>]+)[^|>]*)(?:\|[^>]*)?>")


def post(world: World, workspace: Workspace, channel: Channel, message: Message) -> Message:
    """Add a message; the bot hears of it as any member would, unless only one person sees it."""
    if message.is_reply:
        parent = channel.messages.get(message.thread_ts or "")
        if parent is not None and not message.ephemeral_for:
            parent.thread_ts = parent.ts
    channel.messages[message.ts] = message
    if not message.ephemeral_for:
        channel.last_read[message.user] = message.ts
        _tell(world, workspace, channel, message)
    world.journal.changed()
    return message


def _tell(world: World, workspace: Workspace, channel: Channel, message: Message) -> None:
    if workspace.bot_user not in channel.members:
        return
    event = conversations.message(world, workspace, channel, message, with_metadata=True)
    event |= {
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "event_ts": message.ts,
    }
    event.pop("reply_count", None)
    world.emit(workspace, EVENT_KINDS[channel.kind], event)
    if message.from_bot:
        return
    if f"<@{workspace.bot_user}>" in message.text and not channel.is_dm:
        left_out = {"channel_type", "parent_user_id"}
        mention = {key: value for key, value in event.items() if key not in left_out}
        world.emit(workspace, "app_mention", mention | {"type": "app_mention"})
    _tell_links(world, workspace, channel, message)


def _tell_links(world: World, workspace: Workspace, channel: Channel, message: Message) -> None:
    links = [
        {"domain": domain, "url": url}
        for url, domain in _LINK.findall(message.text)
        if any(
            domain == known or domain.endswith(f".{known}")
            for known in world.manifest.unfurl_domains
        )
    ]
    if links:
        event: Json = {
            "type": "link_shared",
            "channel": channel.id,
            "user": message.user,
            "message_ts": message.ts,
            "links": links,
            "is_bot_user_member": True,
            "unfurl_id": f"{channel.id}.{message.ts}",
            "source": "conversations_history",
            "event_ts": world.timestamp(),
        }
        world.emit(
            workspace,
            "link_shared",
            event | ({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        )


def edit(
    world: World, workspace: Workspace, channel: Channel, message: Message, changes: Json
) -> None:
    """Change parts of a message by name, mark it as edited and tell the bot."""
    before = conversations.message(world, workspace, channel, message)
    for part, value in changes.items():
        setattr(message, part, value)
    message.edited = {"user": message.user, "ts": world.timestamp()}
    message.state.clear()
    world.journal.changed()
    if message.ephemeral_for or workspace.bot_user not in channel.members:
        return
    event: Json = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "message": conversations.message(world, workspace, channel, message),
        "previous_message": before,
        "ts": world.timestamp(),
        "event_ts": message.edited["ts"],
    }
    world.emit(workspace, EVENT_KINDS[channel.kind], event)


def remove(world: World, workspace: Workspace, channel: Channel, message: Message) -> None:
    """Take a message away; the files it shared stay."""
    before = conversations.message(world, workspace, channel, message)
    del channel.messages[message.ts]
    world.journal.changed()
    if message.ephemeral_for or workspace.bot_user not in channel.members:
        return
    moment = world.timestamp()
    event: Json = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "deleted_ts": message.ts,
        "previous_message": before,
        "ts": moment,
        "event_ts": moment,
    }
    world.emit(workspace, EVENT_KINDS[channel.kind], event)


def tell_joined(world: World, workspace: Workspace, channel: Channel, user: str) -> None:
    """The bot hears of everyone who enters where it is itself."""
    event: Json = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": channel.id[:1],
        "team": workspace.id,
        "event_ts": world.timestamp(),
    }
    world.emit(workspace, "member_joined_channel", event)
