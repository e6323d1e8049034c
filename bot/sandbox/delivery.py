"""Brings what people do to the bot: over a socket when one is open, else by signed HTTP."""

import asyncio
import time
from typing import Any

from bot.sandbox import posting
from bot.sandbox.acknowledgement import ACK_SECONDS, Ack, NoAck, NotConnected
from bot.sandbox.faults import DELIVERIES, Fault
from bot.sandbox.http_delivery import HttpDelivery
from bot.sandbox.records import Json, Workspace
from bot.sandbox.socket_mode import Hub
from bot.sandbox.world import World

# Seconds before each further try. https://docs.slack.dev/apis/events-api/#retries
RETRY_AFTER = (0.0, 60.0, 300.0)


class Delivery:
    def __init__(self, world: World, hub: Hub, http: HttpDelivery | None) -> None:
        self._world = world
        self._hub = hub
        self._http = http
        self._tasks: set[asyncio.Task[Any]] = set()
        self._last_event: tuple[str, Json] | None = None
        world.emit = self.emit

    @property
    def connected(self) -> bool:
        """Whether there is any road to the bot; over HTTP it may still be shut."""
        return self._hub.connected > 0 or self._http is not None

    async def ask(
        self, kind: str, name: str, payload: Json, *, retry: tuple[int, str] | None = None
    ) -> Ack:
        """Deliver one thing and wait for its ack; raises NoAck."""
        entry = self._world.journal.write("to_bot", kind, name, payload)
        entry |= {"by": "socket" if self._hub.connected else "http", "retry": retry}
        started = time.perf_counter()
        try:
            body = await self._brought(kind, payload, retry)
        except NoAck as failure:
            self._world.journal.finish(entry, response=None, error=failure.code)
            raise
        self._world.journal.finish(entry, response=body, status=200)
        return Ack(body, round((time.perf_counter() - started) * 1000, 2))

    async def _brought(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Any:
        """Send through the network as it is told to be just now."""
        match self._world.faults.take(DELIVERIES):
            case None:
                return await self._send(kind, payload, retry)
            case Fault(kind="silent"):
                await asyncio.sleep(ACK_SECONDS)
            case Fault(seconds=seconds):
                sending = asyncio.create_task(self._sent_later(seconds, kind, payload, retry))
                self._keep(sending)
                done, _ = await asyncio.wait({sending}, timeout=ACK_SECONDS)
                if done:
                    return await sending
        raise NoAck("operation_timeout", reason="timeout")

    async def _sent_later(
        self, seconds: float, kind: str, payload: Json, retry: tuple[int, str] | None
    ) -> Any:
        """Arrives whether or not anybody still waits for the ack."""
        await asyncio.sleep(seconds)
        return await self._send(kind, payload, retry)

    def _keep(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and not isinstance(task.exception(), NoAck | None):
            task.result()

    async def _send(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Any:
        if self._hub.connected:
            return await self._hub.send(kind, payload, retry)
        if self._http is not None:
            return await self._http.send(kind, payload, retry)
        raise NotConnected

    def emit(self, workspace: Workspace, kind: str, event: Json) -> None:
        """Send an event in its own time, with retries, if the app asked for its kind."""
        if not self._world.manifest.hears(kind) or not workspace.installed:
            return
        self._send_event(event.get("type", kind), self._wrapped(workspace, event))

    def _wrapped(self, workspace: Workspace, event: Json) -> Json:
        return {
            "token": "sandbox-verification-token",
            "team_id": workspace.id,
            "api_app_id": self._world.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self._world.new_id("Ev"),
            "event_time": int(self._world.clock.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.id,
                    "user_id": workspace.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{self._world.new_id('C')}",
        }

    def _send_event(self, name: str, body: Json, *, first: tuple[int, str] | None = None) -> None:
        self._last_event = (name, body)
        self._keep(asyncio.get_running_loop().create_task(self._insist(name, body, first)))

    async def _insist(self, name: str, body: Json, retry: tuple[int, str] | None) -> None:
        for pause in (*RETRY_AFTER, None):
            try:
                await self.ask("events_api", name, body, retry=retry)
            except NoAck as failure:
                if pause is None or not failure.retry:
                    return
                retry = ((retry[0] if retry else 0) + 1, failure.reason)
            else:
                return
            await self._world.clock.sleep(pause)

    def retry_last_event(self) -> str:
        """Deliver the newest event once more, as after a lost ack; answers its event id."""
        if self._last_event is None:
            raise LookupError("No event has been sent yet.")
        name, body = self._last_event
        self._send_event(name, body, first=(1, "http_timeout"))
        return str(body["event_id"])

    def post_due_messages(self) -> None:
        """Post what chat.scheduleMessage was told to, once its hour has come."""
        for workspace in self._world.workspaces.values():
            for number, entry in tuple(workspace.scheduled.items()):
                if entry["post_at"] <= self._world.clock.now():
                    del workspace.scheduled[number]
                    message = entry["message"]
                    message.ts = self._world.timestamp()
                    channel = workspace.channels[entry["channel_id"]]
                    posting.post(self._world, workspace, channel, message)

    async def keep_time(self) -> None:
        """Look at the scheduled messages every second until cancelled."""
        while True:
            self.post_due_messages()
            await asyncio.sleep(1.0)

    async def close(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()
