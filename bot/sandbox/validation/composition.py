"""Texts, options, confirmations and images: what blocks and elements are made of.

Limits: https://docs.slack.dev/reference/block-kit/composition-objects
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Record,
    Rule,
    Spec,
    Variant,
    Words,
    exactly_one,
    typed,
)

LONGEST_TEXT = 3000
LONGEST_URL = 3000
LONGEST_ID = 255

# Slack's own types say 75 and its Python SDK 150; what passes 75 passes both.
LONGEST_OPTION_VALUE = 75

url = Words(LONGEST_URL, pattern=r"https?://\S+$", wanted="must be a valid URL")
identifier = Words(LONGEST_ID)
colour = Choice(("primary", "danger"))


def plain(longest: int = LONGEST_TEXT) -> Variant:
    """A text shown as it is written."""
    emoji = {"emoji": Flag()}
    return Variant({"plain_text": typed("plain_text", {"text": Words(longest)}, emoji)})


def mrkdwn(longest: int = LONGEST_TEXT) -> Variant:
    """A text with Slack's formatting."""
    verbatim = {"verbatim": Flag()}
    return Variant({"mrkdwn": typed("mrkdwn", {"text": Words(longest)}, verbatim)})


def either(longest: int = LONGEST_TEXT) -> Variant:
    """A text of either kind."""
    return Variant({**plain(longest).records, **mrkdwn(longest).records})


def option(text: Spec, **more: Spec) -> Record:
    """A choice in a menu or a list."""
    return Record(
        required={"text": text, "value": Words(LONGEST_OPTION_VALUE)},
        optional={"description": plain(75), **more},
    )


plain_option = option(plain(75))
listed_option = option(either(75))
overflow_option = option(plain(75), url=url)

option_group = Record(
    required={"label": plain(75), "options": Items(plain_option, most=100)},
)

confirm = Record(
    required={
        "title": plain(100),
        "text": either(300),
        "confirm": plain(30),
        "deny": plain(30),
    },
    optional={"style": colour},
)

slack_file = Record(optional={"id": identifier, "url": url}, rules=(exactly_one("id", "url"),))

image_parts: dict[str, Spec] = {"image_url": url, "slack_file": slack_file}
image_alt_text: dict[str, Spec] = {"alt_text": Words(2000)}
image_source: Rule = exactly_one("image_url", "slack_file")
image_element = typed("image", image_alt_text, image_parts, image_source)


def offered(value: dict[str, Any]) -> list[Any]:
    """Every option that a menu or list offers, in groups or not."""
    groups = value.get("option_groups", [])
    return [*value.get("options", []), *(each for group in groups for each in group["options"])]


def initial_option_is_offered(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    """A rule: what is chosen at first is one of the options, letter for letter."""
    choices = offered(value)
    if "initial_option" in value and value["initial_option"] not in choices:
        yield Problem(f"{pointer}/initial_option", "must be one of the options provided")
    for index, each in enumerate(value.get("initial_options", [])):
        if each not in choices:
            where = f"{pointer}/initial_options/{index}"
            yield Problem(where, "must be one of the options provided")


def initial_within(name: str) -> Rule:
    """A rule: no more are chosen at first than may be chosen."""

    def rule(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
        most = value.get("max_selected_items")
        if most is not None and len(value.get(name, [])) > most:
            yield Problem(f"{pointer}/{name}", f"no more than {most} items allowed")

    return rule
