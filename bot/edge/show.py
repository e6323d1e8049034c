"""Answers, shown: in the ack where there is time, else by a call to Slack."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks.text import bare, command_names, passed_on, shorten
from bot.edge import notices
from bot.edge.answers import (
    Answer,
    Choices,
    CloseForms,
    Fail,
    FormErrors,
    OpenForm,
    PublishHome,
    Reply,
    UpdateForm,
)
from bot.edge.requests import Kind, Request

log = logging.getLogger(__name__)

# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
OPTION_LENGTH, MOST_OPTIONS = 75, 100
# A nicety that may not use up the life of the trigger.
PERMALINK_SECONDS = 0.5


class Screen:
    """Shows answers to the people of one workspace, with the prefix of the commands applied."""

    def __init__(self, client: AsyncWebClient, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    async def permalink(self, channel: str, ts: str) -> str | None:
        """Return the address of a message, None where Slack does not tell it in time."""
        asked = self._client.chat_getPermalink(channel=channel, message_ts=ts)
        try:
            answer = await asyncio.wait_for(asked, PERMALINK_SECONDS)
        except (SlackApiError, TimeoutError, aiohttp.ClientError):
            return None
        return str(answer["permalink"])

    async def in_ack(self, request: Request, answer: Answer, ack: AsyncAck) -> None:
        """Answer as part of the ack, or acknowledge and show right after."""
        match answer:
            case Choices(options):
                await ack(options=_options(options))
            case FormErrors(errors):
                await ack(response_action="errors", errors=self._fit_errors(errors))
            case UpdateForm(view) if request.kind is Kind.FORM:
                await ack(response_action="update", view=self._view(view))
            case OpenForm(view) if request.kind is Kind.FORM:
                await ack(response_action="push", view=self._view(view))
            case CloseForms():
                await ack(response_action="clear")
            case Reply() if request.kind is Kind.COMMAND:
                await ack(**self._message(answer))
            case Reply() if request.kind is Kind.FORM:
                view = notices.notice(answer.text, answer.blocks)
                await ack(response_action="update", view=self._view(view))
            case _:
                # The trigger is spent by showing, so that comes before the ack.
                await self.afterwards(request, answer)
                await ack()

    async def afterwards(
        self, request: Request, answer: Answer, *, placeholder: str | None = None
    ) -> None:
        """Show by calls of our own; `placeholder` is the id of a modal opened meanwhile."""
        try:
            if isinstance(answer, Fail):
                await self._fail(request, answer)
            else:
                await self._show(request, answer, placeholder)
        except SlackApiError as error:
            log.warning("Slack refused to show an answer: %s", error.response.get("error"))
            await self._tell_directly(request, answer)

    async def wait_in_modal(self, request: Request, meanwhile: str | None = None) -> str | None:
        """Open a modal without content before the trigger dies; returns its id."""
        view = self._view(notices.waiting(meanwhile))
        call = self._client.views_push if request.in_modal else self._client.views_open
        try:
            opened = await call(trigger_id=request.trigger_id, view=view)
        except SlackApiError as error:
            log.warning("Slack refused to open a modal: %s", error.response.get("error"))
            return None
        return str(opened["view"]["id"])

    def waiting_view(self) -> dict[str, Any]:
        return self._view(notices.waiting())

    async def _show(self, request: Request, answer: Answer, placeholder: str | None) -> None:
        match answer:
            case OpenForm(view) | UpdateForm(view) if placeholder:
                await self._client.views_update(view_id=placeholder, view=self._view(view))
            case OpenForm(view):
                call = self._client.views_push if request.in_modal else self._client.views_open
                await call(trigger_id=request.trigger_id, view=self._view(view))
            case UpdateForm(view, wins):
                await self._update(request, view, wins=wins)
            case PublishHome(view):
                await self._client.views_publish(user_id=request.user_id, view=self._view(view))
            case Reply():
                await self._reply(request, answer, placeholder)
            case FormErrors(errors) if placeholder and request.view:
                sentences = command_names(dict(errors), self._prefix)
                await self._client.views_update(
                    view_id=placeholder, view=notices.given_back(request.view, sentences)
                )
            case CloseForms() if placeholder:
                await self._client.views_update(
                    view_id=placeholder, view=self._view(notices.notice("Done."))
                )

    async def _fail(self, request: Request, failed: Fail) -> None:
        """End a workflow's step whose end could not be kept, while the database is out."""
        if request.step is not None:
            await self._client.functions_completeError(
                function_execution_id=request.step.execution_id,
                error=passed_on(bare(failed.sentence, self._prefix)),
            )

    async def _update(self, request: Request, view: View, *, wins: bool) -> None:
        shown = request.view or {}
        try:
            await self._client.views_update(
                view_id=shown["id"],
                hash=None if wins else shown.get("hash"),
                view=self._view(view),
            )
        except SlackApiError as error:
            # A later change of the same form has won; its answer is the truer one.
            if error.response.get("error") != "hash_conflict":
                raise

    async def _reply(self, request: Request, reply: Reply, placeholder: str | None) -> None:
        if placeholder:
            view = notices.notice(reply.text, reply.blocks)
            await self._client.views_update(view_id=placeholder, view=self._view(view))
        elif request.response_url:
            message = self._message(reply) | {"replace_original": reply.replace_original}
            await AsyncWebhookClient(request.response_url).send_dict(message)
        elif request.in_modal and reply.replace_original:
            view = notices.notice(reply.text, reply.blocks)
            await self._update(request, view, wins=True)
        elif request.trigger_id:
            await self._show(request, OpenForm(notices.notice(reply.text, reply.blocks)), None)
        else:
            await self._direct_message(request, reply)

    async def _tell_directly(self, request: Request, answer: Answer) -> None:
        """The last resort, when the place for the answer is gone: a direct message."""
        sentence = (
            answer.text
            if isinstance(answer, Reply)
            else ("That took too long for Slack to open. Please try again.")
        )
        unheard = {Kind.EVENT, Kind.OPTIONS, Kind.FUNCTION}
        if request.kind in unheard or isinstance(answer, UpdateForm):
            return
        try:
            await self._direct_message(request, Reply(sentence))
        except SlackApiError as error:
            log.warning("Slack refused a direct message: %s", error.response.get("error"))

    async def _direct_message(self, request: Request, reply: Reply) -> None:
        message = self._message(reply)
        await self._client.chat_postMessage(
            channel=request.user_id, text=message["text"], blocks=message.get("blocks")
        )

    def _message(self, reply: Reply) -> dict[str, Any]:
        message: dict[str, Any] = {
            "text": command_names(reply.text, self._prefix),
            "response_type": "in_channel" if reply.in_channel else "ephemeral",
        }
        if reply.blocks:
            message["blocks"] = [self._block(block) for block in reply.blocks]
        return message

    def _block(self, block: Block | dict[str, Any]) -> dict[str, Any]:
        as_dict = block.to_dict() if isinstance(block, Block) else block
        named: dict[str, Any] = command_names(as_dict, self._prefix)
        return named

    def _view(self, view: View) -> dict[str, Any]:
        named: dict[str, Any] = command_names(view.to_dict(), self._prefix)
        return named

    def _fit_errors(self, errors: Mapping[str, str]) -> dict[str, str]:
        return {block: bare(text, self._prefix) for block, text in errors.items()}


def _options(options: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "text": {"type": "plain_text", "text": shorten(text, OPTION_LENGTH), "emoji": False},
            "value": value,
        }
        for text, value in options[:MOST_OPTIONS]
    ]
