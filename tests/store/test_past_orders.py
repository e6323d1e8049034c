"""Past orders as they were when they were sent, on every database."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.conditions import Occasion, Together
from bot.domain.policies import EVERYTHING_ELSE, Policy, Rule
from bot.domain.products import Product
from bot.services import cancelling, decisions, rehearsals
from bot.services.orders import LineDraft, submit
from bot.store import past_orders, policies, products
from bot.store.tables import EditionRow
from tests.conftest import NOON, Cast
from tests.trade import customer, draft, large_order, product

HOUR = timedelta(hours=1)
SPAN = {"start": NOON - 48 * HOUR, "end": NOON + 48 * HOUR}


def test_facts_worked_out_anew_are_those_that_were_kept(session: Session, cast: Cast) -> None:
    buyer, chai = customer(session), product(session)
    tea = Product(0, "Tea", category="Tea", prices={"EUR": 1_800}, costs={"EUR": 900})
    lines = (
        (-40, LineDraft(chai, 1, 1_000)),
        (-2, LineDraft(products.add(session, tea).id, 10, 2_000)),
        (-1, LineDraft(chai, 1_000, 1_000)),
        (30, LineDraft(chai, 3, 1_000)),
    )
    for hours, line in lines:
        wanted = draft(buyer, line)
        submit(session, wanted, by=cast.ravi.actor, at=NOON + hours * HOUR)

    kept = past_orders.sent(session, **SPAN)
    session.execute(delete(EditionRow))
    rebuilt = past_orders.sent(session, **SPAN)

    assert [order.facts for order in rebuilt] == [order.facts for order in kept]
    assert [order.facts.together for order in kept] == [
        None,
        None,
        Together(2_000, 2_000, None, frozenset({"Tea"})),
        None,
    ]
    assert [order.facts.customer_is_new for order in kept] == [True, False, False, False]
    assert [(order.rebuilt, again.rebuilt) for order, again in zip(kept, rebuilt, strict=True)] == [
        (False, True)
    ] * 4


def test_a_draft_is_played_over_what_was_sent_and_how_fast_it_was_decided(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi, at=NOON)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + 3 * HOUR)

    played = rehearsals.play(session, (EVERYTHING_ELSE,), days=30, at=NOON + 5 * HOUR)

    assert (played.orders, played.let_through_before, played.let_through_after) == (1, 0, 1)
    assert (played.waited, played.before, played.after) == (3.0, 3.0, None)
    assert [change.number for change in played.changes] == [order.number]
    same = rehearsals.play(session, (Rule("All"),), days=30, at=NOON + 5 * HOUR)
    assert same.changes == ()
    assert rehearsals.play(session, (), days=30, at=NOON - HOUR).orders == 0


def test_a_cancellation_that_was_asked_for_changes_nothing_of_what_was_sent(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    rules = (Rule("Cancelling", occasion=Occasion.CANCELLATION), EVERYTHING_ELSE)
    policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    (before,) = past_orders.sent(session, **SPAN)

    by = cast.ravi.actor
    asked = cancelling.cancel(session, order.id, by=by, at=NOON, words="Gone", code="customer")
    no = Verdict(ActKind.REJECT, "price", "Keep it")
    decisions.decide(session, asked.id, no, by=cast.omar.actor, at=NOON + 9 * HOUR)

    (after,) = past_orders.sent(session, **SPAN)
    assert (after.facts, after.rebuilt, after.waited_hours) == (before.facts, False, None)
