"""The bytes of files: where they are sent to and where they are fetched from."""

import base64
import binascii
import mimetypes

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.sandbox.records import Json, SharedFile, Workspace
from bot.sandbox.safety import file_headers
from bot.sandbox.shapes import conversations
from bot.sandbox.world import ActRefused, World


class Uploads:
    def __init__(self, world: World) -> None:
        self._world = world

    def _file(self, request: Request) -> tuple[Workspace, SharedFile] | None:
        workspace = self._world.workspaces.get(request.path_params["workspace"])
        file = workspace.files.get(request.path_params["file_id"]) if workspace else None
        return (workspace, file) if workspace and file else None

    async def receive(self, request: Request) -> Response:
        """Raw bytes or a form with one file, as the SDKs send them."""
        found = self._file(request)
        if found is None:
            return PlainTextResponse("file not found", 404)
        _, file = found
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            form = await request.form()
            parts = [part for part in form.values() if not isinstance(part, str)]
            file.content = await parts[0].read() if parts else b""
        else:
            file.content = await request.body()
        return PlainTextResponse(f"OK - {len(file.content)}")

    async def fetch(self, request: Request) -> Response:
        """With a token of the workspace, or for a person of it; else Slack shows its login."""
        found = self._file(request)
        if found is None:
            return PlainTextResponse("file not found", 404)
        workspace, file = found
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        person = workspace.people.get(request.query_params.get("person", ""))
        if self._world.by_token(token) is not workspace and person is None:
            return RedirectResponse("/", 302)
        return Response(
            file.content or b"",
            media_type=file.mimetype,
            headers=file_headers(file.name, file.mimetype),
        )

    async def from_person(self, told: Json) -> Json:
        """A file that a person picks in an upload field; `content` is base64."""
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        name = str(told.get("name", "file.txt"))
        try:
            content = base64.b64decode(str(told.get("content", "")), validate=True)
        except binascii.Error:
            raise ActRefused("A file's content is sent as base64.") from None
        now = self._world.clock.now()
        file = SharedFile(
            id=self._world.new_id("F"),
            name=name,
            title=name,
            owner=user,
            created=now,
            mimetype=mimetypes.guess_type(name)[0] or "text/plain",
            content=content,
            ready_at=now,
            completed=True,
        )
        workspace.files[file.id] = file
        return {"file": conversations.file(self._world, workspace, file)}
