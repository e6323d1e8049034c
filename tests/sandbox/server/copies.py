"""Deeds copied as a test, and the copy run."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.person import Person


def numbers(ravi: Person, after: int = 0) -> list[int]:
    """The entries that came from deeds."""
    return [
        entry["n"]
        for entry in ravi.get("journal", since=str(after), brief="yes")["entries"]
        if entry["direction"] == "to_bot" and entry["user"]
    ]


def copied(ravi: Person, wanted: list[int]) -> str:
    told = ravi.get("journal/test", entries=",".join(map(str, wanted)))
    return str(told["python"])


def run(text: str, **people: Person) -> None:
    """Execute the text as a module and call the one test in it."""
    module: dict[str, Any] = {}
    exec(compile(text, "copied.py", "exec"), module)  # noqa: S102 - the text is what is tested
    tests: list[Callable[..., None]] = [
        value for name, value in module.items() if name.startswith("test_")
    ]
    assert len(tests) == 1
    wanted = tests[0].__annotations__.keys() - {"return"}
    tests[0](**{name: people[name] for name in wanted})
