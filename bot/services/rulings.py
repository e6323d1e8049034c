"""What the policy in force asks of an order: its facts gathered, then held against the rules."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import standings
from bot.domain.conditions import Facts, Occasion
from bot.domain.orders import Order
from bot.domain.policies import Policy, Ruling, judge
from bot.store import order_facts, policies

MOST_COUNTED = 5


def rule_on(
    session: Session, order: Order, *, at: datetime, occasion: Occasion = Occasion.ORDER
) -> tuple[Policy, Facts, Ruling]:
    """Return the policy in force, the order's facts and what the one says of the other.

    From here on nobody else sends an order for the same customer before the commit.
    """
    order_facts.lock_customer(session, order.customer_id)
    policy = policies.in_force(session)
    facts = facts_of(session, order, at=at, occasion=occasion)
    return policy, facts, _with_counted(judge(policy, facts), facts)


def _with_counted(ruling: Ruling, facts: Facts) -> Ruling:
    """Say which other orders of the customer were weighed with this one."""
    if ruling.lets_through or not facts.counted:
        return ruling
    listed = ", ".join(str(number) for number in sorted(facts.counted)[:MOST_COUNTED])
    others = "order" if len(facts.counted) == 1 else "orders"
    counted = f"counted with {others} {listed} of the same customer within a day"
    return replace(ruling, why=f"{ruling.why}; {counted}")


def facts_of(
    session: Session, order: Order, *, at: datetime, occasion: Occasion = Occasion.ORDER
) -> Facts:
    """Return what a policy looks at, as it is at `at`; the order need not be stored."""
    standing = order_facts.standing(session, order.customer_id, but=order.id, at=at)
    return standings.facts(order, standing, occasion=occasion)
