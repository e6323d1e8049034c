"""Trigger ids, which live three seconds and once, and response URLs, five times in 30 minutes."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.records import ObjectRef

# https://docs.slack.dev/interactivity/handling-user-interaction
TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


class TriggerRefused(Exception):
    """`code` is Slack's error name."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Trigger:
    """`view_id` names the modal that gave it, `channel` the conversation, where there was one.

    `object` is the Work Object that it allows to tell of.
    """

    id: str
    workspace: str
    user: str
    issued: float
    view_id: str | None = None
    channel: str | None = None
    object: ObjectRef | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """Where a bot may answer later; `original` is the message it would replace."""

    id: str
    workspace: str
    user: str
    channel: str
    issued: float
    original: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass
class Triggers:
    clock: Clock
    _triggers: dict[str, Trigger] = field(default_factory=dict)
    _urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def issue(
        self,
        workspace: str,
        user: str,
        *,
        view_id: str | None = None,
        channel: str | None = None,
        about: ObjectRef | None = None,
    ) -> str:
        trigger = Trigger(
            id=f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}",
            workspace=workspace,
            user=user,
            issued=self.clock.now(),
            view_id=view_id,
            channel=channel,
            object=about,
        )
        self._triggers[trigger.id] = trigger
        return trigger.id

    def exchange(self, trigger_id: str, workspace: str) -> Trigger:
        """Use a trigger up; raises TriggerRefused when it is unknown, spent or too old."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None or trigger.workspace != workspace:
            raise TriggerRefused("invalid_trigger_id")
        if trigger.used:
            raise TriggerRefused("exchanged_trigger_id")
        if self.clock.now() - trigger.issued > TRIGGER_SECONDS:
            raise TriggerRefused("expired_trigger_id")
        trigger.used = True
        return trigger

    def open_url(
        self,
        workspace: str,
        user: str,
        channel: str,
        *,
        original: str | None = None,
        thread_ts: str | None = None,
    ) -> ResponseUrl:
        url = ResponseUrl(
            id=secrets.token_urlsafe(18),
            workspace=workspace,
            user=user,
            channel=channel,
            issued=self.clock.now(),
            original=original,
            thread_ts=thread_ts,
        )
        self._urls[url.id] = url
        return url

    def use_url(self, url_id: str, workspace: str) -> ResponseUrl:
        """Count one use; raises TriggerRefused with what Slack answers when there is none left."""
        url = self._urls.get(url_id)
        if url is None or url.workspace != workspace:
            raise TriggerRefused("invalid_url")
        if self.clock.now() - url.issued > RESPONSE_SECONDS:
            raise TriggerRefused("expired_url")
        if url.uses >= RESPONSE_USES:
            raise TriggerRefused("used_url")
        url.uses += 1
        return url
