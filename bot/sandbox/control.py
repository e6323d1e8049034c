"""The control API, `/sandbox/...`: what tests and the page do and read in people's names."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import screen
from bot.sandbox.acts import Acts
from bot.sandbox.delivery import Delivery
from bot.sandbox.faults import Fault
from bot.sandbox.forms import Forms
from bot.sandbox.interactions import Interactions
from bot.sandbox.records import Json
from bot.sandbox.socket_mode import Hub
from bot.sandbox.uploads import Uploads
from bot.sandbox.world import ActRefused, World

Act = Callable[[Json], Awaitable[Json]]
Read = Callable[[Request], Json]

HEARTBEAT_SECONDS = 15.0


def routes(world: World, hub: Hub, delivery: Delivery, uploads: Uploads) -> list[Route]:
    acts = Acts(world, delivery)
    interactions = Interactions(world, acts)
    forms = Forms(world, acts, interactions)
    stage = Stage(world, hub, delivery)
    deeds: dict[str, Act] = {
        "command": acts.command,
        "click": interactions.click,
        "options": interactions.options,
        "fill": interactions.fill,
        "submit": forms.submit,
        "close": forms.close,
        "message_shortcut": acts.message_shortcut,
        "global_shortcut": acts.global_shortcut,
        "message": acts.message,
        "home": acts.home,
        "messages_tab": acts.messages_tab,
        "react": acts.react,
        "read": acts.read,
        "upload": uploads.from_person,
        "join": acts.join,
        "dismiss": acts.dismiss,
        "clock": stage.clock,
        "faults": stage.add_fault,
        "faults/clear": stage.clear_faults,
        "retry_last_event": stage.retry_last_event,
        "rate_limits": stage.rate_limits,
        "disconnect": stage.disconnect,
        "uninstall": stage.uninstall,
        "reset": stage.reset,
    }
    reads: dict[str, Read] = {
        "people": lambda _: screen.people(world),
        "screen": lambda request: screen.screen(world, request.query_params.get("user", "")),
        "messages": lambda request: screen.messages(
            world,
            request.query_params.get("user", ""),
            request.query_params.get("channel", ""),
            request.query_params.get("thread_ts"),
        ),
        "journal": lambda request: {
            "entries": world.journal.since(_number(request.query_params.get("since", "0")))
        },
        "status": lambda _: stage.status(),
    }
    return [
        *(Route(f"/sandbox/{name}", _doing(act), methods=["POST"]) for name, act in deeds.items()),
        *(Route(f"/sandbox/{name}", _reading(read)) for name, read in reads.items()),
        Route("/sandbox/changes", _changes(world)),
    ]


def _number(text: str) -> int:
    if not text.isdecimal():
        raise ActRefused(f"{text!r} is not the number of an entry.")
    return int(text)


def _refusal(refused: ActRefused) -> Response:
    return JSONResponse({"ok": False, "error": str(refused), **refused.more})


def _doing(act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            told = json.loads(await request.body() or b"{}")
        except ValueError:
            return _refusal(ActRefused("The body is not JSON."))
        if not isinstance(told, dict):
            return _refusal(ActRefused("The body is not a JSON object."))
        try:
            return JSONResponse({"ok": True, **await act(told)})
        except ActRefused as refused:
            return _refusal(refused)

    return endpoint


def _reading(read: Read) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse({"ok": True, **read(request)})
        except ActRefused as refused:
            return _refusal(refused)

    return endpoint


def _changes(world: World) -> Callable[[Request], Awaitable[Response]]:
    """Server-sent events: the number of the newest change, at once and whenever it grows."""

    async def told() -> AsyncIterator[str]:
        seen = -1
        while not world.journal.closed:
            newest = await world.journal.next_change(seen, wait=HEARTBEAT_SECONDS)
            yield f'data: {{"n": {newest}}}\n\n' if newest != seen else ": still here\n\n"
            seen = newest

    async def endpoint(_: Request) -> Response:
        return StreamingResponse(
            told(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    return endpoint


class Stage:
    """The machinery behind the scene: time, failures, connections."""

    def __init__(self, world: World, hub: Hub, delivery: Delivery) -> None:
        self._world = world
        self._hub = hub
        self._delivery = delivery

    def status(self) -> Json:
        return {"connections": self._hub.connected, "url": self._world.base_url}

    async def clock(self, told: Json) -> Json:
        try:
            if told.get("set"):
                self._world.clock.set(datetime.fromisoformat(str(told["set"])))
            elif told.get("advance"):
                self._world.clock.advance(float(told["advance"]))
        except ValueError as problem:
            raise ActRefused(f"The clock cannot be set so: {problem}") from None
        self._delivery.post_due_messages()
        return {"now": self._world.clock.moment().isoformat()}

    async def add_fault(self, told: Json) -> Json:
        try:
            self._world.faults.add(Fault.of(told))
        except ValueError as problem:
            raise ActRefused(str(problem)) from None
        return {}

    async def clear_faults(self, _: Json) -> Json:
        self._world.faults.clear()
        return {}

    async def rate_limits(self, told: Json) -> Json:
        self._world.faults.rate_limits = bool(told.get("on", True))
        return {"on": self._world.faults.rate_limits}

    async def retry_last_event(self, _: Json) -> Json:
        try:
            return {"event_id": self._delivery.retry_last_event()}
        except LookupError as problem:
            raise ActRefused(str(problem)) from None

    async def disconnect(self, told: Json) -> Json:
        await self._hub.disconnect(str(told.get("reason", "refresh_requested")))
        return {}

    async def uninstall(self, told: Json) -> Json:
        """An admin removes the app: the bot is told, then its token no longer works."""
        workspace = self._world.workspaces.get(str(told.get("workspace", "")))
        if workspace is None:
            raise ActRefused(f"There is no workspace {told.get('workspace')}.")
        tokens = {"oauth": [], "bot": [workspace.bot_user]}
        self._world.emit(workspace, "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})
        self._world.emit(workspace, "app_uninstalled", {"type": "app_uninstalled"})
        workspace.installed = False
        return {}

    async def reset(self, _: Json) -> Json:
        """Back to the seed, for the next test on the same server; the bot stays connected."""
        self._world.faults.clear()
        self._world.reset()
        self._world.journal.changed()
        return {}
