"""Why an order, or its cancellation, is rejected: one of a list, to be counted, and words."""

from enum import StrEnum

from bot.domain.errors import InvalidFields

# The fields of a form that asks.
REASON, WORDS = "reason_code", "reason"
LEAST_FOR_OTHER = 20


class Reason(StrEnum):
    """What is wrong with an order, or its cancellation. The values are stored: never rename one."""

    PRICE = "price"
    MARGIN = "margin"
    DISCOUNT = "discount"
    CREDIT = "credit"
    TERMS = "terms"
    WRONG = "wrong"
    DUPLICATE = "duplicate"
    BUDGET = "budget"
    BOUND = "bound"
    UNDERWAY = "underway"
    CHANGE = "change"
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
    Reason.BOUND: "The customer is bound to it",
    Reason.UNDERWAY: "Made or on its way already",
    Reason.CHANGE: "Better changed than cancelled",
    Reason.OTHER: "Something else",
}
# Why an order is to go on though somebody wants it cancelled.
TO_GO_ON = (Reason.BOUND, Reason.UNDERWAY, Reason.CHANGE)


def offered(*, leaves: bool) -> tuple[Reason, ...]:
    """Return the reasons to choose from, against an order or (`leaves`) its cancellation."""
    if leaves:
        return (*TO_GO_ON, Reason.OTHER)
    return tuple(each for each in Reason if each not in TO_GO_ON)


def label(code: str | None) -> str | None:
    """Return a stored code in words; None where there is none, and an unknown one as it is."""
    if code is None:
        return None
    return LABELS[Reason(code)] if code in set(Reason) else code


def check(code: str | None, words: str | None) -> None:
    """Raise InvalidFields unless a rejection says which reason it has, and explains it."""
    wrong = {}
    if code not in set(Reason):
        wrong[REASON] = "Choose a reason."
    said = (words or "").strip()
    if not said:
        wrong[WORDS] = "Say why, so that the rep knows what to do."
    elif code == Reason.OTHER and len(said) < LEAST_FOR_OTHER:
        wrong[WORDS] = "The list does not say it, so explain it in a sentence."
    if wrong:
        raise InvalidFields(wrong)


def sentence(code: str | None, words: str | None) -> str | None:
    """Say a reason and its words in one, as "Discount too deep: at most 10% here"."""
    named = None if code == Reason.OTHER else label(code)
    return ": ".join(part for part in (named, words) if part) or None
