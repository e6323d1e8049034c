"""What a person did, told as calls of `bot.sandbox.person.Person`."""

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.elements import STATES, elements, initial_state
from bot.sandbox.records import Json


def quoted(value: Any) -> str:
    """A value as Python writes it, its words in double quotes."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(quoted(each) for each in value)}]"
        case dict():
            pairs = (f"{quoted(key)}: {quoted(each)}" for key, each in value.items())
            return f"{{{', '.join(pairs)}}}"
    return repr(value)


class NotADeed(Exception):
    """An entry that cannot be done again; the text says why."""


@dataclass(frozen=True)
class Deed:
    """`line` does it; `before` are the lines that it needs first."""

    kind: str
    name: str
    person: str
    line: str
    entry: Json
    channel: str | None = None
    before: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        return (*self.others, self.person)


def menus_of(entry: Json) -> list[tuple[str, str]]:
    """Action ids and chosen values of the menus in a form that ask the app what they offer."""
    payload = entry["payload"]
    values = payload.get("view", {}).get("state", {}).get("values", {})
    found = [(name, each) for actions in values.values() for name, each in actions.items()]
    found += [(each["action_id"], each) for each in payload.get("actions", ())]
    return [
        (name, str(option["value"]))
        for name, state in found
        if "external" in state.get("type", "")
        for option in (state.get("selected_option"), *state.get("selected_options", ()))
        if option
    ]


def deed_of(entry: Json, names: Mapping[str, str]) -> Deed | None:
    """Tell an entry as a deed; None for what follows from a deed by itself.

    `names` are Slack ids and the names that stand for people in a test. Raises NotADeed.
    """
    if entry["direction"] != "to_bot":
        raise NotADeed("Only what a person did can be copied, not what the bot did.")
    person = names.get(str(entry["user"]))
    payload = entry["payload"]
    if "external_ref" in payload.get("container", payload.get("view", {})):
        raise NotADeed("What is done with a Work Object cannot be copied.")
    kind = _kind(entry)
    tell = _TOLD.get(kind)
    if person is None or tell is None:
        raise NotADeed(f"{entry['name']} is nothing that a person does by hand.")
    return tell(_Told(entry, payload, person, names))


def _kind(entry: Json) -> str:
    if entry["kind"] == "slash_commands":
        return "command"
    if entry["kind"] == "events_api":
        return str(entry["payload"]["event"].get("type"))
    return str(entry["payload"].get("type"))


@dataclass(frozen=True)
class _Told:
    entry: Json
    payload: Json
    person: str
    names: Mapping[str, str]

    def deed(self, kind: str, *arguments: str, **more: Any) -> Deed:
        line = f"{self.person}.{kind}({', '.join(each for each in arguments if each)})"
        name = f"{self.person}_{kind}_{self.entry['name']}".replace("/", "")
        return Deed(kind, name, self.person, line, self.entry, **more)


def _command(told: _Told) -> Deed:
    typed = f"{told.payload['command']} {told.payload['text']}".strip()
    channel = _channel(told.payload["channel_id"])
    return told.deed("types", _words(typed), _named("channel", channel), channel=channel)


def _written(told: _Told) -> Deed | None:
    event = told.payload["event"]
    if event.get("subtype") or event.get("bot_id"):
        return None
    if event.get("thread_ts"):
        raise NotADeed("A reply in a thread cannot be copied: its thread is a new one each time.")
    channel = _channel(event["channel"])
    arguments = (_words(event["text"]), _named("channel", channel))
    return told.deed("writes", *arguments, channel=channel)


def _home(told: _Told) -> Deed:
    kind = "opens_home" if told.payload["event"].get("tab") == "home" else "opens_messages_tab"
    return told.deed(kind)


def _shortcut(told: _Told) -> Deed:
    return told.deed("uses_shortcut", quoted(told.payload["callback_id"]))


def _message_shortcut(told: _Told) -> Deed:
    payload = told.payload
    channel = _channel(payload["channel"]["id"])
    where = _named("channel", channel)
    message = payload["message"]
    text = message.get("text", "")
    author = None if message.get("bot_id") else told.names.get(str(message.get("user")))
    if author is None:
        find = f'ts = {told.person}.sees({_words(text)}{_comma(where)})["ts"]'
    else:
        find = f"ts = {author}.writes({_words(text)}{_comma(where)})"
    return told.deed(
        "uses_shortcut",
        quoted(payload["callback_id"]),
        where,
        "message_ts=ts",
        channel=channel,
        before=(find,),
        others=(author,) if author else (),
    )


def _pressed(told: _Told) -> Deed:
    payload = told.payload
    action = payload["actions"][0]
    view = payload.get("view")
    channel = None if view else _channel(payload["channel"]["id"])
    blocks = view["blocks"] if view else payload.get("message", {}).get("blocks", [])
    name, block_id = _name_of(blocks, action["block_id"], action["action_id"])
    if view and _is_input(blocks, action["action_id"]):
        value = _value(action)
        return told.deed("fills", quoted({_key(name, block_id): value}))
    value = _value(action)
    chosen = action["type"] in STATES or action["type"] == "overflow"
    return told.deed(
        "clicks",
        quoted(name),
        _named("channel", channel),
        _named("block_id", block_id),
        _named("value", value) if chosen else "",
        channel=channel,
        before=_filled_before(told, view, action["action_id"]),
    )


def _filled_before(told: _Told, view: Json | None, but: str) -> tuple[str, ...]:
    """What had been typed into a form and goes along with a press."""
    values = _typed(view, but=but) if view and view["type"] == "modal" else {}
    return (f"{told.person}.fills({quoted(values)})",) if values else ()


def _submitted(told: _Told) -> Deed:
    view = told.payload["view"]
    values = _typed(view)
    return told.deed(
        "submits",
        quoted(values) if values else "",
        before=(f"{told.person}.modal(titled={quoted(view['title']['text'])})",),
    )


def _closed(told: _Told) -> Deed:
    return told.deed("closes", "everything=True" if told.payload.get("is_cleared") else "")


def _suggested(told: _Told) -> Deed:
    payload = told.payload
    if not payload.get("view"):
        raise NotADeed("What a menu in a message suggests cannot be copied, only in a form.")
    name, block_id = _name_of(payload["view"]["blocks"], payload["block_id"], payload["action_id"])
    return told.deed(
        "suggestions", quoted(name), quoted(payload["value"]), _named("block_id", block_id)
    )


def _typed(view: Json, *, but: str = "") -> Json:
    """What stands in a form's inputs and did not stand there at first."""
    first = initial_state(view["blocks"])
    known = view.get("state", {}).get("values", {})
    typed: Json = {}
    for block, element in elements(view["blocks"]):
        block_id, action_id = block["block_id"], element.get("action_id", "")
        value = known.get(block_id, {}).get(action_id)
        silent = block["type"] == "input" and not block.get("dispatch_action")
        if not silent or action_id == but or value is None:
            continue
        if value != first.get(block_id, {}).get(action_id) and _value(value) is not None:
            name, block_name = _name_of(view["blocks"], block_id, action_id)
            typed[_key(name, block_name)] = _value(value)
    return typed


