"""What people do in conversations: typing, shortcuts, reacting, opening the Home tab."""

from typing import Any

from bot.sandbox import payloads, posting, responses, typed
from bot.sandbox.acknowledgement import Ack, NoAck, NotConnected
from bot.sandbox.calls import Refused
from bot.sandbox.delivery import Delivery
from bot.sandbox.records import Channel, Json, Message, Workspace
from bot.sandbox.shapes import views
from bot.sandbox.triggers import ResponseUrl
from bot.sandbox.world import ActRefused, NotHere, World

# What Slack's own client says.
_UNKNOWN = (
    '{command} is not a valid command. In Slack, all messages that start with the "/" character '
    "are interpreted as commands. If you are trying to send a message and not run a command, try "
    'preceding the "/" with an empty space.'
)


class Acts:
    def __init__(self, world: World, delivery: Delivery) -> None:
        self._world = world
        self._delivery = delivery

    async def ask(
        self, workspace: Workspace, user: str, kind: str, payload: Json, *, words: str
    ) -> Ack:
        """Deliver an interaction; on failure the person sees `words` (`{code}` filled in)."""
        name = str(
            payload.get("callback_id") or payload.get("command") or payload.get("type", kind)
        )
        try:
            return await self._delivery.ask(kind, name, payload)
        except NotConnected:
            sentence = f"{self._world.manifest.name} is not connected."
        except NoAck as failure:
            sentence = words.format(code=failure.code)
        raise self._failure(workspace, user, sentence)

    def _failure(self, workspace: Workspace, user: str, sentence: str, **more: Any) -> ActRefused:
        """The refusal to raise, once the person has been shown it."""
        self._world.notify(workspace, user, sentence)
        return ActRefused(sentence, **more)

    async def command(self, told: Json) -> Json:
        """Slash commands work in channels, not in threads."""
        user, workspace, channel = self.where(told)
        command, *words_after = str(told.get("text", "")).split(maxsplit=1) or [""]
        rest = words_after[0] if words_after else ""
        known = self._world.manifest.command(command)
        if known is None:
            raise ActRefused(_UNKNOWN.format(command=command))
        if told.get("thread_ts"):
            raise ActRefused(f"{command} is not supported in threads. Sorry!")
        url = self._world.triggers.open_url(workspace.id, user, channel.id)
        payload = payloads.slash_command(
            self._world,
            workspace,
            user,
            url=url,
            words=(command, typed.command_words(workspace, rest, known)),
        )
        words = f'{command} failed with the error "{{code}}"'
        ack = await self.ask(workspace, user, "slash_commands", payload, words=words)
        answer: Json = {"acked_ms": ack.milliseconds}
        reply = self._reply(workspace, user, command, url, ack.body)
        return answer | ({"reply": reply} if reply else {})

    def _reply(
        self, workspace: Workspace, user: str, command: str, url: ResponseUrl, body: Any
    ) -> Json | None:
        """Show what came in the ack itself; a reply that Slack would refuse is a failure."""
        payload = {"text": body} if isinstance(body, str) else body
        if not payload:
            return None
        try:
            message = responses.show(self._world, url, payload)
        except Refused as refusal:
            sentence = f'{command} failed with the error "{refusal.code}"'
            raise self._failure(workspace, user, sentence, details=refusal.more) from None
        if message is None:
            return None
        return {"ts": message.ts, "text": message.text, "blocks": message.blocks}

    def where(self, told: Json) -> tuple[str, Workspace, Channel]:
        """Who acts, and in which conversation; in their own with the app unless one is named."""
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        named = str(told.get("channel") or workspace.app_dm(user).id)
        return user, workspace, self._world.channel_for(user, named)

    def message_in(self, told: Json) -> tuple[str, Workspace, Channel, Message]:
        """The message a person points at, if they can see it."""
        user, workspace, channel = self.where(told)
        message = channel.messages.get(str(told.get("message_ts", "")))
        if message is None or message.ephemeral_for not in {None, user}:
            raise NotHere(f"There is no message {told.get('message_ts')} to see in {channel.id}.")
        return user, workspace, channel, message

    async def global_shortcut(self, told: Json) -> Json:
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        callback_id = self._shortcut(told, "global")
        payload = payloads.interaction(self._world, workspace, user, "shortcut")
        payload["user"].pop("name")
        payload.pop("api_app_id")
        payload |= {"callback_id": callback_id, "action_ts": self._world.timestamp()}
        return await self._asked(workspace, user, payload)

    async def message_shortcut(self, told: Json) -> Json:
        user, workspace, channel, message = self.message_in(told)
        if message.ephemeral_for:
            raise ActRefused("Shortcuts cannot be used on messages that only you can see.")
        callback_id = self._shortcut(told, "message")
        url = self._world.triggers.open_url(
            workspace.id, user, channel.id, thread_ts=message.thread_ts
        )
        payload = payloads.interaction(
            self._world, workspace, user, "message_action", channel=channel
        )
        payload |= payloads.in_message(self._world, workspace, channel, message)
        payload["user"].pop("username")
        for part in ("container", "api_app_id"):
            payload.pop(part)
        payload |= {
            "callback_id": callback_id,
            "action_ts": self._world.timestamp(),
            "message_ts": message.ts,
            "response_url": payloads.address(self._world, url),
        }
        return await self._asked(workspace, user, payload)

    def _shortcut(self, told: Json, kind: str) -> str:
        callback_id = str(told.get("callback_id", ""))
        if self._world.manifest.shortcut(callback_id, kind) is None:
            raise ActRefused(f"The app has no {kind} shortcut {callback_id}.")
        return callback_id

    async def _asked(self, workspace: Workspace, user: str, payload: Json) -> Json:
        words = f"{self._world.manifest.name} is not responding. Please try again."
        ack = await self.ask(workspace, user, "interactive", payload, words=words)
        return {"acked_ms": ack.milliseconds}

    async def home(self, told: Json) -> Json:
        return self._opened(told, "home")

    async def messages_tab(self, told: Json) -> Json:
        return self._opened(told, "messages")

    def _opened(self, told: Json, tab: str) -> Json:
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        if not self._delivery.connected:
            raise self._failure(workspace, user, f"{self._world.manifest.name} is not connected.")
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": workspace.app_dm(user).id,
            "tab": tab,
            "event_ts": self._world.timestamp(),
        }
        view = workspace.homes.get(user)
        if view is not None and tab == "home":
            event["view"] = views.view(self._world, workspace, view)
        self._world.emit(workspace, "app_home_opened", event)
        return {}

    async def read(self, told: Json) -> Json:
        user, _, channel = self.where(told)
        newest = max(channel.messages, default="")
        if channel.last_read.get(user, "") < newest:
            channel.last_read[user] = newest
            self._world.journal.changed()
        return {}

    async def join(self, told: Json) -> Json:
        """Enter a public channel."""
        user, workspace, channel = self.where(told)
        if user not in channel.members:
            channel.members.append(user)
            joined = Message(
                ts=self._world.timestamp(),
                user=user,
                text=f"<@{user}> has joined the channel",
                subtype="channel_join",
            )
            posting.post(self._world, workspace, channel, joined)
            if workspace.bot_user in channel.members:
                posting.tell_joined(self._world, workspace, channel, user)
        return {}

    async def dismiss(self, told: Json) -> Json:
        """Put away a message that only this person sees, or without one the notices."""
        if told.get("message_ts"):
            _, _, channel, message = self.message_in(told)
            if message.ephemeral_for is None:
                raise ActRefused("Only messages that nobody else sees can be dismissed.")
            del channel.messages[message.ts]
        else:
            user = str(told.get("user", ""))
            self._world.home_of(user).notices.pop(user, None)
        self._world.journal.changed()
        return {}
