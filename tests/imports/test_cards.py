"""What a file changes about an order shows wherever the order was posted."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from bot import imports
from bot.domain.approvals import YES
from bot.domain.conditions import Condition, Field, Interval, Numbers, Words
from bot.domain.errors import NotAllowed
from bot.domain.orders import OrderStatus
from bot.domain.policies import ADMINS, EVERYTHING_ELSE, Approvers, Policy, Rule, Step, at_least
from bot.services import decisions, policies
from bot.services import orders as order_service
from bot.store import orders
from bot.store import policies as policy_store
from bot.store.db import workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME, NOON, Cast
from tests.imports.tables import lines
from tests.trade import large_order

HEAD = "order_id,customer_id,rep_id,order_date,status"
FILES = (
    ("reps", lines("rep_id,name,email", "1,Ravi,ravi@acme.example")),
    ("customers", lines("customer_id,name", "A,Alster")),
    ("products", lines("product_id,name,list_price", "11,Queso,21")),
    ("orders", lines(HEAD, "7,A,1,2026-03-04,pending")),
    ("order-lines", lines("order_id,line_no,product_id,quantity,unit_price", "7,1,11,2,21")),
)


def shown_to_ravi(engine: Engine) -> str:
    with workspace_session(engine, ACME, reading=True) as session:
        post = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).one()
        return str(post.payload)


def test_a_card_follows_the_status_and_the_lines_of_later_files(engine: Engine, cast: Cast) -> None:
    for kind, content in FILES:
        assert imports.run(engine, ACME, kind, content, at=NOON).written
    with workspace_session(engine, ACME) as session:
        order = orders.by_number(session, 7)
        decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    assert "42.00" in shown_to_ravi(engine)

    corrected = lines("order_id,line_no,product_id,quantity,unit_price", "7,1,11,3,21")
    imports.run(engine, ACME, "order-lines", corrected, at=NOON)
    assert "63.00" in shown_to_ravi(engine)

    imports.run(engine, ACME, "orders", lines(HEAD, "7,A,1,2026-03-04,shipped"), at=NOON)
    assert "completed" in shown_to_ravi(engine).lower()


def test_a_card_follows_the_name_of_its_customer_in_a_later_file(
    engine: Engine, cast: Cast
) -> None:
    for kind, content in FILES:
        assert imports.run(engine, ACME, kind, content, at=NOON).written
    with workspace_session(engine, ACME) as session:
        decisions.decide(session, orders.by_number(session, 7).id, YES, by=cast.maya.actor, at=NOON)

    imports.run(engine, ACME, "customers", lines("customer_id,name", "A,Alster Nord"), at=NOON)

    assert "Alster Nord" in shown_to_ravi(engine)


def test_a_card_follows_the_name_of_who_decided_in_a_later_file(engine: Engine, cast: Cast) -> None:
    for kind, content in (*FILES, ("reps", lines("rep_id,name,email", "2,Maya,maya@acme.example"))):
        assert imports.run(engine, ACME, kind, content, at=NOON).written
    with workspace_session(engine, ACME) as session:
        decisions.decide(session, orders.by_number(session, 7).id, YES, by=cast.maya.actor, at=NOON)

    imports.run(engine, ACME, "reps", lines("rep_id,name", "2,Maya Rao"), at=NOON)

    assert "Approved by Maya Rao" in shown_to_ravi(engine)


def test_an_imported_order_without_a_card_posts_none(engine: Engine, cast: Cast) -> None:
    for kind, content in FILES:
        imports.run(engine, ACME, kind, content, at=NOON)
    imports.run(engine, ACME, "orders", lines(HEAD, "7,A,1,2026-03-04,shipped"), at=NOON)

    with workspace_session(engine, ACME, reading=True) as session:
        assert session.scalars(select(PostRow)).all() == []


def test_a_file_that_moves_a_customer_asks_anew_about_what_is_approved(
    engine: Engine, cast: Cast
) -> None:
    for kind, content in FILES:
        imports.run(engine, ACME, kind, content, at=NOON)
    abroad = Rule("Abroad", (Condition(Field.REGION, Words(("France",))),), (Step(ADMINS),))
    with workspace_session(engine, ACME) as session:
        policy = Policy(0, (abroad, EVERYTHING_ELSE))
        policies.put_in_force(session, policy, by=cast.ana.actor, at=NOON)
        order = orders.by_number(session, 7)
        decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)

    moved = lines("customer_id,name,country", "A,Alster,France")
    assert imports.run(engine, ACME, "customers", moved, at=NOON).written

    with workspace_session(engine, ACME, reading=True) as session:
        order = orders.by_number(session, 7)
        assert order.asked is not None
        assert order.asked.rule == "Abroad"


def test_lines_of_a_file_ask_anew_about_what_people_approved_only_where_it_matters(
    engine: Engine, cast: Cast
) -> None:
    large = Rule("Large", (at_least(5_000, "EUR"),), (Step(ADMINS),))
    with workspace_session(engine, ACME) as session:
        policies.put_in_force(
            session, Policy(0, (large, EVERYTHING_ELSE)), by=cast.ana.actor, at=NOON
        )
    for kind, content in FILES:
        imports.run(engine, ACME, kind, content, at=NOON)
    with workspace_session(engine, ACME) as session:
        decisions.decide(session, orders.by_number(session, 7).id, YES, by=cast.maya.actor, at=NOON)

    head = "order_id,line_no,product_id,quantity,unit_price"
    imports.run(engine, ACME, "order-lines", lines(head, "7,1,11,1,21"), at=NOON)
    with workspace_session(engine, ACME, reading=True) as session:
        assert orders.by_number(session, 7).status is OrderStatus.APPROVED

    imports.run(engine, ACME, "order-lines", lines(head, "7,1,11,100,21"), at=NOON)
    with workspace_session(engine, ACME, reading=True) as session:
        order = orders.by_number(session, 7)
        assert order.asked is not None
        assert (order.status, order.asked.rule) == (OrderStatus.PENDING, "Large")
        said = orders.moves(session, order.id)[-1].reason
        assert said is not None
        assert said.endswith("so approval is asked anew.")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("order-lines", lines("order_id,line_no,product_id,quantity,unit_price", "7,1,11,1,21")),
        ("orders", lines("order_id,customer_id,rep_id,order_date,notes", "7,A,1,2026-03-04,Soon")),
    ],
)
def test_a_file_does_not_put_any_manager_in_the_place_of_whom_the_policy_asked(
    engine: Engine, cast: Cast, kind: str, content: bytes
) -> None:
    small = Rule(
        "Small", (Condition(Field.AMOUNT, Numbers((Interval(high=2_100),), False, "EUR")),)
    )
    two = Rule("All else", steps=(Step(Approvers(member_ids=(cast.omar.member.id,))), Step(ADMINS)))
    with workspace_session(engine, ACME) as session:
        policy = Policy(0, (replace(small, steps=()), two))
        policies.put_in_force(session, policy, by=cast.ana.actor, at=NOON)
    for each, told in FILES:
        draft = lines(HEAD, "7,A,1,2026-03-04,draft") if each == "orders" else told
        assert imports.run(engine, ACME, each, draft, at=NOON).written
    with workspace_session(engine, ACME) as session:
        order = order_service.send(
            session, orders.by_number(session, 7).id, by=cast.ravi.actor, at=NOON
        )
        decisions.decide(session, order.id, YES, by=cast.omar.actor, at=NOON)

    assert imports.run(engine, ACME, kind, content, at=NOON).written

    with workspace_session(engine, ACME) as session:
        order = orders.by_number(session, 7)
        assert order.asked is not None
        assert (order.asked.rule, order.asked.steps, order.asked.acts) == (
            "All else",
            two.steps,
            (),
        )
        assert orders.moves(session, order.id)[-1].reason == (
            "Changed by a file, so approval is asked anew."
        )
        with pytest.raises(NotAllowed, match="the policy asks Omar"):
            decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)


def test_an_approved_order_that_a_file_gives_to_another_customer_is_asked_about_anew(
    engine: Engine, cast: Cast
) -> None:
    for kind, content in FILES:
        imports.run(engine, ACME, kind, content, at=NOON)
    imports.run(engine, ACME, "customers", lines("customer_id,name", "B,Brahe"), at=NOON)
    everything = Rule("Everything", steps=(Step(ADMINS),))
    with workspace_session(engine, ACME) as session:
        policies.put_in_force(session, Policy(0, (everything,)), by=cast.ana.actor, at=NOON)
        decisions.decide(session, orders.by_number(session, 7).id, YES, by=cast.maya.actor, at=NOON)

    head = "order_id,customer_id,rep_id,order_date"
    assert imports.run(engine, ACME, "orders", lines(head, "7,B,1,2026-03-04"), at=NOON).written

    with workspace_session(engine, ACME, reading=True) as session:
        order = orders.by_number(session, 7)
        assert order.asked is not None
        assert (order.status, order.customer, order.asked.rule) == (
            OrderStatus.PENDING,
            "Brahe",
            "Everything",
        )


def test_what_a_file_itself_calls_approved_is_not_asked_about(engine: Engine, cast: Cast) -> None:
    large = Rule("Large", (), (Step(ADMINS),))
    with workspace_session(engine, ACME) as session:
        policies.put_in_force(session, Policy(0, (large,)), by=cast.ana.actor, at=NOON)
    for kind, content in FILES:
        told = lines(HEAD, "7,A,1,2026-03-04,approved") if kind == "orders" else content
        assert imports.run(engine, ACME, kind, told, at=NOON).written

    with workspace_session(engine, ACME, reading=True) as session:
        assert orders.by_number(session, 7).status is OrderStatus.APPROVED


def test_what_waits_goes_to_the_manager_whom_a_file_gives_its_rep(
    engine: Engine, cast: Cast
) -> None:
    head = "rep_id,name,email,manager_id"
    ravi, maya = "1,Ravi,ravi@acme.example,2", "2,Maya,maya@acme.example,"
    imports.run(engine, ACME, "reps", lines(head, ravi, maya), at=NOON)
    asked = Rule("Everything", steps=(Step(Approvers(manager_of_rep=True)),))
    with workspace_session(engine, ACME) as session:
        policy_store.add_version(session, Policy(0, (asked,)), by_id=None, at=NOON)
        large_order(session, cast.ravi)

    moved, omar = "1,Ravi,ravi@acme.example,3", "3,Omar,omar@acme.example,"
    imports.run(engine, ACME, "reps", lines(head, moved, maya, omar), at=NOON)

    with workspace_session(engine, ACME, reading=True) as session:
        cards = session.scalars(select(PostRow).order_by(PostRow.id)).all()
        assert [card.destination for card in cards] == ["UMAYA", "UOMAR"]
        assert all("Waits for <@UOMAR>" in str(card.payload) for card in cards)
        assert ["approve_order" in str(card.payload) for card in cards] == [False, True]