def _name_of(blocks: list[Json], block_id: str, action_id: str) -> tuple[str, str | None]:
    """An element's action id, and its block's where the action id alone leaves it open."""
    same = sum(element.get("action_id") == action_id for _, element in elements(blocks))
    return action_id, block_id if same > 1 else None


def _key(name: str, block_id: str | None) -> str:
    return f"{block_id}/{name}" if block_id else name


def _is_input(blocks: list[Json], action_id: str) -> bool:
    return any(
        block["type"] == "input" and element.get("action_id") == action_id
        for block, element in elements(blocks)
    )


def _value(state: Json) -> Any:
    """What a person put in, as `fills` and `clicks` take it."""
    if "selected_option" in state:
        option = state["selected_option"]
        return option["value"] if option else None
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"]]
    if "files" in state:
        raise NotADeed("A form with an uploaded file cannot be copied: the file is not known.")
    key = STATES.get(state["type"], ("value", ""))[0]
    return state.get(key)


def _channel(channel_id: str) -> str | None:
    """None for the app's own conversation, which the driver takes when none is named."""
    return None if channel_id.startswith("D") else channel_id


def _named(name: str, value: Any) -> str:
    return f"{name}={quoted(value)}" if value is not None else ""


def _comma(argument: str) -> str:
    return f", {argument}" if argument else ""


def _words(text: str) -> str:
    """Words as they were typed, as Python writes them."""
    return quoted(html.unescape(text))


_TOLD: Mapping[str, Callable[[_Told], Deed | None]] = {
    "command": _command,
    "message": _written,
    "app_mention": lambda _: None,
    "link_shared": lambda _: None,
    "app_home_opened": _home,
    "shortcut": _shortcut,
    "message_action": _message_shortcut,
    "block_actions": _pressed,
    "view_submission": _submitted,
    "view_closed": _closed,
    "block_suggestion": _suggested,
}
