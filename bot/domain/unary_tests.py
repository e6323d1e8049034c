"""Tests of a decision table's cell, as DMN's S-FEEL writes them, and nothing beyond.

Numbers: `>= 10`, `[10..30)`, `]10..30[`, lists of these, `not(…)`. Words: `"A", "B"`,
`not("A")`. A cell that is empty or `-` asks nothing. Nothing here is ever evaluated.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from bot.domain.conditions import Interval, Numbers, Words
from bot.domain.errors import UserError

NUMBER = r"-?(?:\d+(?:\.\d+)?|\.\d+)"
COMPARISON = re.compile(rf"(<=|>=|<|>)\s*({NUMBER})")
INTERVAL = re.compile(rf"([\[\](])\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*([\])\[])")
ALONE = re.compile(NUMBER)
NEGATION = re.compile(r"not\s*\((.*)\)", re.DOTALL | re.IGNORECASE)
# "5,000" would otherwise be a list of 5 and 000.
PADDED = re.compile(r"-?0\d")
WORD = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^",()]*?))\s*(,|$)', re.DOTALL)
BARE = re.compile(r"[^\W_](?:[^\",()\\\n]*[^\",()\\\s])?")
ANYTHING = frozenset({"", "-"})

Exact = Callable[[Decimal], int]


def asks_nothing(text: str) -> bool:
    return text.strip() in ANYTHING


def numbers(text: str, exact: Exact, *, alone: bool = True) -> Numbers:
    """Read tests of a number; `exact` turns each figure into what is stored.

    Without `alone` a figure by itself is refused: whoever writes "20" for a discount
    rarely means exactly that. Raises UserError with a sentence.
    """
    body, negated = _negation(text.strip())
    intervals = tuple(_interval(each.strip(), exact, alone=alone) for each in body.split(","))
    return Numbers(intervals, negated)


def _negation(text: str) -> tuple[str, bool]:
    negation = NEGATION.fullmatch(text)
    return (negation[1].strip(), True) if negation else (text, False)


def _interval(text: str, exact: Exact, *, alone: bool) -> Interval:
    if PADDED.match(text):
        raise UserError(f"“{text}” begins with 0. Write thousands without a comma, like 5000.")
    if comparison := COMPARISON.fullmatch(text):
        return _compared(comparison[1], exact(Decimal(comparison[2])))
    if interval := INTERVAL.fullmatch(text):
        low, high = exact(Decimal(interval[2])), exact(Decimal(interval[3]))
        found = Interval(low, high, interval[1] != "[", interval[4] != "]")
        if low > high or (low == high and (found.low_open or found.high_open)):
            raise UserError(
                f"“{text}” holds no number. Write the smaller one first, like [10..30)."
            )
        return found
    if not ALONE.fullmatch(text):
        raise UserError(f"“{text}” cannot be read. Write >= 10, < 30, [10..30) or not([10..30)).")
    if not alone:
        raise UserError(
            f"“{text}” alone may mean exactly that or more. Write >= {text} for that or more,"
            f" [{text}..{text}] for exactly that."
        )
    figure = exact(Decimal(text))
    return Interval(figure, figure)


def _compared(sign: str, figure: int) -> Interval:
    if sign[0] == ">":
        return Interval(low=figure, low_open=sign == ">")
    return Interval(high=figure, high_open=sign == "<")


def write_numbers(test: Numbers, figure: Callable[[int], str]) -> str:
    said = ", ".join(_write_interval(each, figure) for each in test.intervals)
    return f"not({said})" if test.negated else said


def _write_interval(interval: Interval, figure: Callable[[int], str]) -> str:
    low, high = interval.low, interval.high
    if low is None and high is None:
        raise ValueError("An interval without bounds is no test.")
    if low is None:
        return f"{'<' if interval.high_open else '<='} {figure(high or 0)}"
    if high is None:
        return f"{'>' if interval.low_open else '>='} {figure(low)}"
    first, last = "(" if interval.low_open else "[", ")" if interval.high_open else "]"
    return f"{first}{figure(low)}..{figure(high)}{last}"


def words(text: str, *, bare: bool) -> Words:
    """Read tests of a word; `bare` allows words without quotation marks.

    Raises UserError with a sentence.
    """
    body, negated = _negation(text.strip())
    found = []
    for word, quoted in items(body):
        if not (quoted or bare):
            raise UserError(f'“{word}” is no text. Write it in quotation marks: "{word}".')
        found.append(word)
    return Words(tuple(found), negated)


def items(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word of a list and whether it stood in quotation marks; raises UserError."""
    position = 0
    while True:
        found = WORD.match(text, position)
        if found is None:
            raise UserError(
                f"“{text[position:].strip()}” cannot be read. Part words with commas, and put one"
                ' with a comma or brackets into quotation marks: "A, B".'
            )
        quoted, plain, end = found.groups()
        word = " ".join((plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)).split())
        if not word:
            raise UserError("There is nothing between two commas. Remove one of them.")
        yield word, quoted is not None
        if not end:
            return
        position = found.end()


def write_words(said: Iterable[str], *, negated: bool = False) -> str:
    """Write words that are in quotation marks already where they must be."""
    body = ", ".join(said)
    return f"not({body})" if negated else body


def quoted(word: str, *, reserved: frozenset[str] = frozenset()) -> str:
    """Return the word as `items` reads it back, in quotation marks where it needs them."""
    if BARE.fullmatch(word) and word.casefold() not in reserved:
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
