"""Small real Bolt apps that tests put behind the sandbox, by either delivery."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.server import Running, running
from tests.sandbox.server.serving import served

Register = Callable[[AsyncApp], None]


def make_app(sandbox: Running, register: Register) -> AsyncApp:
    """An app that is installed in every workspace of the sandbox."""

    async def authorize(team_id: str | None) -> AuthorizeResult:
        workspace = sandbox.world.workspaces[team_id or ""]
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team_id,
            bot_user_id=workspace.bot_user,
            bot_id=workspace.bot_id,
            bot_token=workspace.token,
        )

    app = AsyncApp(
        client=AsyncWebClient(base_url=sandbox.api_url),
        signing_secret=sandbox.world.seed.signing_secret,
        authorize=authorize,
        process_before_response=True,
    )
    register(app)
    return app


@contextmanager
def by_socket(
    register: Register, *, manifest: Mapping[str, Any] | None = None
) -> Iterator[Running]:
    """A sandbox with an app that listens in Socket Mode."""
    with running(manifest=manifest) as sandbox, listens(sandbox, register):
        yield sandbox


@contextmanager
def listens(sandbox: Running, register: Register) -> Iterator[None]:
    """One bot process more that listens in Socket Mode."""
    ready = threading.Event()
    ends: list[Callable[[], object]] = []

    async def live() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        ends.append(lambda: loop.call_soon_threadsafe(stop.set))
        handler: Any = AsyncSocketModeHandler(
            make_app(sandbox, register), sandbox.world.seed.app_token, ping_interval=1
        )
        await handler.connect_async()
        ready.set()
        await stop.wait()
        await handler.close_async()

    thread = threading.Thread(target=lambda: asyncio.run(live()))
    thread.start()
    try:
        assert ready.wait(10)
        yield
    finally:
        ends[0]()
        thread.join()


@contextmanager
def by_http(register: Register, *, manifest: Mapping[str, Any] | None = None) -> Iterator[Running]:
    """A sandbox with an app that takes signed requests."""
    with ExitStack() as stack:
        handler: list[AsyncSlackRequestHandler] = []

        async def endpoint(request: Request) -> Response:
            return await handler[0].handle(request)

        web = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
        address = stack.enter_context(served(web))
        sandbox = stack.enter_context(
            running(manifest=manifest, events_url=f"{address}/slack/events")
        )
        handler.append(AsyncSlackRequestHandler(make_app(sandbox, register)))
        yield sandbox


DELIVERIES = {"socket": by_socket, "http": by_http}
