"""What Slack demands of a manifest: names, lengths, counts.

https://docs.slack.dev/reference/app-manifest
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Words:
    """A string; lengths in characters."""

    longest: int = 0
    shortest: int = 1
    pattern: str = ""
    form: str = ""
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Switch:
    """True or false."""


@dataclass(frozen=True)
class Several:
    """A list of the same."""

    of: "Kind"
    most: int = 0
    unique: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """An object; what `parts` do not name may stand there, but is remarked on."""

    parts: Mapping[str, "Kind"] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    # Groups that only a hosted app or another surface reads are taken as they are.
    open: bool = False


Kind = Words | Switch | Several | Group

WEB = Words(3000, pattern=r"https?://", form="begin with https://")
ANYTHING = Group(open=True)
DOMAIN = Words(255, pattern=r"[a-z0-9][-a-z0-9.]*[a-z0-9]$", form="be a domain such as example.com")

COMMAND = Group(
    {
        "command": Words(32, 2, pattern=r"/\S+$", form="begin with / and hold no space"),
        "url": WEB,
        "description": Words(2000),
        "usage_hint": Words(1000),
        "should_escape": Switch(),
    },
    needed=("command", "description"),
)
SHORTCUT = Group(
    {
        "name": Words(24),
        "type": Words(one_of=("message", "global")),
        "callback_id": Words(255),
        "description": Words(150),
    },
    needed=("name", "type", "callback_id", "description"),
)
FEATURES = Group(
    {
        "app_home": Group(
            {
                "home_tab_enabled": Switch(),
                "messages_tab_enabled": Switch(),
                "messages_tab_read_only_enabled": Switch(),
            }
        ),
        "bot_user": Group(
            {"display_name": Words(80), "always_online": Switch()}, needed=("display_name",)
        ),
        "slash_commands": Several(COMMAND, most=50, unique=("command",)),
        "shortcuts": Several(SHORTCUT, most=10, unique=("callback_id",)),
        "unfurl_domains": Several(DOMAIN, most=5),
        "functions": ANYTHING,
        "workflow_steps": Several(Group(open=True), most=10),
        "assistant_view": ANYTHING,
        "agent_view": ANYTHING,
        "rich_previews": ANYTHING,
    }
)
SCOPES = Several(Words(pattern=r"[a-z][\w.:-]*$", form="be a scope such as chat:write"))
EVENTS = Several(Words(pattern=r"[a-z][\w.]*$", form="be an event such as app_mention"), most=100)
MANIFEST = Group(
    {
        "display_information": Group(
            {
                "name": Words(35),
                "description": Words(140),
                "background_color": Words(
                    7, 4, r"#([0-9a-fA-F]{3}){1,2}$", "be a colour such as #1f4e5f"
                ),
                "long_description": Words(4000, 175),
            },
            needed=("name",),
        ),
        "features": FEATURES,
        "oauth_config": Group(
            {
                "redirect_urls": Several(WEB, most=1000),
                "scopes": Group(
                    {
                        "bot": SCOPES,
                        "user": SCOPES,
                        "bot_optional": SCOPES,
                        "user_optional": SCOPES,
                    }
                ),
                "token_management_enabled": Switch(),
                "pkce_enabled": Switch(),
            }
        ),
        "settings": Group(
            {
                "event_subscriptions": Group(
                    {
                        "request_url": WEB,
                        "bot_events": EVENTS,
                        "user_events": EVENTS,
                        "metadata_subscriptions": Several(Group(open=True)),
                    }
                ),
                "interactivity": Group(
                    {
                        "is_enabled": Switch(),
                        "request_url": WEB,
                        "message_menu_options_url": WEB,
                    }
                ),
                "org_deploy_enabled": Switch(),
                "socket_mode_enabled": Switch(),
                "token_rotation_enabled": Switch(),
                "is_hosted": Switch(),
                "is_mcp_enabled": Switch(),
                "allowed_ip_address_ranges": Several(Words()),
                "incoming_webhooks": ANYTHING,
                "siws_links": ANYTHING,
                "hermes_app_type": Words(),
                "function_runtime": Words(),
            }
        ),
        "_metadata": ANYTHING,
        "$schema": Words(),
        "app_directory": ANYTHING,
        "functions": ANYTHING,
        "workflows": ANYTHING,
        "datastores": ANYTHING,
        "outgoing_domains": Several(Words()),
        "types": ANYTHING,
        "external_auth_providers": ANYTHING,
        "mcp_servers": ANYTHING,
    },
    needed=("display_information",),
)


def problems(raw: object) -> list[str]:
    """What Slack would refuse, each a sentence that names the place; empty when it is sound."""
    return list(_check(raw, MANIFEST, "The manifest"))


def unknown_keys(raw: object) -> list[str]:
    """Names that Slack does not know, most likely misspelt, each with where it stands."""
    return [f"{place} is nothing that Slack knows." for place in _unknown(raw, MANIFEST, "")]


def _check(value: Any, kind: Kind, place: str) -> Iterator[str]:
    match kind:
        case Switch():
            if not isinstance(value, bool):
                yield f"{place} must be true or false, not {value!r}."
        case Words():
            yield from _words(value, kind, place)
        case Several():
            yield from _several(value, kind, place)
        case Group():
            yield from _group(value, kind, place)


def _words(value: Any, kind: Words, place: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{place} must be text, not {value!r}."
        return
    if kind.one_of and value not in kind.one_of:
        yield f"{place} must be {' or '.join(kind.one_of)}, not {value!r}."
    if not value:
        yield f"{place} is empty."
    elif len(value) < kind.shortest:
        yield f"{place} must have at least {kind.shortest} characters; it has {len(value)}."
    elif kind.longest and len(value) > kind.longest:
        yield f"{place} may have {kind.longest} characters at most; it has {len(value)}."
    elif kind.pattern and not re.match(kind.pattern, value):
        yield f"{place} must {kind.form}; it is {value!r}."


def _several(value: Any, kind: Several, place: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place} must be a list."
        return
    if kind.most and len(value) > kind.most:
        yield f"{place} may have {kind.most} entries at most; it has {len(value)}."
    for number, each in enumerate(value):
        yield from _check(each, kind.of, f"{place}[{number}]")
    for name in kind.unique:
        told = [str(each.get(name)) for each in value if isinstance(each, dict)]
        for twice in sorted({each for each in told if told.count(each) > 1}):
            yield f"{place} has more than one {name} {twice}."


def _group(value: Any, kind: Group, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        # lists of functions are objects in the newer form, arrays in the older
        if not kind.open:
            yield f"{place} must hold names with values, not {_briefly(value)}."
        return
    for name in kind.needed:
        if name not in value:
            yield f"{_below(place, name)} is missing."
    for name, part in kind.parts.items():
        if name in value:
            yield from _check(value[name], part, _below(place, name))


def _below(place: str, name: str) -> str:
    return name if place in {"The manifest", ""} else f"{place}.{name}"


def _briefly(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case list():
            return "a list"
    return repr(value)


def _unknown(value: Any, kind: Kind, place: str) -> Iterator[str]:
    match kind, value:
        case Several(), list():
            for number, each in enumerate(value):
                yield from _unknown(each, kind.of, f"{place}[{number}]")
        case Group(open=False), dict():
            for name, part in value.items():
                below = _below(place, str(name))
                if name not in kind.parts:
                    yield below
                else:
                    yield from _unknown(part, kind.parts[name], below)
