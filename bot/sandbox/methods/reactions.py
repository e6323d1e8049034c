"""reactions.*: emoji under messages."""

from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Json
from bot.sandbox.shapes import conversations


def add(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "timestamp")
    name = call.required("name").strip(":")
    users = message.reactions.setdefault(name, [])
    if call.workspace.bot_user in users:
        raise Refused("already_reacted")
    users.append(call.workspace.bot_user)
    call.world.journal.changed()
    return {}


def remove(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "timestamp")
    name = call.required("name").strip(":")
    users = message.reactions.get(name, [])
    if call.workspace.bot_user not in users:
        raise Refused("no_reaction")
    users.remove(call.workspace.bot_user)
    if not users:
        del message.reactions[name]
    call.world.journal.changed()
    return {}


def get(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "timestamp")
    shown = conversations.message(call.world, call.workspace, channel, message)
    shown["permalink"] = conversations.permalink(call.world, channel, message)
    return {"type": "message", "channel": channel.id, "message": shown}


METHODS = {
    "reactions.add": Method(add, "reactions:write"),
    "reactions.remove": Method(remove, "reactions:write"),
    "reactions.get": Method(get, "reactions:read"),
}
