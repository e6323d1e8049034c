"""The plain model's policy: what its rules look at, and whom they ask."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A step of a policy: `who` is a word of `People.named`, `need` 0 for all of them.

    Working hours say when it is overdue, so that the backup is asked too, and when it ends.
    """

    who: str
    need: int = 1
    due: int | None = None
    ends: int | None = None
    backup: str | None = None


HIGHEST = (Look("admins"),)


@dataclass(frozen=True)
class Weighed:
    """An order as it was when the policy was asked: minor units, and shares in basis points.

    `day` is what the customer ordered within the day, this order along, and None where that
    is in several currencies; the margin and the credit are None where nobody can tell. The
    customer is new who had nothing go through that was sent before that day.
    """

    customer: str
    rep: str
    currency: str
    total: int
    weight: int
    day: int | None
    line_discount: int
    whole_discount: int
    margin: int | None
    over_credit: bool | None
    categories: frozenset[str]
    segment: str | None
    places: frozenset[str]
    is_new: bool
    # The same if all that the customer ordered in the day had been one order.
    undivided: "Weighed | None" = None

    def is_worse_than(self, approved: "Weighed") -> bool:
        """Whether it is riskier in anything than what people approved."""
        return any(
            (
                self.customer != approved.customer,
                self.currency != approved.currency,
                self.total > approved.total >= 0,
                self.weight > approved.weight,
                self.day is None and approved.day is not None,
                self.line_discount > approved.line_discount,
                self.whole_discount > approved.whole_discount,
                approved.margin is not None
                and (self.margin is None or self.margin < approved.margin),
                self.over_credit is True and approved.over_credit is not True,
                self.over_credit is None and approved.over_credit is not None,
                bool(self.categories - approved.categories),
            )
        )


LINE, WHOLE, MARGIN, CREDIT = "line's discount", "whole discount", "margin", "credit"
SEGMENT, PLACE, CATEGORY, REP, NEW = "segment", "place", "category", "rep", "new"


@dataclass(frozen=True)
class About:
    """What an order is: a discount of `figure` or more, a margin below it, the credit limit
    exceeded, a customer who is new, or one, with products and a rep, of that `word`, or of any
    but that. Upper and lower case are the same.
    """

    subject: str
    figure: int = 0
    word: str = ""
    negated: bool = False

    def __str__(self) -> str:
        words = (self.subject, self.figure, "not" if self.negated else "", self.word)
        return " ".join(str(each) for each in words if each)

    def fits(self, order: Weighed) -> bool | None:
        """Whether it is so of such an order; None where nobody can tell."""
        match self.subject:
            case "line's discount":
                return order.line_discount >= self.figure
            case "whole discount":
                return order.whole_discount >= self.figure
            case "margin":
                return None if order.margin is None else order.margin < self.figure
            case "credit":
                return order.over_credit
            case "new":
                return order.is_new
            case _:
                known = {each.casefold() for each in self._words(order)}
                return (self.word.casefold() in known) is not self.negated

    def _words(self, order: Weighed) -> frozenset[str]:
        return {
            "segment": frozenset({order.segment or ""}),
            "place": order.places,
            "category": order.categories,
            "rep": frozenset({order.rep}),
        }[self.subject]


OWING = About(CREDIT)


@dataclass(frozen=True)
class Tier:
    """Orders need these looks of which the day's weight in EUR is `minor` or more, and that
    are as `about` says.
    """

    minor: int | None
    looks: tuple[Look, ...]
    about: About | None = None

    @property
    def name(self) -> str:
        return f"From {self.minor} by {self.about}"

    def fits(self, order: Weighed) -> bool | None:
        """Whether it is about such an order; None where nobody can tell."""
        answers = {self._is_as_much(order), self.about is None or self.about.fits(order)}
        if False in answers:
            return False
        return None if None in answers else True

    def _is_as_much(self, order: Weighed) -> bool | None:
        if self.minor is None:
            return True
        if order.day is None or order.currency != "EUR":
            return None
        return order.day >= self.minor


Tiers = tuple[Tier, ...]
