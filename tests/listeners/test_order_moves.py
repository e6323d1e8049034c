"""Pressing an order's buttons: each says what happened, and draws its place anew."""

from dataclasses import replace

import pytest
from slack_sdk.models.views import View
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks import ids
from bot.blocks.order_button import Place, value
from bot.blocks.posts import as_dicts
from bot.domain.deciding import AlreadyDecided, MayNotDecide
from bot.domain.errors import ChangedMeanwhile, InvalidFields, NotAllowed, UserError
from bot.domain.orders import Order, OrderStatus
from bot.edge import Call, OpenForm, Reply
from bot.listeners import approvals, order_form, order_moves
from bot.services.orders import LineDraft, save_draft, submit
from bot.store import orders
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast, Person
from tests.filling import filled
from tests.trade import customer, draft, large_order, product, small_order


def as_(call: Call, person: Person) -> Call:
    return replace(call, actor=person.actor)


def drawn(reply: Reply) -> str:
    return str(as_dicts(reply.blocks))


def status(session: Session, order: Order) -> OrderStatus:
    return orders.get(session, order.id).status


def test_approving_on_a_posted_card_says_so_and_who_is_told(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)

    reply = approvals.approve(as_(call, cast.maya), value(order))

    assert reply == Reply("Order 1 is approved; <@URAVI> is told.")
    assert status(session, order) is OrderStatus.APPROVED


def test_approving_in_the_list_draws_what_is_left(call: Call, session: Session, cast: Cast) -> None:
    first, second = large_order(session, cast.ravi), large_order(session, cast.ravi)

    reply = approvals.approve(as_(call, cast.maya), value(first, Place.WAITING))

    assert reply.replace_original
    assert "1 order waits for your approval" in drawn(reply)
    assert f"*Order {second.number}*" in drawn(reply)
    assert f"*Order {first.number}*" not in drawn(reply)


def test_approving_on_a_private_card_draws_it_anew(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)

    reply = approvals.approve(as_(call, cast.maya), value(order, Place.CARD))

    assert reply.replace_original
    assert ids.EXECUTE_ORDER in drawn(reply)
    assert ids.APPROVE_ORDER not in drawn(reply)


