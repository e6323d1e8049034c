"""Which of the customers that may be meant are meant, the likeliest first."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from bot.domain.customers import CustomerMatch, name_key, words
from bot.domain.search_terms import email_term, key_term, phone_digits, phone_term
from bot.store.search_texts import Texts, texts

# A contact's name counts a little less than the customer's own.
CONTACT_WEIGHT = 0.95
# A word that only begins so, or is only like it, counts less than the word itself.
BEGUN_WEIGHT, LIKE_WEIGHT = 0.97, 0.9
LEAST_LIKENESS = 0.6


def by_words(session: Session, ids: Collection[int], typed: Sequence[str]) -> list[CustomerMatch]:
    """Rank by how well each typed word is met, then by how much else the name says."""
    if not ids:
        return []
    whole = " ".join(typed)
    ranked = []
    for customer_id, text in texts(session, ids).items():
        score, via = _best(text, typed)
        if score >= LEAST_LIKENESS:
            nearness = fuzz.ratio(whole, name_key(text.name))
            match = CustomerMatch(customer_id, text.name, text.place, score, via)
            ranked.append((-round(score, 3), -nearness, text.name, customer_id, match))
    return [match for *_, match in sorted(ranked, key=lambda each: each[:4])]


def by_identity(session: Session, ids: Collection[int], text: str) -> list[CustomerMatch]:
    """Say of each what it was that matched: the key, an e-mail address or a phone number."""
    ranked = []
    for customer_id, known in texts(session, ids).items():
        via = _identity(known, text)
        if via is not None:
            match = CustomerMatch(customer_id, known.name, known.place, 1.0, via or None)
            ranked.append((known.name, customer_id, match))
    return [match for *_, match in sorted(ranked, key=lambda each: each[:2])]


def as_listed(session: Session, ids: Sequence[int]) -> list[CustomerMatch]:
    """Return the customers in the order of `ids`."""
    known = texts(session, ids)
    return [
        CustomerMatch(customer_id, known[customer_id].name, known[customer_id].place, 1.0)
        for customer_id in ids
        if customer_id in known
    ]


def _best(text: Texts, typed: Sequence[str]) -> tuple[float, str | None]:
    """Return the score, and the contact or address that it is owed to, if not the name."""
    score, via = _met(typed, words(text.name)), None
    for contact in text.contacts:
        of_contact = CONTACT_WEIGHT * _met(typed, words(contact.name))
        together = CONTACT_WEIGHT * _met(typed, [*words(text.name), *words(contact.name)])
        if max(of_contact, together) > score:
            score, via = max(of_contact, together), contact.name
    for email in (text.email, *(contact.email for contact in text.contacts)):
        of_email = CONTACT_WEIGHT * _met(typed, words((email or "").replace(".", " ")))
        if of_email > score:
            score, via = of_email, email
    return score, via


def _met(typed: Sequence[str], known: Sequence[str]) -> float:
    """Return the mean over the typed words of how well the best known word meets each."""
    if not typed or not known:
        return 0.0
    apart = sum(max(_likeness(word, other) for other in known) for word in typed) / len(typed)
    # Blanks are typed where there are none, and left out where there are some.
    together = LIKE_WEIGHT * OSA.normalized_similarity("".join(typed), "".join(known))
    return max(apart, together)


@lru_cache(maxsize=20_000)
def _likeness(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if word in other:
        return BEGUN_WEIGHT * (0.9 + 0.1 * len(word) / len(other))
    return LIKE_WEIGHT * OSA.normalized_similarity(word, other)


def _identity(known: Texts, text: str) -> str | None:
    """Return what matched; an empty text for what is the customer's own, None for nothing."""
    if known.external_key and key_term(known.external_key) == key_term(text):
        return ""
    for each in (known, *known.contacts):
        if _same_address(each.email, text) or _same_number(each.phone, text):
            return "" if each is known else each.name
    return None


def _same_address(email: str | None, text: str) -> bool:
    begun, whole = email_term(text), email_term(email or "")
    if not begun or not whole:
        return False
    return whole.startswith(begun) or whole.partition("@")[2].startswith(begun)


def _same_number(phone: str | None, text: str) -> bool:
    if not phone or phone_term(text) is None:
        return False
    known, typed = phone_digits(phone), phone_digits(text)
    return known.endswith(typed) or typed.endswith(known)
