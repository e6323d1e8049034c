"""What docs/auditing.md has an auditor do by hand, done with nothing but the entries."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.conditions import Condition, Field, Words
from bot.domain.leave import Days
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.domain.policies import EVERYTHING_ELSE, Approvers, Policy, Rule, Step, at_least, judge
from bot.domain.policy_codec import facts_from_json, rules_from_json
from bot.services import absences, decisions, orders, policies
from bot.services import customers as customer_deeds
from bot.services.orders import LineDraft
from bot.store import audit, customers
from bot.store.audit import Verb
from tests.conftest import NOON, Cast
from tests.trade import draft, large_order, small_order

WEIGHED = (Verb.ORDER_SUBMITTED, Verb.ORDER_CHANGED, Verb.ORDER_REWEIGHED)
WRITTEN = (Verb.ORDER_CREATED, Verb.ORDER_SUBMITTED, Verb.ORDER_CHANGED)
RULES = (
    Rule(
        "Very large",
        (at_least(5_000_000, "EUR"),),
        (Step(), Step(Approvers(Role.ADMIN))),
    ),
    Rule("Large", (at_least(500_000, "EUR"),)),
    EVERYTHING_ELSE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    verb: str
    by_id: int | None
    told: dict[str, Any]


def record_of(session: Session, number: int) -> tuple[dict[int, Policy], list[Entry]]:
    """Return every policy by its version, and what was done with the order."""
    audit.write_pending(session)
    every = [
        Entry(each.verb, each.by_id, json.loads(each.details)) for each in audit.every(session)
    ]
    sets = [each.told for each in every if each.verb == Verb.POLICY_SET]
    versions = {
        told["version"]: Policy(told["version"], rules_from_json(told["rules"])) for told in sets
    }
    return versions, [each for each in every if each.told.get("order") == number]


def objections(versions: dict[int, Policy], entries: list[Entry]) -> list[str]:
    """Walk the steps of the page; return what is wrong with how the order went through."""
    weighed = [
        each
        for each in entries
        if each.verb in WEIGHED
        and each.told.get("policy") is not None
        and each.told["facts"]["occasion"] == "order"
    ]
    last = weighed[-1].told
    ruling = judge(versions[last["policy"]], facts_from_json(last["facts"]))
    if last["rule"] is None:
        return [] if ruling.lets_through else ["the policy did not let it through"]
    found = [] if ruling.why == last["rule"] else ["another rule decides"]
    given = [each for each in entries if each.verb == Verb.STEP_APPROVED]
    edition = last["edition"]
    if last["status"] != "pending approval":
        edition = max((each.told["edition"] for each in given), default=0)
    given = [each for each in given if each.told["edition"] == edition]
    approved = {each.told["step"] for each in given}
    steps = range(1, len(ruling.steps) + 1)
    found += [f"nobody approved step {step}" for step in steps if step not in approved]
    own = {each.by_id for each in entries if each.verb in WRITTEN}
    if own & {person for each in given for person in (each.by_id, each.told["seat"])}:
        found.append("somebody approved their own")
    return found


def went_through(session: Session, cast: Cast) -> list[Order]:
    """Orders that were executed in different ways, for the policy of this file."""
    policies.put_in_force(session, Policy(0, RULES), by=cast.ana.actor, at=NOON)
    small, large, smaller = (
        small_order(session, cast.ravi),
        large_order(session, cast.ravi),
        large_order(session, cast.ravi),
    )
    decisions.decide(session, large.id, YES, by=cast.maya.actor, at=NOON)
    decided = decisions.decide(session, smaller.id, YES, by=cast.maya.actor, at=NOON)
    less = draft(smaller.customer_id, LineDraft(smaller.lines[0].product_id, 900))
    by = cast.ravi.actor
    orders.change(session, smaller.id, less, revision=decided.revision, by=by, at=NOON)
    more = draft(large.customer_id, LineDraft(large.lines[0].product_id, 5_000))
    two_steps = orders.submit(session, more, by=by, at=NOON + timedelta(days=2))
    today = NOON.date()
    week = Days(today, today + timedelta(days=4))
    absences.leave(session, week, delegate_id=cast.omar.member.id, by=cast.maya.actor, at=NOON)
    for person in (cast.omar, cast.ana):
        decisions.decide(session, two_steps.id, YES, by=person.actor, at=NOON + timedelta(days=2))
    return [
        decisions.execute(session, order.id, by=by, at=NOON + timedelta(days=2))
        for order in (small, large, smaller, two_steps)
    ]


def test_the_record_alone_shows_that_orders_went_through_as_the_policy_demanded(
    session: Session, cast: Cast
) -> None:
    for order in went_through(session, cast):
        assert order.status is OrderStatus.EXECUTING
        assert objections(*record_of(session, order.number)) == []


def test_the_record_shows_an_approval_that_is_missing_or_ones_own(
    session: Session, cast: Cast
) -> None:
    _, large, _, two_steps = went_through(session, cast)

    versions, entries = record_of(session, two_steps.number)
    kept = [each for each in entries if each.told.get("step") != 2]
    assert objections(versions, kept) == ["nobody approved step 2"]

    versions, entries = record_of(session, large.number)
    own = [
        replace(each, by_id=cast.ravi.member.id) if each.verb == Verb.STEP_APPROVED else each
        for each in entries
    ]
    assert objections(versions, own) == ["somebody approved their own"]
    weaker = {version: Policy(version, (EVERYTHING_ELSE,)) for version in versions}
    assert "another rule decides" in objections(weaker, entries)


def test_the_record_shows_that_what_was_asked_anew_was_never_approved(
    session: Session, cast: Cast
) -> None:
    """Approved once, then the customer turns out to be one whom another rule is about."""
    segment = Condition(Field.SEGMENT, Words(("Public",)))
    rules = (Rule("Public", (segment,), (Step(Approvers(Role.ADMIN)),)), Rule("All", (), (Step(),)))
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    known = customers.get(session, order.customer_id)
    public = replace(known.details, segment="Public")
    by = cast.ana.actor
    customer_deeds.change(session, known.id, public, seen_revision=known.revision, by=by, at=NOON)

    assert objections(*record_of(session, order.number)) == ["nobody approved step 1"]
    decisions.decide(session, order.id, YES, by=by, at=NOON)
    assert objections(*record_of(session, order.number)) == []
