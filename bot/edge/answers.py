"""What a handler may return: data that says what to show. The edge shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Blocks = Sequence[Block | dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to whoever asked, seen by them alone unless `in_channel`.

    `text` must tell it all: it is the notification, and what a screen reader reads.
    `replace_original` puts it in the place of the message whose button was pressed,
    where that message was itself a reply; a posted message is never replaced so.
    """

    text: str
    blocks: Blocks = ()
    in_channel: bool = False
    replace_original: bool = False


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A modal, on top of the open one if there is one."""

    view: View


@dataclass(frozen=True, slots=True)
class UpdateForm:
    """Another content for the modal in which the button was pressed or that was submitted.

    Where another change of the form came between, it is dropped, since the later one knows
    more; not so with `wins`, for a click that nothing later repeats.
    """

    view: View
    wins: bool = False


@dataclass(frozen=True, slots=True)
class FormErrors:
    """A refusal of a submitted form: a sentence for each block id. What was typed stays."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CloseForms:
    """The end of a submission: close the whole stack of modals."""


@dataclass(frozen=True, slots=True)
class PublishHome:
    """The App Home tab of whoever asked."""

    view: View


@dataclass(frozen=True, slots=True)
class Choices:
    """Up to 100 choices of a select with type-ahead, as (text, value) pairs."""

    options: Sequence[tuple[str, str]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Complete:
    """The end of a workflow's step: its outputs by name, of the types that the manifest promises.

    Words from people go through `bot.blocks.text.passed_on`; one that is None is left out.
    """

    outputs: Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Fail:
    """The end of a workflow's step that could not be done, with a sentence that says why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Later:
    """A workflow's step that ends when the order is decided; see `bot.services.workflow_waits`."""

    order_id: int


Ending = Complete | Fail | Later
Shown = Reply | OpenForm | UpdateForm | FormErrors | CloseForms | PublishHome | Choices
Answer = Shown | Ending | None
