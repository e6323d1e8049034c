"""An order's life: who may move it, and how."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.approvals import opened as asked
from bot.domain.deciding import AlreadyDecided, MayNotDecide, decide, send
from bot.domain.deeds import Deeds, deeds
from bot.domain.errors import NotAllowed, UserError
from bot.domain.orders import (
    MOVES,
    Order,
    OrderLine,
    OrderStatus,
    WrongMove,
    check_count,
    check_lines,
    move,
)
from bot.domain.people import Actor, Member, Role
from bot.domain.policies import ANY_MANAGER, Approvers, Ruling, Step
from bot.domain.quantities import parse_quantity
from bot.domain.reasons import Reason
from bot.domain.rosters import Roster

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RAVI = Actor(1, "URAVI", "Ravi", Role.REP)
MAYA = Actor(2, "UMAYA", "Maya", Role.MANAGER)
OMAR = Actor(3, "UOMAR", "Omar", Role.MANAGER)
TEAM = Roster(
    tuple(
        Member(actor.member_id, actor.name, actor.role, actor.slack_id)
        for actor in (RAVI, MAYA, OMAR)
    )
)
ASK = Ruling(None, (Step(),), "Everything: always")
LET_THROUGH = Ruling(None, (), "Everything else: always")
NO = Verdict(ActKind.REJECT, Reason.PRICE, "Too cheap")
CHAI = OrderLine(7, "Chai", 10, 1800)
PENDING = Order(
    id=3,
    number=12,
    customer_id=5,
    customer="Acme Tools",
    currency="EUR",
    status=OrderStatus.PENDING,
    lines=(CHAI,),
    requested_by_id=RAVI.member_id,
    requested_by="Ravi",
    requested_by_slack_id="URAVI",
    ordered_at=NOON,
)
PENDING = replace(PENDING, approval=asked(ASK, order_id=3, edition=1, version=4, at=NOON))
DRAFT = replace(PENDING, status=OrderStatus.DRAFT, approval=None)


def sent(order: Order, ruling: Ruling = ASK, by: Actor = RAVI) -> Order:
    return send(order, ruling, version=4, by=by, at=NOON)


def said(order: Order, verdict: Verdict = YES, by: Actor = MAYA) -> Order:
    return decide(order, verdict, roster=TEAM, by=by, at=NOON)


def test_an_order_that_the_policy_lets_through_is_approved() -> None:
    order = sent(DRAFT, LET_THROUGH)

    assert order.status is OrderStatus.APPROVED
    assert (order.rule, order.decision, order.policy_version) == (None, None, 4)
    assert order.approval is None


def test_an_order_that_a_rule_asks_about_waits_and_says_why() -> None:
    order = sent(DRAFT)

    assert order.status is OrderStatus.PENDING
    assert order.rule == "Everything: always"


def test_a_rejected_order_that_is_sent_again_loses_its_verdict() -> None:
    again = sent(said(PENDING, NO))

    assert (again.status, again.decision) == (OrderStatus.PENDING, None)


@pytest.mark.parametrize(
    "status",
    [
        OrderStatus.APPROVED,
        OrderStatus.EXECUTING,
        OrderStatus.COMPLETED,
        OrderStatus.CANCELLED,
    ],
)
def test_what_is_approved_or_over_is_not_sent_again(status: OrderStatus) -> None:
    with pytest.raises(UserError, match=r"can no longer be changed|cannot become"):
        sent(replace(PENDING, status=status))


def test_an_order_is_decided_only_once() -> None:
    approved = said(PENDING)

    with pytest.raises(AlreadyDecided, match="Order 12 has already been approved by Maya"):
        said(approved, NO, by=OMAR)


def test_a_late_approver_hears_how_far_the_order_has_come() -> None:
    executing = move(said(PENDING), OrderStatus.EXECUTING, by=RAVI)

    with pytest.raises(AlreadyDecided, match=r"approved by Maya\. It is executing now"):
        said(executing, by=OMAR)


def test_nobody_decides_on_their_own_order() -> None:
    own = replace(PENDING, requested_by_id=MAYA.member_id)

    with pytest.raises(MayNotDecide, match="your own"):
        said(own)


def test_nobody_decides_on_what_they_changed_in_anothers_order() -> None:
    changed = sent(PENDING, by=MAYA)

    with pytest.raises(MayNotDecide, match="your own"):
        said(changed)
    assert said(changed, by=OMAR).decision


def test_nobody_decides_through_a_second_account_with_their_address() -> None:
    second = Actor(9, "USECOND", "Ravi R.", Role.MANAGER)
    accounts = (
        Member(1, "Ravi", Role.REP, "URAVI", "Ravi@acme.example"),
        Member(9, "Ravi R.", Role.MANAGER, "USECOND", "ravi+boss@ACME.example "),
    )

    with pytest.raises(MayNotDecide, match="your own"):
        decide(PENDING, YES, roster=Roster(accounts), by=second, at=NOON)


@pytest.mark.parametrize(
    ("approvers", "whom"), [(ANY_MANAGER, "Maya or Omar"), (Approvers(member_ids=(3,)), "Omar")]
)
def test_who_is_not_asked_hears_whom_the_policy_asks(approvers: Approvers, whom: str) -> None:
    other = Actor(9, "UELSE", "Else", Role.REP)
    ruling = Ruling(None, (Step(approvers),), "Always")
    waiting = replace(PENDING, approval=asked(ruling, order_id=3, edition=1, version=4, at=NOON))

    with pytest.raises(MayNotDecide, match=f"the policy asks {whom}"):
        said(waiting, by=other)


@pytest.mark.parametrize("kind", [ActKind.REJECT, ActKind.RETURN])
def test_a_refusal_says_why(kind: ActKind) -> None:
    with pytest.raises(UserError, match="Say why"):
        said(PENDING, Verdict(kind, words="  "))


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize(
    "to", [OrderStatus.EXECUTING, OrderStatus.COMPLETED, OrderStatus.CANCELLED]
)
def test_only_the_moves_of_its_life_are_made(status: OrderStatus, to: OrderStatus) -> None:
    order = replace(PENDING, status=status)

    if to in MOVES[status]:
        assert move(order, to, by=MAYA, reason="Why not").status is to
    else:
        with pytest.raises(WrongMove, match=f"is {status}, so it cannot become {to}"):
            move(order, to, by=MAYA, reason="Why not")


def test_a_rep_moves_their_own_orders_alone() -> None:
    approved = replace(PENDING, status=OrderStatus.APPROVED)
    other = replace(approved, requested_by_id=9, requested_by="Tom")

    assert move(approved, OrderStatus.EXECUTING, by=RAVI).status is OrderStatus.EXECUTING
    with pytest.raises(NotAllowed, match="belongs to Tom"):
        move(other, OrderStatus.EXECUTING, by=RAVI)


def test_a_cancellation_says_why() -> None:
    with pytest.raises(UserError, match="Say why"):
        move(DRAFT, OrderStatus.CANCELLED, by=RAVI, reason=None)


def test_everybody_is_offered_what_they_may_do_and_no_more() -> None:
    assert deeds(PENDING, roster=TEAM, by=RAVI) == Deeds(change=True, cancel=True, copy=True)
    assert deeds(PENDING, roster=TEAM, by=MAYA) == Deeds(
        decide=True, change=True, cancel=True, copy=True
    )
    executing = replace(PENDING, status=OrderStatus.EXECUTING, approval=None)
    assert deeds(executing, roster=TEAM, by=RAVI) == Deeds(complete=True, copy=True)
    assert deeds(executing, roster=TEAM, by=MAYA) == Deeds(complete=True, cancel=True, copy=True)
    completed = replace(executing, status=OrderStatus.COMPLETED)
    assert deeds(completed, roster=TEAM, by=MAYA) == Deeds(copy=True)


def test_returns_lower_the_total() -> None:
    order = replace(PENDING, lines=(CHAI, OrderLine(8, "Tofu", -2, 1000, 5_000)))

    assert order.total_minor == 18_000 - 1_000


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "at least one line"),
        ((replace(CHAI, quantity=0),), "quantity for Chai"),
        ((replace(CHAI, unit_price_minor=10**14),), "larger than an order can be"),
    ],
)
def test_lines_that_make_no_order_are_refused(lines: tuple[OrderLine, ...], said: str) -> None:
    with pytest.raises(UserError, match=said):
        check_lines(lines)


@pytest.mark.parametrize(
    ("text", "quantity"), [("3", 3), (" +12 ", 12), ("-1", -1), ("−4", -4), ("1,000", 1000)]
)
def test_a_quantity_is_a_whole_number(text: str, quantity: int) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    "text", ["", "0", "1.5", "1,5", "10,00", "1,0000", "two", "1e3", "1000001", "9" * 30, "٣"]
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_quantity(text)


def test_a_whole_number_that_is_too_large_is_told_the_most() -> None:
    with pytest.raises(UserError, match="at most 1,000,000 pieces"):
        parse_quantity("999999999999")


def test_a_form_takes_at_most_fifteen_lines() -> None:
    check_count(15)

    with pytest.raises(UserError, match="at most 15 lines"):
        check_count(16)
