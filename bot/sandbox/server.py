"""Puts the sandbox together and serves it on loopback."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlencode, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute

from bot.sandbox import control, manifest_file, seed
from bot.sandbox.api import WebApi
from bot.sandbox.delivery import Delivery
from bot.sandbox.http_delivery import HttpDelivery
from bot.sandbox.manifest import Manifest
from bot.sandbox.person import Person
from bot.sandbox.responses import ResponseUrls
from bot.sandbox.safety import PAGE_HEADERS, OwnVisitorsOnly, PageFiles
from bot.sandbox.seed import Seed
from bot.sandbox.socket_mode import Hub
from bot.sandbox.uploads import Uploads
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "built"
LOOPBACK = "127.0.0.1"
TICK_SECONDS = 0.1
# of two milliseconds each, for answers that are still on their way
PATIENT_TURNS = 50


def build(world: World, *, events_url: str | None = None) -> Starlette:
    """The application; `world.base_url` must be the address it is going to be served at."""
    hub = Hub(world)
    http = HttpDelivery(events_url, world.seed.signing_secret) if events_url else None
    delivery = Delivery(world, hub, http)
    uploads = Uploads(world)
    file_path = "{workspace}/{file_id}"

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        time_keeper = asyncio.create_task(delivery.keep_time())
        yield
        time_keeper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await time_keeper
        await delivery.close()

    return Starlette(
        routes=[
            Route("/", _index(world)),
            Route("/api/{method}", WebApi(world, hub).endpoint, methods=["GET", "POST"]),
            WebSocketRoute("/socket", hub.endpoint),
            Route("/response/{workspace}/{url_id}", ResponseUrls(world).endpoint, methods=["POST"]),
            Route(f"/files/upload/{file_path}", uploads.receive, methods=["POST"]),
            Route(f"/files/{file_path}/{{name}}", uploads.fetch),
            Route("/archives/{channel}/{message}", _permalink),
            *control.routes(world, hub, delivery, uploads),
            Mount("/page", PageFiles(directory=PAGE, check_dir=False)),
        ],
        lifespan=lifespan,
        middleware=[Middleware(OwnVisitorsOnly)],
    )


def _index(world: World) -> Callable[[Request], Awaitable[Response]]:
    async def index(request: Request) -> Response:
        # The links to files and messages name the sandbox so; by another of its names the page
        # could not load them.
        if request.url.hostname != urlsplit(world.base_url).hostname:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{world.base_url}/{query}")
        return FileResponse(PAGE / "index.html", headers=PAGE_HEADERS)

    return index


async def _permalink(request: Request) -> Response:
    channel, message = request.path_params["channel"], request.path_params["message"]
    place = {"channel": channel, "message": message.removeprefix("p")}
    thread = request.query_params.get("thread_ts")
    return RedirectResponse(f"/?{urlencode(place | ({'thread_ts': thread} if thread else {}))}")


class _Server(uvicorn.Server):
    """Ends at once when told to, open pages and sockets included: tests start many of these."""

    def __init__(self, world: World, app: Starlette) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                ws="websockets-sansio",
                ws_ping_interval=None,
            )
        )
        self._world = world
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending = asyncio.Event()

    def end(self) -> None:
        """May be called from any thread."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ending.set)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.end()

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._world.journal.close()
        for listener in (*self.servers, *(sockets or ())):
            listener.close()
        for connection in tuple(self.server_state.connections):
            connection.shutdown()
        for _ in range(PATIENT_TURNS):
            if not self.server_state.connections and not self.server_state.tasks:
                break
            await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)
        await self.lifespan.shutdown()


def listening(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes any free one. Raises OSError when it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def serve(world: World, listener: socket.socket, *, events_url: str | None = None) -> None:
    """Serve until SIGINT or SIGTERM."""
    world.base_url = address_of(listener)
    # uvicorn ends by itself and then raises the signal once more
    with contextlib.suppress(KeyboardInterrupt):
        _Server(world, build(world, events_url=events_url)).run(sockets=[listener])


def address_of(listener: socket.socket) -> str:
    """The URL of what listens there, without a slash at its end."""
    return f"http://{LOOPBACK}:{listener.getsockname()[1]}"


@dataclass(frozen=True)
class Running:
    """A sandbox that is being served; read `world` only while nothing is under way."""

    world: World

    @property
    def url(self) -> str:
        return self.world.base_url

    @property
    def api_url(self) -> str:
        return self.world.api_url

    def token(self, workspace: str = "TACME") -> str:
        return self.world.workspaces[workspace].token

    def person(self, user: str) -> Person:
        return Person(self.url, user)

    def wait_for_bot(self, *, connections: int = 1, within: float = 10.0) -> None:
        """Return once that many Socket Mode connections are open; raises TimeoutError."""
        end = time.monotonic() + within
        while (there := self.person("").get("status")["connections"]) < connections:
            if time.monotonic() > end:
                raise TimeoutError(f"{there} of {connections} bots are connected.")
            time.sleep(0.01)


@contextmanager
def running(
    start: Seed | World | None = None,
    *,
    manifest: Manifest | Mapping[str, Any] | Path | None = None,
    events_url: str | None = None,
    port: int = 0,
) -> Iterator[Running]:
    """Serve a sandbox in a thread on a free port of loopback for as long as the block lasts."""
    world = start if isinstance(start, World) else World(start or seed.default(), _read(manifest))
    listener = listening(port)
    world.base_url = address_of(listener)
    server = _Server(world, build(world, events_url=events_url))
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="sandbox", daemon=True
    )
    thread.start()
    try:
        # the listener already queues connections: whoever comes early only waits
        yield Running(world)
    finally:
        server.end()
        thread.join(timeout=10)
        listener.close()


def _read(manifest: Manifest | Mapping[str, Any] | Path | None) -> Manifest:
    match manifest:
        case None:
            return Manifest()
        case Manifest():
            return manifest
        case Path():
            return manifest_file.read(manifest)[0]
    return Manifest.of(manifest)
