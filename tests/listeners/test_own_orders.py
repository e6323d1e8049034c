"""One's own order is nobody's own to approve, on whatever road; and others' buttons stay theirs."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.blocks import ids
from bot.blocks.order_button import Place, value
from bot.blocks.posts import as_dicts
from bot.commands import approvals as approvals_command
from bot.commands import order as order_command
from bot.domain.deciding import MayNotDecide
from bot.domain.errors import NotAllowed
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.edge import Call, Form, PublishHome, Reply
from bot.listeners import approvals, home, order_form, order_moves
from bot.services import decisions
from bot.services.orders import LineDraft, change, save_draft
from bot.store import orders
from tests.conftest import NOON, Cast, Person
from tests.trade import customer, draft, large_order, product, small_order

Road = Callable[[Call, Order], object]
ROADS: dict[str, Road] = {
    "the posted card": lambda call, order: approvals.approve(call, value(order)),
    "the list of what waits": lambda call, order: approvals.approve(
        call, value(order, Place.WAITING)
    ),
    "one's own card": lambda call, order: approvals.approve(call, value(order, Place.CARD)),
    "a button with the id alone": lambda call, order: approvals.approve(call, str(order.id)),
    "the form that asks why": lambda call, order: approvals.ask_why_reject(call, value(order)),
    "a form that was open before": lambda call, order: approvals.reject(
        call, Form({"reason_code": "price", "reason": "No."}, value(order))
    ),
    "the form that asks what to change": lambda call, order: approvals.ask_what_to_change(
        call, value(order)
    ),
    "a form for changes that was open before": lambda call, order: approvals.request_changes(
        call, Form({"reason": "Fewer."}, value(order))
    ),
}


def as_(call: Call, person: Person, role: Role | None = None) -> Call:
    actor = person.actor
    return replace(call, actor=replace(actor, role=role or actor.role))


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("role", Role)
def test_nobody_decides_on_their_own_order_whatever_they_have_become(
    call: Call, session: Session, cast: Cast, road: str, role: Role
) -> None:
    order = large_order(session, cast.ravi)

    # Who may only read hears that first; anybody else, that it is their own.
    why = "read-only" if role is Role.READ_ONLY else "your own"
    with pytest.raises(NotAllowed, match=why):
        ROADS[road](as_(call, cast.ravi, role), order)

    assert orders.get(session, order.id).status is OrderStatus.PENDING


@pytest.mark.parametrize("road", ROADS)
def test_who_changed_anothers_order_does_not_decide_on_it(
    call: Call, session: Session, cast: Cast, road: str
) -> None:
    order = large_order(session, cast.ravi)
    dearer = draft(order.customer_id, LineDraft(product(session, "Tofu"), 2_000))
    by_maya = cast.maya.actor
    changed = change(session, order.id, dearer, revision=order.revision, by=by_maya, at=NOON)

    for person in (cast.ravi, cast.maya):
        with pytest.raises(MayNotDecide, match="your own"):
            ROADS[road](as_(call, person, Role.ADMIN), changed)
    ROADS[road](as_(call, cast.omar), changed)


def test_no_place_offers_one_to_approve_ones_own_order(
    call: Call, session: Session, cast: Cast
) -> None:
    large_order(session, cast.ravi)
    raised = as_(call, cast.ravi, Role.ADMIN)

    listed, card = approvals_command.waiting(raised, ""), order_command.handle(raised, "1")
    shown = home.opened(raised, {"tab": "home"})

    assert isinstance(listed, Reply)
    assert isinstance(card, Reply)
    assert isinstance(shown, PublishHome)
    for drawn in (as_dicts(listed.blocks), as_dicts(card.blocks), shown.view.to_dict()):
        assert ids.APPROVE_ORDER not in str(drawn)
        assert ids.REJECT_ORDER not in str(drawn)


def _approved(session: Session, cast: Cast) -> Order:
    return small_order(session, cast.maya)


def _executing(session: Session, cast: Cast) -> Order:
    order = small_order(session, cast.maya)
    return decisions.execute(session, order.id, by=cast.maya.actor, at=NOON)


def _draft(session: Session, cast: Cast) -> Order:
    lines = draft(customer(session), LineDraft(product(session), 1))
    return save_draft(session, lines, by=cast.maya.actor, at=NOON)


def _waiting(session: Session, cast: Cast) -> Order:
    return large_order(session, cast.maya)


@pytest.mark.parametrize(
    ("press", "made"),
    [
        (order_moves.execute, _approved),
        (order_moves.complete, _executing),
        (order_moves.ask_why_cancel, _approved),
        (order_moves.send, _draft),
        (order_form.edit, _draft),
        (order_form.edit, _waiting),
        (approvals.approve, _waiting),
        (approvals.ask_why_reject, _waiting),
        (approvals.ask_what_to_change, _waiting),
    ],
)
def test_a_rep_presses_nothing_on_anothers_order(
    call: Call,
    session: Session,
    cast: Cast,
    press: Callable[[Call, str], object],
    made: Callable[[Session, Cast], Order],
) -> None:
    order = made(session, cast)

    with pytest.raises(NotAllowed):
        press(call, value(order))

    assert orders.get(session, order.id) == order


def test_a_rep_cancels_no_order_of_anothers_from_a_forged_form(
    call: Call, session: Session, cast: Cast
) -> None:
    order = small_order(session, cast.maya)

    with pytest.raises(NotAllowed):
        order_moves.cancel(call, Form({"reason": "Mine now."}, value(order)))

    assert orders.get(session, order.id) == order
