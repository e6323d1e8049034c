"""Who is first of several at the same moment: one counts and the others are told, or all do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.deciding import AlreadyDecided
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import ALL
from bot.domain.reasons import Reason
from bot.services import decisions
from bot.services import orders as service
from bot.services.orders import LineDraft, OrderDraft
from bot.store import audit, orders
from bot.store.db import in_workspace, workspace_session
from tests import trade
from tests.conftest import ACME, NOON, Cast, Person
from tests.trade import draft, large_order, order_for, small_order

LATER = NOON + timedelta(hours=1)


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
            return trade.succeeds(
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
            return trade.succeeds(
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


def test_two_reps_at_the_same_moment_get_two_numbers(engine: Engine, cast: Cast) -> None:
    people = (cast.ravi, cast.maya, cast.omar, cast.ana)
    together = Barrier(len(people))

    def raise_one(person: Person) -> int:
        together.wait()
        return in_workspace(engine, ACME, lambda session: small_order(session, person).number)

    with ThreadPoolExecutor(len(people)) as pool:
        numbers = sorted(pool.map(raise_one, people))

    assert numbers == [1, 2, 3, 4]


@pytest.mark.parametrize("need", [ALL, 3])
def test_approvals_of_one_step_at_the_same_moment_all_count(
    engine: Engine, cast: Cast, need: int
) -> None:
    people = (cast.maya, cast.omar, cast.ana)
    for _ in range(3):
        with workspace_session(engine, ACME) as session:
            order = order_for(session, cast, need, *people)
        together = Barrier(len(people))

        def press(person: Person, order_id: int = order.id, start: Barrier = together) -> bool:
            start.wait()
            return trade.succeeds(
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
