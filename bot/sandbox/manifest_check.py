"""What Slack would refuse in a manifest, and what it would not know.

https://docs.slack.dev/reference/app-manifest
"""

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.manifest_shape import (
    MANIFEST,
    Either,
    Group,
    Kind,
    Named,
    Several,
    Switch,
    Words,
)


def problems(raw: object) -> list[str]:
    """What Slack would refuse, each a sentence that names the place; empty when it is sound."""
    return [*_check(raw, MANIFEST, "The manifest"), *_steps(raw)]


def unknown_keys(raw: object) -> list[str]:
    """Names that Slack does not know, most likely misspelt, each with where it stands."""
    return [f"{place} is nothing that Slack knows." for place in _unknown(raw, MANIFEST, "")]


def _steps(raw: object) -> Iterator[str]:
    """Only an app that can be installed for a whole organization may offer steps.

    https://docs.slack.dev/workflows/creating-custom-steps
    """
    match raw:
        case {"settings": {"org_deploy_enabled": True}}:
            return
        case {"functions": dict(functions)} | {"features": {"functions": list(functions)}}:
            if functions:
                yield "settings.org_deploy_enabled must be true for an app that has functions."


def _check(value: Any, kind: Kind, place: str) -> Iterator[str]:
    match kind:
        case Switch():
            if not isinstance(value, bool):
                yield f"{place} must be true or false, not {value!r}."
        case Words():
            yield from _words(value, kind, place)
        case Several():
            yield from _several(value, kind, place)
        case Group():
            yield from _group(value, kind, place)
        case Named():
            yield from _named(value, kind, place)
        case Either():
            yield from _check(value, _form(value, kind), place)


def _words(value: Any, kind: Words, place: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{place} must be text, not {value!r}."
        return
    if kind.one_of and value not in kind.one_of:
        yield f"{place} must be {' or '.join(kind.one_of)}, not {value!r}."
    if not value:
        yield f"{place} is empty."
    elif len(value) < kind.shortest:
        yield f"{place} must have at least {kind.shortest} characters; it has {len(value)}."
    elif kind.longest and len(value) > kind.longest:
        yield f"{place} may have {kind.longest} characters at most; it has {len(value)}."
    elif kind.pattern and not re.match(kind.pattern, value):
        yield f"{place} must {kind.form}; it is {value!r}."


def _several(value: Any, kind: Several, place: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place} must be a list."
        return
    if kind.most and len(value) > kind.most:
        yield f"{place} may have {kind.most} entries at most; it has {len(value)}."
    for number, each in enumerate(value):
        yield from _check(each, kind.of, f"{place}[{number}]")
    for name in kind.unique:
        told = [str(each.get(name)) for each in value if isinstance(each, dict)]
        for twice in sorted({each for each in told if told.count(each) > 1}):
            yield f"{place} has more than one {name} {twice}."


def _group(value: Any, kind: Group, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        if kind.parts or not kind.open:
            yield f"{place} must hold names with values, not {_briefly(value)}."
        return
    for name in kind.needed:
        if name not in value:
            yield f"{_below(place, name)} is missing."
    for name, part in kind.parts.items():
        if name in value:
            yield from _check(value[name], part, _below(place, name))


def _named(value: Any, kind: Named, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place} must hold names with values, not {_briefly(value)}."
        return
    if kind.most and len(value) > kind.most:
        yield f"{place} may have {kind.most} entries at most; it has {len(value)}."
    for name, each in value.items():
        yield from _check(each, kind.of, f"{place}.{name}")


def _form(value: Any, kind: Either) -> Kind:
    if isinstance(value, list):
        return kind.listed
    if kind.newest is not None and isinstance(value, dict) and kind.telling in value:
        return kind.newest
    return kind.named


def _below(place: str, name: str) -> str:
    return name if place in {"The manifest", ""} else f"{place}.{name}"


def _briefly(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case list():
            return "a list"
    return repr(value)


def _unknown(value: Any, kind: Kind, place: str) -> Iterator[str]:
    match kind, value:
        case Either(), _:
            yield from _unknown(value, _form(value, kind), place)
        case Several(), list():
            for number, each in enumerate(value):
                yield from _unknown(each, kind.of, f"{place}[{number}]")
        case Named(), dict():
            for name, each in value.items():
                yield from _unknown(each, kind.of, f"{place}.{name}")
        case Group(open=False), dict():
            yield from _unknown_parts(value, kind, place)


def _unknown_parts(value: dict[str, Any], kind: Group, place: str) -> Iterator[str]:
    for name, part in value.items():
        below = _below(place, str(name))
        if name not in kind.parts:
            yield below
        else:
            yield from _unknown(part, kind.parts[name], below)
