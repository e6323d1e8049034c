"""chat.*: posting, changing and removing messages."""

from typing import Any

from bot.sandbox import entities, posting
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.checking import LONGEST_UPDATE, checked_message
from bot.sandbox.records import Channel, Json, Message
from bot.sandbox.shapes import conversations

# https://docs.slack.dev/reference/methods/chat.scheduleMessage
FURTHEST_SCHEDULE = 120 * 24 * 3600


def payload_of(call: Call) -> Json:
    """What a message is made of, its structures decoded."""
    payload: Json = {"text": call.text("text")}
    for name, code in (
        ("blocks", "invalid_blocks_format"),
        ("attachments", "invalid_attachments"),
        ("metadata", "invalid_metadata_format"),
    ):
        value = call.json(name, code)
        if value is not None:
            payload[name] = value
    if call.text("markdown_text"):
        payload["markdown_text"] = call.text("markdown_text")
        payload.pop("text")
    return payload


def _without_faulty(metadata: Any) -> Any:
    """The metadata without the Work Objects that Slack leaves out."""
    if not isinstance(metadata, dict) or "entities" not in metadata:
        return metadata
    kept, _ = entities.split(metadata)
    return metadata | {"entities": kept}


def _warned(call: Call) -> Json:
    """What the answer says of Work Objects that were left out."""
    _, messages = entities.split(call.json("metadata"))
    return entities.warning(messages)


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread a message belongs to; Slack threads under the parent, never under a reply."""
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    parent = channel.messages.get(thread_ts)
    if parent is None or parent.ephemeral_for:
        raise Refused("thread_not_found")
    return parent.thread_ts if parent.is_reply else thread_ts


def _message(call: Call, channel: Channel, *, ephemeral_for: str | None = None) -> Message:
    payload = payload_of(call)
    text, blocks = checked_message(call.world, call.workspace, payload)
    if call.text("username") or call.text("icon_emoji"):
        call.need("chat:write.customize")
    return Message(
        ts=call.world.timestamp(),
        user=call.workspace.bot_user,
        text=text,
        blocks=blocks,
        from_bot=True,
        thread_ts=_thread(call, channel),
        broadcast=call.flag("reply_broadcast"),
        subtype="thread_broadcast" if call.flag("reply_broadcast") else None,
        metadata=_without_faulty(payload.get("metadata")),
        attachments=payload.get("attachments", []),
        username=call.text("username") or None,
        icon_emoji=call.text("icon_emoji") or None,
        ephemeral_for=ephemeral_for,
    )


def _limit(call: Call, channel: Channel) -> None:
    if call.world.faults.too_soon(channel.id):
        raise Refused("ratelimited", status=429, retry_after=1)


def post_message(call: Call) -> Json:
    channel = call.place()
    message = _message(call, channel)
    _limit(call, channel)
    posting.post(call.world, call.workspace, channel, message)
    shown = conversations.message(call.world, call.workspace, channel, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **_warned(call)}


def post_ephemeral(call: Call) -> Json:
    """Seen by one member only, never in the history."""
    channel = call.place()
    person = call.person(call.required("user"))
    if person.id not in channel.members:
        raise Refused("user_not_in_channel")
    message = _message(call, channel, ephemeral_for=person.id)
    posting.post(call.world, call.workspace, channel, message)
    return {"message_ts": message.ts, **_warned(call)}


def _own(call: Call, channel: Channel, code: str) -> Message:
    message = call.message(channel)
    if not message.from_bot:
        raise Refused(code)
    return message


def update(call: Call) -> Json:
    """Parts that are not given stay, the blocks too: an empty list takes them away.

    https://docs.slack.dev/reference/methods/chat.update
    """
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    payload = payload_of(call)
    changes: Json = {}
    given = {name for name in ("text", "markdown_text", "blocks") if payload.get(name)}
    if "blocks" in payload and not given:
        payload["text"] = message.text
    if given or "blocks" in payload:
        text, blocks = checked_message(call.world, call.workspace, payload, longest=LONGEST_UPDATE)
        changes = {"text": text or message.text}
        changes |= {"blocks": blocks} if "blocks" in payload else {}
    elif "metadata" not in payload and "attachments" not in payload:
        raise Refused("no_text")
    changes |= {name: payload[name] for name in ("metadata", "attachments") if name in payload}
    if "metadata" in changes:
        changes["metadata"] = _without_faulty(changes["metadata"])
    posting.edit(call.world, call.workspace, channel, message, changes)
    shown = conversations.message(call.world, call.workspace, channel, message, with_metadata=True)
    shown.pop("ts")
    answer = {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}
    return answer | _warned(call)


def delete(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    posting.remove(call.world, call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {
        "channel": channel.id,
        "permalink": conversations.permalink(call.world, channel, message),
    }


def _linking(call: Call) -> Message:
    """The message with the links, by channel and ts or by what `link_shared` called it."""
    if call.text("unfurl_id"):
        channel_id, _, ts = call.text("unfurl_id").partition(".")
        return _linking(
            Call(call.world, call.workspace, {"channel": channel_id, "ts": ts or "none"})
        )
    return call.message(call.channel())


def unfurl(call: Call) -> Json:
    """Put what the app knows of a link under the message that holds it."""
    message = _linking(call)
    unfurls: Any = call.json("unfurls", "cannot_parse_attachment")
    metadata = call.json("metadata")
    if not isinstance(unfurls, dict) and not isinstance(metadata, dict):
        raise Refused("missing_unfurls")
    for url, attachment in (unfurls or {}).items():
        if url not in message.text:
            raise Refused("cannot_find_link")
        checked_message(call.world, call.workspace, {"attachments": [attachment]})
    kept, messages = entities.split(metadata)
    for entity in kept:
        if str(entity.get("app_unfurl_url", entity["url"])) not in message.text:
            raise Refused("cannot_find_link")
    if unfurls is not None:
        message.attachments = [
            {**attachment, "from_url": url, "app_unfurl_url": url, "is_app_unfurl": True}
            for url, attachment in unfurls.items()
        ]
    if metadata is not None:
        message.unfurled = kept
    call.world.journal.changed()
    return entities.warning(messages)


def schedule_message(call: Call) -> Json:
    """Kept until the clock reaches `post_at` (epoch seconds); see `due_messages`."""
    channel = call.place()
    post_at = call.number("post_at", 0)
    now = call.world.clock.now()
    if post_at <= now:
        raise Refused("time_in_past")
    if post_at > now + FURTHEST_SCHEDULE:
        raise Refused("time_too_far")
    message = _message(call, channel)
    number = call.world.new_id("Q")
    call.workspace.scheduled[number] = {
        "id": number,
        "channel_id": channel.id,
        "post_at": post_at,
        "date_created": int(now),
        "text": message.text,
        "message": message,
    }
    shown = conversations.message(call.world, call.workspace, channel, message, with_metadata=True)
    for name in ("ts", "thread_ts", "parent_user_id"):
        shown.pop(name, None)
    return {
        "channel": channel.id,
        "scheduled_message_id": number,
        "post_at": post_at,
        "message": shown,
    }


def scheduled_messages(call: Call) -> Json:
    return {
        "scheduled_messages": [
            {name: value for name, value in entry.items() if name != "message"}
            for entry in call.workspace.scheduled.values()
        ],
        "response_metadata": {"next_cursor": ""},
    }


def delete_scheduled(call: Call) -> Json:
    if call.workspace.scheduled.pop(call.required("scheduled_message_id"), None) is None:
        raise Refused("invalid_scheduled_message_id")
    return {}


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "chat.delete": Method(delete, "chat:write"),
    "chat.getPermalink": Method(permalink),
    "chat.unfurl": Method(unfurl, "links:write"),
    "chat.scheduleMessage": Method(schedule_message, "chat:write"),
    "chat.scheduledMessages.list": Method(scheduled_messages),
    "chat.deleteScheduledMessage": Method(delete_scheduled, "chat:write"),
}
