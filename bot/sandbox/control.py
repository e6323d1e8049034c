"""The control API, `/sandbox/...`: what tests and the page do and read in people's names."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import copying, screen
from bot.sandbox.acts import Acts
from bot.sandbox.comments import Comments
from bot.sandbox.delivery import Delivery
from bot.sandbox.direct import DirectMessages
from bot.sandbox.forms import Forms
from bot.sandbox.functions import Functions
from bot.sandbox.interactions import Interactions
from bot.sandbox.objects import Objects
from bot.sandbox.records import Json
from bot.sandbox.socket_mode import Hub
from bot.sandbox.stage import Stage
from bot.sandbox.uploads import Uploads
from bot.sandbox.user_groups import UserGroups
from bot.sandbox.world import ActRefused, World
from bot.sandbox.writing import Writing

Act = Callable[[Json], Awaitable[Json]]
Read = Callable[[Request], Json]

HEARTBEAT_SECONDS = 15.0


def routes(world: World, hub: Hub, delivery: Delivery, uploads: Uploads) -> list[Route]:
    acts = Acts(world, delivery)
    writing = Writing(world, acts)
    interactions = Interactions(world, acts)
    forms = Forms(world, acts, interactions)
    objects = Objects(world, acts, interactions)
    comments = Comments(world, acts)
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
        "message": writing.message,
        "edit_message": writing.edit,
        "delete_message": writing.delete,
        "home": acts.home,
        "messages_tab": acts.messages_tab,
        "react": writing.react,
        "read": acts.read,
        "upload": uploads.from_person,
        "join": acts.join,
        "direct": DirectMessages(world).open,
        "dismiss": acts.dismiss,
        "open_object": objects.open,
        "refresh_object": objects.refresh,
        "close_object": objects.close,
        "press_object": objects.press,
        "edit_object": objects.edit,
        "save_object": objects.save,
        "read_comments": comments.read,
        "write_comment": comments.write,
        "delete_comment": comments.delete,
        "clock": stage.clock,
        "faults": stage.add_fault,
        "faults/clear": stage.clear_faults,
        "faults/remove": stage.remove_fault,
        "retry_last_event": stage.retry_last_event,
        "rate_limits": stage.rate_limits,
        "disconnect": stage.disconnect,
        "uninstall": stage.uninstall,
        "reset": stage.reset,
        "set_user_group": UserGroups(world).set_users,
        "run_function": Functions(world).run,
        "tour/reset": stage.begin_tour_again,
    }
    reads: dict[str, Read] = {
        "people": lambda _: screen.people(world),
        "screen": lambda request: screen.screen(world, request.query_params.get("user", "")),
        "messages": lambda request: screen.messages(
            world,
            request.query_params.get("user", ""),
            request.query_params.get("channel", ""),
            screen.Wanted(
                thread_ts=request.query_params.get("thread_ts"),
                limit=_number(request.query_params.get("limit", "0")),
                at_least=request.query_params.get("with"),
            ),
        ),
        "journal": lambda request: {
            "entries": world.journal.since(
                _number(request.query_params.get("since", "0")),
                brief=request.query_params.get("brief") == "yes",
            ),
            "newest": world.journal.newest,
        },
        "journal/entry": lambda request: stage.entry(_number(request.query_params.get("n", ""))),
        "journal/test": lambda request: copying.as_test(
            world, [_number(each) for each in request.query_params.get("entries", "").split(",")]
        ),
        "status": lambda _: stage.status(),
        "clock": lambda _: stage.time(),
        "faults": lambda _: stage.faults(),
        "tour": lambda _: stage.tour(),
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
