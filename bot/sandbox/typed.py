"""What people type in Slack's composer, as Slack stores it: rich text, and mrkdwn made from it.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
from collections.abc import Callable, Iterator
from itertools import groupby

from bot.sandbox.inline import Inline
from bot.sandbox.records import Json, Workspace

_FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_BULLET = re.compile(r"( *)[-•*] (.*)")
_NUMBERED = re.compile(r"( *)\d+[.)] (.*)")
_QUOTED = re.compile(r"> ?(.*)")
_NAMED_IN_COMMANDS = re.compile(r"(?<![\w@#])(?P<sign>[@#])(?P<name>\w+(?:[.-]\w+)*)")
_SPACES_OF_AN_INDENT = 4
_DEEPEST = 8


def rich(workspace: Workspace, words: str, *, block_id: str) -> Json:
    """The rich_text block that Slack's composer makes of typed words."""
    inline = Inline(workspace)
    elements: list[Json] = []
    # a split by a pattern with one group: outside, inside, outside, …
    for index, part in enumerate(_FENCED.split(words)):
        if index % 2:
            elements.append({"type": "rich_text_preformatted", "elements": _plain(part)})
        else:
            elements += _lines(inline, part.strip("\n") if index else part.rstrip("\n"))
    return {"type": "rich_text", "block_id": block_id, "elements": elements}


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": text}] if text else []


def _kind(line: str) -> tuple[str, int]:
    """What a line belongs to, and how deep it stands there."""
    for kind, pattern in (("bullet", _BULLET), ("ordered", _NUMBERED)):
        found = pattern.fullmatch(line)
        if found:
            return kind, min(len(found[1]) // _SPACES_OF_AN_INDENT, _DEEPEST)
    return ("quote", 0) if _QUOTED.fullmatch(line) else ("section", 0)


def _lines(inline: Inline, text: str) -> Iterator[Json]:
    if not text:
        return
    for (kind, depth), group in groupby(text.split("\n"), key=_kind):
        lines = list(group)
        match kind:
            case "section":
                yield {"type": "rich_text_section", "elements": inline.runs("\n".join(lines))}
            case "quote":
                quoted = "\n".join(_QUOTED.fullmatch(line)[1] for line in lines)  # type: ignore[index]
                yield {"type": "rich_text_quote", "elements": inline.runs(quoted)}
            case _:
                yield _list(inline, kind, depth, lines)


def _list(inline: Inline, kind: str, depth: int, lines: list[str]) -> Json:
    items = [line.lstrip().partition(" ")[2] for line in lines]
    return {
        "type": "rich_text_list",
        "style": kind,
        "indent": depth,
        "border": 0,
        "elements": [
            {"type": "rich_text_section", "elements": inline.runs(item)} for item in items
        ],
    }


def command_words(workspace: Workspace, words: str, command: Json) -> str:
    """What stands after a slash command, with people and channels as ids if it is to be escaped.

    https://docs.slack.dev/interactivity/implementing-slash-commands#creating_commands
    """
    text = _escaped(words.strip())
    if not command.get("should_escape"):
        return text
    known = {
        **{f"@{each.name}": f"<@{each.id}|{each.name}>" for each in workspace.people.values()},
        **{
            f"#{each.name}": f"<#{each.id}|{each.name}>"
            for each in workspace.channels.values()
            if not each.is_dm
        },
    }
    return _NAMED_IN_COMMANDS.sub(lambda found: known.get(found[0], found[0]), text)


def mrkdwn(workspace: Workspace, block: Json) -> str:
    """The `text` that stands beside a typed rich_text block."""
    return "\n".join(_WRITERS[element["type"]](workspace, element) for element in block["elements"])


def _runs(workspace: Workspace, element: Json) -> str:
    return "".join(_run(workspace, run) for run in element["elements"])


def _listed(workspace: Workspace, element: Json) -> str:
    numbers = element["style"] == "ordered"
    indent = " " * (_SPACES_OF_AN_INDENT * element["indent"])
    return "\n".join(
        f"{indent}{f'{number}.' if numbers else '•'} {_runs(workspace, item)}"
        for number, item in enumerate(element["elements"], 1)
    )


def _quoted(workspace: Workspace, element: Json) -> str:
    return "\n".join(f"&gt; {line}" for line in _runs(workspace, element).split("\n"))


_WRITERS: dict[str, Callable[[Workspace, Json], str]] = {
    "rich_text_section": _runs,
    "rich_text_list": _listed,
    "rich_text_quote": _quoted,
    "rich_text_preformatted": lambda workspace, element: f"```{_runs(workspace, element)}```",
}
_MARKS = {"code": "`", "strike": "~", "italic": "_", "bold": "*"}


def _run(workspace: Workspace, run: Json) -> str:
    words = _words(workspace, run)
    for style, mark in _MARKS.items():
        if run.get("style", {}).get(style):
            words = f"{mark}{words}{mark}"
    return words


def _words(workspace: Workspace, run: Json) -> str:
    match run["type"]:
        case "channel":
            known = workspace.channels.get(run["channel_id"])
            return f"<#{run['channel_id']}|{known.name if known else ''}>"
        case "link":
            label = f"|{_escaped(run['text'])}" if "text" in run else ""
            return f"<{_escaped(run['url'])}{label}>"
        case "text":
            return _escaped(run["text"])
        case kind:
            form, part = _NAMED[kind]
            return form.format(run[part])


_NAMED = {
    "user": ("<@{}>", "user_id"),
    "usergroup": ("<!subteam^{}>", "usergroup_id"),
    "broadcast": ("<!{}>", "range"),
    "emoji": (":{}:", "name"),
}


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
