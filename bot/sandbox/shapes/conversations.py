"""How Slack writes down conversations, their messages and files."""

from bot.sandbox.records import Channel, Json, Message, SharedFile, Workspace
from bot.sandbox.shapes import people
from bot.sandbox.world import World


def channel(workspace: Workspace, conversation: Channel, *, viewer: str) -> Json:
    """As in conversations.info, seen by `viewer` (the bot, as a rule)."""
    if conversation.is_dm:
        others = [member for member in conversation.members if member != viewer]
        return {
            "id": conversation.id,
            "created": conversation.created,
            "is_archived": conversation.is_archived,
            "is_im": True,
            "is_org_shared": False,
            "user": others[0] if others else viewer,
            "priority": 0,
            "context_team_id": workspace.id,
            "updated": conversation.created,
        }
    private = conversation.kind == "private"
    return {
        "id": conversation.id,
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "created": conversation.created,
        "creator": conversation.creator,
        "is_archived": conversation.is_archived,
        "is_general": conversation.is_general,
        "unlinked": 0,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "pending_shared": [],
        "is_pending_ext_shared": False,
        "is_member": viewer in conversation.members,
        "topic": {"value": conversation.topic, "creator": "", "last_set": 0},
        "purpose": {"value": conversation.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
        "context_team_id": workspace.id,
        "updated": conversation.created,
    }


def permalink(world: World, conversation: Channel, message: Message) -> str:
    link = f"{world.base_url}/archives/{conversation.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        return f"{link}?thread_ts={message.thread_ts}&cid={conversation.id}"
    return link


def message(
    world: World,
    workspace: Workspace,
    conversation: Channel,
    record: Message,
    *,
    with_metadata: bool = False,
) -> Json:
    """As in conversations.history: keys that say nothing are left out, as Slack does."""
    answer: Json = {
        "type": "message",
        "user": record.user,
        "text": record.text,
        "ts": record.ts,
        "team": workspace.id,
    }
    if record.from_bot:
        answer |= {
            "bot_id": workspace.bot_id,
            "app_id": world.app_id,
            "bot_profile": people.bot_profile(world, workspace),
        }
    told = {
        "subtype": record.subtype,
        "username": record.username,
        "icons": {"emoji": record.icon_emoji} if record.icon_emoji else None,
        "blocks": record.blocks,
        "attachments": record.attachments,
        "edited": record.edited,
        "metadata": record.metadata if with_metadata else None,
        "files": [
            file(world, workspace, workspace.files[name])
            for name in record.files
            if name in workspace.files
        ],
        "reactions": [
            {"name": name, "users": users, "count": len(users)}
            for name, users in record.reactions.items()
        ],
    }
    answer |= {key: value for key, value in told.items() if value}
    return answer | _thread(conversation, record)


def _thread(conversation: Channel, record: Message) -> Json:
    if record.is_reply:
        parent = conversation.messages.get(record.thread_ts or "")
        return {"thread_ts": record.thread_ts} | ({"parent_user_id": parent.user} if parent else {})
    replies = conversation.replies(record.ts) if record.thread_ts else []
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": record.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "subscribed": False,
        "is_locked": False,
    }


def file(world: World, workspace: Workspace, record: SharedFile) -> Json:
    """As in files.info; no mimetype until Slack has looked at the bytes."""
    ready = record.completed and world.clock.now() >= record.ready_at
    link = f"{world.base_url}/files/{workspace.id}/{record.id}/{record.name}"
    kind = record.name.rpartition(".")[2].lower() if "." in record.name else "text"
    shared = [place for place, _ in record.shares]
    answer: Json = {
        "id": record.id,
        "created": int(record.created),
        "timestamp": int(record.created),
        "name": record.name,
        "title": record.title,
        "mimetype": record.mimetype if ready else "",
        "filetype": kind if ready else "",
        "pretty_type": kind.upper() if ready else "",
        "user": record.owner,
        "user_team": workspace.id,
        "editable": False,
        "size": len(record.content or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": any(workspace.channels[place].kind == "channel" for place in shared),
        "url_private": link,
        "url_private_download": link,
        "permalink": link,
        "channels": [place for place in shared if workspace.channels[place].kind == "channel"],
        "groups": [place for place in shared if workspace.channels[place].kind == "private"],
        "ims": [place for place in shared if workspace.channels[place].is_dm],
        "shares": _shares(workspace, record),
        "file_access": "visible",
    }
    if record.alt_text:
        answer["alt_txt"] = record.alt_text
    if ready and record.mimetype.startswith("image/"):
        answer |= {"thumb_360": link, "thumb_720": link}
    return answer


def _shares(workspace: Workspace, record: SharedFile) -> Json:
    shares: Json = {}
    for place, ts in record.shares:
        conversation = workspace.channels[place]
        kind = "public" if conversation.kind == "channel" else "private"
        posted = conversation.messages.get(ts)
        if posted is None:
            continue
        entry: Json = {
            "reply_users": [],
            "reply_users_count": 0,
            "reply_count": 0,
            "ts": ts,
            "channel_name": conversation.name,
            "team_id": workspace.id,
        }
        if posted.thread_ts:
            entry["thread_ts"] = posted.thread_ts
        shares.setdefault(kind, {}).setdefault(place, []).append(entry)
    return shares
