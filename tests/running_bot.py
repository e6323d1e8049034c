"""The bot, running beside a sandbox in this process, reached as Slack reaches it."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import uvicorn
import yaml
from sqlalchemy import Engine

from bot.app import EVENTS_PATH, App, build, utc_now
from bot.edge import Edge
from bot.sandbox import server
from bot.sandbox.person import Person
from bot.settings import Settings
from tests.databases import free_port
from tests.slack_takes import check_everything_sent

MANIFEST = Path(__file__).parent.parent / "manifest.yml"
SECONDS = 20

Delivery = Literal["socket", "http"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A sandbox with a bot that answers in it; `bot_url` is served in HTTP mode only."""

    sandbox: server.Running
    app: App
    bot_url: str

    def person(self, user: str) -> Person:
        return self.sandbox.person(user)


def prefixed(prefix: str) -> dict[str, Any]:
    """The manifest as it is when the commands have a prefix."""
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text("utf-8"))
    for command in manifest["features"]["slash_commands"]:
        command["command"] = "/" + prefix + command["command"].removeprefix("/")
    return manifest


@contextmanager
def desk(
    engine: Engine,
    edge: Edge,
    *,
    delivery: Delivery = "socket",
    clock: Callable[[], datetime] = utc_now,
    prefix: str = "",
) -> Iterator[Desk]:
    """Serve a sandbox and a bot on `engine`'s database, connected either way.

    Whatever the bot drew meanwhile is held to Slack's rules at the end.
    """
    port = free_port()
    events_url = f"http://127.0.0.1:{port}{EVENTS_PATH}" if delivery == "http" else None
    with (
        server.running(manifest=prefixed(prefix), events_url=events_url) as sandbox,
        bot(engine, edge, sandbox, delivery=delivery, clock=clock, prefix=prefix, port=port) as app,
    ):
        yield Desk(sandbox, app, f"http://127.0.0.1:{port}")
        check_everything_sent(sandbox.person("URAVI").get("journal")["entries"])


@contextmanager
def bot(
    engine: Engine,
    edge: Edge,
    sandbox: server.Running,
    *,
    delivery: Delivery = "socket",
    clock: Callable[[], datetime] = utc_now,
    prefix: str = "",
    port: int = 0,
) -> Iterator[App]:
    """Run one bot process's worth of threads against `sandbox` until the block ends."""
    settings = Settings.read(
        {
            "SLACK_BOT_TOKEN": f"{sandbox.token('TACME')},{sandbox.token('TGLOBEX')}",
            "SLACK_API_URL": sandbox.api_url,
            "DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "COMMAND_PREFIX": prefix,
            **(
                {"SLACK_APP_TOKEN": sandbox.world.seed.app_token}
                if delivery == "socket"
                else {"SLACK_SIGNING_SECRET": sandbox.world.seed.signing_secret}
            ),
        }
    )
    app = build(settings, edge, clock=clock)
    runner = _Runner(app, port if delivery == "http" else None)
    runner.start()
    try:
        yield app
    finally:
        runner.stop()


class _Runner:
    def __init__(self, app: App, port: int | None) -> None:
        self._app = app
        self._port = port
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._stop: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="bot", daemon=True)

    def start(self) -> None:
        self._thread.start()
        if not self._ready.wait(SECONDS) or self._failure is not None:
            raise RuntimeError("The bot did not start.") from self._failure

    def stop(self) -> None:
        self._stop()
        self._thread.join(SECONDS)
        if self._thread.is_alive():
            raise RuntimeError("The bot did not stop.")

    def _run(self) -> None:
        try:
            asyncio.run(self._socket() if self._port is None else self._http(self._port))
        except BaseException as failure:  # noqa: BLE001 - raised again in the test's thread
            self._failure = failure
            self._ready.set()

    async def _socket(self) -> None:
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()

        def stop() -> None:
            loop.call_soon_threadsafe(stopping.set)

        self._stop = stop
        await self._app.run_socket(stopping, self._ready.set)

    async def _http(self, port: int) -> None:
        served = uvicorn.Server(
            uvicorn.Config(self._app.http(), host="127.0.0.1", port=port, log_level="warning")
        )

        def stop() -> None:
            served.should_exit = True

        self._stop = stop
        task = asyncio.create_task(served.serve())
        # uvicorn offers a flag and no event.
        while not served.started and not task.done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        self._ready.set()
        await task


def wait_until(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    """Wait for something that happens by itself; raises TimeoutError when it does not."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("It did not happen in time.")
        time.sleep(0.02)
