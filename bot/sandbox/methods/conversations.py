"""conversations.*: finding, opening and reading conversations."""

from bot.sandbox import posting
from bot.sandbox.calls import HISTORY_SCOPES, READ_SCOPES, Call, Method, Refused, page
from bot.sandbox.records import Channel, Json, Message
from bot.sandbox.shapes import conversations as shapes

KINDS = {
    "public_channel": "channel",
    "private_channel": "private",
    "im": "app_dm",
    "mpim": "mpim",
}


def _shown(call: Call, channel: Channel) -> Json:
    return shapes.channel(call.workspace, channel, viewer=call.workspace.bot_user)


def open_direct(call: Call) -> Json:
    """The direct conversation with one person; group ones are not part of the sandbox."""
    users = [user for user in call.text("users").split(",") if user]
    if not users:
        channel = call.channel()
        already = True
    elif len(users) > 1:
        raise Refused("method_not_supported_for_channel_type")
    else:
        if call.person(users[0]).is_bot:
            raise Refused("cannot_dm_bot")
        channel, already = call.world.open_dm(call.workspace, users[0])
    shown = _shown(call, channel) if call.flag("return_im") else {"id": channel.id}
    answer: Json = {"channel": shown}
    if already:
        answer |= {"no_op": True, "already_open": True}
    return answer


def kinds_of(call: Call) -> list[str]:
    """The kinds of conversation asked for; the scope of each is needed."""
    kinds = []
    for name in call.text("types", "public_channel").split(","):
        kind = KINDS.get(name.strip())
        if kind is None:
            raise Refused("invalid_types")
        if kind in READ_SCOPES:
            call.need(READ_SCOPES[kind])
        kinds.append(kind)
    return kinds


def visible(call: Call, *, user: str) -> list[Channel]:
    """Public conversations, and others that both `user` and the bot belong to."""
    kinds = kinds_of(call)
    return [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "channel" or call.workspace.bot_user in channel.members)
        and (channel.kind == "channel" or user in channel.members)
        and not (call.flag("exclude_archived") and channel.is_archived)
    ]


def list_all(call: Call) -> Json:
    found, cursor = page(call, visible(call, user=call.workspace.bot_user), limit=100)
    return {
        "channels": [_listed(call, channel) for channel in found],
        "response_metadata": {"next_cursor": cursor},
    }


def _listed(call: Call, channel: Channel) -> Json:
    shown = _shown(call, channel)
    if not channel.is_dm:
        shown["num_members"] = len(channel.members)
    return shown


def info(call: Call) -> Json:
    channel = call.channel()
    call.need(READ_SCOPES[channel.kind])
    shown = _shown(call, channel)
    if call.flag("include_num_members") and not channel.is_dm:
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def members(call: Call) -> Json:
    channel = call.channel()
    call.need(READ_SCOPES[channel.kind])
    found, cursor = page(call, channel.members, limit=100)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    already = call.workspace.bot_user in channel.members
    if not already:
        channel.members.append(call.workspace.bot_user)
        call.world.journal.changed()
        posting.tell_joined(call.world, call.workspace, channel, call.workspace.bot_user)
    answer: Json = {"channel": _shown(call, channel)}
    if already:
        answer |= {
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    return answer


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need(HISTORY_SCOPES[channel.kind])
    if call.workspace.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _within(call: Call, messages: list[Message]) -> list[Message]:
    """Between `oldest` and `latest`, which themselves count only when `inclusive`."""
    oldest, latest = call.text("oldest", "0"), call.text("latest", "99999999999")
    try:
        first, last = float(oldest or 0), float(latest or 99999999999)
    except ValueError:
        raise Refused("invalid_ts_latest") from None
    inclusive = call.flag("inclusive")
    return [
        message
        for message in messages
        if first < float(message.ts) < last or (inclusive and float(message.ts) in {first, last})
    ]


def history(call: Call) -> Json:
    """Newest first, without ephemeral messages and without replies that stay in their thread."""
    channel = _readable(call)
    standing = [
        message
        for message in channel.messages.values()
        if not message.ephemeral_for and (message.broadcast or not message.is_reply)
    ]
    found, cursor = page(call, _within(call, standing)[::-1], limit=100)
    return {
        "messages": _messages(call, channel, found),
        "has_more": bool(cursor),
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }


def replies(call: Call) -> Json:
    """A thread with its parent, oldest first; a reply's own ts finds only that reply."""
    channel = _readable(call)
    parent = channel.messages.get(call.required("ts"))
    if parent is None or parent.ephemeral_for:
        raise Refused("thread_not_found")
    standing = [] if parent.is_reply else _within(call, channel.replies(parent.ts))
    found, cursor = page(call, [parent, *standing], limit=1000)
    return {
        "messages": _messages(call, channel, found),
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _messages(call: Call, channel: Channel, found: list[Message]) -> list[Json]:
    with_metadata = call.flag("include_all_metadata")
    return [
        shapes.message(call.world, call.workspace, channel, each, with_metadata=with_metadata)
        for each in found
    ]


METHODS = {
    "conversations.open": Method(open_direct, "im:write"),
    "conversations.list": Method(list_all),
    "conversations.info": Method(info),
    "conversations.members": Method(members),
    "conversations.join": Method(join, "channels:join"),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
}
