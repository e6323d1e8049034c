"""What becomes of an order once a fact of its customer is another one."""

from dataclasses import replace
from datetime import datetime

from bot.domain.approvals import ActKind, Approval, opened
from bot.domain.conditions import Field
from bot.domain.customers import CustomerDetails
from bot.domain.deciding import RULE_LENGTH, barred
from bot.domain.errors import InvalidFields
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import DECIDING, Actor
from bot.domain.policies import Policy, Rule, Ruling
from bot.domain.rosters import Roster
from bot.domain.standings import Standing

WEIGHED = ("region", "country", "segment", "credit_limit_minor", "credit_currency")
PLACES = ("region", "country")
WHY = "The customer was changed in what the policy goes by, so approval is asked anew."
BY_FILE = "Changed by a file, so approval is asked anew."
OWN = "Approved by an account of somebody whose own it is, as it turned out, so all are asked anew."


def weighs(before: CustomerDetails, after: CustomerDetails) -> bool:
    """Return whether anything differs that a policy can go by."""
    return any(getattr(before, name) != getattr(after, name) for name in WEIGHED)


def check_places(
    before: CustomerDetails, after: CustomerDetails, policy: Policy, *, by: Actor
) -> None:
    """Raise InvalidFields where a rep would move a customer past a rule about the region."""
    conditions = (each for rule in policy.rules for each in rule.conditions)
    if by.role in DECIDING or not any(each.field is Field.REGION for each in conditions):
        return
    moved = [name for name in PLACES if getattr(before, name) != getattr(after, name)]
    if moved:
        sentence = "The approval policy goes by the {}; ask a sales manager to change it."
        raise InvalidFields({name: sentence.format(name) for name in moved})


def as_before(standing: Standing, details: CustomerDetails) -> Standing:
    """Return the standing of a customer with `details` instead of those of now."""
    return replace(
        standing,
        segment=details.segment,
        places=tuple(place for place in (details.region, details.country) if place),
        credit_limit_minor=details.credit_limit_minor,
        credit_currency=details.credit_currency,
    )


def matters(before: Ruling, after: Ruling, given: Approval | None) -> bool:
    """Return whether an order has to be asked about anew; `given` is what it waits for or got.

    Nothing that was asked already is taken back: where less would be asked now, whoever
    was asked still decides.
    """
    if after.lets_through or _asks(before) == _asks(after):
        return False
    return given is None or (given.rule, given.steps) != _asks(after)


def still_asked(given: Approval) -> Ruling:
    """Return what an approval that waits asks, to ask it again."""
    rule = None if given.rule is None else Rule(given.rule, steps=given.steps)
    return Ruling(rule, given.steps, given.why)


def asked_anew(order: Order, ruling: Ruling, *, version: int, at: datetime) -> Order:
    """Return the order as it waits for what the ruling asks; its lines and date stay."""
    edition = order.edition + 1
    return replace(
        order,
        status=OrderStatus.PENDING,
        edition=edition,
        policy_version=version,
        rule=ruling.why[:RULE_LENGTH],
        decision=None,
        approval=opened(ruling, order_id=order.id, edition=edition, version=version, at=at),
    )


def approved_by_own(order: Order, roster: Roster) -> bool:
    """Return whether somebody has approved what waits who turns out to be one to whom it is
    their own: two accounts have become one person since.
    """
    given = [act for act in order.asked.acts if act.kind is ActKind.APPROVE] if order.asked else []
    if not given:
        return False
    own = barred(order, roster)
    return any(own & {act.by_id, act.seat_id} for act in given)


def begun_anew(order: Order, asked: Approval, *, at: datetime) -> Order:
    """Return the order as it waits for the same steps, of which none is met."""
    edition = order.edition + 1
    fresh = opened(
        still_asked(asked),
        order_id=order.id,
        edition=edition,
        version=asked.policy_version,
        at=at,
        occasion=asked.occasion,
    )
    return replace(order, edition=edition, approval=fresh)


def _asks(ruling: Ruling) -> tuple[object, ...]:
    return ruling.rule.name if ruling.rule else None, ruling.steps
