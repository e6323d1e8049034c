"""The Web API's methods, by name."""

from bot.sandbox import user_groups
from bot.sandbox.calls import HISTORY_SCOPES, READ_SCOPES, Method
from bot.sandbox.methods import (
    apps,
    channels,
    chat,
    conversations,
    entity,
    files,
    functions,
    pins,
    reactions,
    users,
    views,
)

ALL: dict[str, Method] = {
    **apps.METHODS,
    **channels.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **entity.METHODS,
    **files.METHODS,
    **functions.METHODS,
    **pins.METHODS,
    **reactions.METHODS,
    **user_groups.METHODS,
    **users.METHODS,
    **views.METHODS,
}

# What an app without a manifest is granted.
SCOPES = frozenset(
    (
        *(method.scope for method in ALL.values() if method.scope),
        *HISTORY_SCOPES.values(),
        *READ_SCOPES.values(),
        *channels.WRITE_SCOPES.values(),
        "commands",
        "chat:write.customize",
    )
)
