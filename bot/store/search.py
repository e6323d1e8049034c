"""Finding customers by what people type, on every database alike: terms and postings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, delete, insert, or_, select
from sqlalchemy.orm import Session

from bot.domain.customers import CustomerMatch, name_key
from bot.domain.search_terms import email_term as address_term
from bot.domain.search_terms import (
    emails_in,
    key_term,
    mistypings,
    phone_term,
    spellings,
    telling_words,
)
from bot.store import search_ranking
from bot.store.search_texts import terms_of
from bot.store.tables import CustomerRow, PostingRow, SpellingRow

Item = TypeVar("Item")

# Below what every database takes as parameters of one statement.
CHUNK = 400
# How many candidates are ranked; more would take longer than a person types.
POOL = 300
# How many customers are read for one word before it counts as a common one.
READ = 2000
MOST_WORDS = 6
MOST_SPELLINGS = 30
# From 0 to 100. "Acme Tool" and "Acme Tools" have 95, "Acme Tools" and "Acme Toys" 84.
SAME_NAME = 85
# How much of a longer text is looked at for names, and how many words a name in it has.
LONGEST_TEXT, LONGEST_NAME, SHORTEST_NAME = 200, 5, 3
# The last code point: no term stands behind it.
LAST = "\U0010ffff"


def index(session: Session, customer_ids: Iterable[int]) -> None:
    """Bring the terms of these customers up to date with their names, contacts and numbers."""
    for ids in _chunks(customer_ids):
        wanted = terms_of(session, ids)
        standing = _standing(session, ids)
        words = set(chain.from_iterable(each.spelled for each in wanted.values()))
        _add_spellings(session, words)
        added = [
            {"customer_id": customer_id, "term": term}
            for customer_id, each in wanted.items()
            for term in sorted(each.every - standing.get(customer_id, set()))
        ]
        if added:
            session.execute(insert(PostingRow), added)
        for customer_id, known in standing.items():
            gone = known - (wanted[customer_id].every if customer_id in wanted else set())
            for some in _chunks(gone):
                session.execute(
                    delete(PostingRow)
                    .where(PostingRow.customer_id == customer_id, PostingRow.term.in_(some))
                    .execution_options(synchronize_session=False)
                )


def find(session: Session, text: str, limit: int = 10) -> list[CustomerMatch]:
    """Find customers by name, contact, e-mail, phone or external key, the best first.

    What stands there as typed wins over what begins so, and that over what may be
    meant; only where one of these ways finds nobody the next is tried.
    """
    # PostgreSQL refuses a text with a zero in it.
    typed = "".join(mark if mark.isprintable() else " " for mark in text)
    exact = _by_identity(session, typed)
    if exact:
        return search_ranking.by_identity(session, exact, typed)[:limit]
    words = telling_words(typed)[:MOST_WORDS]
    for candidates in _ways(session, words):
        ranked = search_ranking.by_words(session, candidates, words)
        if ranked:
            return ranked[:limit]
    return []


def near_names(session: Session, name: str, *, limit: int = 5) -> list[CustomerMatch]:
    """Return customers whose names are spelled so nearly alike that they may be the same."""
    key = name_key(name)
    return [
        match
        for match in find(session, name, limit)
        if fuzz.ratio(key, name_key(match.name)) >= SAME_NAME
    ]


def mentioned(session: Session, text: str) -> list[CustomerMatch]:
    """Return the customers that a longer text speaks of, the surest first.

    Those whose e-mail address stands there, then those whose whole name does (the
    longest name first), then the only one whose mail domain does.
    """
    addresses = emails_in(text)[:CHUNK]
    found = _ids(session, PostingRow.term.in_(addresses))
    found += _named(session, telling_words(text)[:LONGEST_TEXT])
    for domain in dict.fromkeys(address.partition("@")[2] for address in addresses):
        of_domain = _ids(session, PostingRow.term == domain)
        found += of_domain if len(of_domain) == 1 else []
    return search_ranking.as_listed(session, list(dict.fromkeys(found)))


def _named(session: Session, words: Sequence[str]) -> list[int]:
    runs = {
        " ".join(words[at : at + length])
        for length in range(1, LONGEST_NAME + 1)
        for at in range(len(words) - length + 1)
    }
    named: list[tuple[int, int]] = []
    for keys in _chunks(sorted(run for run in runs if len(run) >= SHORTEST_NAME)):
        rows = session.execute(
            select(CustomerRow.id, CustomerRow.name_key).where(CustomerRow.name_key.in_(keys))
        )
        named += [(-len(row.name_key), row.id) for row in rows]
    return [customer_id for _, customer_id in sorted(named)[:POOL]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What may stand for one typed word: terms that begin so, and words that are near to it."""

    begun: str
    near: tuple[str, ...] = ()


