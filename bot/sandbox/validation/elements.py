"""Buttons, menus and inputs: the parts of a block that a person uses.

Limits: https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.sandbox.validation.composition import (
    LONGEST_ID,
    colour,
    confirm,
    identifier,
    initial_option_is_offered,
    initial_within,
    listed_option,
    option_group,
    overflow_option,
    plain,
    plain_option,
    url,
)
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.rich_text import rich_text
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Number,
    Record,
    Rule,
    Spec,
    Words,
    exactly_one,
    ordered,
    typed,
)

LONGEST_INPUT = 3000
MOST_FILES = 10

# Ten digits, as Slack asks of a date and time.
FIRST_MOMENT, LAST_MOMENT = 1_000_000_000, 9_999_999_999

Parts = Mapping[str, Spec]

_decimal = Words(64, pattern=r"-?\d+(\.\d+)?$", wanted="must be a number in a string")
_typed_text = Words(LONGEST_INPUT, shortest=0)


def _is_a_day(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    try:
        date.fromisoformat(value.get("initial_date", "2000-01-01"))
    except ValueError:
        yield Problem(f"{pointer}/initial_date", "must be a valid date")


def _initial_value_fits(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    most = value.get("max_length", LONGEST_INPUT)
    if len(value.get("initial_value", "")) > most:
        yield Problem(f"{pointer}/initial_value", f"must be less than {most + 1} characters")


def _decimals_allowed(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if value["is_decimal_allowed"]:
        return
    for name in ("initial_value", "min_value", "max_value"):
        if "." in value.get(name, ""):
            yield Problem(f"{pointer}/{name}", "must be an integer")


_action: Parts = {"action_id": identifier}
_asks: Parts = {**_action, "confirm": confirm}
_focus: Parts = {"focus_on_load": Flag()}
_menu: Parts = {**_asks, **_focus, "placeholder": plain(150)}
_field: Parts = {**_action, **_focus, "placeholder": plain(150)}
_dispatch: Parts = {
    "dispatch_action_config": Record(
        optional={
            "trigger_actions_on": Items(
                Choice(("on_enter_pressed", "on_character_entered")), most=2
            )
        }
    )
}
_options: Parts = {
    "options": Items(plain_option, most=100),
    "option_groups": Items(option_group, most=100),
}
_search: Parts = {"min_query_length": Number(0, 100)}
_in_channel: Parts = {"response_url_enabled": Flag()}
_conversations: Parts = {
    "default_to_current_conversation": Flag(),
    "filter": Record(
        optional={
            "include": Items(Choice(("im", "mpim", "private", "public")), most=4),
            "exclude_external_shared_channels": Flag(),
            "exclude_bot_users": Flag(),
        }
    ),
}
_press: Parts = {"text": plain(75)}
_button: Parts = {**_asks, "style": colour, "accessibility_label": Words(75)}


def _single(kind: str, initial: Parts, *rules: Rule) -> Record:
    return typed(kind, {}, {**_menu, **initial}, *rules)


def _several(kind: str, initial: str, item: Spec, more: Parts, *rules: Rule) -> Record:
    parts: Parts = {"max_selected_items": Number(1, 100), initial: Items(item, most=100)}
    return typed(kind, {}, {**_menu, **parts, **more}, initial_within(initial), *rules)


def _listed(kind: str, initial: Parts) -> Record:
    options = {"options": Items(listed_option, most=10)}
    return typed(kind, options, {**_asks, **_focus, **initial}, initial_option_is_offered)


_one_source = exactly_one("options", "option_groups")
_feedback = Record({"text": plain(75), "value": Words(2000)}, {"accessibility_label": Words(75)})
_trigger_inputs = Items(Record({"name": identifier, "value": _typed_text}), most=50, least=0)
_workflow = Record(
    {"trigger": Record({"url": url}, {"customizable_input_parameters": _trigger_inputs})}
)

MENUS = (
    _single(
        "static_select",
        {"initial_option": plain_option, **_options},
        _one_source,
        initial_option_is_offered,
    ),
    _single("external_select", {"initial_option": plain_option, **_search}),
    _single("users_select", {"initial_user": identifier}),
    _single("channels_select", {"initial_channel": identifier, **_in_channel}),
    _single(
        "conversations_select",
        {"initial_conversation": identifier, **_in_channel, **_conversations},
    ),
    _several(
        "multi_static_select",
        "initial_options",
        plain_option,
        _options,
        _one_source,
        initial_option_is_offered,
    ),
    _several("multi_external_select", "initial_options", plain_option, _search),
    _several("multi_users_select", "initial_users", identifier, {}),
    _several("multi_channels_select", "initial_channels", identifier, {}),
    _several("multi_conversations_select", "initial_conversations", identifier, _conversations),
)
PICKERS = (
    _listed("checkboxes", {"initial_options": Items(listed_option, most=10)}),
    _listed("radio_buttons", {"initial_option": listed_option}),
    typed(
        "datepicker",
        {},
        {**_menu, "initial_date": Words(10, 10, r"\d{4}-\d\d-\d\d$", "must be a valid date")},
        _is_a_day,
    ),
    typed(
        "timepicker",
        {},
        {
            **_menu,
            "initial_time": Words(5, 5, r"([01]\d|2[0-3]):[0-5]\d$", "must be a valid time"),
            "timezone": identifier,
        },
    ),
)
DATE_TIME = typed(
    "datetimepicker",
    {},
    {**_asks, **_focus, "initial_date_time": Number(FIRST_MOMENT, LAST_MOMENT)},
)
RICH_TEXT_INPUT = typed(
    "rich_text_input",
    {},
    {
        **_field,
        **_dispatch,
        "initial_value": rich_text,
        "min_lines": Number(1, 100),
        "max_lines": Number(1, 100),
    },
)
BUTTON = typed("button", _press, {**_button, "url": url, "value": Words(2000)})
WORKFLOW_BUTTON = typed("workflow_button", {**_press, "workflow": _workflow}, _button)
OVERFLOW = typed("overflow", {"options": Items(overflow_option, most=5, least=2)}, _asks)
FIELDS = (
    typed(
        "plain_text_input",
        {},
        {
            **_field,
            **_dispatch,
            "multiline": Flag(),
            "initial_value": _typed_text,
            "min_length": Number(0, LONGEST_INPUT),
            "max_length": Number(1, LONGEST_INPUT),
        },
        ordered("min_length", "max_length"),
        _initial_value_fits,
    ),
    typed("email_text_input", {}, {**_field, **_dispatch, "initial_value": _typed_text}),
    typed("url_text_input", {}, {**_field, **_dispatch, "initial_value": _typed_text}),
    typed(
        "number_input",
        {"is_decimal_allowed": Flag()},
        {
            **_field,
            **_dispatch,
            "initial_value": _decimal,
            "min_value": _decimal,
            "max_value": _decimal,
        },
        ordered("min_value", "max_value"),
        _decimals_allowed,
    ),
    typed(
        "file_input",
        {},
        {
            **_action,
            "filetypes": Items(Words(LONGEST_ID), most=100),
            "max_files": Number(1, MOST_FILES),
        },
    ),
)
FEEDBACK = typed(
    "feedback_buttons", {"positive_button": _feedback, "negative_button": _feedback}, _action
)
ICON_BUTTON = typed(
    "icon_button",
    {**_press, "icon": Choice(("trash",))},
    {
        **_asks,
        "value": Words(2000),
        "accessibility_label": Words(75),
        "visible_to_user_ids": Items(identifier, most=100),
    },
)
