"""Typed words within a line: styles, links, emoji and the names of people and places."""

import re

from bot.sandbox.records import Json, Workspace

# A mark counts where no word goes on outside it and no space stands inside it.
_STYLED = r"(?<![\w{0}]){0}(?P<{1}>[^\s{0}](?:[^{0}\n]*[^\s{0}])?){0}(?![\w{0}])"
_PATTERN = re.compile(
    "|".join(
        (
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<markup>[@#!][^<>\s]+|https?://[^<>\s]+)>",
            r"\b(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?'\")*_~])",
            r"(?<![\w.+-])(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
            r"(?<![\w@])@(?P<name>\w+(?:[.-]\w+)*)",
            r"(?<![\w#])#(?P<channel>[\w-]+)",
            r"(?<![\w:]):(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):(?!\w)",
            _STYLED.format(r"\*", "bold"),
            _STYLED.format("_", "italic"),
            _STYLED.format("~", "strike"),
        )
    )
)
_STYLES = frozenset({"bold", "italic", "strike"})
_EVERYONE = frozenset({"here", "channel", "everyone"})


class Inline:
    """Knows the names of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._people = {person.name: person.id for person in workspace.people.values()}
        self._groups = {group.handle: group.id for group in workspace.usergroups.values()}
        self._channels = {
            channel.name: channel.id
            for channel in workspace.channels.values()
            if not channel.is_dm and channel.kind == "channel"
        }

    def runs(self, text: str, styles: tuple[str, ...] = ()) -> list[Json]:
        """The elements of a rich_text_section; a name that nobody has stays a word."""
        runs: list[Json] = []
        end = 0
        for found in _PATTERN.finditer(text):
            kind = str(found.lastgroup)
            inside = found[kind]
            made = (
                self.runs(inside, (*styles, kind))
                if kind in _STYLES
                else self._made(kind, inside, styles)
            )
            if made:
                _add_words(runs, text[end : found.start()], styles)
                runs += made
                end = found.end()
        _add_words(runs, text[end:], styles)
        return runs

    def _made(self, kind: str, inside: str, styles: tuple[str, ...]) -> list[Json]:
        if kind == "code":
            return [_styled({"type": "text", "text": inside}, (*styles, "code"))]
        run = self._named(kind, inside)
        return [_styled(run, styles)] if run else []

    def _named(self, kind: str, inside: str) -> Json | None:
        match kind:
            case "url":
                return {"type": "link", "url": inside}
            case "email":
                return {"type": "link", "url": f"mailto:{inside}", "text": inside}
            case "emoji":
                return {"type": "emoji", "name": inside}
            case "channel":
                channel = self._channels.get(inside)
                return {"type": "channel", "channel_id": channel} if channel else None
            case "name":
                return self._person_or_group(inside)
            case _:
                return _marked(inside)

    def _person_or_group(self, name: str) -> Json | None:
        if name in _EVERYONE:
            return {"type": "broadcast", "range": name}
        if name in self._people:
            return {"type": "user", "user_id": self._people[name]}
        if name in self._groups:
            return {"type": "usergroup", "usergroup_id": self._groups[name]}
        return None


def _marked(markup: str) -> Json | None:
    """Names and links written as Slack stores them, such as `<@URAVI>`."""
    address, _, label = markup.partition("|")
    match address[0]:
        case "@":
            return {"type": "user", "user_id": address[1:]}
        case "#":
            return {"type": "channel", "channel_id": address[1:]}
        case "!" if address[1:] in _EVERYONE:
            return {"type": "broadcast", "range": address[1:]}
        case "!" if address.startswith("!subteam^"):
            return {"type": "usergroup", "usergroup_id": address.removeprefix("!subteam^")}
        case "!":
            return None
        case _:
            return {"type": "link", "url": address} | ({"text": label} if label else {})


def _styled(run: Json, styles: tuple[str, ...]) -> Json:
    return run | ({"style": dict.fromkeys(styles, True)} if styles else {})


def _add_words(runs: list[Json], words: str, styles: tuple[str, ...]) -> None:
    if words:
        runs.append(_styled({"type": "text", "text": words}, styles))
