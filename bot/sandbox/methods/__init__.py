"""The Web API's methods, by name."""

from bot.sandbox.calls import Method
from bot.sandbox.methods import apps, chat, conversations, files, reactions, users, views

ALL: dict[str, Method] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **reactions.METHODS,
    **users.METHODS,
    **views.METHODS,
}
