"""What of all that waits somebody wants to see, and what of it can be waved through together."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.backgrounds import Background
from bot.domain.conditions import Facts, Occasion
from bot.domain.errors import UserError
from bot.domain.money import currency_code, parse_money
from bot.domain.orders import Order
from bot.domain.policies import ANY

ALONE, BEFORE_WORDS = "overdue|mine|all", "over|from|customer"
END = r"(?=[\s,]|$)"
KEYWORD = re.compile(rf"[\s,]*({ALONE}|{BEFORE_WORDS}){END}[\s,]*", re.IGNORECASE)
# A name is taken whole up to a word that can only begin another filter: "Over the Moon" holds no
# amount, and in "Blue All Stars" more of the name follows. What can be read both ways is quoted.
NEXT = re.compile(
    rf"(?<![\s,])[\s,]+(?=(?:{ALONE})(?:[\s,]*$|[\s,]+(?:{ALONE}|{BEFORE_WORDS}){END})"
    r"|over\s+\d|(?:from|customer)\s+\S)",
    re.IGNORECASE,
)
QUOTED = re.compile(rf"[\"“”„]([^\"“”„]*)[\"“”„]{END}")
EXAMPLES = "`over 5000`, `from Sam`, `customer Acme`, `overdue`, `mine` or `all`"


class Scope(StrEnum):
    """Whose part the orders are: to decide for who asks, their own, or everybody's."""

    MINE_TO_DECIDE = ""
    OWN = "mine"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the waiting orders to show; `text` is how it was typed, to be asked again."""

    text: str = ""
    scope: Scope = Scope.MINE_TO_DECIDE
    over_minor: int | None = None
    currency: str | None = None
    rep: str | None = None
    customer: str | None = None
    overdue: bool = False

    def holds(self, order: Order, *, at: datetime, team: str | None = None) -> bool:
        """Return whether the order is one of those; an amount tells of its own currency alone.

        `team` is that of the rep: "from North" means either.
        """
        return (
            self._amount_holds(order)
            and (_within(self.rep, order.requested_by) or _within(self.rep, team or ""))
            and _within(self.customer, order.customer)
            and (not self.overdue or is_overdue(order, at=at))
        )

    def _amount_holds(self, order: Order) -> bool:
        if self.over_minor is None:
            return True
        return order.currency == self.currency and abs(order.total_minor) >= self.over_minor


EVERYTHING = Wanted()


def parse(text: str, *, currency: str) -> Wanted:
    """Read "over 5000 from Sam" and the like; raises UserError with examples.

    `currency` is the one of a bare amount.
    """
    wanted: dict[str, object] = {"text": text.strip()}
    position, end = 0, len(text.rstrip(" ,"))
    while found := KEYWORD.match(text, position):
        keyword, words, position = found[1].casefold(), "", found.end()
        if keyword in BEFORE_WORDS.split("|"):
            words, position = _words(text, position)
        wanted |= _read(keyword, words, currency)
    if position < end or len(wanted) == 1:
        raise UserError(f"I do not see what you want to see. Try {EXAMPLES}.")
    return Wanted(**wanted)  # type: ignore[arg-type] # by name, as read above


def _words(text: str, position: int) -> tuple[str, int]:
    """Return the words from there up to the next filter, and where they end."""
    if quoted := QUOTED.match(text, position):
        return quoted[1].strip(), quoted.end()
    following = NEXT.search(text, position)
    end = following.start() if following else len(text)
    return text[position:end].strip(" ,"), end


def begins(text: str) -> bool:
    """Return whether what was typed is meant to be a filter."""
    return KEYWORD.match(text) is not None


def _read(keyword: str, words: str, currency: str) -> dict[str, object]:
    match keyword:
        case "overdue":
            return {"overdue": True}
        case "mine" | "all":
            return {"scope": Scope(keyword)}
        case _ if not words:
            raise UserError(f"Say what comes after “{keyword}”. Try {EXAMPLES}.")
        case "over":
            return _amount(words, currency)
        case "from":
            return {"rep": words}
        case _:
            return {"customer": words}


def _amount(words: str, currency: str) -> dict[str, object]:
    figure, _, code = words.rpartition(" ")
    if code.isalpha() and figure:
        currency, words = currency_code(code), figure
    return {"over_minor": parse_money(words, currency), "currency": currency}


def _within(typed: str | None, name: str) -> bool:
    return typed is None or typed.casefold() in name.casefold()


def is_overdue(order: Order, *, at: datetime) -> bool:
    """Return whether the step that waits should have been decided by now."""
    asked = order.asked
    return asked is not None and asked.due_at is not None and asked.due_at < at


# An order up to so many times the customer's average is nothing out of the ordinary.
USUAL_SIZE = 2
LOW_RISK = (
    "Together go orders that need one approval and are as they were first sent, from customers who"
    " buy like that: size (with all they ordered that day), discount and margin are usual for them,"
    " and their credit limit holds."
)


def may_be_low_risk(order: Order) -> bool:
    """Return whether the order alone does not tell yet that it stands out."""
    asked = order.asked
    return (
        asked is not None
        and asked.occasion is Occasion.ORDER
        and len(asked.steps) == 1
        and asked.step.need == ANY
        # What was changed is shown line by line, and not in a list.
        and order.edition == 1
        and order.total_minor > 0
    )


def low_risk(order: Order, background: Background, facts: Facts) -> bool:
    """Return whether nothing about an order stands out, so that several can go together.

    See LOW_RISK for the same in words. What cannot be told is no low risk.
    """
    if not may_be_low_risk(order) or not background.order_count:
        return False
    average = background.revenue_minor // background.order_count
    return (
        # What the policy weighs: an order in pieces is as large as the whole.
        facts.amount_minor <= USUAL_SIZE * average
        and background.discount <= (background.usual_discount or 0)
        and _margin_is_usual(background)
        and facts.over_credit is False
        and not facts.mixed_currencies
    )


def _margin_is_usual(background: Background) -> bool:
    """An unknown margin says nothing where it never was known."""
    if background.usual_margin is None:
        return True
    return background.margin is not None and background.margin >= background.usual_margin
