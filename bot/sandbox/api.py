"""The Web API over HTTP: reads a call, refuses it as Slack would, or runs it."""

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import methods
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.faults import Fault
from bot.sandbox.records import Json, Workspace
from bot.sandbox.socket_mode import Hub
from bot.sandbox.world import World

SILENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    body: Json
    status: int = 200
    retry_after: int | None = None
    scopes: str = ""

    @staticmethod
    def refusing(error: str, *, status: int = 200, retry_after: int | None = None) -> "Answer":
        return Answer({"ok": False, "error": error}, status, retry_after)

    def response(self) -> Response:
        headers = {"Retry-After": str(self.retry_after)} if self.retry_after else {}
        if self.scopes:
            headers["X-OAuth-Scopes"] = self.scopes
        return JSONResponse(self.body, self.status, headers)


class WebApi:
    """Answers `/api/METHOD`, GET and POST, form bodies and JSON."""

    def __init__(self, world: World, hub: Hub) -> None:
        self._world = world
        self._hub = hub

    async def endpoint(self, request: Request) -> Response:
        method = request.path_params["method"]
        arguments = await _arguments(request)
        token = _token(request, arguments)
        shown = {name: value for name, value in arguments.items() if name != "token"}
        entry = self._world.journal.write("from_bot", "api", method, shown)
        fault = self._world.faults.take(method)
        answer = await _befall(fault)
        if answer is None:
            answer = self._run(method, token, arguments)
            if fault is not None and fault.kind == "lost":
                answer = Answer.refusing("internal_error", status=500)
        self._world.journal.finish(
            entry,
            response=answer.body,
            status=answer.status,
            error=answer.body.get("error") if not answer.body.get("ok") else None,
        )
        return answer.response()

    def _run(self, method: str, token: str, arguments: Json) -> Answer:
        try:
            if method == "apps.connections.open":
                return Answer({"ok": True, **self._open_connection(token)})
            body = {"ok": True, **self._answer(method, token, arguments)}
            return Answer(body, scopes=self._scopes())
        except Refused as refusal:
            more = dict(refusal.more)
            retry_after = more.pop("retry_after", None)
            body = {"ok": False, "error": refusal.code, **more}
            return Answer(body, refusal.status, retry_after)

    def _scopes(self) -> str:
        granted = self._world.manifest.scopes
        return ",".join(sorted(methods.SCOPES if granted is None else granted))

    def _open_connection(self, token: str) -> Json:
        if not token:
            raise Refused("not_authed")
        if token != self._world.seed.app_token:
            raise Refused("invalid_auth")
        return {"url": self._hub.open_url()}

    def _answer(self, method: str, token: str, arguments: Json) -> Json:
        known = methods.ALL.get(method)
        if known is None:
            raise Refused("unknown_method", req_method=method)
        call = Call(self._world, self._workspace(token, known), arguments)
        if known.scope is not None:
            call.need(known.scope)
        return known.run(call)

    def _workspace(self, token: str, method: Method) -> Workspace:
        if not token and not method.needs_token:
            return next(iter(self._world.workspaces.values()))
        if not token:
            raise Refused("not_authed")
        workspace = self._world.by_token(token)
        if workspace is None:
            raise Refused("invalid_auth")
        return workspace


async def _befall(fault: Fault | None) -> Answer | None:
    """What a fault answers in place of the method, if it does."""
    match fault:
        case Fault(kind="status", status=429):
            return Answer.refusing("ratelimited", status=429, retry_after=fault.retry_after or 1)
        case Fault(kind="status"):
            return Answer.refusing(fault.error, status=fault.status, retry_after=fault.retry_after)
        case Fault(kind="error"):
            return Answer.refusing(fault.error)
        case Fault(kind="slow"):
            await asyncio.sleep(fault.seconds)
        case Fault(kind="silent"):
            await asyncio.sleep(max(fault.seconds, SILENCE_SECONDS))
            return Answer.refusing("service_unavailable", status=503)
    return None


async def _arguments(request: Request) -> Json:
    """Query and body together; a JSON body may hold any value, a form only strings."""
    arguments: Json = dict(request.query_params)
    body = await request.body()
    if not body:
        return arguments
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        try:
            told = json.loads(body)
        except ValueError:
            return arguments
        return arguments | told if isinstance(told, dict) else arguments
    if kind == "multipart/form-data":
        form = await request.form()
        return arguments | {name: value for name, value in form.items() if isinstance(value, str)}
    return arguments | dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True))


def _token(request: Request, arguments: Json) -> str:
    header = request.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        return header[7:].strip()
    return str(arguments.get("token", ""))
