"""What keeps a stranger's page, and a file that somebody uploads, away from the sandbox."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_NAMES = frozenset(("127.0.0.1", "localhost"))
PAGE_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "media-src 'self'; "
    "base-uri 'none'; "
    "form-action 'none'; "
    "frame-ancestors 'none'"
)
# No script, no form, an origin of its own: an uploaded page is only a picture of one.
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
PAGE_HEADERS = {"Cache-Control": "no-cache", "Content-Security-Policy": PAGE_POLICY}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A name under assets/ changes with what is in it.
FOR_EVER = "public, max-age=31536000, immutable"
SHOWN_IN_PLACE = ("image/", "audio/", "video/", "text/plain", "text/csv")
NEVER_IN_PLACE = frozenset(("image/svg+xml",))


class OwnVisitorsOnly:
    """Answers those who call the sandbox by its own name, and come from nowhere or from it.

    Any web page may send requests to loopback, and may give its own name loopback's address;
    neither makes it a visitor.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = _refusal(Headers(scope=scope))
        if refusal is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            await PlainTextResponse(refusal, 403)(scope, receive, send)


def _refusal(headers: Headers) -> str | None:
    host, origin = headers.get("host", ""), headers.get("origin")
    if urlsplit(f"//{host}").hostname not in OWN_NAMES:
        return "The sandbox answers at http://127.0.0.1 and http://localhost alone."
    if origin is not None and urlsplit(origin).hostname not in OWN_NAMES:
        return "The sandbox takes nothing from other pages."
    return None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in EVERYWHERE.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


class PageFiles(StaticFiles):
    """The built page: hashed files are kept for ever, the others are asked for each time."""

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        hashed = Path(full_path).parent.name == "assets"
        response.headers["Cache-Control"] = FOR_EVER if hashed else "no-cache"
        response.headers["Content-Security-Policy"] = PAGE_POLICY
        return response


def file_headers(name: str, mimetype: str) -> Mapping[str, str]:
    """For what people and apps uploaded: never a page of the sandbox's own."""
    shown = mimetype.startswith(SHOWN_IN_PLACE) and mimetype not in NEVER_IN_PLACE
    place = "inline" if shown else "attachment"
    return {
        "Content-Security-Policy": FILE_POLICY,
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "private, no-cache",
    }
