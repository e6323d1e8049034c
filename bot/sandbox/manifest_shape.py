"""What a manifest may hold: names, lengths, counts.

https://docs.slack.dev/reference/app-manifest
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


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


@dataclass(frozen=True)
class Named:
    """An object whose names the app chose; each holds the same."""

    of: "Kind"
    most: int = 0


@dataclass(frozen=True)
class Either:
    """A list in the older form, an object in the newer; `telling` is a name of the newest's."""

    listed: "Kind"
    named: "Kind"
    newest: "Kind | None" = None
    telling: str = ""


Kind = Words | Switch | Several | Group | Named | Either

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
# https://docs.slack.dev/reference/types
TYPE = Words(
    pattern=r"(string|number|integer|boolean|object|array|null|\w*#/.+)$",
    form="be a type such as string or slack#/types/user_id",
)
PARAMETER_PARTS: Mapping[str, Kind] = {
    "type": TYPE,
    "name": Words(),
    "title": Words(),
    "description": Words(),
    "is_required": Switch(),
    "is_hidden": Switch(),
}
# What else may stand there depends on the type.
PARAMETER = Group(PARAMETER_PARTS, needed=("type",), open=True)
PARAMETERS = Either(
    Several(Group(PARAMETER_PARTS, needed=("type", "name"), open=True), most=20, unique=("name",)),
    Named(PARAMETER, most=50),
    newest=Group(
        {"properties": Named(PARAMETER, most=50), "required": Several(Words())},
        needed=("properties",),
    ),
    telling="properties",
)
FUNCTION_PARTS: Mapping[str, Kind] = {
    "callback_id": Words(),
    "title": Words(),
    "description": Words(),
    "input_parameters": PARAMETERS,
    "output_parameters": PARAMETERS,
}
FUNCTION_NEEDS = ("title", "description", "input_parameters", "output_parameters")
# https://docs.slack.dev/workflows/creating-custom-steps
FUNCTIONS = Either(
    Several(
        Group(FUNCTION_PARTS, needed=("callback_id", *FUNCTION_NEEDS)),
        most=50,
        unique=("callback_id",),
    ),
    Named(Group(FUNCTION_PARTS, needed=FUNCTION_NEEDS, open=True), most=50),
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
        "functions": FUNCTIONS,
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
        "functions": FUNCTIONS,
        "workflows": ANYTHING,
        "datastores": ANYTHING,
        "outgoing_domains": Several(Words()),
        "types": ANYTHING,
        "external_auth_providers": ANYTHING,
        "mcp_servers": ANYTHING,
    },
    needed=("display_information",),
)
