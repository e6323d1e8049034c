"""Slack's own marks in a message, turned back into the words that people read."""

import re
from collections.abc import Mapping

# https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
MARK = re.compile(r"<([^<>]+)>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def readable(text: str, names: Mapping[str, str] | None = None) -> str:
    """Return the text of a message or a command as its writer saw it.

    `names` gives people's names by their Slack ids.
    """
    words = MARK.sub(lambda mark: _word(mark[1], names or {}), text)
    for entity, sign in ENTITIES:
        words = words.replace(entity, sign)
    return words


def people_in(text: str) -> list[str]:
    """Return the Slack ids of the people that a message mentions."""
    return re.findall(r"<@([UW][A-Z0-9]+)", text)


def _word(mark: str, names: Mapping[str, str]) -> str:
    target, _, label = mark.partition("|")
    match target[:1]:
        case "@":
            return "@" + (names.get(target[1:]) or label or target[1:])
        case "#":
            return "#" + (label or target[1:])
        case "!":
            return label or "@" + target[1:].split("^")[0]
        case _:
            address = target.removeprefix("mailto:").removeprefix("tel:")
            return f"{label} ({address})" if label and label not in address else address
