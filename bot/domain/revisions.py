"""What a change makes of an order, and whether it needs to be approved again.

Held against is always the last edition that people approved, never the one before:
many small steps are as far as one large one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.approvals import ActKind, Approval
from bot.domain.conditions import Facts
from bot.domain.money import format_money, format_percent
from bot.domain.orders import Order, OrderLine
from bot.domain.policies import Ruling
from bot.domain.weights import weight

APPROVE = ActKind.APPROVE
COVERED = "no new approval is needed, as nothing exceeds what was approved"


@dataclass(frozen=True, slots=True)
class Content:
    """What an order says: all that an approver approves."""

    customer_id: int
    customer: str
    currency: str
    notes: str | None
    lines: tuple[OrderLine, ...]

    @property
    def total_minor(self) -> int:
        return sum(line.total_minor for line in self.lines)


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line before and after; None where it was added, or removed."""

    before: OrderLine | None
    after: OrderLine | None


class Since(StrEnum):
    """What had become of an order as it was before; completes "changed since …"."""

    APPROVED = "it was approved"
    LET_THROUGH = "the policy let it through"
    SENT = "it was sent before"


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two contents; `since` says what had become of `before`."""

    before: Content
    after: Content
    lines: tuple[LineChange, ...]
    since: Since = Since.APPROVED

    @property
    def is_empty(self) -> bool:
        return not self.lines and _head(self.before) == _head(self.after)


@dataclass(frozen=True, slots=True)
class Approved:
    """An edition that people approved: what it said, what was weighed, who was asked."""

    content: Content
    facts: Facts
    approval: Approval


def content_of(order: Order) -> Content:
    return Content(order.customer_id, order.customer, order.currency, order.notes, order.lines)


def diff(before: Content, after: Content, *, since: Since = Since.APPROVED) -> Diff:
    """Tell two contents apart; a product's lines are paired in the order they stand."""
    return Diff(before, after, tuple(_line_changes(before.lines, after.lines)), since)


def matters(
    approved: Approved | None,
    after: Content,
    facts: Facts,
    ruling: Ruling,
    *,
    own: Collection[int],
) -> str | None:
    """Return why what an approved order says now must be approved anew; None where it need not.

    It need not where the policy lets it through, or where the same rule asks for the same
    steps and nothing is worse than what people have approved. `own` are all to whom the order
    is their own by now: what one of them approved before counts no more.
    """
    if ruling.lets_through:
        return None
    if approved is None:
        return "It is one now that the policy has approved"
    asked = approved.approval
    if any({act.by_id, act.seat_id} & set(own) for act in asked.acts if act.kind is APPROVE):
        return "Changed by somebody who had approved it"
    rule = ruling.rule.name if ruling.rule else None
    if (rule, ruling.steps) != (asked.rule, asked.steps):
        return "Another rule of the policy asks now, or other people"
    return "; ".join(worse(approved, after, facts)) or None


def worse(approved: Approved, after: Content, facts: Facts) -> list[str]:
    """Say in which ways an order is riskier than the edition that people approved.

    What has become worse of the customer's other orders of the day is asked about with those.
    """
    before, then = approved.content, approved.facts
    if before.customer_id != after.customer_id:
        return [f"Customer changed from {before.customer} to {after.customer}"]
    if before.currency != after.currency:
        return [f"Currency changed from {before.currency} to {after.currency}"]
    said = [
        *_larger_amount(before, after),
        *_deeper("Discount of a line", then.line_discount, facts.line_discount),
        *_deeper("Discount of the order", then.order_discount, facts.order_discount),
        *_thinner(then.margin, facts.margin),
    ]
    if then.rep != facts.rep:
        said.append("It belongs to somebody else")
    if facts.over_credit is not False and facts.over_credit is not then.over_credit:
        said.append("The credit limit is exceeded now, or cannot be judged")
    if facts.mixed_currencies and not then.mixed_currencies:
        said.append("The customer has ordered in several currencies today")
    if added := facts.categories - then.categories:
        said.append(f"Category added: {', '.join(sorted(added))}")
    return said


def _larger_amount(before: Content, after: Content) -> list[str]:
    currency = after.currency
    if after.total_minor > before.total_minor >= 0:
        was, now = (format_money(each.total_minor, currency) for each in (before, after))
        return [f"Total raised from {was} to {now}"]
    was_weight, weighs = weight(before.lines), weight(after.lines)
    if weighs > was_weight:
        was, now = format_money(was_weight, currency), format_money(weighs, currency)
        return [f"Sales or returns raised from {was} to {now}"]
    return []


def _deeper(what: str, before: int, after: int) -> list[str]:
    if after <= before:
        return []
    return [f"{what} raised from {format_percent(before)} to {format_percent(after)}"]


def _thinner(before: int | None, after: int | None) -> list[str]:
    if before is None or before == after:
        return []
    if after is None:
        return ["The margin is not known any more"]
    if after > before:
        return []
    return [f"Margin fell from {format_percent(before)} to {format_percent(after)}"]


def _head(content: Content) -> tuple[int, str, str | None]:
    return content.customer_id, content.currency, content.notes


def _line_changes(before: Sequence[OrderLine], after: Sequence[OrderLine]) -> list[LineChange]:
    left, changes = list(before), []
    for line in after:
        twin = next((each for each in left if each.product_id == line.product_id), None)
        if twin is None:
            changes.append(LineChange(None, line))
            continue
        left.remove(twin)
        if _terms(twin) != _terms(line):
            changes.append(LineChange(twin, line))
    return [*changes, *(LineChange(line, None) for line in left)]


def _terms(line: OrderLine) -> tuple[int, int, int]:
    return line.quantity, line.unit_price_minor, line.discount