def _ways(session: Session, words: Sequence[str]) -> Iterator[list[int]]:
    """Yield candidates: all words as begun, all as perhaps meant, together, any of them."""
    if not words:
        return
    yield _with_all(session, [Choices(word) for word in words])
    meant = [Choices(word, _near(session, word)) for word in words]
    yield _with_all(session, meant)
    if len(words) > 1:
        joined = "".join(words)
        yield _with_all(session, [Choices(joined, _near(session, joined))])
        any_of = chain.from_iterable(_having(session, choices)[:POOL] for choices in meant)
        yield list(dict.fromkeys(any_of))


def _by_identity(session: Session, text: str) -> list[int]:
    """Return who has this external key, e-mail address or phone number."""
    found = _ids(session, PostingRow.term == key_term(text))
    address, number = address_term(text), phone_term(text)
    if address:
        found += _ids(session, _begins(address))
    if number:
        found += _ids(session, _begins(number))
    return list(dict.fromkeys(found))


def _with_all(session: Session, words: Sequence[Choices]) -> list[int]:
    """Return customers who have a choice of every word, those of the rarest word's first term
    first.
    """
    found = sorted(((_having(session, choices), choices) for choices in words), key=_rareness)
    (common, _), *others = found
    for ids, choices in others:
        # A word that many have was not read to its end.
        keep = set(ids) if len(ids) < READ else _among(session, common, choices)
        common = [customer_id for customer_id in common if customer_id in keep]
    return common[:POOL]


def _rareness(found: tuple[list[int], Choices]) -> int:
    return len(found[0])


def _having(session: Session, choices: Choices) -> list[int]:
    """Return who has a term that begins so, or one that is near; two statements, since an OR
    of both would read a whole index.
    """
    found = _ids(session, _begins(choices.begun), limit=READ)
    if choices.near:
        found += _ids(session, PostingRow.term.in_(choices.near), limit=READ)
    return list(dict.fromkeys(found))


def _among(session: Session, ids: Sequence[int], choices: Choices) -> set[int]:
    condition = or_(_begins(choices.begun), PostingRow.term.in_(choices.near))
    return set(
        chain.from_iterable(
            session.scalars(
                select(PostingRow.customer_id).where(PostingRow.customer_id.in_(some), condition)
            )
            for some in _chunks(ids)
        )
    )


def _begins(term: str) -> ColumnElement[bool]:
    return (PostingRow.term >= term) & (PostingRow.term < term + LAST)


def _ids(session: Session, condition: ColumnElement[bool], *, limit: int = POOL) -> list[int]:
    found = session.scalars(
        select(PostingRow.customer_id).where(condition).order_by(PostingRow.term).limit(limit)
    )
    return list(dict.fromkeys(found))


def _near(session: Session, word: str) -> tuple[str, ...]:
    """Return the words that `word` may be a mistyping of, the nearest first."""
    allowed = mistypings(word)
    if not allowed:
        return ()
    known = session.scalars(
        select(SpellingRow.word).where(SpellingRow.spelling.in_(spellings(word))).distinct()
    )
    distances = ((OSA.distance(word, other, score_cutoff=allowed), other) for other in known)
    near = sorted(each for each in distances if 0 < each[0] <= allowed)
    return tuple(other for _, other in near[:MOST_SPELLINGS])


def _standing(session: Session, ids: Sequence[int]) -> dict[int, set[str]]:
    standing: dict[int, set[str]] = {}
    rows = session.execute(
        select(PostingRow.customer_id, PostingRow.term).where(PostingRow.customer_id.in_(ids))
    )
    for customer_id, term in rows:
        standing.setdefault(customer_id, set()).add(term)
    return standing


def _add_spellings(session: Session, words: set[str]) -> None:
    """Enter words that the dictionary lacks. Entered twice at once they do no harm."""
    for some in _chunks(sorted(words)):
        known = session.scalars(
            select(SpellingRow.word).where(
                SpellingRow.spelling.in_(some), SpellingRow.word == SpellingRow.spelling
            )
        )
        new = set(some) - set(known)
        rows = [
            {"spelling": spelling, "word": word}
            for word in sorted(new)
            for spelling in sorted({word, *spellings(word)})
        ]
        if rows:
            session.execute(insert(SpellingRow), rows)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
