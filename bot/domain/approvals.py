"""The approval policy: which orders need whom.

Rules stand in order and the first that matches decides. A rule that cannot be
judged, because its amount is in another currency than the order, counts as
matching: in doubt somebody is asked.
"""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.money import format_money, format_percent, to_minor
from bot.domain.people import Actor, Role


@dataclass(frozen=True, slots=True)
class Facts:
    """What a policy looks at. `discount` is the largest of any line, in basis points."""

    total_minor: int
    currency: str
    discount: int
    customer_is_new: bool


@dataclass(frozen=True, slots=True)
class Approvers:
    """Who may decide: members by id, or else everybody from `role` upwards."""

    role: Role = Role.MANAGER
    member_ids: tuple[int, ...] = ()

    def include(self, actor: Actor) -> bool:
        if self.member_ids:
            return actor.member_id in self.member_ids
        return actor.has(self.role)


@dataclass(frozen=True, slots=True)
class Rule:
    """Every condition that is set must hold; a rule without any matches every order.

    `above_minor` matches totals at or above it (in `currency`), and `above_discount`
    (basis points) any line at or above it.
    """

    name: str
    approvers: Approvers = Approvers()
    above_minor: int | None = None
    currency: str | None = None
    above_discount: int | None = None
    customer_is_new: bool = False

    def matches(self, facts: Facts) -> bool:
        return (
            self._amount_matches(facts)
            and (self.above_discount is None or facts.discount >= self.above_discount)
            and (facts.customer_is_new or not self.customer_is_new)
        )

    def _amount_matches(self, facts: Facts) -> bool:
        if self.above_minor is None:
            return True
        if self.currency != facts.currency:
            return True
        return abs(facts.total_minor) >= self.above_minor

    def describe(self) -> str:
        """Say in words when the rule applies."""
        conditions = []
        if self.above_minor is not None and self.currency is not None:
            conditions.append(
                f"the total is {format_money(self.above_minor, self.currency)} or more"
            )
        if self.above_discount is not None:
            conditions.append(f"a line has {format_percent(self.above_discount)} discount or more")
        if self.customer_is_new:
            conditions.append("the customer is new")
        return " and ".join(conditions) or "always"


@dataclass(frozen=True, slots=True)
class Policy:
    """A version of the workspace's rules; version 0 is the one nobody has set yet."""

    version: int
    rules: tuple[Rule, ...]


def first_match(policy: Policy, facts: Facts) -> Rule | None:
    """Return the rule that asks for approval, or None when the order approves itself."""
    return next((rule for rule in policy.rules if rule.matches(facts)), None)


def default_policy(currency: str) -> Policy:
    """The policy of a new workspace: large orders, deep discounts and new customers."""
    large, first = to_minor(Decimal(5000), currency), to_minor(Decimal(1000), currency)
    return Policy(
        version=0,
        rules=(
            Rule("Large order", above_minor=large, currency=currency),
            Rule("Deep discount", above_discount=2_000),
            Rule(
                "First order of a new customer",
                above_minor=first,
                currency=currency,
                customer_is_new=True,
            ),
        ),
    )
