"""The vocabulary in which the shapes of blocks are written down, and how a value is held to it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.sandbox.validation.problem import Problem

Rule = Callable[[dict[str, Any], str], Iterable[Problem]]


class Spec(Protocol):
    """A shape that a value has or has not."""

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        """What keeps the value from this shape; nothing when it fits."""
        ...


@dataclass(frozen=True)
class Words:
    """A string; `pattern` must match from its start, `wanted` says what the pattern means."""

    longest: int
    shortest: int = 1
    pattern: str = ""
    wanted: str = ""

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(pointer, "must be a string")
        elif len(value) > self.longest:
            yield Problem(pointer, f"must be less than {self.longest + 1} characters")
        elif len(value) < self.shortest:
            yield Problem(pointer, f"must be more than {self.shortest - 1} characters")
        elif self.pattern and not re.match(self.pattern, value):
            yield Problem(pointer, self.wanted)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, bool):
            yield Problem(pointer, "must be a boolean")


@dataclass(frozen=True)
class Number:
    """A number; whole unless `fraction`."""

    least: float
    most: float
    fraction: bool = False

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(pointer, "must be a number")
        elif isinstance(value, float) and not self.fraction:
            yield Problem(pointer, "must be an integer")
        elif not self.least <= value <= self.most:
            yield Problem(pointer, f"must be between {self.least} and {self.most}")


@dataclass(frozen=True)
class Choice:
    """One of a few values."""

    values: tuple[str | int, ...]

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, str | int) or value not in self.values:
            allowed = ", ".join(str(each) for each in self.values)
            yield Problem(pointer, f"must be one of: {allowed}")


@dataclass(frozen=True)
class Nullable:
    """A thing, or null in its place."""

    item: Spec

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if value is not None:
            yield from self.item.problems(value, pointer)


@dataclass(frozen=True)
class Items:
    """A list of one kind of thing."""

    item: Spec
    most: int
    least: int = 1

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(pointer, "must be an array")
            return
        if len(value) > self.most:
            yield Problem(pointer, f"no more than {self.most} items allowed")
        if len(value) < self.least:
            yield Problem(pointer, f"no less than {self.least} items allowed")
        for index, each in enumerate(value[: self.most]):
            yield from self.item.problems(each, f"{pointer}/{index}")


@dataclass(frozen=True)
class Record:
    """An object with named parts; no others are allowed, `rules` judge only one that fits."""

    required: Mapping[str, Spec] = field(default_factory=dict)
    optional: Mapping[str, Spec] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    kind: str = ""

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(pointer, "must be an object")
            return
        found = [*self._shape(value, pointer), *self._parts(value, pointer)]
        yield from found
        if not found:
            for rule in self.rules:
                yield from rule(value, pointer)

    def part(self, name: str) -> Spec | None:
        """The shape of one named part, or None where no such part is known."""
        return self.required.get(name) or self.optional.get(name)

    def _shape(self, value: dict[str, Any], pointer: str) -> Iterator[Problem]:
        for name in self.required:
            if name not in value:
                yield Problem(pointer, f"missing required field: {name}")
        for name in value:
            if self.part(name) is None:
                yield Problem(pointer, f"invalid additional property: {name}")

    def _parts(self, value: dict[str, Any], pointer: str) -> Iterator[Problem]:
        for name, each in value.items():
            if spec := self.part(name):
                yield from spec.problems(each, f"{pointer}/{_escaped(name)}")


@dataclass(frozen=True)
class Variant:
    """An object that says in its `type` which of several records it is."""

    records: Mapping[str, Record]

    def problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(pointer, "must be an object")
            return
        kind = value.get("type")
        if kind is None:
            yield Problem(pointer, "missing required field: type")
        elif not isinstance(kind, str) or kind not in self.records:
            yield Problem(f"{pointer}/type", f"unsupported type: {kind}")
        else:
            yield from self.records[kind].problems(value, pointer)


def typed(
    kind: str,
    required: Mapping[str, Spec] | None = None,
    optional: Mapping[str, Spec] | None = None,
    *rules: Rule,
) -> Record:
    """A record that is told from others by its `type`."""
    return Record(
        required={"type": Choice((kind,)), **(required or {})},
        optional=optional or {},
        rules=rules,
        kind=kind,
    )


def by_type(*records: Record) -> Variant:
    """A choice among records that `typed` made."""
    return Variant({record.kind: record for record in records})


def exactly_one(*names: str) -> Rule:
    """A rule: one of the named parts is there, and only one."""

    def rule(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
        present = [name for name in names if name in value]
        if len(present) != 1:
            yield Problem(pointer, f"exactly one of these is required: {', '.join(names)}")

    return rule


def at_least_one(*names: str) -> Rule:
    """A rule: one of the named parts is there, or more."""

    def rule(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
        if not any(name in value for name in names):
            yield Problem(pointer, f"missing required field: {' or '.join(names)}")

    return rule


def never_both(first: str, second: str) -> Rule:
    """A rule: two flags are not set together."""

    def rule(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
        if value.get(first) and value.get(second):
            yield Problem(f"{pointer}/{second}", f"cannot be set when {first} is true")

    return rule


def ordered(low: str, high: str) -> Rule:
    """A rule: the one number is not above the other, where both are given."""

    def rule(value: dict[str, Any], pointer: str) -> Iterator[Problem]:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield Problem(f"{pointer}/{low}", f"must not be more than {high}")

    return rule


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
