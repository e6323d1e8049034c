"""Bolt, adapted once. The only asynchronous part of handling a request.

One catch-all listener a kind and `process_before_response`: Bolt's default runner
polls for the ack every ten milliseconds, and it tries its listeners one by one.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.edge import requests
from bot.edge.answers import OpenForm, Reply
from bot.edge.requests import Kind, Request
from bot.edge.show import Screen
from bot.edge.teams import Teams
from bot.edge.work import Done, Worker

log = logging.getLogger(__name__)

# Slack gives three seconds for an ack; this leaves half of them for the way and for a rush.
ACK_SECONDS = 1.5
# A trigger dies after three seconds too, and opening a modal takes a call of its own.
FORM_SECONDS = 1.2
ANYTHING = re.compile(".*", re.DOTALL)
HOME_OPENED = "app_home_opened"


class Bridge:
    """Hands Slack's deliveries to the worker's threads, and its answers back to Slack.

    `wake` is called after every deed that has something sent or made, so that it is at once.
    """

    def __init__(
        self,
        worker: Worker,
        teams: Teams,
        pool: ThreadPoolExecutor,
        *,
        prefix: str,
        wake: Callable[[], None],
    ) -> None:
        self._worker = worker
        self._pool = pool
        self._prefix = prefix
        self._wake = wake
        self._screens = {
            team_id: Screen(teams.asynchronous(team_id), prefix) for team_id in teams.by_id
        }
        self._late: set[asyncio.Task[None]] = set()

    async def command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._serve(requests.command(body, self._prefix), ack)

    async def button(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._serve(requests.button(body), ack)

    async def form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._serve(requests.form(body), ack)

    async def shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._serve(await self._linked(requests.shortcut(body)), ack)

    async def _linked(self, request: Request) -> Request:
        """Return the request with the address by which Slack itself knows its message."""
        message, screen = request.message, self._screens.get(request.team_id)
        if message is None or screen is None:
            return request
        link = await screen.permalink(message.channel, message.ts)
        return replace(request, message=replace(message, permalink=link)) if link else request

    async def options(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._serve(requests.options(body), ack)

    async def event(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        request = requests.event(body)
        if self._worker.find(request) is None:
            await ack()
            return
        await self._serve(request, ack)

    async def function(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._serve(requests.function(body), ack)

    async def view_closed(self, ack: AsyncAck) -> None:
        await ack()

    async def finish(self) -> None:
        """Wait for the answers that are still to be shown."""
        while self._late:
            await asyncio.gather(*self._late, return_exceptions=True)

    async def _serve(self, request: Request, ack: AsyncAck) -> None:
        screen = self._screens.get(request.team_id)
        if screen is None:
            log.warning("A request came from workspace %s, which has no token.", request.team_id)
            await ack()
            return
        work = asyncio.get_running_loop().run_in_executor(self._pool, self._worker.run, request)
        if self._opens_form(request):
            await self._open_form(request, screen, work, ack)
            return
        await asyncio.wait((work,), timeout=ACK_SECONDS)
        if not work.done():
            await self._acknowledge_late(request, screen, work, ack)
            return
        done = work.result()
        await screen.in_ack(request, done.answer, ack)
        self._after(request, screen, done)

    def _opens_form(self, request: Request) -> bool:
        registered = self._worker.find(request)
        if registered is None or request.trigger_id is None or request.kind is Kind.FORM:
            return False
        return registered.opens_form(request.text)

    async def _open_form(
        self, request: Request, screen: Screen, work: asyncio.Future[Done], ack: AsyncAck
    ) -> None:
        """Open the finished form, or an empty one that is filled when the handler is done."""
        await asyncio.wait((work,), timeout=FORM_SECONDS)
        if not work.done():
            registered = self._worker.find(request)
            meanwhile = registered.meanwhile if registered else None
            placeholder = await screen.wait_in_modal(request, meanwhile)
            await ack()
            self._later(self._show_late(request, screen, work, placeholder))
            return
        done = work.result()
        await screen.in_ack(request, done.answer, ack)
        self._after(request, screen, done)

    async def _acknowledge_late(
        self, request: Request, screen: Screen, work: asyncio.Future[Done], ack: AsyncAck
    ) -> None:
        placeholder = None
        if request.kind is Kind.FORM and request.view is not None:
            placeholder = str(request.view["id"])
            await ack(response_action="update", view=screen.waiting_view())
        elif request.kind is Kind.OPTIONS:
            await ack(options=[])
        else:
            await ack()
        self._later(self._show_late(request, screen, work, placeholder))

    async def _show_late(
        self,
        request: Request,
        screen: Screen,
        work: asyncio.Future[Done],
        placeholder: str | None,
    ) -> None:
        done = await work
        await screen.afterwards(request, done.answer, placeholder=placeholder)
        self._after(request, screen, done)

    def _after(self, request: Request, screen: Screen, done: Done) -> None:
        """What a deed brings along: posts and Homes leave, or a Home is drawn that was wrong.

        Where nothing came of a press on Home, the button may be there no more.
        """
        if done.wakes:
            self._wake()
        elif request.on_home and isinstance(done.answer, Reply | OpenForm):
            self._later(self._publish_home(request, screen))

    async def _publish_home(self, request: Request, screen: Screen) -> None:
        opened = Request(
            Kind.EVENT,
            HOME_OPENED,
            request.team_id,
            request.user_id,
            event={"type": HOME_OPENED, "user": request.user_id, "tab": "home"},
        )
        if self._worker.find(opened) is None:
            return
        done = await asyncio.get_running_loop().run_in_executor(
            self._pool, self._worker.run, opened
        )
        await screen.afterwards(opened, done.answer)

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(_logged(work))
        self._late.add(task)
        task.add_done_callback(self._late.discard)


async def _logged(work: Any) -> None:
    try:
        await work
    except Exception:
        log.exception("An answer could not be shown.")


def bolt_app(bridge: Bridge, teams: Teams, *, signing_secret: str, api_url: str) -> AsyncApp:
    """Return a Bolt app whose every listener is the bridge.

    Everything is passed explicitly: Bolt would otherwise read the environment and,
    finding a client id there, ignore the bot token.
    """

    async def authorize(team_id: str | None, **_ignored: Any) -> AuthorizeResult | None:
        team = teams.by_id.get(team_id or "")
        if team is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team.id,
            bot_token=team.token,
            bot_user_id=team.bot_user_id,
            bot_id=team.bot_id,
        )

    app = AsyncApp(
        name="dealdesk",
        process_before_response=True,
        signing_secret=signing_secret,
        client=AsyncWebClient(base_url=api_url),
        authorize=authorize,  # type: ignore[arg-type] # None is how Bolt is told of a stranger
        raise_error_for_unhandled_request=True,
        # A step's own token ends after a quarter of an hour; an approval takes longer.
        attaching_function_token_enabled=False,
    )
    app.command(ANYTHING)(bridge.command)
    app.action(ANYTHING)(bridge.button)
    app.view(ANYTHING)(bridge.form)
    app.view_closed(ANYTHING)(bridge.view_closed)
    app.shortcut(ANYTHING)(bridge.shortcut)
    app.options(ANYTHING)(bridge.options)
    app.function(ANYTHING, auto_acknowledge=False)(bridge.function)
    app.event(ANYTHING)(bridge.event)

    async def last_resort(error: Exception) -> BoltResponse:
        log.error("A delivery could not be handled.", exc_info=error)
        return BoltResponse(status=200, body="")

    app.error(last_resort)
    return app
