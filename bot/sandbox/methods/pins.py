"""pins.* and bookmarks.*: what is kept at the top of a conversation."""

from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Channel, Json
from bot.sandbox.shapes import conversations

MOST_PINS = 100


def _member(call: Call, name: str = "channel") -> Channel:
    channel = call.channel(name)
    if call.workspace.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def add(call: Call) -> Json:
    channel = _member(call)
    message = call.message(channel, "timestamp")
    if message.ts in channel.pins:
        raise Refused("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise Refused("too_many_pins")
    channel.pins[message.ts] = {
        "created": int(call.world.clock.now()),
        "created_by": call.workspace.bot_user,
    }
    call.world.journal.changed()
    return {}


def remove(call: Call) -> Json:
    channel = _member(call)
    if channel.pins.pop(call.required("timestamp"), None) is None:
        raise Refused("no_pin")
    call.world.journal.changed()
    return {}


def list_all(call: Call) -> Json:
    """Newest pin first; pins of messages that are gone have gone with them."""
    channel = _member(call)
    return {
        "items": [
            {
                "type": "message",
                "channel": channel.id,
                "message": conversations.message(
                    call.world, call.workspace, channel, channel.messages[ts]
                )
                | {"permalink": conversations.permalink(call.world, channel, channel.messages[ts])},
                **pin,
            }
            for ts, pin in reversed(channel.pins.items())
            if ts in channel.messages
        ]
    }


def add_bookmark(call: Call) -> Json:
    channel = _member(call, "channel_id")
    if call.required("type") != "link":
        raise Refused("invalid_bookmark_type")
    now = int(call.world.clock.now())
    bookmark: Json = {
        "id": call.world.new_id("Bk"),
        "channel_id": channel.id,
        "title": call.required("title"),
        "link": _link(call),
        "emoji": call.text("emoji"),
        "icon_url": "",
        "type": "link",
        "date_created": now,
        "date_updated": now,
        "rank": chr(ord("a") + len(channel.bookmarks) % 26),
        "last_updated_by_user_id": call.workspace.bot_user,
        "last_updated_by_team_id": call.workspace.id,
        "app_id": call.world.app_id,
    }
    channel.bookmarks[bookmark["id"]] = bookmark
    call.world.journal.changed()
    return {"bookmark": bookmark}


def _link(call: Call) -> str:
    link = call.required("link")
    if not link.startswith(("http://", "https://", "slack://", "mailto:")):
        raise Refused("invalid_link")
    return link


def _bookmark(call: Call, channel: Channel) -> Json:
    found: Json | None = channel.bookmarks.get(call.required("bookmark_id"))
    if found is None:
        raise Refused("bookmark_not_found")
    return found


def edit_bookmark(call: Call) -> Json:
    channel = _member(call, "channel_id")
    bookmark = _bookmark(call, channel)
    given = {name: call.text(name) for name in ("title", "emoji") if call.text(name)}
    if call.text("link"):
        given["link"] = _link(call)
    bookmark.update(given, date_updated=int(call.world.clock.now()))
    call.world.journal.changed()
    return {"bookmark": bookmark}


def remove_bookmark(call: Call) -> Json:
    channel = _member(call, "channel_id")
    del channel.bookmarks[_bookmark(call, channel)["id"]]
    call.world.journal.changed()
    return {}


def bookmarks(call: Call) -> Json:
    return {"bookmarks": list(_member(call, "channel_id").bookmarks.values())}


METHODS = {
    "pins.add": Method(add, "pins:write"),
    "pins.remove": Method(remove, "pins:write"),
    "pins.list": Method(list_all, "pins:read"),
    "bookmarks.add": Method(add_bookmark, "bookmarks:write"),
    "bookmarks.edit": Method(edit_bookmark, "bookmarks:write"),
    "bookmarks.remove": Method(remove_bookmark, "bookmarks:write"),
    "bookmarks.list": Method(bookmarks, "bookmarks:read"),
}
