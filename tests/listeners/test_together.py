"""Several orders approved at once: those about which nothing stands out."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.blocks import bulk, ids
from bot.blocks.order_button import Place, value
from bot.blocks.posts import as_dicts
from bot.domain.approvals import YES
from bot.domain.errors import InvalidFields
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.edge import Call, Form, OpenForm
from bot.listeners import approvals, passing, queue
from bot.services import decisions, policies, queues
from bot.services.orders import LineDraft, change, submit
from bot.store import orders
from tests.conftest import NOON, Cast, hire
from tests.listeners.test_queue import as_, said
from tests.slack_takes import check_view
from tests.trade import customer, draft, large_order, product


def known_customers_order(session: Session, cast: Cast, name: str) -> Order:
    """Send an order like one of the customer's that was approved a week ago."""
    buyer, chai = customer(session, name), product(session, f"Chai for {name}", EUR=100_00)
    week_ago = NOON - timedelta(days=7)
    wanted = draft(buyer, LineDraft(chai, 60))
    before = submit(session, wanted, by=cast.ravi.actor, at=week_ago)
    decisions.decide(session, before.id, YES, by=cast.maya.actor, at=week_ago)
    return submit(session, wanted, by=cast.ravi.actor, at=NOON)


def test_what_is_usual_is_approved_together_and_recorded_singly(
    call: Call, session: Session, cast: Cast
) -> None:
    usual = [known_customers_order(session, cast, name) for name in ("Kontor", "Bazaar")]
    unusual = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)

    opened = queue.choose(maya, "all")
    assert isinstance(opened, OpenForm)
    check_view(opened.view)
    shown = str(opened.view.to_dict())
    assert all(f"{order.id}@{order.edition}" in shown for order in usual)
    assert f"'{unusual.id}@" not in shown

    chosen = [f"{order.id}@{order.edition}" for order in usual]
    done = queue.approve(maya, Form({bulk.CHOSEN: chosen}))

    check_view(done.view)
    for order in usual:
        approved = orders.get(session, order.id)
        assert approved.status is OrderStatus.APPROVED
        assert approved.decision is not None
        assert approved.decision.by == "Maya"
        assert f"Order {order.number}" in str(done.view.to_dict())


def test_what_is_done_with_a_list_of_some_is_done_with_those(
    call: Call, session: Session, cast: Cast
) -> None:
    kontor, bazaar = (known_customers_order(session, cast, name) for name in ("Kontor", "Bazaar"))
    hire(session, "Bea", Role.FINANCE)
    maya = as_(call, cast.maya)
    drawn = as_dicts(said(maya, "from ravi customer kontor").blocks)
    (over,) = (
        element["value"]
        for block in drawn
        for element in block.get("elements", [])
        if element.get("action_id") == ids.HAND_OVER
    )

    together = queue.choose(maya, over).view.to_dict()
    handed = passing.list_waiting(maya, over).view

    assert f"{kontor.id}@" in str(together)
    assert f"{bazaar.id}@" not in str(together)
    assert handed.private_metadata == str(kontor.id)
    # A list of before said so little.
    assert f"{bazaar.id}@" in str(queue.choose(maya, "all").view.to_dict())


def test_what_was_changed_meanwhile_is_left_and_named(
    call: Call, session: Session, cast: Cast
) -> None:
    first, second = (known_customers_order(session, cast, name) for name in ("Kontor", "Bazaar"))
    dearer = draft(second.customer_id, LineDraft(second.lines[0].product_id, 900))
    change(session, second.id, dearer, revision=second.revision, by=cast.ravi.actor, at=NOON)

    chosen = [f"{order.id}@{order.edition}" for order in (first, second)]
    done = str(queue.approve(as_(call, cast.maya), Form({bulk.CHOSEN: chosen})).view.to_dict())

    assert f"Order {second.number} was changed since" in done
    assert orders.get(session, first.id).status is OrderStatus.APPROVED
    assert orders.get(session, second.id).status is OrderStatus.PENDING


