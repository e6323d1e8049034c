"""What people write, change, take back and react with."""

from bot.sandbox import posting, typed
from bot.sandbox.acts import Acts
from bot.sandbox.records import Channel, Json, Message, Workspace
from bot.sandbox.world import ActRefused, NotHere, World

# Slack's own user, who stands in for the author of what was deleted under replies.
SLACKBOT = "USLACKBOT"


class Writing:
    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    async def message(self, told: Json) -> Json:
        """Write into a conversation one belongs to; `broadcast` shows a reply outside as well."""
        user, workspace, channel = self._acts.where(told)
        self._may_write(user, channel)
        thread_ts = told.get("thread_ts")
        if thread_ts and thread_ts not in channel.messages:
            raise NotHere(f"There is no message {thread_ts} to answer.")
        message = Message(
            ts=self._world.timestamp(),
            user=user,
            text="",
            thread_ts=thread_ts,
            broadcast=bool(thread_ts and told.get("broadcast")),
            files=self._files(user, workspace, told),
        )
        words = str(told.get("text", ""))
        if not words.strip() and not message.files:
            raise ActRefused("Write something before you send it.")
        for part, value in self._parts(workspace, words).items():
            setattr(message, part, value)
        for name in message.files:
            workspace.files[name].shares.append((channel.id, message.ts))
        if message.broadcast:
            message.subtype = "thread_broadcast"
        elif message.files:
            message.subtype = "file_share"
        posting.post(self._world, workspace, channel, message)
        return {"ts": message.ts}

    def _may_write(self, user: str, channel: Channel) -> None:
        if user not in channel.members:
            raise ActRefused(f"Join #{channel.name} before you write there.")
        if channel.is_archived:
            raise ActRefused(f"#{channel.name} is archived.")
        if channel.kind == "app_dm" and self._world.manifest.messages_tab_read_only:
            raise ActRefused("Sending messages to this app has been turned off.")

    @staticmethod
    def _files(user: str, workspace: Workspace, told: Json) -> list[str]:
        names = [str(each) for each in told.get("files", ())]
        for name in names:
            if name not in workspace.files or workspace.files[name].owner != user:
                raise NotHere(f"You have no file {name} to send.")
        return names

    def _parts(self, workspace: Workspace, words: str) -> Json:
        """The parts of a message that follow from what was typed."""
        if not words.strip():
            return {"text": "", "blocks": [], "typed": ""}
        block = typed.rich(workspace, words, block_id=self._world.new_id("")[:5])
        return {"text": typed.mrkdwn(workspace, block), "blocks": [block], "typed": words}

    async def edit(self, told: Json) -> Json:
        """Change the words of one's own message."""
        workspace, channel, message = self._own(told, "edit")
        words = str(told.get("text", ""))
        if not words.strip():
            raise ActRefused("A message needs words. Delete it if it is no longer wanted.")
        if words != message.typed:
            changes = self._parts(workspace, words)
            posting.edit(self._world, workspace, channel, message, changes)
        return {}

    async def delete(self, told: Json) -> Json:
        """Take one's own message back; under replies a note stays in its place."""
        workspace, channel, message = self._own(told, "delete")
        if not channel.replies(message.ts):
            posting.remove(self._world, workspace, channel, message)
            return {}
        gone: Json = {
            "user": SLACKBOT,
            "username": "Slackbot",
            "text": "This message was deleted.",
            "typed": "",
            "subtype": "tombstone",
            "blocks": [],
            "files": [],
            "reactions": {},
        }
        posting.edit(self._world, workspace, channel, message, gone)
        message.edited = None
        return {}

    def _own(self, told: Json, deed: str) -> tuple[Workspace, Channel, Message]:
        user, workspace, channel, message = self._acts.message_in(told)
        if message.user != user or message.from_bot:
            raise ActRefused(f"You can {deed} only what you wrote yourself.")
        self._may_write(user, channel)
        return workspace, channel, message

    async def react(self, told: Json) -> Json:
        """Add a reaction, or with `remove` take one's own back."""
        user, workspace, channel, message = self._acts.message_in(told)
        if message.ephemeral_for:
            raise ActRefused("Nobody can react to a message that only one person sees.")
        name = str(told.get("name", "")).strip(":")
        users = message.reactions.setdefault(name, [])
        removes = bool(told.get("remove"))
        if removes and user not in users:
            raise ActRefused(f"You have not reacted with :{name}:.")
        if not removes and user in users:
            raise ActRefused(f"You have already reacted with :{name}:.")
        (users.remove if removes else users.append)(user)
        if not users:
            del message.reactions[name]
        self._world.journal.changed()
        self._tell(workspace, channel, message, user, name, removes=removes)
        return {}

    def _tell(
        self,
        workspace: Workspace,
        channel: Channel,
        message: Message,
        user: str,
        name: str,
        *,
        removes: bool,
    ) -> None:
        if workspace.bot_user not in channel.members:
            return
        kind = "reaction_removed" if removes else "reaction_added"
        event: Json = {
            "type": kind,
            "user": user,
            "reaction": name,
            "item": {"type": "message", "channel": channel.id, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self._world.timestamp(),
        }
        self._world.emit(workspace, kind, event)
