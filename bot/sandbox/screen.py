"""What a person sees: channels, messages, the Home tab, open modals, notices."""

from dataclasses import dataclass

from bot.sandbox import about, entities, panels
from bot.sandbox.records import Channel, Json, Message, Person, View, Workspace
from bot.sandbox.shapes import conversations, views
from bot.sandbox.world import World, may_enter

# So many older ones come along with a message that a link points at.
MESSAGES_BEFORE = 30


def people(world: World) -> Json:
    return {
        "workspaces": [
            {
                "id": workspace.id,
                "name": workspace.name,
                "people": [
                    _person(person) for person in workspace.people.values() if not person.is_bot
                ],
            }
            for workspace in world.workspaces.values()
        ]
    }


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "is_admin": person.is_admin,
        "is_guest": person.is_guest,
        "is_bot": person.is_bot,
    }


def screen(world: World, user: str) -> Json:
    """Everything around the messages; raises NotHere for a stranger."""
    workspace = world.home_of(user)
    home = workspace.homes.get(user)
    return {
        "user": user,
        "workspace": workspace.id,
        "app": about.app(world, workspace.bot_user),
        "about": about.about(world.manifest),
        "channels": [
            _channel(workspace, channel, user)
            for channel in workspace.channels.values()
            if user in channel.members
        ],
        "joinable": [
            _channel(workspace, channel, user)
            for channel in workspace.channels.values()
            if user not in channel.members and may_enter(workspace.people[user], channel)
        ],
        "people": [_person(person) for person in workspace.people.values()],
        "usergroups": [
            {"id": group.id, "name": group.name, "handle": group.handle}
            for group in workspace.usergroups.values()
        ],
        "home": _view(world, workspace, home) if home else None,
        "modals": [_view(world, workspace, view) for view in workspace.modal_stack(user)],
        "commands": [
            {
                "command": entry["command"],
                "description": entry.get("description", ""),
                "usage_hint": entry.get("usage_hint", ""),
            }
            for entry in world.manifest.commands or ()
        ],
        "shortcuts": {kind: _shortcuts(world, kind) for kind in ("global", "message")},
        "notices": workspace.notices.get(user, []),
        "object": panels.shown(world, workspace, user),
        "now": world.clock.moment().isoformat(),
    }


def _shortcuts(world: World, kind: str) -> list[Json]:
    return [
        {name: entry.get(name, "") for name in ("callback_id", "name", "description")}
        for entry in world.manifest.shortcuts or ()
        if entry["type"] == kind
    ]


def _channel(workspace: Workspace, channel: Channel, user: str) -> Json:
    last_read = channel.last_read.get(user, "")
    unread = sum(
        message.ts > last_read and message.user != user and message.subtype != "channel_join"
        for message in channel.messages.values()
        if message.ephemeral_for in {None, user} and (message.broadcast or not message.is_reply)
    )
    answer: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "unread": unread,
        "bot_is_member": workspace.bot_user in channel.members,
        "is_member": user in channel.members,
        "is_archived": channel.is_archived,
        "topic": channel.topic,
        "members": channel.members,
    }
    if channel.is_dm:
        answer["with"] = next(each for each in channel.members if each != user)
    return answer


def _view(world: World, workspace: Workspace, view: View) -> Json:
    return views.view(world, workspace, view) | {"errors": view.errors}


@dataclass(frozen=True)
class Wanted:
    """Which messages of a conversation to tell: the newest `limit`, back to `at_least` if given.

    A `limit` of nought means all of them.
    """

    thread_ts: str | None = None
    limit: int = 0
    at_least: str | None = None

    def first(self, found: list[Message]) -> int:
        """The index of the oldest one to tell."""
        if not self.limit:
            return 0
        first = max(0, len(found) - self.limit)
        older = sum(message.ts < (self.at_least or "") for message in found)
        return first if self.at_least is None else max(0, min(first, older - MESSAGES_BEFORE))


def messages(world: World, user: str, channel_id: str, wanted: Wanted) -> Json:
    """A conversation's messages, or one thread's, oldest first, as `user` sees them."""
    workspace = world.home_of(user)
    channel = world.channel_for(user, channel_id)
    found = [
        message
        for message in channel.messages.values()
        if message.ephemeral_for in {None, user} and _stands(message, wanted.thread_ts)
    ]
    first = wanted.first(found)
    told = [_message(world, workspace, channel, message, user) for message in found[first:]]
    return {"messages": told, "more": first > 0}


def _stands(message: Message, thread_ts: str | None) -> bool:
    if thread_ts is None:
        return message.broadcast or not message.is_reply
    return thread_ts in {message.ts, message.thread_ts}


def _chosen(message: Message, user: str) -> Json:
    """What the person has chosen in the message, with the feedback that they gave."""
    chosen = dict(message.state.get(user, {}))
    for block_id, given in message.feedback.get(user, {}).items():
        chosen[block_id] = {**chosen.get(block_id, {}), **given}
    return chosen


def _message(
    world: World, workspace: Workspace, channel: Channel, message: Message, user: str
) -> Json:
    shown = conversations.message(world, workspace, channel, message, with_metadata=True)
    author = workspace.people.get(message.user)
    files = shown.get("files", [])
    for file in files:
        # a page has no token; it says for whom it asks
        file["url_private"] = f"{file['url_private']}?person={user}"
    answer: Json = {
        "ts": message.ts,
        "user": message.user,
        "icon_emoji": message.icon_emoji,
        "username": message.username or (author.real_name if author else message.user),
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": files,
        "reactions": shown.get("reactions", []),
        "thread_ts": shown.get("thread_ts"),
        "reply_count": shown.get("reply_count", 0),
        "reply_users": shown.get("reply_users", []),
        "latest_reply": shown.get("latest_reply"),
        "typed": message.typed if message.user == user else None,
        "edited": message.edited,
        "ephemeral": message.ephemeral_for is not None,
        "metadata": message.metadata,
        "entities": [entities.shown(world, workspace, entity, user) for entity in message.entities],
        "permalink": conversations.permalink(world, channel, message),
        "subtype": message.subtype,
        "state": _chosen(message, user),
    }
    return answer | ({"bot_id": workspace.bot_id} if message.from_bot else {})