def test_what_is_not_usual_any_more_is_left_and_named(
    call: Call, session: Session, cast: Cast
) -> None:
    first, second = (known_customers_order(session, cast, name) for name in ("Kontor", "Bazaar"))
    maya = as_(call, cast.maya)
    opened = queue.choose(maya, "all")
    assert isinstance(opened, OpenForm)
    assert f"{second.id}@{second.edition}" in str(opened.view.to_dict())
    # What Bazaar orders besides on that day makes a large order of the two.
    besides = draft(second.customer_id, LineDraft(second.lines[0].product_id, 90))
    submit(session, besides, by=cast.ravi.actor, at=NOON)

    chosen = [f"{order.id}@{order.edition}" for order in (first, second)]
    done = str(queue.approve(maya, Form({bulk.CHOSEN: chosen})).view.to_dict())

    assert f"Order {second.number} is not as usual for its customer any more" in done
    assert orders.get(session, first.id).status is OrderStatus.APPROVED
    assert orders.get(session, second.id).status is OrderStatus.PENDING


def test_what_one_approves_together_does_not_make_the_others_unusual(
    call: Call, session: Session, cast: Cast
) -> None:
    buyer, chai = customer(session, "Kontor"), product(session, "Chai", EUR=100_00)
    bought, less, more = (draft(buyer, LineDraft(chai, pieces)) for pieces in (60, 55, 118))
    week, day = timedelta(days=7), timedelta(days=1)
    before = submit(session, bought, by=cast.ravi.actor, at=NOON - week)
    decisions.decide(session, before.id, YES, by=cast.maya.actor, at=NOON - week)
    both = [
        submit(session, less, by=cast.ravi.actor, at=NOON - 5 * day),
        # Twice the average of one order, and more than twice that of two.
        submit(session, more, by=cast.ravi.actor, at=NOON - 3 * day),
    ]
    assert {order.status for order in both} == {OrderStatus.PENDING}

    chosen = [f"{order.id}@{order.edition}" for order in both]
    queue.approve(as_(call, cast.maya), Form({bulk.CHOSEN: chosen}))

    assert {orders.get(session, order.id).status for order in both} == {OrderStatus.APPROVED}


def test_many_that_stand_out_hide_none_that_can_go_with_others(
    call: Call, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "MOST_LOOKED_AT", 2)
    two_looks = (Step(Approvers(role=Role.MANAGER)), Step(Approvers(role=Role.ADMIN)))
    usual = (Rule("All", steps=(Step(Approvers(role=Role.MANAGER)),)),)
    strict = (Rule("All", steps=two_looks),)
    first = policies.put_in_force(session, Policy(0, strict), by=cast.ana.actor, at=NOON)
    for _ in range(3):
        large_order(session, cast.ravi)
    policies.put_in_force(session, Policy(first.version, usual), by=cast.ana.actor, at=NOON)
    order = known_customers_order(session, cast, "Kontor")
    maya = as_(call, cast.maya)
    opened = queue.choose(maya, "all")
    assert isinstance(opened, OpenForm)
    assert f"{order.id}@{order.edition}" in str(opened.view.to_dict())

    approvals.approve(maya, value(order, Place.CARD))
    for _ in range(3):
        large_order(session, cast.ravi)
    opened = queue.choose(maya, "all")

    assert isinstance(opened, OpenForm)
    assert "Each of the 2 orders that have waited longest" in str(opened.view.to_dict())


def test_a_forged_form_approves_nothing_of_ones_own(
    call: Call, session: Session, cast: Cast
) -> None:
    own = large_order(session, cast.maya)

    done = queue.approve(as_(call, cast.maya), Form({bulk.CHOSEN: [f"{own.id}@1"]}))

    assert "is your own" in str(done.view.to_dict())
    assert orders.get(session, own.id).status is OrderStatus.PENDING


def test_where_every_order_deserves_a_look_that_is_said(
    call: Call, session: Session, cast: Cast
) -> None:
    large_order(session, cast.ravi)

    opened = queue.choose(as_(call, cast.maya), "all")

    assert isinstance(opened, OpenForm)
    check_view(opened.view)
    assert "Each order that waits for you needs a look of its own" in str(opened.view.to_dict())


def test_nothing_checked_is_told_at_the_field(call: Call, cast: Cast) -> None:
    with pytest.raises(InvalidFields) as refused:
        queue.approve(as_(call, cast.maya), Form({bulk.CHOSEN: []}))

    assert list(refused.value.fields) == [bulk.CHOSEN]


def test_the_list_offers_to_approve_several_where_there_are(
    call: Call, session: Session, cast: Cast
) -> None:
    maya = as_(call, cast.maya)
    large_order(session, cast.ravi)
    assert ids.APPROVE_SEVERAL not in str(as_dicts(said(maya, "").blocks))

    large_order(session, cast.ravi)
    assert ids.APPROVE_SEVERAL in str(as_dicts(said(maya, "").blocks))
