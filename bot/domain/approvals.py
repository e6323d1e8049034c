"""The approval policy: which orders need whom.

Rules stand in order and the first that matches decides. A rule that cannot be
judged, because its amount is in another currency than the order, counts as
matching: in doubt somebody is asked.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.money import format_money, format_percent, to_minor
from bot.domain.people import PLAYS, Actor, Member, Role


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
        return self._include(actor.member_id, actor.role)

    def among(self, members: Iterable[Member], *, but: Collection[int]) -> tuple[Member, ...]:
        """Return who of `members` can press the button: has an account, is not in `but`."""
        return tuple(
            member
            for member in members
            if member.active
            and member.slack_id
            and member.id not in but
            and self._include(member.id, member.role)
        )

    def _include(self, member_id: int, role: Role) -> bool:
        if self.member_ids:
            return member_id in self.member_ids
        return self.role in PLAYS[role]


ADMINS = Approvers(Role.ADMIN)


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

    def explain(self, facts: Facts) -> str:
        """Say in words why the rule asks for approval of an order with these facts."""
        if self.above_minor is not None and self.currency != facts.currency:
            return (
                f"{self.name}: {self.describe()}; an order in {facts.currency} cannot be held"
                f" against an amount in {self.currency}, so somebody looks at it"
            )
        return f"{self.name}: {self.describe()}"


@dataclass(frozen=True, slots=True)
class Policy:
    """A version of the workspace's rules; version 0 is the one nobody has set yet."""

    version: int
    rules: tuple[Rule, ...]


def first_match(policy: Policy, facts: Facts) -> Rule | None:
    """Return the rule that asks for approval, or None when the order approves itself."""
    return next((rule for rule in policy.rules if rule.matches(facts)), None)


def approvers_besides(
    approvers: Approvers, members: Collection[Member], *, but: Collection[int]
) -> Approvers:
    """Return who is asked when those in `but` may not decide, since the order is theirs.

    Where the rule names nobody else the admins are asked. Where there is no other
    admin either the rule stands as it is, for whoever is given the role later.
    """
    if approvers.among(members, but=but) or not ADMINS.among(members, but=but):
        return approvers
    return ADMINS


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
