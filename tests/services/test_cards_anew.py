"""One place shows one card of an order to decide on: the newest, on every database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks import ids
from bot.domain.approvals import YES
from bot.domain.orders import Order
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.services import decisions, passing, policies
from bot.services.orders import LineDraft, change
from bot.store import workspaces
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast, Person
from tests.trade import draft, large_order


def steps(session: Session, cast: Cast, *people: Person) -> None:
    asked = tuple(Step(Approvers(member_ids=(each.member.id,))) for each in people)
    policies.put_in_force(
        session, Policy(0, (Rule("All", steps=asked),)), by=cast.ana.actor, at=NOON
    )


def approve(session: Session, order: Order, by: Person) -> Order:
    return decisions.decide(session, order.id, YES, by=by.actor, at=NOON)


def cards(session: Session, destination: str) -> list[str]:
    """Return what the messages there show; none of these is sent yet."""
    rows = session.scalars(
        select(PostRow)
        .where(PostRow.destination == destination, PostRow.subject.startswith("order:"))
        .order_by(PostRow.id)
        .execution_options(populate_existing=True)
    )
    return [str(row.payload["blocks"]) for row in rows]


def is_whole(card: str) -> bool:
    return "Acme Tools" in card and "newer card" not in card


def test_the_next_step_gets_a_card_and_the_earlier_one_becomes_a_line(
    session: Session, cast: Cast
) -> None:
    workspaces.change(session, approvals_channel="CAPPROVALS")
    steps(session, cast, cast.maya, cast.omar)
    order = large_order(session, cast.ravi)
    assert [is_whole(each) for each in cards(session, "CAPPROVALS")] == [True]

    approve(session, order, cast.maya)

    earlier, newest = cards(session, "CAPPROVALS")
    assert is_whole(newest)
    assert "<@UOMAR>" in newest
    assert ids.APPROVE_ORDER in newest
    assert not is_whole(earlier)
    assert "pending approval" in earlier
    assert ids.APPROVE_ORDER not in earlier
    assert ids.OPEN_ORDER in earlier

    approve(session, order, cast.omar)

    earlier, newest = cards(session, "CAPPROVALS")
    assert "approved" in earlier
    assert "Approved by Omar" in newest


def test_a_change_that_is_asked_about_leaves_one_card_in_a_channel(
    session: Session, cast: Cast
) -> None:
    workspaces.change(session, approvals_channel="CAPPROVALS")
    order = large_order(session, cast.ravi)
    dearer = draft(order.customer_id, LineDraft(order.lines[0].product_id, 2_000))

    change(session, order.id, dearer, revision=order.revision, by=cast.ravi.actor, at=NOON)

    assert [is_whole(each) for each in cards(session, "CAPPROVALS")] == [False, True]


def test_whoever_passed_it_on_and_is_asked_later_has_one_card(session: Session, cast: Cast) -> None:
    steps(session, cast, cast.maya, cast.ana, cast.maya)
    order = large_order(session, cast.ravi)
    passing.forward(
        session, order.id, to_id=cast.omar.member.id, by=cast.maya.actor, at=NOON, words=None
    )
    approve(session, order, cast.omar)
    assert [is_whole(each) for each in cards(session, "UMAYA")] == [True]

    approve(session, order, cast.ana)

    assert [is_whole(each) for each in cards(session, "UMAYA")] == [False, True]
    assert [is_whole(each) for each in cards(session, "UOMAR")] == [True]
