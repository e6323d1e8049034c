"""Deciding on orders, on every database, also at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.deciding import AlreadyDecided, MayNotDecide
from bot.domain.errors import ChangedMeanwhile, UserError
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ALL, Approvers, Rule, Step
from bot.domain.reasons import Reason
from bot.services import decisions, policies
from bot.services import orders as service
from bot.services.orders import LineDraft, OrderDraft
from bot.store import audit, members, orders
from bot.store import policies as policy_store
from bot.store.db import in_workspace, workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME, NOON, Cast, Person
from tests.trade import draft, large_order, small_order

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

    rows = session.scalars(select(PostRow)).all()
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


def test_two_managers_at_the_same_moment_one_wins_and_the_other_is_told(
    engine: Engine, cast: Cast
) -> None:
    managers = (cast.maya, cast.omar, cast.ana)
    for _ in range(5):
        with workspace_session(engine, ACME) as session:
            order = large_order(session, cast.ravi)
        together = Barrier(len(managers))

        def press(person: Person, order_id: int = order.id, start: Barrier = together) -> str:
            start.wait()
            try:
                decided = in_workspace(
                    engine,
                    ACME,
                    lambda session: decisions.decide(
                        session,
                        order_id,
                        Verdict(
                            ActKind.APPROVE if person is not cast.omar else ActKind.REJECT,
                            reason=Reason.OTHER,
                            words="Seen, and it is nothing for us",
                        ),
                        by=person.actor,
                        at=LATER,
                    ),
                )
            except AlreadyDecided as refusal:
                return str(refusal)
            return f"{decided.status} by {person.member.name}"

        with ThreadPoolExecutor(len(managers)) as pool:
            said = list(pool.map(press, managers))

        winners = [words for words in said if not words.startswith("Order")]
        assert len(winners) == 1, said
        told = [words for words in said if words.startswith("Order")]
        assert told == [f"Order {order.number} has already been {winners[0]}."] * 2
        with workspace_session(engine, ACME) as session:
            assert len(orders.moves(session, order.id)) == 2

    with workspace_session(engine, ACME) as session:
        assert audit.verify(session)[1] is None


def test_nobody_approves_what_is_changed_at_the_same_moment(engine: Engine, cast: Cast) -> None:
    for _ in range(5):
        with workspace_session(engine, ACME) as session:
            order = large_order(session, cast.ravi)
        larger = draft(order.customer_id, LineDraft(order.lines[0].product_id, 9_000))
        together = Barrier(2)

        def approve(seen: Order = order, start: Barrier = together) -> bool:
            start.wait()
            return _succeeds(
                engine,
                lambda session: decisions.decide(
                    session,
                    seen.id,
                    YES,
                    by=cast.maya.actor,
                    at=LATER,
                    seen_edition=seen.edition,
                ),
            )

        def enlarge(
            seen: Order = order, wanted: OrderDraft = larger, start: Barrier = together
        ) -> bool:
            start.wait()
            return _succeeds(
                engine,
                lambda session: service.change(
                    session,
                    seen.id,
                    wanted,
                    revision=seen.revision,
                    by=cast.ravi.actor,
                    at=LATER,
                ),
            )

        with ThreadPoolExecutor(2) as pool:
            approved, enlarged = pool.submit(approve), pool.submit(enlarge)

        assert approved.result() is not enlarged.result()
        with workspace_session(engine, ACME) as session:
            after = orders.get(session, order.id)
        expected = (
            (OrderStatus.APPROVED, order.total_minor)
            if approved.result()
            else (OrderStatus.PENDING, 16_200_000)
        )
        assert (after.status, after.total_minor) == expected


def _succeeds(engine: Engine, deed: Callable[[Session], Order]) -> bool:
    try:
        in_workspace(engine, ACME, deed)
    except UserError:
        return False
    return True


def test_two_reps_at_the_same_moment_get_two_numbers(engine: Engine, cast: Cast) -> None:
    people = (cast.ravi, cast.maya, cast.omar, cast.ana)
    together = Barrier(len(people))

    def raise_one(person: Person) -> int:
        together.wait()
        return in_workspace(engine, ACME, lambda session: small_order(session, person).number)

    with ThreadPoolExecutor(len(people)) as pool:
        numbers = sorted(pool.map(raise_one, people))

    assert numbers == [1, 2, 3, 4]


def by_policy(session: Session, cast: Cast, need: int, *people: Person) -> Order:
    """Send an order of Ravi's on which these people decide."""
    step = Step(Approvers(member_ids=tuple(person.member.id for person in people)), need)
    rule = Rule("These", steps=(step,))
    policy = replace(policy_store.in_force(session), rules=(rule,))
    policies.put_in_force(session, policy, by=cast.ana.actor, at=NOON)
    return large_order(session, cast.ravi)


@pytest.mark.parametrize("need", [ALL, 3])
def test_approvals_of_one_step_at_the_same_moment_all_count(
    engine: Engine, cast: Cast, need: int
) -> None:
    people = (cast.maya, cast.omar, cast.ana)
    for _ in range(3):
        with workspace_session(engine, ACME) as session:
            order = by_policy(session, cast, need, *people)
        together = Barrier(len(people))

        def press(person: Person, order_id: int = order.id, start: Barrier = together) -> bool:
            start.wait()
            return _succeeds(
                engine,
                lambda session: decisions.decide(session, order_id, YES, by=person.actor, at=LATER),
            )

        with ThreadPoolExecutor(len(people)) as pool:
            assert all(pool.map(press, people))

        with workspace_session(engine, ACME) as session:
            after = orders.get(session, order.id)
        assert after.status is OrderStatus.APPROVED
        assert after.approval is not None
        approved = [act.seat_id for act in after.approval.acts if act.kind is ActKind.APPROVE]
        assert sorted(filter(None, approved)) == sorted(person.member.id for person in people)


def test_who_is_left_has_approved_so_the_order_moves_on(session: Session, cast: Cast) -> None:
    order = by_policy(session, cast, ALL, cast.maya, cast.omar)
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
    order = by_policy(session, cast, ALL, cast.maya, cast.omar)

    for person in (cast.maya, cast.omar):
        members.save(session, replace(person.member, active=False))

    assert decisions.settle(session, order.id, at=LATER) == order
