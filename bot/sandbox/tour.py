"""A guided tour through an app: steps that are ticked by what really happened.

The sandbox knows no app. Whoever starts it may hand over a tour; its signs are patterns over
what people do and what the bot answers.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.sandbox.records import Json


@dataclass(frozen=True)
class Sign:
    """A deed of a person's, and what the bot did about it.

    `kind` and `name` are patterns of the entry in the journal, such as "slash_commands" and
    "/customer". `answered` is sought in the ack, or in what the bot said afterwards with one
    of the methods `by` ("response_url" for an answer by URL). Without it any ack will do.
    """

    kind: str
    name: str
    user: str | None = None
    answered: str | None = None
    by: str | None = None

    def begins(self, entry: Json) -> bool:
        return (
            entry["direction"] == "to_bot"
            and self.user in {None, entry["user"]}
            and re.fullmatch(self.kind, str(entry["kind"])) is not None
            and any(re.fullmatch(self.name, name) for name in _names(entry))
        )

    def answers(self, entry: Json) -> bool:
        """Whether an entry that was finished after the deed, or the deed itself, is the answer."""
        if entry["error"] is not None:
            return False
        if entry["direction"] == "to_bot":
            return self.by is None and self._holds(entry["response"])
        return (
            self.by is not None
            and re.fullmatch(self.by, _method(entry)) is not None
            and self._holds(entry["payload"])
        )

    def _holds(self, said: object) -> bool:
        return self.answered is None or re.search(self.answered, _text(said)) is not None


@dataclass(frozen=True)
class Step:
    """`text` is what to type; `user`, `channel` and `tab` are where the step is done."""

    title: str
    words: str
    user: str
    channel: str
    sign: Sign
    tab: str = "messages"
    text: str | None = None

    def told(self, *, done: bool) -> Json:
        return {
            "title": self.title,
            "words": self.words,
            "user": self.user,
            "channel": self.channel,
            "tab": self.tab,
            "text": self.text,
            "done": done,
        }


class Tour:
    """`end` is said when all is done; `links` are title and address."""

    def __init__(
        self,
        title: str,
        steps: Sequence[Step],
        *,
        end: str,
        links: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.title = title
        self.steps = tuple(steps)
        self.end = end
        self.links = tuple(links)
        self._begun: dict[int, int] = {}
        self._done: set[int] = set()

    def watch(self, entry: Json) -> None:
        """Tick what this entry shows to be done; called when it is opened and when finished."""
        finished = "started" not in entry
        for number, step in enumerate(self.steps):
            if number in self._done:
                continue
            if not finished:
                if step.sign.begins(entry):
                    self._begun[number] = entry["n"]
            elif self._ends(number, step, entry):
                self._done.add(number)

    def _ends(self, number: int, step: Step, entry: Json) -> bool:
        begun = self._begun.get(number)
        if begun is None or entry["n"] < begun:
            return False
        if entry["direction"] == "to_bot" and entry["n"] != begun:
            return False
        return step.sign.answers(entry)

    def begin_again(self) -> None:
        self._begun.clear()
        self._done.clear()

    def told(self) -> Json:
        return {
            "title": self.title,
            "steps": [
                step.told(done=number in self._done) for number, step in enumerate(self.steps)
            ],
            "end": self.end,
            "links": [{"title": title, "url": url} for title, url in self.links],
        }


def _names(entry: Json) -> list[str]:
    """What a deed is called: by the journal, and by the buttons that were pressed."""
    payload = entry["payload"]
    actions = payload.get("actions", ()) if isinstance(payload, dict) else ()
    return [str(entry["name"]), *(str(action.get("action_id")) for action in actions)]


def _method(entry: Json) -> str:
    return str(entry["name"] if entry["kind"] == "api" else entry["kind"])


def _text(said: object) -> str:
    """Everything said, structures that forms carry as strings too, as readable JSON."""
    if isinstance(said, dict):
        return " ".join(_text(each) for each in said.values())
    if isinstance(said, list):
        return " ".join(_text(each) for each in said)
    if isinstance(said, str) and said[:1] in {"{", "["}:
        try:
            return _text(json.loads(said))
        except ValueError:
            return said
    return "" if said is None else str(said)
