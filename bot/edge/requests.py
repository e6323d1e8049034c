"""Slack's payloads, read into one shape.

https://docs.slack.dev/interactivity/handling-user-interaction#payloads
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.edge.call import Form, SlackMessage, StepRun, form_of

# The input of every step that names the person in whose name it is run.
RUNS_FOR = "user"
LINK = re.compile(r"<(?:mailto:|https?://)(?P<address>[^|>]+)(?:\|(?P<label>[^>]*))?>")
CHANNEL = re.compile(r"<#\w+\|([^>]+)>")


class Kind(StrEnum):
    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    MESSAGE_SHORTCUT = "message shortcut"
    GLOBAL_SHORTCUT = "global shortcut"
    OPTIONS = "options"
    EVENT = "event"
    FUNCTION = "step"


@dataclass(frozen=True, slots=True)
class Request:
    """One delivery. `text` is a command's text, a button's value or what was typed so far.

    `receipt` is the key by which a repeated delivery is known, where Slack repeats it.
    `home_team_id` is the workspace of the person, which differs from `team_id` for
    people of other companies in shared channels.
    """

    kind: Kind
    name: str
    team_id: str
    user_id: str
    home_team_id: str | None = None
    text: str = ""
    form: Form | None = None
    message: SlackMessage | None = None
    event: Mapping[str, Any] | None = None
    step: StepRun | None = None
    view: Mapping[str, Any] | None = None
    channel: str | None = None
    trigger_id: str | None = None
    response_url: str | None = None
    receipt: str | None = None

    @property
    def on_home(self) -> bool:
        return self.view is not None and self.view.get("type") == "home"

    @property
    def in_modal(self) -> bool:
        return self.view is not None and self.view.get("type") == "modal"


def command(body: Mapping[str, Any], prefix: str) -> Request:
    """Read a slash command; the configured prefix falls away from its name."""
    name = body["command"]
    if prefix and name.startswith(f"/{prefix}"):
        name = "/" + name.removeprefix(f"/{prefix}")
    return Request(
        Kind.COMMAND,
        name,
        body["team_id"],
        body["user_id"],
        text=_as_typed(body.get("text") or "").strip(),
        channel=body.get("channel_id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
    )


def button(body: Mapping[str, Any]) -> Request:
    """Read the first action of a `block_actions` payload; Slack sends one at a time."""
    action = body["actions"][0]
    view = body.get("view")
    return Request(
        Kind.BUTTON,
        action["action_id"],
        *_who(body),
        text=_action_value(action),
        form=form_of(view) if view else None,
        view=view,
        channel=(body.get("channel") or {}).get("id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        receipt=f"click:{body.get('trigger_id')}",
    )


def form(body: Mapping[str, Any]) -> Request:
    """Read a submitted modal; the hash changes with every change of the view."""
    view = body["view"]
    return Request(
        Kind.FORM,
        view["callback_id"],
        *_who(body),
        form=form_of(view),
        view=view,
        trigger_id=body.get("trigger_id"),
        receipt=f"form:{view['id']}:{view.get('hash')}",
    )


def shortcut(body: Mapping[str, Any]) -> Request:
    """Read a global or a message shortcut."""
    if body["type"] != "message_action":
        return Request(
            Kind.GLOBAL_SHORTCUT, body["callback_id"], *_who(body), trigger_id=body["trigger_id"]
        )
    return Request(
        Kind.MESSAGE_SHORTCUT,
        body["callback_id"],
        *_who(body),
        message=_message(body),
        channel=body["channel"]["id"],
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url"),
    )


def _message(body: Mapping[str, Any]) -> SlackMessage:
    message, channel = body["message"], body["channel"]
    domain = (body.get("team") or {}).get("domain")
    ts = message["ts"]
    return SlackMessage(
        channel["id"],
        ts,
        message.get("text") or "",
        message.get("user"),
        # What chat.getPermalink would say, for conversations that the bot is not in.
        f"https://{domain}.slack.com/archives/{channel['id']}/p{ts.replace('.', '')}"
        if domain
        else None,
        channel_name=channel.get("name"),
        author_name=(message.get("user_profile") or {}).get("real_name") or message.get("username"),
    )


def options(body: Mapping[str, Any]) -> Request:
    view = body.get("view")
    return Request(
        Kind.OPTIONS,
        body["action_id"],
        *_who(body),
        text=body.get("value") or "",
        form=form_of(view) if view else None,
        view=view,
    )


def event(body: Mapping[str, Any]) -> Request:
    """Read an event; those of a workspace as a whole come without a user.

    A user who is written out is whom the event is about, and has asked for nothing.
    """
    inner = body["event"]
    user = inner.get("user")
    return Request(
        Kind.EVENT,
        inner["type"],
        body["team_id"],
        user if isinstance(user, str) else "",
        event=inner,
        channel=inner.get("channel") if isinstance(inner.get("channel"), str) else None,
        receipt=f"event:{body['event_id']}" if body.get("event_id") else None,
    )


def function(body: Mapping[str, Any]) -> Request:
    """Read a workflow's step. The event itself does not say who started the workflow.

    https://docs.slack.dev/reference/events/function_executed
    """
    event = body["event"]
    inputs, execution_id = event.get("inputs") or {}, event["function_execution_id"]
    return Request(
        Kind.FUNCTION,
        event["function"]["callback_id"],
        body["team_id"],
        str(inputs.get(RUNS_FOR) or ""),
        step=StepRun(execution_id, event.get("workflow_execution_id") or "", inputs),
        receipt=f"step:{execution_id}",
    )


def _as_typed(text: str) -> str:
    """Undo Slack's escapes, so that "Smith & Sons" is looked for by that name; people stay ids.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    text = LINK.sub(lambda found: found["label"] or found["address"], text)
    text = CHANNEL.sub(r"#\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _who(body: Mapping[str, Any]) -> tuple[str, str, str | None]:
    user = body["user"]
    team = (body.get("team") or {}).get("id") or user.get("team_id")
    return team, user["id"], user.get("team_id")


def _action_value(action: Mapping[str, Any]) -> str:
    chosen = action.get("selected_option")
    if isinstance(chosen, dict):
        return str(chosen.get("value") or "")
    for key, value in action.items():
        if key == "value" or (key.startswith("selected_") and isinstance(value, str)):
            return str(value or "")
    return ""
