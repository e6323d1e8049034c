"""The list of what waits: filtered, turned over, and several orders approved at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.blocks import bulk, ids
from bot.blocks.order_button import Place, value
from bot.blocks.posts import as_dicts
from bot.commands import approvals as command
from bot.domain.approvals import YES
from bot.domain.errors import InvalidFields, NotAllowed
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.edge import Call, Form, OpenForm, Reply
from bot.listeners import approvals, passing, queue
from bot.services import decisions, policies, queues
from bot.services.orders import LineDraft, change, submit
from bot.store import members, orders
from tests.conftest import NOON, Cast, Person
from tests.slack_takes import check_message, check_view
from tests.trade import customer, draft, large_order, product


def as_(call: Call, person: Person) -> Call:
    return replace(call, actor=person.actor)


def said(call: Call, text: str) -> Reply:
    answer = command.handle(call, text)
    assert isinstance(answer, Reply)
    check_message(answer.text, list(as_dicts(answer.blocks)))
    return answer


def known_customers_order(session: Session, cast: Cast, name: str) -> Order:
    """Send an order like one of the customer's that was approved a week ago."""
    buyer, chai = customer(session, name), product(session, f"Chai for {name}", EUR=100_00)
    week_ago = NOON - timedelta(days=7)
    wanted = draft(buyer, LineDraft(chai, 60))
    before = submit(session, wanted, by=cast.ravi.actor, at=week_ago)
    decisions.decide(session, before.id, YES, by=cast.maya.actor, at=week_ago)
    return submit(session, wanted, by=cast.ravi.actor, at=NOON)


def test_the_list_shows_what_was_asked_for(call: Call, session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)

    assert f"Order {order.number}" in str(as_dicts(said(maya, "over 5000 from ravi").blocks))
    assert "overdue" in said(maya, "help me").text
    mentioned = str(as_dicts(said(maya, "from <@URAVI|ravi.k>").blocks))
    assert f"Order {order.number}" in mentioned
    assert "from Ravi" in mentioned


def test_a_manager_lists_what_waits_of_a_team(call: Call, session: Session, cast: Cast) -> None:
    for rep, team in ((cast.ravi, "North"), (cast.omar, "South")):
        members.save(session, replace(rep.member, team=team))
    north, south = large_order(session, cast.ravi), large_order(session, cast.omar)

    drawn = str(as_dicts(said(as_(call, cast.maya), "all from north").blocks))

    assert f"Order {north.number}" in drawn
    assert f"Order {south.number}" not in drawn


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "over 5000 from ravi",
            "1 order of €5,000.00 or more from “ravi” waits for your approval.",
        ),
        ("over 50000", "No order of €50,000.00 or more waits for your approval."),
        ("over 10 usd", "No order of $10.00 or more waits for your approval."),
        ("overdue customer *zed*", "No overdue order for “∗zed∗” waits for your approval."),
        ("mine, from ravi", "Your own orders from “ravi” that wait"),
        ("mine", "Your own orders that wait"),
        ("customer All Saints", "No order for “All Saints” waits for your approval."),
        ("all from zed", "All orders from “zed” that wait"),
    ],
)
def test_a_list_of_some_says_of_which_it_is(
    call: Call, session: Session, cast: Cast, words: str, sentence: str
) -> None:
    large_order(session, cast.ravi)

    reply = said(as_(call, cast.maya), words)

    assert reply.text == sentence
    drawn = str(as_dicts(reply.blocks))
    assert sentence in drawn
    assert "Nothing waits" not in drawn
    assert ("lists all that waits for you" in drawn) is sentence.startswith("No ")


def test_the_list_tells_since_when_it_waits_for_whom_it_is_shown(
    call: Call, session: Session, cast: Cast
) -> None:
    maya_then_omar = (
        Step(Approvers(member_ids=(cast.maya.member.id,))),
        Step(Approvers(member_ids=(cast.omar.member.id,))),
    )
    rules = (Rule("Two looks", steps=maya_then_omar),)
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    order = large_order(session, cast.ravi)
    assert "since <!date^" in str(as_dicts(said(as_(call, cast.maya), "").blocks))
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + timedelta(hours=3))

    shown = str(as_dicts(said(as_(call, cast.omar), "").blocks))

    assert "23 Nov 2026 15:00 UTC" in shown
    assert "23 Nov 2026 12:00 UTC" not in shown


def test_managers_see_everything_that_waits_and_for_whom(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.maya)

    shown = str(as_dicts(said(as_(call, cast.maya), "all").blocks))

    assert f"Order {order.number}" in shown
    assert "Waits for <@UANA> or <@UOMAR>" in shown
    with pytest.raises(NotAllowed, match="see everything"):
        said(call, "all")


def test_many_are_shown_page_by_page(call: Call, session: Session, cast: Cast) -> None:
    numbers = [large_order(session, cast.ravi).number for _ in range(12)]
    maya = as_(call, cast.maya)

    first = str(as_dicts(said(maya, "from Ravi").blocks))
    assert "Page 1 of 2, 12 orders." in first
    assert "1|from Ravi" in first
    second = queue.turn(maya, "1|from Ravi")

    assert second.replace_original
    shown = str(as_dicts(second.blocks))
    assert all(f"*Order {number}*" in first for number in numbers[:10])
    assert all(f"*Order {number}*" in shown for number in numbers[10:])
    assert f"*Order {numbers[0]}*" not in shown


def test_the_list_stays_as_it_was_chosen_when_a_button_in_it_is_pressed(
    call: Call, session: Session, cast: Cast
) -> None:
    numbers = [large_order(session, cast.ravi).number for _ in range(11)]
    other = large_order(session, cast.omar).number
    maya = as_(call, cast.maya)
    shown = queue.turn(maya, "1|from Ravi")
    button = next(
        element["value"]
        for block in as_dicts(shown.blocks)
        for element in block.get("elements", [])
        if element.get("action_id") == ids.APPROVE_ORDER
    )

    left = str(as_dicts(approvals.approve(maya, button).blocks))

    # Its page is empty now, so the one before it is shown.
    assert f"Order {numbers[-1]} is approved" in left
    assert all(f"*Order {number}*" in left for number in numbers[:10])
    assert f"*Order {other}*" not in left


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
