"""A slash command: its name, its help, its handler."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.edge import Answer, Call


def _never(_text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Command:
    """`usages` pairs what to type with what it does, for /crm help; the first is the hint.

    `opens_form` tells from the text whether the command leads to a modal.
    """

    name: str
    summary: str
    usages: tuple[tuple[str, str], ...]
    handler: Callable[[Call, str], Answer]
    opens_form: Callable[[str], bool] = _never
