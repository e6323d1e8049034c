"""Work Objects: what an app tells of a thing it keeps, for a card and for the panel.

https://docs.slack.dev/messaging/work-objects-implementation
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.validation.composition import either, option, plain, url
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Number,
    Record,
    Spec,
    Words,
    exactly_one,
    never_both,
)

LONGEST = 3000
LATEST = 32_503_680_000

KINDS = ("task", "file", "item", "incident", "content_item")
TYPES = (
    *("string", "integer", "boolean", "array"),
    *("slack#/types/date", "slack#/types/timestamp", "slack#/types/image"),
    *("slack#/types/channel_id", "slack#/types/user", "slack#/types/entity_ref"),
    *("slack#/types/link", "slack#/types/email"),
)
ITEM_TYPES = (
    *("string", "integer"),
    *("slack#/types/channel_id", "slack#/types/user", "slack#/types/entity_ref"),
)
STATUSES = (
    *("restricted", "internal_error", "not_found", "timeout"),
    *("custom", "custom_partial_view", "edit_error"),
)

_VALUES: dict[str, Spec] = {
    "string": Words(LONGEST, shortest=0),
    "integer": Number(-1e15, 1e15),
    "boolean": Flag(),
    "slack#/types/date": Words(10, pattern=r"\d{4}-\d\d-\d\d$", wanted="must be YYYY-MM-DD"),
    "slack#/types/timestamp": Number(0, LATEST),
    "slack#/types/channel_id": Words(255),
    "slack#/types/link": url,
    "slack#/types/email": Words(255, pattern=r"[^@\s]+@[^@\s]+$", wanted="must be an e-mail"),
}
# Their value stands in a part of their own.
_PARTS = {"slack#/types/user": "user", "slack#/types/entity_ref": "entity_ref"}


@dataclass(frozen=True)
class Anything:
    """Whatever JSON there is; a rule looks at it."""

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        del value, pointer
        yield from ()


@dataclass(frozen=True)
class Named:
    """An object whose parts an app may name as it likes, all of one shape."""

    item: Spec

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(pointer, "must be an object")
            return
        for name, each in value.items():
            yield from self.item.problems(each, f"{pointer}/{name}")


_file = Record({}, {"id": Words(255), "url": url, "type": Words(255)})
_icon = Record(
    {"alt_text": Words(2000)},
    {"url": url, "slack_file": _file},
    (exactly_one("url", "slack_file"),),
)
_reference = Record({"id": Words(255)}, {"type": Words(255)})
USER = Record(
    {},
    {"user_id": Words(255), "text": Words(255), "url": url, "email": Words(255), "icon": _icon},
    (exactly_one("user_id", "text"),),
)
_entity_ref = Record(
    {"entity_url": url, "external_ref": _reference},
    {"title": Words(255), "display_type": Words(255), "icon": _icon},
)
_boolean = Record(
    {"type": Choice(("checkbox", "text"))},
    {
        name: Words(255)
        for name in (
            *("text", "description", "true_text", "false_text"),
            *("true_description", "false_description"),
        )
    },
)
_edit = Record(
    {"enabled": Flag()},
    {
        "placeholder": plain(150),
        "hint": plain(2000),
        "optional": Flag(),
        "text": Record({}, {"min_length": Number(0, LONGEST), "max_length": Number(0, LONGEST)}),
        "number": Record(
            {},
            {
                "is_decimal_allowed": Flag(),
                "min_value": Number(-1e15, 1e15, fraction=True),
                "max_value": Number(-1e15, 1e15, fraction=True),
            },
        ),
        "select": Record(
            {},
            {
                "current_value": Words(150),
                "current_values": Items(Words(150), most=100, least=0),
                "static_options": Items(option(either(75)), most=100),
                "fetch_options_dynamically": Flag(),
                "min_query_length": Number(0, 100),
            },
        ),
        "boolean": Record({"input_type": Choice(("checkbox", "radio", "select"))}),
    },
)


def _value_fits(field: dict[str, Any], pointer: str) -> Iterator[Problem]:
    """The value is of the type that is named; without a type Slack takes words and moments."""
    kind = field.get("type", "")
    if part := _PARTS.get(kind):
        if part not in field:
            yield Problem(pointer, f"missing required field: {part}")
    elif kind == "slack#/types/image":
        yield from exactly_one("image_url", "slack_file")(field, pointer)
    elif kind == "array":
        yield from _array(field, pointer)
    elif "value" in field:
        spec = _VALUES.get(kind)
        yield from spec.problems(field["value"], f"{pointer}/value") if spec else ()
    elif kind:
        yield Problem(pointer, "missing required field: value")


def _array(field: dict[str, Any], pointer: str) -> Iterator[Problem]:
    if "item_type" not in field:
        yield Problem(pointer, "missing required field: item_type")
        return
    yield from Items(Record({}, _WITHIN), most=100, least=0).problems(
        field.get("value"), f"{pointer}/value"
    )


_WITHIN: Mapping[str, Spec] = {
    "value": Anything(),
    "link": url,
    "icon": _icon,
    "user": USER,
    "entity_ref": _entity_ref,
    "tag_color": Choice(("red", "yellow", "green", "gray", "blue")),
}
_FIELD: Mapping[str, Spec] = {
    **_WITHIN,
    "type": Choice(TYPES),
    "label": Words(255),
    "long": Flag(),
    "format": Choice(("markdown",)),
    "item_type": Choice(ITEM_TYPES),
    "image_url": url,
    "slack_file": _file,
    "alt_text": Words(2000, shortest=0),
    "boolean": _boolean,
    "edit": _edit,
}
_rules = (never_both("icon", "tag_color"), never_both("link", "format"), _value_fits)
_field = Record({}, _FIELD, _rules)
_custom_field = Record(
    {"key": Words(255), "label": Words(255), "type": Choice(TYPES)}, _FIELD, _rules
)
ACTION = Record(
    {"text": Words(75), "action_id": Words(255)},
    {
        "value": Words(2000, shortest=0),
        "style": Choice(("primary", "danger")),
        "url": url,
        "accessibility_label": Words(75),
        "processing_state": Record({"enabled": Flag()}, {"interstitial_text": Words(255)}),
    },
)
_preview = Record(
    {"is_supported": Flag()},
    {
        "preview_url": url,
        "mime_type": Words(255),
        "error": Record({"code": Words(255)}, {"message": Words(LONGEST)}),
    },
)
_attributes = Record(
    {"title": Record({"text": Words(LONGEST)}, {"edit": _edit})},
    {
        "display_type": Words(255),
        "display_id": Words(255),
        "product_icon": _icon,
        "product_name": Words(255),
        "locale": Words(35),
        "full_size_preview": _preview,
        "metadata_last_modified": Number(0, LATEST),
    },
)
_payload = Record(
    {"attributes": _attributes},
    {
        "fields": Named(_field),
        "custom_fields": Items(_custom_field, most=100, least=0),
        "slack_file": _file,
        "display_order": Items(Words(255), most=200, least=0),
        "actions": Record(
            {},
            {
                "primary_actions": Items(ACTION, most=2, least=0),
                "overflow_actions": Items(ACTION, most=5, least=0),
            },
        ),
    },
)
ENTITY = Record(
    {
        "entity_type": Choice(tuple(f"slack#/entities/{kind}" for kind in KINDS)),
        "entity_payload": _payload,
        "external_ref": _reference,
        "url": url,
    },
    {
        "app_unfurl_url": url,
        "entity_comments": Record({}, {"count": Number(0, 1e9), "latest_timestamp": Anything()}),
    },
)
ERROR = Record(
    {"status": Choice(STATUSES)},
    {
        "custom_title": Words(255),
        "custom_message": Words(LONGEST),
        "message_format": Choice(("markdown",)),
        "actions": Items(ACTION, most=5, least=0),
    },
)


def validate_entity(entity: object, pointer: str) -> list[Problem]:
    """What Slack would refuse in one Work Object."""
    return list(ENTITY.problems(entity, pointer))


def validate_error(error: object) -> list[Problem]:
    """What Slack would refuse in the `error` of `entity.presentDetails`."""
    return list(ERROR.problems(error, "/error"))
