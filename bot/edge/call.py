"""What a handler is given: who asks, when, where, and a session in their workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.blocks.incoming import readable
from bot.domain.people import Actor
from bot.store.workspaces import Workspace

Value = str | int | list[str] | None


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that somebody added to a form; `url` is empty where Slack told the id alone.

    `content` is there for forms that are registered to take files.
    """

    id: str
    name: str
    url: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in a modal: `values` by block id, `carried` its private metadata.

    A value is a string (texts, selects, dates), a list (multi selects, checkboxes),
    or None where nothing was entered. Where a block holds several elements, each is
    found under "block_id/action_id".
    """

    values: Mapping[str, Value]
    carried: str = ""
    files: tuple[FormFile, ...] = ()

    def text(self, block_id: str) -> str:
        """Return the trimmed text, or the chosen option's value; empty when there is none."""
        value = self.values.get(block_id)
        return "" if value is None or isinstance(value, list) else str(value).strip()

    def choices(self, block_id: str) -> list[str]:
        value = self.values.get(block_id)
        return value if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """The message that a shortcut was used on. `author` is a Slack user id, if a person's.

    `channel_name` and `author_name` are given where Slack's payload holds them.
    """

    channel: str
    ts: str
    text: str
    author: str | None
    permalink: str | None
    channel_name: str | None = None
    author_name: str | None = None


@dataclass(frozen=True, slots=True)
class StepRun:
    """A step that somebody's workflow runs: its inputs by name.

    Slack knows the run by `execution_id`, and the workflow's by `workflow_id`.
    """

    execution_id: str
    workflow_id: str
    inputs: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return an input as its writer saw it, trimmed; empty when there is none."""
        value = self.inputs.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else readable(str(value)).strip()


@dataclass(frozen=True, slots=True)
class Call:
    """One request, inside its transaction.

    `channel` is where it came from, if anywhere; `form` the modal around a pressed
    button or a select, if it was in one. `now` is UTC.
    """

    session: Session
    actor: Actor
    workspace: Workspace
    now: datetime
    channel: str | None = None
    form: Form | None = None

    @property
    def today(self) -> date:
        """Today's date where the actor is."""
        return self.now.astimezone(ZoneInfo(self.actor.zone)).date()


def form_of(view: Mapping[str, Any]) -> Form:
    """Read a view's state. https://docs.slack.dev/reference/views#state"""
    values: dict[str, Value] = {}
    files: list[FormFile] = []
    for block_id, elements in ((view.get("state") or {}).get("values") or {}).items():
        for action_id, element in elements.items():
            value = _value(element)
            values[f"{block_id}/{action_id}"] = value
            values.setdefault(block_id, value)
            files += map(_file, element.get("files") or [])
    return Form(values, view.get("private_metadata") or "", files=tuple(files))


def _file(told: Mapping[str, Any] | str) -> FormFile:
    if isinstance(told, str):
        return FormFile(told, "The file")
    url = told.get("url_private_download") or told.get("url_private")
    return FormFile(told["id"], told.get("name") or "The file", url or "")


def _value(element: Mapping[str, Any]) -> Value:
    for key in ("selected_option", "selected_options"):
        if key in element:
            chosen = element[key]
            if isinstance(chosen, list):
                return [option["value"] for option in chosen]
            return chosen["value"] if chosen else None
    for key, value in element.items():
        if key == "value" or key.startswith("selected_"):
            return value  # type: ignore[no-any-return]
    return None
