"""The words a person reads in a message or a view."""

from typing import Any


def readable(shown: Any) -> str:
    """All words in a message or a view, in order, a line each."""
    words: list[str] = []
    _gather(shown, words)
    return "\n".join(dict.fromkeys(words))


_WORDS = frozenset(("text", "alt_text", "caption", "title", "name", "markdown_text", "errors"))


def _gather(value: Any, words: list[str]) -> None:
    if isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, str) and key in _WORDS:
                words.append(each)
            elif key == "errors":
                words.extend(str(error) for error in each.values())
            else:
                _gather(each, words)
    elif isinstance(value, list):
        for each in value:
            _gather(each, words)
