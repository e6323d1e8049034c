"""Deciding on orders, on every database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.deciding import MayNotDecide
from bot.domain.errors import ChangedMeanwhile, UserError
from bot.domain.orders import OrderStatus
from bot.domain.policies import ALL
from bot.domain.reasons import Reason
from bot.services import decisions
from bot.services import orders as service
from bot.services.orders import LineDraft, OrderDraft
from bot.store import members, orders
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast
from tests.trade import draft, large_order, order_for

LATER = NOON + timedelta(hours=1)
NO = Verdict(ActKind.REJECT, Reason.PRICE, "Too cheap")


def test_the_decision_is_kept_with_who_when_and_why(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    rejected = decisions.decide(
        session,
        order.id,
        NO,
        by=cast.maya.actor,
        at=LATER,
    )

    assert rejected.status is OrderStatus.REJECTED
    last = orders.moves(session, order.id)[-1]
    assert (last.before, last.after) == (OrderStatus.PENDING, OrderStatus.REJECTED)
    assert (last.by, last.at, last.reason) == ("Maya", LATER, "Price too low: Too cheap")
    assert rejected.approval is not None
    assert [(act.reason, act.words) for act in rejected.approval.acts] == [("price", "Too cheap")]


def test_the_requester_is_told_with_the_reason(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    decisions.decide(
        session,
        order.id,
        NO,
        by=cast.maya.actor,
        at=LATER,
    )

    told = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).one()
    assert "Too cheap" in told.payload["text"]


def test_every_card_shows_the_decision_and_loses_its_buttons(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=LATER)

    for row in session.scalars(select(PostRow)):
        assert "Approved by Maya" in row.payload["text"]
        assert "approve_order" not in str(row.payload["blocks"])


def test_the_approvers_card_shows_what_is_usual_until_it_is_decided(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    asked = [row for row in session.scalars(select(PostRow)) if row.destination != "URAVI"]
    assert asked
    assert all("Customer's year" in str(row.payload["blocks"]) for row in asked)

    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=LATER)

    session.expire_all()
    for row in session.scalars(select(PostRow)):
        assert "Customer's year" not in str(row.payload["blocks"])


def test_after_a_second_sending_the_owner_is_offered_no_decision(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    rejected = decisions.decide(
        session,
        order.id,
        NO,
        by=cast.maya.actor,
        at=LATER,
    )
    wanted = LineDraft(order.lines[0].product_id, 900)
    service.change(
        session,
        order.id,
        OrderDraft(order.customer_id, "EUR", (wanted,)),
        revision=rejected.revision,
        by=cast.ravi.actor,
        at=LATER,
    )

    rows = session.scalars(select(PostRow).order_by(PostRow.id)).all()
    offered = {
        row.destination: "approve_order" in str(row.payload["blocks"])
        for row in rows
        if row.payload.get("blocks")
    }
    assert offered == {"URAVI": False, "UMAYA": True, "UOMAR": True, "UANA": True}
    assert not any(
        "approve_order" in str(row.payload) for row in rows if row.destination == "URAVI"
    )


def test_nobody_approves_their_own_order(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.maya)

    with pytest.raises(MayNotDecide, match="your own"):
        decisions.decide(session, order.id, YES, by=cast.maya.actor, at=LATER)


def test_a_rep_decides_on_nothing(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.maya)

    with pytest.raises(MayNotDecide, match="not yours to decide: the policy asks Ana or Omar"):
        decisions.decide(session, order.id, YES, by=cast.ravi.actor, at=LATER)


def test_a_rejection_needs_a_reason(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    with pytest.raises(UserError, match="Say why"):
        decisions.decide(
            session,
            order.id,
            Verdict(ActKind.REJECT, words=" "),
            by=cast.maya.actor,
            at=LATER,
        )


def test_an_order_changed_since_the_card_was_seen_is_not_decided(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    larger = draft(order.customer_id, LineDraft(order.lines[0].product_id, 9_000))
    service.change(session, order.id, larger, revision=order.revision, by=cast.ravi.actor, at=LATER)

    with pytest.raises(ChangedMeanwhile, match="since this card was drawn"):
        decisions.decide(
            session, order.id, YES, by=cast.maya.actor, at=LATER, seen_edition=order.edition
        )


def test_who_is_left_has_approved_so_the_order_moves_on(session: Session, cast: Cast) -> None:
    order = order_for(session, cast, ALL, cast.maya, cast.omar)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    assert decisions.settle(session, order.id, at=LATER).status is OrderStatus.PENDING

    members.save(session, replace(cast.omar.member, active=False))
    settled = decisions.settle(session, order.id, at=LATER)

    assert settled.status is OrderStatus.APPROVED
    assert settled.decision is not None
    assert settled.decision.by == "Maya"
    assert decisions.settle(session, order.id, at=LATER) == settled


def test_who_leaves_before_anybody_approved_lets_nothing_through(
    session: Session, cast: Cast
) -> None:
    order = order_for(session, cast, ALL, cast.maya, cast.omar)

    for person in (cast.maya, cast.omar):
        members.save(session, replace(person.member, active=False))

    assert decisions.settle(session, order.id, at=LATER) == order