def test_the_second_manager_hears_who_was_first(call: Call, session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    approvals.approve(as_(call, cast.maya), value(order))

    with pytest.raises(AlreadyDecided, match="already been approved by Maya"):
        approvals.approve(as_(call, cast.omar), value(order))


def test_ravi_does_not_approve_his_own_order(call: Call, session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    with pytest.raises(MayNotDecide, match="your own"):
        approvals.approve(call, value(order))
    with pytest.raises(MayNotDecide, match="your own"):
        approvals.ask_why_reject(call, value(order))


def test_rejecting_asks_why_and_tells(call: Call, session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)

    form = approvals.ask_why_reject(maya, value(order)).view
    shown = approvals.reject(
        maya, filled(form, {"reason_code": "price", "reason": "Too cheap"})
    ).view

    assert "Order 1 is rejected; <@URAVI> is told." in str(shown.to_dict())
    assert orders.moves(session, order.id)[-1].reason == "Price too low: Too cheap"


def test_a_rejection_without_a_reason_stays_at_its_field(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)
    form = approvals.ask_why_reject(maya, value(order)).view

    with pytest.raises(InvalidFields) as refused:
        approvals.reject(maya, filled(form, {"reason": "  "}))

    assert list(refused.value.fields) == ["reason_code", "reason"]


def test_an_order_changed_while_the_reason_was_written_is_not_rejected(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)
    stale = approvals.ask_why_reject(maya, value(replace(order, edition=7))).view

    with pytest.raises(ChangedMeanwhile, match="was changed since"):
        approvals.reject(maya, filled(stale, {"reason_code": "price", "reason": "Too cheap"}))


def test_a_card_is_opened_with_what_this_person_may_do(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)

    mine = order_moves.open_card(call, value(order))
    mayas = order_moves.open_card(as_(call, cast.maya), str(order.id))

    assert ids.APPROVE_ORDER not in drawn(mine)
    assert ids.EDIT_ORDER in drawn(mine)
    assert ids.APPROVE_ORDER in drawn(mayas)


def test_an_order_goes_its_way_on_its_card(call: Call, session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)

    executing = order_moves.execute(call, value(order, Place.CARD))
    assert ids.COMPLETE_ORDER in drawn(executing)
    completed = order_moves.complete(call, value(order, Place.CARD))

    assert completed.text == "Order 1 is completed."
    assert "Completed by <@URAVI>" in drawn(completed)
    assert status(session, order) is OrderStatus.COMPLETED


def test_pressing_on_a_posted_card_draws_no_second_one(
    call: Call, session: Session, cast: Cast
) -> None:
    order = small_order(session, cast.ravi)

    assert order_moves.execute(call, value(order)) == Reply("Order 1 is being executed.")


def test_cancelling_asks_why(call: Call, session: Session, cast: Cast) -> None:
    order = small_order(session, cast.ravi)

    form = order_moves.ask_why_cancel(call, value(order))
    assert isinstance(form, OpenForm)
    with pytest.raises(InvalidFields, match="Choose the reason"):
        order_moves.cancel(call, filled(form.view, {"reason": "Wrong customer"}))
    told = {"reason": "Wrong customer", "reason_code": "wrong"}
    shown = order_moves.cancel(call, filled(form.view, told)).view

    assert "Order 1 is cancelled." in str(shown.to_dict())
    assert status(session, order) is OrderStatus.CANCELLED


def test_who_may_not_cancel_is_told_before_they_write(
    call: Call, session: Session, cast: Cast
) -> None:
    order = small_order(session, cast.maya)

    with pytest.raises(NotAllowed, match="belongs to Maya"):
        order_moves.ask_why_cancel(call, value(order))


def test_a_draft_is_sent_from_its_card(call: Call, session: Session, cast: Cast) -> None:
    wanted = draft(customer(session), LineDraft(product(session), 1_000))
    kept = save_draft(session, wanted, by=cast.ravi.actor, at=NOON)

    reply = order_moves.send(call, value(kept, Place.CARD))

    assert reply.text == "Order 1 is sent, and waits for approval."
    with pytest.raises(UserError, match="cannot become"):
        order_moves.send(call, value(kept, Place.CARD))


def test_the_list_button_shows_ones_own_orders(call: Call, session: Session, cast: Cast) -> None:
    small_order(session, cast.maya)
    assert "You have no orders yet" in drawn(order_moves.list_own(call, ""))

    small_order(session, cast.ravi)

    assert "*2* · Acme Tools" in drawn(order_moves.list_own(call, ""))


def test_changes_are_asked_for_and_the_reps_form_opens_filled_with_the_wish_on_top(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)

    form = approvals.ask_what_to_change(maya, value(order)).view
    shown = approvals.request_changes(maya, filled(form, {"reason": "500 would do."})).view

    assert "Order 1 goes back for changes; <@URAVI> is told." in str(shown.to_dict())
    assert status(session, order) is OrderStatus.RETURNED
    told = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).one()
    assert "Changes requested by Maya" in told.payload["text"]
    assert "Change and send again" in str(told.payload["blocks"])
    again = order_form.edit(call, value(order)).view
    assert "*Maya asks for changes:* 500 would do." in str(again.to_dict())
    assert "'1000'" in str(again.to_dict())


def test_asking_for_changes_without_saying_which_stays_at_its_field(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)
    form = approvals.ask_what_to_change(maya, value(order)).view

    with pytest.raises(InvalidFields) as refused:
        approvals.request_changes(maya, filled(form))

    assert list(refused.value.fields) == ["reason"]
    assert status(session, order) is OrderStatus.PENDING


def test_the_form_cancels_the_chosen_lines_and_says_what_goes_on(
    call: Call, session: Session, cast: Cast
) -> None:
    lines = (LineDraft(product(session, name), 1) for name in ("Tea", "Coffee"))
    order = submit(session, draft(customer(session), *lines), by=cast.ravi.actor, at=NOON)
    form = order_moves.ask_why_cancel(call, value(order)).view

    assert _title_and_button(form) == ("Cancel order or lines",) * 2
    with pytest.raises(InvalidFields) as refused:
        order_moves.cancel(call, filled(form, {"lines": "1"}))
    shown = order_moves.cancel(call, filled(form, {"lines": "1", "reason_code": "stock"})).view

    assert list(refused.value.fields) == ["reason_code"]
    assert "Order 1 goes on without that line." in str(shown.to_dict())
    assert "~1 × Coffee~ cancelled: Out of stock" in str(shown.to_dict())
    assert status(session, order) is OrderStatus.APPROVED


def test_an_order_of_one_line_is_only_cancelled_whole(
    call: Call, session: Session, cast: Cast
) -> None:
    order = small_order(session, cast.ravi)

    form = order_moves.ask_why_cancel(call, value(order)).view

    assert _title_and_button(form) == ("Cancel order",) * 2
    assert "Only these lines" not in str(form.to_dict())


def _title_and_button(form: View) -> tuple[str, str]:
    drawn = form.to_dict()
    return drawn["title"]["text"], drawn["submit"]["text"]
