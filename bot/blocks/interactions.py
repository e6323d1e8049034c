"""Interactions: the form in which one is logged, and what was logged."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DatePickerElement,
    DateTimePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.choices import customer_menu, option
from bot.blocks.order_words import fitting, named
from bot.blocks.text import moment, shorten
from bot.blocks.timeline import follow_up_words, told_in_words
from bot.domain.interactions import (
    OUTCOME_LENGTH,
    SUMMARY_LENGTH,
    Direction,
    Interaction,
    InteractionKind,
    SourceMessage,
)

# Block ids, by the names of the details that stand in them.
BLOCKS = {
    name: f"interaction_{name}"
    for name in (
        *("customer_id", "contact_id", "kind", "direction", "happened_at", "summary"),
        *("outcome", "follow_up_on"),
    )
}
TYPED = "typed"
MOST_CHOICES = 20
# What the form carries along takes at most 3,000 characters.
LONGEST_PERMALINK = 500


@dataclass(frozen=True, slots=True)
class LogForm:
    """What the form starts with.

    `customer` is chosen already, or else one of `choices` is, each (id, name); with
    neither, the person types. `note` is a sentence of ours on top.
    """

    happened_at: datetime
    customer: tuple[int, str] | None = None
    choices: Sequence[tuple[int, str]] = ()
    kind: InteractionKind = InteractionKind.CALL
    direction: Direction = Direction.OUTBOUND
    summary: str = ""
    source: SourceMessage | None = None
    note: str = ""


def log_form(form: LogForm) -> View:
    return View(
        type="modal",
        callback_id=ids.INTERACTION_FORM,
        title="Log interaction",
        submit="Log",
        close="Cancel",
        private_metadata=_carried(form.source),
        blocks=[
            *([SectionBlock(text=form.note)] if form.note else []),
            _customer(form),
            _contact(),
            _choice("kind", "Kind", InteractionKind, form.kind),
            _choice("direction", "Direction", Direction, form.direction),
            InputBlock(
                block_id=BLOCKS["happened_at"],
                label="When",
                element=DateTimePickerElement(
                    action_id=TYPED, initial_date_time=int(form.happened_at.timestamp())
                ),
            ),
            InputBlock(
                block_id=BLOCKS["summary"],
                label="What was it about?",
                element=PlainTextInputElement(
                    action_id=TYPED,
                    multiline=True,
                    max_length=SUMMARY_LENGTH,
                    initial_value=shorten(form.summary, SUMMARY_LENGTH) or None,
                ),
            ),
            InputBlock(
                block_id=BLOCKS["outcome"],
                label="Outcome",
                optional=True,
                element=PlainTextInputElement(action_id=TYPED, max_length=OUTCOME_LENGTH),
            ),
            InputBlock(
                block_id=BLOCKS["follow_up_on"],
                label="Follow up on",
                optional=True,
                hint=PlainTextObject(text="It then stands on your Home tab until it is done."),
                element=DatePickerElement(action_id=TYPED),
            ),
        ],
    )


def read_source(carried: str) -> SourceMessage | None:
    """Return the message that the form was opened from, if it was."""
    return SourceMessage(*json.loads(carried)) if carried else None


def logged_text(logged: Interaction) -> str:
    """Say in a sentence what was logged."""
    return f"{told_in_words(logged)}, logged for {fitting(logged.customer, 600)}."


def logged_view(logged: Interaction, *, today: date) -> View:
    """Say what was logged, where the form stood, and offer what often comes next."""
    details = logged.details
    follow_up = follow_up_words(logged, today=today)
    return View(
        type="modal",
        title="Logged",
        close="Done",
        blocks=[
            SectionBlock(text=f":white_check_mark: *{logged_text(logged)}*"),
            SectionBlock(text=fitting(details.summary, 1_500, lines=True)),
            *([SectionBlock(text=f"→ {fitting(details.outcome, 900)}")] if details.outcome else []),
            *([SectionBlock(text=follow_up)] if follow_up else []),
            _next(logged),
        ],
    )


def already_logged_view(logged: Interaction) -> View:
    """Say who logged a message and when; a message is logged once."""
    who = named(logged.rep_slack_id, logged.rep)
    return View(
        type="modal",
        title="Already logged",
        close="Done",
        blocks=[
            SectionBlock(
                text=f"{who} logged this message for *{fitting(logged.customer, 600)}*,"
                f" {moment(logged.logged_at)}."
            ),
            ContextBlock(
                elements=[MarkdownTextObject(text=fitting(logged.details.summary, 1_500))]
            ),
            _next(logged),
        ],
    )


def _next(logged: Interaction) -> Block:
    carried = str(logged.details.customer_id)
    return ActionsBlock(
        elements=[
            ButtonElement(text="Open customer", action_id=ids.OPEN_CUSTOMER, value=carried),
            ButtonElement(text="New order", action_id=ids.NEW_ORDER, value=carried),
        ]
    )


def _customer(form: LogForm) -> Block:
    block_id = BLOCKS["customer_id"]
    if form.choices:
        options = [option(name, str(each)) for each, name in form.choices[:MOST_CHOICES]]
        chooser = StaticSelectElement(
            action_id=TYPED, placeholder="Which of them?", options=options
        )
        return InputBlock(block_id=block_id, label="Customer", element=chooser)
    return customer_menu(block_id, form.customer)


def _contact() -> Block:
    return InputBlock(
        block_id=BLOCKS["contact_id"],
        label="Contact",
        optional=True,
        element=ExternalDataSelectElement(
            action_id=ids.CONTACT_OPTIONS,
            placeholder="Choose, or type a name",
            min_query_length=0,
        ),
    )


def _choice(
    name: str,
    label: str,
    choices: type[InteractionKind] | type[Direction],
    chosen: InteractionKind | Direction,
) -> Block:
    options = [option(each.value.capitalize(), each.value) for each in choices]
    (initial,) = (option for option in options if option.value == chosen.value)
    return InputBlock(
        block_id=BLOCKS[name],
        label=label,
        element=StaticSelectElement(action_id=TYPED, options=options, initial_option=initial),
    )


def _carried(source: SourceMessage | None) -> str | None:
    if source is None:
        return None
    link = source.permalink
    kept = link if link and len(link) <= LONGEST_PERMALINK else None
    return json.dumps([source.channel, source.ts, kept])
