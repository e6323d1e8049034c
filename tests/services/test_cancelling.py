"""Cancelling orders, with the agreement of whoever the policy asks, on every database."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks.approvals import Waiting, waiting_list
from bot.blocks.deciding import reject_form
from bot.blocks.explanations import why_title
from bot.blocks.order_button import Place, Pressed
from bot.blocks.order_words import move_text
from bot.blocks.posts import as_dicts
from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.awaiting import Awaited
from bot.domain.conditions import Occasion
from bot.domain.deciding import MayNotDecide
from bot.domain.errors import ChangedMeanwhile, UserError
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Policy, Rule, Step, at_least
from bot.services import cancelling, decisions
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import audit, orders, policies
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast
from tests.trade import draft, large_order, small_order, waiting_for

LATER = NOON + timedelta(hours=1)
LARGE = Rule(
    "Large cancellation", (at_least(100_000, "EUR"),), (Step(ADMINS),), Occasion.CANCELLATION
)
WORDS = "They closed the site"


def asked(session: Session, cast: Cast) -> Order:
    """A large order of Ravi's, approved, whose cancellation Ana has to agree to."""
    policies.add_version(session, Policy(0, (LARGE, EVERYTHING_ELSE)), by_id=None, at=NOON)
    order = large_order(session, cast.ravi)
    assert order.status is OrderStatus.APPROVED
    return cancelling.cancel(
        session, order.id, by=cast.ravi.actor, at=LATER, words=WORDS, code="customer"
    )


def test_without_a_rule_an_order_is_cancelled_at_once_with_its_reason(
    session: Session, cast: Cast
) -> None:
    order = small_order(session, cast.ravi)

    gone = cancelling.cancel(
        session, order.id, by=cast.ravi.actor, at=LATER, words=WORDS, code="customer"
    )

    assert gone.status is OrderStatus.CANCELLED
    last = orders.moves(session, order.id)[-1]
    assert (last.code, last.reason) == (
        "customer",
        "The customer changed their mind: They closed the site",
    )


@pytest.mark.parametrize(
    ("code", "words", "missing"),
    [
        (None, WORDS, "Choose the reason"),
        ("", WORDS, "Choose the reason"),
        ("weather", WORDS, "Choose the reason"),
        ("stock", "  ", "Say why"),
    ],
)
@pytest.mark.parametrize("rules", [(EVERYTHING_ELSE,), (LARGE, EVERYTHING_ELSE)])
def test_without_a_reason_of_the_list_and_words_nothing_is_cancelled_or_asked(
    session: Session,
    cast: Cast,
    rules: tuple[Rule, ...],
    code: str | None,
    words: str,
    missing: str,
) -> None:
    policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
    order = large_order(session, cast.ravi)

    with pytest.raises(UserError, match=missing):
        cancelling.cancel(session, order.id, by=cast.ravi.actor, at=LATER, words=words, code=code)

    assert orders.get(session, order.id) == order


def test_where_a_rule_asks_the_order_stays_until_somebody_agrees(
    session: Session, cast: Cast
) -> None:
    order = asked(session, cast)

    assert order.status is OrderStatus.APPROVED
    assert waiting_for(session, cast.ana.actor) == [order]
    assert waiting_for(session, cast.maya.actor) == []
    told = session.scalars(select(PostRow).where(PostRow.destination == "UANA")).one()
    assert "Cancellation asked" in told.payload["text"]
    assert "approve_order" in str(told.payload["blocks"])
    assert "request_changes" not in str(told.payload["blocks"])
    assert "request_changes" not in str(as_dicts(waiting_list(Waiting((order,)))))

    gone = decisions.decide(session, order.id, YES, by=cast.ana.actor, at=LATER)

    assert gone.status is OrderStatus.CANCELLED
    assert orders.moves(session, order.id)[-1].code == "customer"


