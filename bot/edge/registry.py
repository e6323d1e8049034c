"""Which handler takes what: plain tables, filled once by `commands` and `listeners`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.domain.people import Role
from bot.domain.rosters import Roster
from bot.edge.answers import Answer, Ending
from bot.edge.call import Call, Form, SlackMessage, StepRun

CommandHandler = Callable[[Call, str], Answer]
ButtonHandler = Callable[[Call, str], Answer]
FormHandler = Callable[[Call, Form], Answer]
MessageShortcutHandler = Callable[[Call, SlackMessage], Answer]
GlobalShortcutHandler = Callable[[Call], Answer]
OptionsHandler = Callable[[Call, str], Answer]
# Given the value of the button and the sentence of the refusal, which is safe to show.
RefusalHandler = Callable[[Call, str, str], Answer]
StepHandler = Callable[[Call, StepRun], Ending]
# Who was there before, and the time.
JoinedHandler = Callable[[Session, Roster, datetime], None]
EventHandler = Callable[[Call, Mapping[str, Any]], Answer]


@dataclass(frozen=True, slots=True)
class Registered:
    """`opens_form` says whether this text or value leads to a modal.

    Slack's trigger lives three seconds, so for these the edge opens an empty form
    when the handler is late, and fills it afterwards. `needs` is the role that this text or
    value asks for, before the handler is even called. `inputs` and `outputs` are those of a
    workflow's step, as the manifest has them. With `meanwhile`, which is shown until it is
    done, it takes long and only reads: nobody who writes waits for it. `most_bytes` is how
    large a file may be that is added to the form; without, files are not looked at. What `unfold`
    makes of its content is what the handler gets.
    """

    handler: Callable[..., Answer]
    opens_form: Callable[[str], bool]
    needs: Callable[[str], Role]
    inputs: frozenset[str] = frozenset()
    outputs: frozenset[str] = frozenset()
    meanwhile: str | None = None
    most_bytes: int = 0
    unfold: Callable[[bytes], bytes] = bytes


def _never(_text: str) -> bool:
    return False


def _always(_text: str) -> bool:
    return True


def _change(_text: str) -> Role:
    return Role.REP


def _look(_text: str) -> Role:
    return Role.READ_ONLY


class Edge:
    """The tables. A name can be taken once: a second registration is a mistake of ours.

    Whatever leads to a change needs a rep, and that is taken for granted of all but
    commands without a form, sources of choices, and events: the others say `looks` where
    they only show something.
    """

    def __init__(self) -> None:
        self.commands: dict[str, Registered] = {}
        self.buttons: dict[str, Registered] = {}
        self.forms: dict[str, Registered] = {}
        self.message_shortcuts: dict[str, Registered] = {}
        self.global_shortcuts: dict[str, Registered] = {}
        self.option_sources: dict[str, Registered] = {}
        self.events: dict[str, Registered] = {}
        self.functions: dict[str, Registered] = {}
        self.refusals: dict[str, RefusalHandler] = {}
        self.joined: list[JoinedHandler] = []

    def command(
        self, name: str, handler: CommandHandler, *, opens_form: Callable[[str], bool] = _never
    ) -> None:
        """Register "/order"; `opens_form` tells from the text whether it leads to a modal."""

        def needs(text: str) -> Role:
            return Role.REP if opens_form(text) else Role.READ_ONLY

        _add(self.commands, name, handler, opens_form, needs)

    def button(
        self,
        action_id: str,
        handler: ButtonHandler,
        *,
        opens_form: bool = False,
        looks: bool = False,
        meanwhile: str | None = None,
    ) -> None:
        """Register a button, or any element that acts; the handler gets its value.

        With `meanwhile` it opens a form that says so until the handler, which may only read,
        has the answer.
        """
        opens = _always if opens_form or meanwhile else _never
        _add(self.buttons, action_id, handler, opens, _look if looks else _change)
        self.buttons[action_id] = replace(self.buttons[action_id], meanwhile=meanwhile)

    def when_refused(self, action_id: str, handler: RefusalHandler) -> None:
        """Let a press that is refused be answered with the place of the button as it is now.

        It runs in a transaction of its own, since that of the press was rolled back.
        """
        self.refusals[action_id] = handler

    def when_joined(self, handler: JoinedHandler) -> None:
        """Let something follow where an account becomes a member, in the same transaction."""
        self.joined.append(handler)

    def form(
        self,
        callback_id: str,
        handler: FormHandler,
        *,
        most_bytes: int = 0,
        unfold: Callable[[bytes], bytes] = bytes,
    ) -> None:
        """Register a form; with `most_bytes` the handler gets the content of files added to it.

        What takes long to do with the content is for `unfold`, which no transaction waits for.
        """
        _add(self.forms, callback_id, handler, _never)
        self.forms[callback_id] = replace(
            self.forms[callback_id], most_bytes=most_bytes, unfold=unfold
        )

    def message_shortcut(self, callback_id: str, handler: MessageShortcutHandler) -> None:
        _add(self.message_shortcuts, callback_id, handler, _always)

    def global_shortcut(self, callback_id: str, handler: GlobalShortcutHandler) -> None:
        _add(self.global_shortcuts, callback_id, handler, _always)

    def options(self, action_id: str, handler: OptionsHandler) -> None:
        """Register the source of a select with type-ahead; it returns Choices."""
        _add(self.option_sources, action_id, handler, _never, _look)

    def event(self, event_type: str, handler: EventHandler) -> None:
        _add(self.events, event_type, handler, _never, _look)

    def function(
        self,
        callback_id: str,
        handler: StepHandler,
        *,
        inputs: Collection[str],
        outputs: Collection[str],
        looks: bool = False,
    ) -> None:
        """Register a step for Workflow Builder; Slack calls it a function.

        For whom it runs is an input of each, `requests.RUNS_FOR`, which the edge reads.
        """
        _add(self.functions, callback_id, handler, _never, _look if looks else _change)
        self.functions[callback_id] = replace(
            self.functions[callback_id], inputs=frozenset(inputs), outputs=frozenset(outputs)
        )


def _add(
    table: dict[str, Registered],
    name: str,
    handler: Callable[..., Answer],
    opens_form: Callable[[str], bool],
    needs: Callable[[str], Role] = _change,
) -> None:
    if name in table:
        raise ValueError(f"{name} is registered twice.")
    table[name] = Registered(handler, opens_form, needs)
