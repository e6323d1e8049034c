"""conversations.*: making channels, and changing who is in them and what they are called."""

import re

from bot.sandbox import posting
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Channel, Json
from bot.sandbox.shapes import conversations as shapes

WRITE_SCOPES = {
    "channel": "channels:manage",
    "private": "groups:write",
    "dm": "im:write",
    "app_dm": "im:write",
}
LONGEST_NAME = 80
LONGEST_TOPIC = 250
MOST_INVITED = 1000


def _shown(call: Call, channel: Channel) -> Json:
    return {"channel": shapes.channel(call.workspace, channel, viewer=call.workspace.bot_user)}


def _own(call: Call, *, also: str = "") -> Channel:
    """A channel that stands, with the bot in it; no direct conversation.

    `also` is the end of a narrower scope that Slack takes instead.
    """
    channel = call.channel()
    kinds = "groups" if channel.kind == "private" else "channels"
    if not (also and call.world.manifest.grants(f"{kinds}:{also}")):
        call.need(WRITE_SCOPES[channel.kind])
    if channel.is_dm:
        raise Refused("method_not_supported_for_channel_type")
    if call.workspace.bot_user not in channel.members:
        raise Refused("not_in_channel")
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def _name(call: Call) -> str:
    """A name that is free; https://docs.slack.dev/reference/methods/conversations.create#naming."""
    name = call.text("name")
    if not name:
        raise Refused("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise Refused("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise Refused("invalid_name_punctuation")
    if name != name.lower() or re.search(r"[^\w-]", name):
        raise Refused("invalid_name_specials")
    if any(channel.name == name for channel in call.workspace.channels.values()):
        raise Refused("name_taken")
    return name


def create(call: Call) -> Json:
    private = call.flag("is_private")
    call.need(WRITE_SCOPES["private" if private else "channel"])
    channel = Channel(
        id=call.world.new_id("G" if private else "C"),
        name=_name(call),
        kind="private" if private else "channel",
        created=int(call.world.clock.now()),
        creator=call.workspace.bot_user,
        members=[call.workspace.bot_user],
    )
    call.workspace.channels[channel.id] = channel
    call.world.journal.changed()
    return _shown(call, channel)


def rename(call: Call) -> Json:
    channel = _own(call)
    channel.name = _name(call)
    call.world.journal.changed()
    return _shown(call, channel)


def invite(call: Call) -> Json:
    channel = _own(call, also="write.invites")
    users = [user for user in call.required("users").split(",") if user]
    if len(users) > MOST_INVITED:
        raise Refused("too_many_users")
    for user in users:
        call.person(user)
    if call.workspace.bot_user in users:
        raise Refused("cant_invite_self")
    if set(users) & set(channel.members):
        raise Refused("already_in_channel")
    for user in users:
        channel.members.append(user)
        posting.tell_joined(call.world, call.workspace, channel, user)
    call.world.journal.changed()
    return _shown(call, channel)


def kick(call: Call) -> Json:
    channel = _own(call)
    person = call.person(call.required("user"))
    if person.id == call.workspace.bot_user:
        raise Refused("cant_kick_self")
    if channel.is_general:
        raise Refused("cant_kick_from_general")
    if person.id not in channel.members:
        raise Refused("not_in_channel")
    channel.members.remove(person.id)
    call.world.journal.changed()
    return {"errors": {}}


def leave(call: Call) -> Json:
    channel = call.channel()
    call.need(WRITE_SCOPES[channel.kind])
    if channel.is_general:
        raise Refused("cant_leave_general")
    if call.workspace.bot_user not in channel.members:
        return {"not_in_channel": True}
    channel.members.remove(call.workspace.bot_user)
    call.world.journal.changed()
    return {}


def archive(call: Call) -> Json:
    channel = call.channel()
    if channel.is_archived:
        raise Refused("already_archived")
    if channel.is_general:
        raise Refused("cant_archive_general")
    _own(call).is_archived = True
    call.world.journal.changed()
    return {}


def unarchive(call: Call) -> Json:
    channel = call.channel()
    call.need(WRITE_SCOPES[channel.kind])
    if not channel.is_archived:
        raise Refused("not_archived")
    channel.is_archived = False
    call.world.journal.changed()
    return {}


def _described(call: Call, part: str) -> str:
    text = call.text(part)
    if len(text) > LONGEST_TOPIC:
        raise Refused("too_long")
    return text


def set_topic(call: Call) -> Json:
    channel = _own(call, also="write.topic")
    channel.topic = _described(call, "topic")
    call.world.journal.changed()
    return _shown(call, channel)


def set_purpose(call: Call) -> Json:
    channel = _own(call, also="write.topic")
    channel.purpose = _described(call, "purpose")
    call.world.journal.changed()
    return _shown(call, channel)


def mark(call: Call) -> Json:
    """Move the bot's own place in a conversation."""
    channel = call.channel()
    channel.last_read[call.workspace.bot_user] = call.required("ts")
    return {}


def close(call: Call) -> Json:
    """A direct conversation goes out of the list and keeps its messages, so nothing changes."""
    if not call.channel().is_dm:
        raise Refused("method_not_supported_for_channel_type")
    return {}


METHODS = {
    "conversations.create": Method(create),
    "conversations.rename": Method(rename),
    "conversations.invite": Method(invite),
    "conversations.kick": Method(kick),
    "conversations.leave": Method(leave),
    "conversations.archive": Method(archive),
    "conversations.unarchive": Method(unarchive),
    "conversations.setTopic": Method(set_topic),
    "conversations.setPurpose": Method(set_purpose),
    "conversations.mark": Method(mark),
    "conversations.close": Method(close, "im:write"),
}
