"""Words from people and figures, made fit for Slack's mrkdwn."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.money import format_money, format_percent

__all__ = [
    "bare",
    "command_names",
    "day",
    "day_of",
    "in_one_text",
    "inert",
    "mention",
    "moment",
    "money",
    "passed_on",
    "percent",
    "plain",
    "shorten",
]

# mrkdwn has no way to escape its own marks, so they become marks that only look alike.
LOOKALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
BRACKETS = str.maketrans({"<": "‹", ">": "›"})
EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
# https://docs.slack.dev/messaging/formatting-message-text#escaping
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
# What people typed comes back in these as it was; everywhere else it went through `plain`.
TYPED = frozenset({"initial_value", "value", "private_metadata"})
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def plain(text: str | None, *, limit: int | None = None, lines: bool = False) -> str:
    """Return what somebody typed so that Slack shows it as it is: no mention, link or bold.

    Cut to `limit` characters before escaping. Line breaks become blanks unless `lines`.
    Characters that turn the direction of all that follows are dropped.
    """
    words = CONTROL.sub("", text or "")
    if not lines:
        words = " ".join(words.split())
    if limit is not None:
        words = shorten(words, limit)
    for mark, escape in ESCAPES:
        words = words.replace(mark, escape)
    return EDGE_UNDERSCORE.sub("ˍ", words.translate(LOOKALIKES))


def inert(sentence: str) -> str:
    """Return a refusal that may repeat somebody's words, so that they mention or link nothing."""
    for mark, escape in ESCAPES:
        sentence = sentence.replace(mark, escape)
    return sentence


def passed_on(text: str | None, limit: int = 1_000) -> str:
    """Return what somebody typed for a workflow to use further, where Slack decides how to draw it.

    It mentions and links nothing, and as an input of another step it still finds what it names.
    """
    words = CONTROL.sub("", text or "").translate(BRACKETS)
    return shorten(words, limit)


def bare(sentence: str, prefix: str) -> str:
    """Return a sentence of ours for a place where no mrkdwn is drawn."""
    return str(command_names(sentence, prefix)).replace("`", "")


def shorten(text: str, limit: int) -> str:
    """Cut to `limit` characters, the last one a …; for plain_text objects as well."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def mention(slack_id: str | None, name: str) -> str:
    """Name a member: a mention where there is a Slack account, else the plain name."""
    return f"<@{slack_id}>" if slack_id else plain(name, limit=80)


def money(minor: int, currency: str) -> str:
    return format_money(minor, currency)


def percent(basis_points: int) -> str:
    return format_percent(basis_points)


def moment(at: datetime) -> str:
    """A moment in each reader's own zone, with UTC where Slack cannot tell it.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    fallback = f"{at.astimezone(ZoneInfo('UTC')):%d %b %Y %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def day_of(at: datetime) -> str:
    """The day of a moment in each reader's own zone, where the time of day tells nothing."""
    fallback = f"{at.astimezone(ZoneInfo('UTC')):%d %b %Y}"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}}|{fallback}>"


def day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"


def command_names(value: Any, prefix: str) -> Any:
    """Return `value` with every `` `/order …` `` in its texts given the prefix of the setting.

    In mrkdwn only our own texts can hold such a span: `plain` leaves no backtick in people's
    words. What stands in a field and in plain text is theirs, and is left as it is.
    """
    match value:
        case str():
            return value.replace("`/", f"`/{prefix}") if prefix else value
        case list():
            return [command_names(item, prefix) for item in value]
        case {"type": "plain_text"}:
            return value
        case dict():
            return {
                key: item if key in TYPED else command_names(item, prefix)
                for key, item in value.items()
            }
        case _:
            return value


def in_one_text(title: str, items: Sequence[str], *, limit: int = 3_000) -> str:
    """Name a list's items in the text beside its blocks, which a screen reader reads.

    Items stay whole: cutting inside one could cut an escaped mark in two.
    """
    text = f"{title}:"
    for position, item in enumerate(items):
        longer = f"{text} {item};"
        if len(longer) > limit:
            return f"{text} and {len(items) - position} more."
        text = longer
    return text.rstrip(";:") + "."
