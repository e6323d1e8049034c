"""Writes a test from what a person did: the same deeds, and what the bot answered to them."""

import re
from collections.abc import Iterable, Sequence

from bot.sandbox.deeds import Deed, NotADeed, deed_of, menus_of, quoted
from bot.sandbox.reading import readable
from bot.sandbox.records import Json
from bot.sandbox.world import ActRefused, World

# Words of an answer that a test is to look for; longer lines hold figures that change.
LONGEST_WORDS = 60
_MARKUP = re.compile(r"[*_~`<>|]|&\w+;")


def as_test(world: World, numbers: Iterable[int]) -> Json:
    """Python text of one test that does what these entries did, in order.

    Raises ActRefused where an entry is gone or came from nobody.
    """
    journal = world.journal
    wanted = set(numbers)
    for each in tuple(wanted):
        wanted |= _asked_before(journal.numbered(each), journal.entries)
    chosen = [entry for each in sorted(wanted) if (entry := journal.numbered(each))]
    if not chosen:
        raise ActRefused("Choose an entry that is still kept.")
    names = {
        person.id: _identifier(person.name)
        for workspace in world.workspaces.values()
        for person in workspace.people.values()
    }
    deeds: list[Deed] = []
    for entry in chosen:
        try:
            deed = deed_of(entry, names)
        except NotADeed as problem:
            raise ActRefused(str(problem)) from None
        if deed is not None:
            deeds.append(deed)
    if not deeds:
        raise ActRefused("These entries tell of nothing that a person did.")
    followers = [entry for entry in journal.entries if entry["caused_by"] is not None]
    return {"python": _written(deeds, followers)}


def _asked_before(entry: Json | None, entries: Iterable[Json]) -> set[int]:
    """The suggestions that what was chosen in a form's menus came from, by their numbers."""
    if entry is None or not _form_of(entry):
        return set()
    wanted = menus_of(entry)
    found: dict[tuple[str, str], int] = {}
    for each in entries:
        if each["name"] == "block_suggestion" and _form_of(each) == _form_of(entry):
            action_id = each["payload"].get("action_id")
            for menu in wanted:
                if menu[0] == action_id and menu[1] in _offered(each["response"]):
                    found[menu] = each["n"]
    return set(found.values())


def _form_of(entry: Json) -> str | None:
    """The id of the view in which it was done."""
    view = entry["payload"].get("view") if entry["kind"] == "interactive" else None
    return str(view["id"]) if view else None


def _offered(response: object) -> list[str]:
    options = response.get("options", []) if isinstance(response, dict) else []
    return [str(option["value"]) for option in options]


def _identifier(name: str) -> str:
    word = re.sub(r"\W", "_", name.lower())
    return word if word.isidentifier() else f"person_{word}"


def _written(deeds: Sequence[Deed], followers: Sequence[Json]) -> str:
    people = list(dict.fromkeys(person for deed in deeds for person in deed.people))
    lines = [line for deed in deeds for line in _lines(deed, followers)]
    refused = any("pytest.raises" in line for line in lines)
    imports = ["import pytest", ""] if refused else []
    driver = "Person, Refused" if refused else "Person"
    parameters = ", ".join(f"{person}: Person" for person in people)
    return "\n".join(
        [
            *imports,
            f"from bot.sandbox.person import {driver}",
            "",
            "",
            f"def test_{_identifier(deeds[0].name)}({parameters}) -> None:",
            *(f"    {line}" for line in lines),
            "",
        ]
    )


def _lines(deed: Deed, followers: Sequence[Json]) -> list[str]:
    if deed.entry["error"] is not None:
        return [
            *deed.before,
            "with pytest.raises(Refused):",
            f"    {deed.line}",
        ]
    line, answered = _answer(deed)
    caused = [entry for entry in followers if entry["caused_by"] == deed.entry["n"]]
    seen = [words for entry in caused if (words := _seen(deed, entry))]
    return [*deed.before, line, *answered, *dict.fromkeys(seen)]


def _answer(deed: Deed) -> tuple[str, list[str]]:
    """The line that does it, and what its ack must be."""
    response = deed.entry["response"]
    match deed.kind:
        case "submits":
            return f"answer = {deed.line}", _sent(response)
        case "suggestions":
            options = response.get("options", []) if isinstance(response, dict) else []
            texts = [str(option["text"]["text"]) for option in options]
            return f"assert {deed.line} == {quoted(texts)}", []
        case "types" if response:
            words = _first_words({"text": response} if isinstance(response, str) else response)
            return deed.line, [_sees(deed, words)] if words else []
    return deed.line, []


def _sent(response: object) -> list[str]:
    match response:
        case {"response_action": "errors", "errors": dict() as errors}:
            return [f'assert answer["errors"] == {quoted(errors)}']
        case {"response_action": "update" | "push", "view": {"title": {"text": title}}}:
            return [f'assert answer["view"]["title"]["text"] == {quoted(title)}']
    return ['assert answer["closed"]']


def _seen(deed: Deed, entry: Json) -> str | None:
    """What the person sees of something that the bot did in answer."""
    if entry["error"] is not None:
        return None
    if entry["kind"] == "response_url":
        words = _first_words(entry["payload"])
        gone = entry["payload"].get("delete_original")
        return _sees(deed, words) if words and not gone else None
    if entry["name"] in {"views.open", "views.push"}:
        return f"{deed.person}.modal(titled={quoted(_title(entry['response']))})"
    return None


def _title(said: Json) -> str:
    return str(said.get("view", {}).get("title", {}).get("text", ""))


def _sees(deed: Deed, words: str) -> str:
    where = f", channel={quoted(deed.channel)}" if deed.channel else ""
    return f"{deed.person}.sees({quoted(words)}{where})"


def _first_words(said: Json) -> str:
    """The first plain words that a reader would find there."""
    for line in readable(said).splitlines():
        pieces = [piece.strip() for piece in _MARKUP.split(line)]
        words = max(pieces, key=len)[:LONGEST_WORDS].strip()
        if words:
            return words
    return ""
