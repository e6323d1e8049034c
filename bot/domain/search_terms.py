"""The terms under which a customer is found: words, letters left out, e-mails, phones, keys.

An index holds `Terms` of every customer; a search makes the same of what was typed.
Terms are read by their beginnings, so that half a word finds the whole.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.domain.customers import LEGAL_FORMS, words

# Longer words are cut; nobody types more of one.
LONGEST_WORD = 40
LONGEST_TERM = 191
# Mistypings are looked for in a word's first letters, which keeps the index small.
SPELLED_LETTERS = 7
SHORTEST_SPELLED = 3
LONG_WORD = 6
# Scripts that write words without blanks, so that a part of a word must find it.
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
REVERSED = "#"
FEWEST_DIGITS = 4
# Enough digits to tell two numbers apart, few enough to leave out area and trunk codes.
TELLING_DIGITS = 8
PHONE = re.compile(r"[\d\s()+./\-\u2010-\u2015]+")
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """`every` is what a customer is found under; of these, `spelled` also when mistyped."""

    every: frozenset[str]
    spelled: frozenset[str]


def terms(
    *,
    names: Iterable[str],
    emails: Iterable[str | None] = (),
    phones: Iterable[str | None] = (),
    external_key: str | None = None,
) -> Terms:
    """Return the terms of a customer: `names` are theirs and their contacts'."""
    found: set[str] = set()
    spelled: set[str] = set()
    for name in names:
        name_words = telling_words(name)
        found.update(name_words, (_joined(pair) for pair in pairwise(name_words)))
        spelled.update(word for word in name_words if _is_spelled(word))
        for word in name_words:
            found.update(_endings(word))
    for email in emails:
        found.update(_email_terms(email or ""))
    for phone in phones:
        found.update(_phone_terms(phone or ""))
    if external_key:
        found.add(key_term(external_key))
    return Terms(frozenset(found), frozenset(spelled))


def telling_words(text: str) -> list[str]:
    """Return what a name or a search says; legal forms only if it says nothing else."""
    typed = [word[:LONGEST_WORD] for word in words(text)]
    return [word for word in typed if word not in LEGAL_FORMS] or typed


def key_term(text: str) -> str:
    return "=" + " ".join(text.casefold().split())[: LONGEST_TERM - 1]


def email_term(text: str) -> str | None:
    """Return the term of an e-mail address or its domain, or of the beginning of one.

    None where `text` is neither.
    """
    typed = text.strip().casefold()
    is_address = re.fullmatch(r"[^\s@]+@\S*|[^\s@]+\.[^\s@.]+", typed)
    return typed[:LONGEST_TERM] if is_address else None


def phone_term(text: str) -> str | None:
    """Return the term under which a phone number stands, however it is written.

    It holds the last digits in reverse, so that it does not matter whether the
    country and the trunk zero were written. None where `text` is no number.
    """
    digits = phone_digits(text)
    if not PHONE.fullmatch(text.strip()) or len(digits) < FEWEST_DIGITS:
        return None
    return REVERSED + digits[::-1][:TELLING_DIGITS]


def phone_digits(text: str) -> str:
    """Return the digits of a number without leading zeros and without "(0)"."""
    digits = "".join(str(unicodedata.digit(mark)) for mark in _digits(text.replace("(0)", "")))
    return digits.lstrip("0")


def emails_in(text: str) -> list[str]:
    return [found.strip(".,;:!?()").casefold() for found in EMAIL.findall(text)]


def mistypings(word: str) -> int:
    """Return how many letters of a word may be wrong, missing or too many."""
    if len(word) < SHORTEST_SPELLED or not word.isalpha():
        return 0
    return 1 if len(word) < LONG_WORD else 2


def spellings(word: str) -> set[str]:
    """Return the beginning of `word` with up to `mistypings` letters left out.

    Two words that differ by that many letters have a spelling in common: the idea of
    symmetric deletion, by Wolf Garbe. https://github.com/wolfgarbe/SymSpell
    """
    variants = {word[:SPELLED_LETTERS]}
    for _ in range(mistypings(word)):
        variants |= {
            variant[:at] + variant[at + 1 :] for variant in variants for at in range(len(variant))
        }
    return variants - {""}


def _is_spelled(word: str) -> bool:
    return mistypings(word) > 0


def _joined(pair: tuple[str, str]) -> str:
    return "".join(pair)[:LONGEST_WORD]


def _endings(word: str) -> set[str]:
    """Return every ending of a word in a script without blanks, one letter the shortest."""
    if word.isascii() or not any(_is_unspaced(mark) for mark in word):
        return set()
    return {word[at:] for at in range(1, len(word))}


@cache
def _is_unspaced(mark: str) -> bool:
    return unicodedata.name(mark, "").startswith(UNSPACED)


def _email_terms(email: str) -> set[str]:
    whole = email_term(email)
    if whole is None or "@" not in whole:
        return set()
    local, _, domain = whole.partition("@")
    parts = words(re.sub(r"[._+\-]", " ", local)) + words(domain.rpartition(".")[0])
    return {whole, domain[:LONGEST_TERM], *(part[:LONGEST_WORD] for part in parts)}


def _phone_terms(phone: str) -> set[str]:
    digits = phone_digits(phone)
    if len(digits) < FEWEST_DIGITS:
        return set()
    return {(REVERSED + digits[::-1])[:LONGEST_TERM]}


def _digits(text: str) -> Iterable[str]:
    return (mark for mark in text if unicodedata.digit(mark, None) is not None)
