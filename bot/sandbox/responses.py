"""Answers that a bot gives in an ack or through a response URL.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import json

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox import posting
from bot.sandbox.calls import Refused
from bot.sandbox.checking import checked_message
from bot.sandbox.records import Json, Message
from bot.sandbox.triggers import ResponseUrl, TriggerRefused
from bot.sandbox.world import World


def show(world: World, url: ResponseUrl, payload: Json) -> Message | None:
    """Show a reply where its URL belongs; raises Refused when Slack would not.

    Answers the message that is now shown, None when one was deleted.
    """
    workspace = world.workspaces[url.workspace]
    channel = workspace.channels[url.channel]
    original = channel.messages.get(url.original or "")
    if payload.get("delete_original"):
        if original is None:
            raise Refused("message_not_found")
        posting.remove(world, workspace, channel, original)
        return None
    text, blocks = checked_message(world, workspace, payload)
    if payload.get("replace_original") and original is not None:
        changes: Json = {"text": text, "blocks": blocks}
        changes |= {"metadata": payload["metadata"]} if "metadata" in payload else {}
        posting.edit(world, workspace, channel, original, changes)
        return original
    in_channel = payload.get("response_type") == "in_channel"
    message = Message(
        ts=world.timestamp(),
        user=workspace.bot_user,
        text=text,
        blocks=blocks,
        from_bot=True,
        thread_ts=payload.get("thread_ts") or url.thread_ts,
        metadata=payload.get("metadata"),
        attachments=payload.get("attachments", []),
        ephemeral_for=None if in_channel else url.user,
    )
    url.original = url.original or message.ts
    return posting.post(world, workspace, channel, message)


class ResponseUrls:
    """Answers `/response/WORKSPACE/ID`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def endpoint(self, request: Request) -> Response:
        url_id = request.path_params["url_id"]
        try:
            payload = json.loads(await request.body())
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        entry = self._world.journal.write("from_bot", "response_url", url_id, payload)
        response = self._answer(request.path_params["workspace"], url_id, payload)
        words = bytes(response.body).decode()
        self._world.journal.finish(
            entry,
            response=words,
            status=response.status_code,
            error=None if words == "ok" else words,
        )
        return response

    def _answer(self, workspace: str, url_id: str, payload: Json) -> Response:
        try:
            url = self._world.triggers.use_url(url_id, workspace)
            show(self._world, url, payload)
        except TriggerRefused as refusal:
            return PlainTextResponse(refusal.code, 404)
        except Refused as refusal:
            return PlainTextResponse(refusal.code, 400)
        return PlainTextResponse("ok")
