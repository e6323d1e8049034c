"""The form in which a Work Object's editable fields are changed.

https://docs.slack.dev/messaging/work-objects-implementation#editing
"""

from typing import Any

from bot.sandbox import entities
from bot.sandbox.elements import initial_state, options
from bot.sandbox.records import Json, View
from bot.sandbox.world import World

CALLBACK_ID = "work-object-edit"
TYPE = "entity_detail"


def made(world: World, entity: Json, user: str) -> View:
    """A form that stands in the panel; the block ids are the fields' keys."""
    blocks = [block for field in _editable(entity) if (block := _input(field)) is not None]
    body: Json = {
        "type": TYPE,
        "callback_id": CALLBACK_ID,
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": blocks,
        "external_ref": entity["external_ref"],
        "entity_url": entity["url"],
        "app_unfurl_url": entity.get("app_unfurl_url", entity["url"]),
    }
    view = View(id=world.new_id("V"), user=user, body=body, hash=world.new_id(""))
    view.state = initial_state(blocks)
    view.root_view_id = view.id
    return view


def _editable(entity: Json) -> list[Json]:
    title: Json = entity["entity_payload"]["attributes"]["title"]
    as_field = {"key": "title", "label": "Title", "type": "string", "value": title["text"], **title}
    return [
        field
        for field in (as_field, *entities.fields(entity))
        if field.get("edit", {}).get("enabled")
    ]


def _input(field: Json) -> Json | None:
    element = _element(field)
    if element is None:
        return None
    key, edit = field["key"], field["edit"]
    if "placeholder" in edit and element["type"] not in {"checkboxes", "radio_buttons"}:
        element["placeholder"] = edit["placeholder"]
    return {
        "type": "input",
        "block_id": key,
        "label": {"type": "plain_text", "text": field["label"]},
        "element": {"action_id": f"{key}.input", **element},
        "optional": bool(edit.get("optional")),
        **({"hint": edit["hint"]} if "hint" in edit else {}),
    }


def _element(field: Json) -> Json | None:
    value, edit = field.get("value"), field["edit"]
    match field["type"]:
        case "string":
            return _select(field, value) if "select" in edit else _words(field, value)
        case "integer":
            number = {"is_decimal_allowed": False, **edit.get("number", {})}
            return _preset({"type": "number_input", **_texts(number)}, "initial_value", value)
        case "boolean":
            return _truth(field, value)
        case "array":
            return _several(field, value)
    return _single(field, value)


_SINGLE = {
    "slack#/types/date": ("datepicker", "initial_date"),
    "slack#/types/timestamp": ("datetimepicker", "initial_date_time"),
    "slack#/types/link": ("url_text_input", "initial_value"),
    "slack#/types/email": ("email_text_input", "initial_value"),
    "slack#/types/user": ("users_select", "initial_user"),
    "slack#/types/channel_id": ("conversations_select", "initial_conversation"),
}


def _single(field: Json, value: Any) -> Json | None:
    """Pictures and references cannot be edited."""
    if field["type"] not in _SINGLE:
        return None
    kind, preset = _SINGLE[field["type"]]
    if kind == "users_select":
        value = field.get("user", {}).get("user_id")
    return _preset({"type": kind}, preset, value)


def _words(field: Json, value: Any) -> Json:
    long = field.get("long") or field.get("format") == "markdown" or field["key"] == "description"
    element = {"type": "plain_text_input", "multiline": bool(long), **field["edit"].get("text", {})}
    return _preset(element, "initial_value", value)


def _texts(number: Json) -> Json:
    """A number's limits, which the element takes as words."""
    return {
        name: value if isinstance(value, bool) else str(value) for name, value in number.items()
    }


def _menu(select: Json, *, several: bool = False) -> Json:
    if select.get("fetch_options_dynamically"):
        kind = "external_select"
        more: Json = {"min_query_length": select.get("min_query_length", 0)}
    else:
        kind, more = "static_select", {"options": select.get("static_options", [])}
    return {"type": f"multi_{kind}" if several else kind, **more}


def _select(field: Json, value: Any) -> Json:
    select = field["edit"]["select"]
    menu = _menu(select)
    wanted = {select.get("current_value"), value}
    return _preset(menu, "initial_option", next(iter(_among(menu, wanted)), None))


def _several(field: Json, value: Any) -> Json | None:
    items = [each for each in value or [] if isinstance(each, dict)]
    match field.get("item_type"):
        case "slack#/types/user":
            users = [each.get("user", {}) for each in items]
            people = [each["user_id"] for each in users if "user_id" in each]
            return _preset({"type": "multi_users_select"}, "initial_users", people)
        case "slack#/types/channel_id":
            channels = [each["value"] for each in items]
            menu = {"type": "multi_conversations_select"}
            return _preset(menu, "initial_conversations", channels)
    select = field["edit"].get("select")
    if select is None:
        return None
    menu = _menu(select, several=True)
    wanted = {*select.get("current_values", ()), *(str(each.get("value")) for each in items)}
    return _preset(menu, "initial_options", _among(menu, wanted))


def _among(menu: Json, wanted: set[Any]) -> list[Json]:
    return [each for each in options(menu) if wanted & {each["value"], each["text"]["text"]}]


def _truth(field: Json, value: Any) -> Json:
    """A menu of two, unless the field asks for a box or two buttons."""
    drawn = field.get("boolean", {})
    default = "checkbox" if drawn.get("type") == "checkbox" else "select"
    match field["edit"].get("boolean", {}).get("input_type", default):
        case "checkbox":
            box = [_choice(drawn.get("text") or field["label"], "true")]
            element: Json = {"type": "checkboxes", "options": box}
            return _preset(element, "initial_options", box if value else [])
        case "radio":
            kind = "radio_buttons"
        case _:
            kind = "static_select"
    two = [
        _choice(drawn.get("true_text") or "Yes", "true"),
        _choice(drawn.get("false_text") or "No", "false"),
    ]
    return _preset({"type": kind, "options": two}, "initial_option", two[0 if value else 1])


def _choice(text: str, value: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


def _preset(element: Json, name: str, value: Any) -> Json:
    if value in (None, "", []):
        return element
    return {**element, name: str(value) if name == "initial_value" else value}
