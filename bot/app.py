"""Puts the parts together. The owner of the clock, of threads and of shutting down."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from bot import commands, listeners
from bot.edge.bolt import Bridge, bolt_app
from bot.edge.downloads import Downloads
from bot.edge.people import Directory
from bot.edge.registry import Edge
from bot.edge.teams import Team, Teams, sign_in
from bot.edge.work import Worker
from bot.jobs import upkeep, waiting
from bot.jobs.approvals import Reminder
from bot.jobs.delivery import Deliverer
from bot.jobs.emptying import no_fault
from bot.jobs.groups import GroupSync
from bot.jobs.homes import HomePublisher
from bot.jobs.reconcile import Mender
from bot.jobs.reports import Reporter
from bot.jobs.ticker import Ticker
from bot.jobs.workflows import WorkflowTeller
from bot.reports.worker import ReportWorker
from bot.services import workspaces as workspace_services
from bot.settings import Settings
from bot.store import workspaces
from bot.store.db import in_workspace, make_engine
from bot.store.migrate import is_current

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
SWITCH_SECONDS = 0.0005


def utc_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one clock of the program


@dataclass(frozen=True, slots=True)
class App:
    """The assembled program. `bolt` answers Slack, `ticker` does what happens unasked."""

    settings: Settings
    engine: Engine
    teams: Teams
    bolt: AsyncApp
    bridge: Bridge
    ticker: Ticker
    worker: ReportWorker
    pool: ThreadPoolExecutor

    def start(self) -> None:
        """Start the background work; the worker warms up beside it."""
        # What is there now stays: to look through it again takes a tenth of a second each time.
        gc.freeze()
        gc.enable()
        # A thread that gathers a report's figures would else make each ack wait 5 ms a hop.
        sys.setswitchinterval(SWITCH_SECONDS)
        self.worker.warm()
        self.ticker.start()

    async def stop(self) -> None:
        """Finish what is under way and let go of everything."""
        await self.bridge.finish()
        await asyncio.to_thread(self.ticker.stop)
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.worker.close()
        self.engine.dispose()
        gc.unfreeze()

    async def run_socket(self, stopping: asyncio.Event, ready: Callable[[], None]) -> None:
        """Serve over Socket Mode until `stopping` is set."""
        from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

        handler = AsyncSocketModeHandler(self.bolt, self.settings.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        self.start()
        ready()
        try:
            await stopping.wait()
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]
            await self.stop()

    def http(self) -> "Starlette":
        """Return the HTTP application: Slack's events and the two health checks."""
        from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
        from starlette.applications import Starlette
        from starlette.responses import JSONResponse, PlainTextResponse
        from starlette.routing import Route

        handler = AsyncSlackRequestHandler(self.bolt)

        async def events(request: "Request") -> "Response":
            return await handler.handle(request)

        async def ready(_request: "Request") -> "Response":
            problem = await asyncio.to_thread(self.problem)
            return JSONResponse(
                {"ready": problem is None, "problem": problem}, 200 if problem is None else 503
            )

        @asynccontextmanager
        async def lifespan(_app: "Starlette") -> AsyncIterator[None]:
            self.start()
            yield
            await self.stop()

        return Starlette(
            routes=[
                Route(EVENTS_PATH, events, methods=["POST"]),
                Route("/healthz", lambda _request: PlainTextResponse("alive")),
                Route("/readyz", ready),
            ],
            lifespan=lifespan,
        )

    def problem(self) -> str | None:
        """Say what keeps the program from working, or None."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
            current = is_current(self.engine)
        except Exception:
            log.exception("The database does not answer.")
            return "The database does not answer."
        return None if current else "The database has another schema; run `dealdesk migrate`."


def handlers() -> Edge:
    """Return the tables of every command, button, form, shortcut and event."""
    edge = Edge()
    commands.register(edge)
    listeners.register(edge)
    return edge


def _note_start(engine: Engine, team: Team, *, at: datetime) -> None:
    def note(session: Session) -> None:
        workspace_services.welcome_back(session, at=at)
        workspaces.set_plan(session, team.plan)

    in_workspace(engine, team.id, note)


def build(
    settings: Settings,
    edge: Edge,
    *,
    clock: Callable[[], datetime] = utc_now,
    fault: Callable[[str], None] = no_fault,
) -> App:
    """Make everything from the settings: signs in to Slack, touches no global state.

    Raises SlackApiError for a token that Slack does not know. `fault` is called
    between the steps of delivery, for tests that kill the process there.
    """
    engine = make_engine(settings.database_url)
    teams = Teams(
        sign_in(settings.bot_tokens, api_url=settings.api_url),
        api_url=settings.api_url,
    )
    for team in teams.by_id.values():
        workspaces.ensure(
            engine,
            team.id,
            name=team.name,
            at=clock(),
            currency=settings.default_currency,
            zone=settings.default_zone,
        )
        _note_start(engine, team, at=clock())
    directory = Directory(teams)
    worker = ReportWorker()
    deliverer = Deliverer(engine, teams, clock, prefix=settings.command_prefix, fault=fault)
    teller = WorkflowTeller(engine, teams, clock, prefix=settings.command_prefix, fault=fault)
    reporter = Reporter(engine, worker, clock, fault=fault)
    homes = HomePublisher(engine, teams, clock, prefix=settings.command_prefix, fault=fault)

    reminder = Reminder(engine, clock, fault=fault)

    def remind() -> None:
        # Beside the reports, whose drawing may take a minute: cards follow within seconds.
        try:
            waiting.follow(engine, clock)
        finally:
            reminder.run_due()

    ticker = Ticker(
        # A workflow's next step may wait, and nothing else does for what a step ended with.
        deliver=lambda: (teller.tell_all(), deliverer.deliver_all()),
        report=reporter.run_due,
        remind=remind,
        tidy=lambda: upkeep.tidy(engine, clock),
        mend=Mender(engine, clock, fault=fault).mend_all,
        learn=GroupSync(engine, teams, clock).sync_due,
        publish=homes.publish_all,
    )
    pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="handler")
    bridge = Bridge(
        Worker(edge, engine, directory, Downloads(teams), clock),
        teams,
        pool,
        prefix=settings.command_prefix,
        wake=ticker.wake,
    )
    bolt = bolt_app(
        bridge,
        teams,
        signing_secret=settings.signing_secret or "",
        api_url=settings.api_url,
    )
    return App(settings, engine, teams, bolt, bridge, ticker, worker, pool)