def test_whoever_is_asked_reads_that_it_is_a_cancellation(session: Session, cast: Cast) -> None:
    order = asked(session, cast)

    listed = str(as_dicts(waiting_list(Waiting((order,)))))
    assert f"*Cancellation of order {order.number}*" in listed
    assert "Asked by “Large cancellation" in listed
    own = Waiting((), ((order, Awaited((), 1)),))
    assert f"Cancellation of order {order.number} · " in str(as_dicts(waiting_list(own)))
    form = str(reject_form(order, Pressed(order.id, order.edition, Place.POSTED)).to_dict())
    assert "Reject cancellation" in form
    assert "Made or on its way already" in form
    assert "Price too low" not in form
    assert "Approve cancellation" in listed
    assert "approved, cancellation asked" in form
    assert "can change the order" not in form
    assert why_title(order) == f"Why the cancellation of order {order.number} needs approval"
    card = session.scalars(select(PostRow).where(PostRow.destination == "UANA")).one()
    assert "· approved, cancellation asked" in str(card.payload["blocks"])


def test_a_cancellation_that_is_rejected_leaves_the_order_as_it_was(
    session: Session, cast: Cast
) -> None:
    order = asked(session, cast)

    kept = decisions.decide(
        session,
        order.id,
        Verdict(ActKind.REJECT, "wrong", "They have paid already"),
        by=cast.ana.actor,
        at=LATER,
    )

    assert (kept.status, kept.asked) == (OrderStatus.APPROVED, None)
    last = orders.moves(session, order.id)[-1]
    said = "Cancellation rejected by <@UANA>"
    assert move_text(last).startswith(said)
    assert move_text(last).endswith("They have paid already")
    told = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).all()[-1]
    assert said in told.payload["text"]
    assert said in str(told.payload["blocks"])
    executed = decisions.execute(session, order.id, by=cast.ravi.actor, at=LATER)
    assert executed.status is OrderStatus.EXECUTING


def test_nothing_else_is_done_while_a_cancellation_waits(session: Session, cast: Cast) -> None:
    order = asked(session, cast)
    line = LineDraft(order.lines[0].product_id, 1)

    with pytest.raises(UserError, match="waits for approval"):
        decisions.execute(session, order.id, by=cast.ravi.actor, at=LATER)
    with pytest.raises(UserError, match="waits for approval"):
        cancelling.cancel(
            session, order.id, by=cast.ravi.actor, at=LATER, words=WORDS, code="other"
        )
    with pytest.raises(UserError, match="waits for approval"):
        service.change(
            session,
            order.id,
            draft(order.customer_id, line),
            revision=order.revision,
            by=cast.ravi.actor,
            at=LATER,
        )


def test_who_asks_to_cancel_does_not_agree_to_it(session: Session, cast: Cast) -> None:
    policies.add_version(session, Policy(0, (LARGE, EVERYTHING_ELSE)), by_id=None, at=NOON)
    order = large_order(session, cast.ravi)
    cancelling.cancel(session, order.id, by=cast.ana.actor, at=LATER, words=WORDS, code="other")

    with pytest.raises(MayNotDecide, match="your own"):
        decisions.decide(session, order.id, YES, by=cast.ana.actor, at=LATER)


def test_a_button_from_before_does_not_agree_to_a_cancellation(
    session: Session, cast: Cast
) -> None:
    order = asked(session, cast)

    with pytest.raises(ChangedMeanwhile):
        decisions.decide(
            session,
            order.id,
            YES,
            by=cast.ana.actor,
            at=LATER,
            seen_edition=order.edition - 1,
        )


def test_the_audit_says_why_an_order_was_cancelled_at_once_or_with_agreement(
    session: Session, cast: Cast
) -> None:
    order = asked(session, cast)
    decisions.decide(session, order.id, YES, by=cast.ana.actor, at=LATER)
    small = small_order(session, cast.ravi)
    cancelling.cancel(session, small.id, by=cast.ravi.actor, at=LATER, words=WORDS, code="stock")

    audit.write_pending(session)

    told = [
        (entry.by_id, json.loads(entry.details))
        for entry in audit.entries(session)
        if entry.verb == audit.Verb.ORDER_CANCELLED
    ]
    assert told == [
        (cast.ana.member.id, {"order": order.number, "reason": "customer"}),
        (cast.ravi.member.id, {"order": small.number, "reason": "stock"}),
    ]


def test_asking_to_cancel_is_in_the_audit(session: Session, cast: Cast) -> None:
    asked(session, cast)

    audit.write_pending(session)

    entry = audit.entries(session)[-1]
    told = json.loads(entry.details)
    assert entry.verb == audit.Verb.CANCELLATION_ASKED
    assert (told["policy"], told["facts"]["occasion"]) == (1, "cancellation")
    assert told["rule"] == "Large cancellation: the total is €1,000.00 or more"
