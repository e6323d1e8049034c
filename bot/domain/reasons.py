"""Why an order is rejected: one of a list, so that it can be counted, and words besides."""

from enum import StrEnum

from bot.domain.errors import InvalidFields

# The fields of a form that asks.
REASON, WORDS = "reason_code", "reason"
LEAST_FOR_OTHER = 20


class Reason(StrEnum):
    """What is wrong with an order. The values are stored: never rename one."""

    PRICE = "price"
    MARGIN = "margin"
    DISCOUNT = "discount"
    CREDIT = "credit"
    TERMS = "terms"
    WRONG = "wrong"
    DUPLICATE = "duplicate"
    BUDGET = "budget"
    OTHER = "other"


LABELS: dict[Reason, str] = {
    Reason.PRICE: "Price too low",
    Reason.MARGIN: "Margin too low",
    Reason.DISCOUNT: "Discount too deep",
    Reason.CREDIT: "Credit of the customer",
    Reason.TERMS: "Wrong terms",
    Reason.WRONG: "Wrong customer or product",
    Reason.DUPLICATE: "Ordered twice",
    Reason.BUDGET: "Not in the budget",
    Reason.OTHER: "Something else",
}


def label(code: str | None) -> str | None:
    """Return a stored code in words; None where there is none, and an unknown one as it is."""
    if code is None:
        return None
    return LABELS[Reason(code)] if code in set(Reason) else code


def check(code: str | None, words: str | None) -> None:
    """Raise InvalidFields unless a rejection says which reason it has, and explains it."""
    wrong = {}
    if code not in set(Reason):
        wrong[REASON] = "Choose what is wrong with the order."
    said = (words or "").strip()
    if not said:
        wrong[WORDS] = "Say why, so that the rep knows what to change."
    elif code == Reason.OTHER and len(said) < LEAST_FOR_OTHER:
        wrong[WORDS] = "The list does not say it, so explain it in a sentence."
    if wrong:
        raise InvalidFields(wrong)


def sentence(code: str | None, words: str | None) -> str | None:
    """Say a reason and its words in one, as "Discount too deep: at most 10% here"."""
    named = None if code == Reason.OTHER else label(code)
    return ": ".join(part for part in (named, words) if part) or None
