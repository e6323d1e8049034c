"""Socket Mode: up to ten connections; every envelope goes to any one of them."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.acknowledgement import ACK_SECONDS, NoAck, NotConnected
from bot.sandbox.records import Json
from bot.sandbox.world import World

# https://docs.slack.dev/apis/events-api/using-socket-mode
MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One bot process that listens; `waiting` are envelopes it has not acknowledged."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    def abandon(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(NoAck("dispatch_failed", reason="connection_failed"))


class Hub:
    def __init__(self, world: World) -> None:
        self._world = world
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._turn = 0

    @property
    def connected(self) -> int:
        return len(self._connections)

    def open_url(self) -> str:
        """An address for one connection, as apps.connections.open hands it out."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        address = self._world.base_url.replace("http", "ws", 1)
        return f"{address}/socket?ticket={ticket}&app_id={self._world.app_id}"

    async def endpoint(self, socket: WebSocket) -> None:
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=1008)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if self.connected >= MOST_CONNECTIONS:
            await socket.send_text(_disconnect("too_many_websockets"))
            await socket.close()
            return
        await self._listen(Connection(socket))

    async def _listen(self, connection: Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.socket.send_text(json.dumps(self._hello()))
            self._world.journal.changed()
            while True:
                self._heard(connection, await connection.socket.receive_text())
        except WebSocketDisconnect:
            connection.abandon()
        finally:
            if connection in self._connections:
                self._connections.remove(connection)
            connection.abandon()
            self._world.journal.changed()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connected,
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._world.app_id},
        }

    @staticmethod
    def _heard(connection: Connection, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        future = connection.waiting.get(str(message.get("envelope_id")))
        if future is not None and not future.done():
            future.set_result(message.get("payload"))

    async def send(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Any:
        """Deliver an envelope and return the payload of its ack; raises NoAck."""
        if not self._connections:
            raise NotConnected
        self._turn += 1
        connection = self._connections[self._turn % len(self._connections)]
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope["retry_attempt"], envelope["retry_reason"] = retry or (0, "")
        future = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = future
        try:
            await connection.socket.send_text(json.dumps(envelope))
            return await asyncio.wait_for(future, ACK_SECONDS)
        except TimeoutError:
            raise NoAck("operation_timeout", reason="timeout") from None
        except (WebSocketDisconnect, RuntimeError):
            raise NoAck("dispatch_failed", reason="connection_failed") from None
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to come back later, as Slack does every few hours."""
        for connection in tuple(self._connections):
            await connection.socket.send_text(_disconnect(reason))

    async def close(self) -> None:
        for connection in tuple(self._connections):
            await connection.socket.close()


def _disconnect(reason: str) -> str:
    return json.dumps(
        {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
    )
