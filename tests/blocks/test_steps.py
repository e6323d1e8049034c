"""The steps of an approval, as a card shows them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import orders as order_blocks
from bot.blocks.order_words import waits_for
from bot.blocks.posts import as_dicts
from bot.domain.approvals import Act, ActKind, Approval, ApprovalState
from bot.domain.awaiting import Approver, Awaited
from bot.domain.backgrounds import Background, Similar
from bot.domain.conditions import Occasion
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Member, Role
from bot.domain.policies import ADMINS, ALL, Approvers, Step
from tests.blocks.test_orders import MAYA, NOON, OMAR, ORDER, STRANGE, by, strange
from tests.slack_takes import check_message

FAY = Member(5, "Fay", Role.FINANCE, "UFAY")
LATER = NOON + timedelta(hours=3)
FIRST, SECOND, THIRD = Step(), Step(Approvers(Role.FINANCE), need=2), Step(ADMINS)


def asked(*steps: Step, **more: Any) -> Approval:
    return Approval(
        *(3, Occasion.ORDER, 1, 1, "Large", "Large: always", steps, NOON),
        **{"id": 9, "step_opened_at": NOON, **more},
    )


def said(kind: ActKind, position: int, by: Member, seat: Member | None = None) -> Act:
    seat = seat or by
    return Act(
        *(kind, position, by.id, NOON), seat_id=seat.id, by=by.name, seat=seat.name, words="No."
    )


def drawn(approval: Approval, waits: Awaited, status: OrderStatus = OrderStatus.PENDING) -> str:
    blocks = order_blocks.posted_card(with_approval(approval, status), waits)
    check_message("x", blocks)
    return "\n".join(
        block["text"]["text"]
        for block in as_dicts(blocks)
        if block["type"] == "section" and "text" in block
    )


def with_approval(approval: Approval, status: OrderStatus = OrderStatus.PENDING) -> Order:
    return replace(ORDER, status=status, approval=approval)


def test_a_card_tells_who_has_decided_for_whom_it_waits_and_who_comes_after() -> None:
    acts = (said(ActKind.APPROVE, 0, OMAR, MAYA),)
    approval = asked(FIRST, SECOND, THIRD, position=1, acts=acts, due_at=LATER)

    text = drawn(approval, Awaited(by(FAY, MAYA, OMAR).approvers, 2, ("an admin",)))

    assert "Step 1: approved by Omar (for Maya), <!date" in text
    assert "Step 2: waits for 2 of <@UFAY>, <@UMAYA>, <@UOMAR>, since <!date" in text
    assert f"due <!date^{int(LATER.timestamp())}" in text
    assert "Step 3: then an admin" in text


def test_a_card_tells_who_has_approved_the_step_that_still_waits() -> None:
    approval = asked(Step(need=ALL), acts=(said(ActKind.APPROVE, 0, OMAR),))

    text = drawn(approval, by(MAYA))

    assert "So far: approved by Omar, <!date" in text
    assert "waits for <@UMAYA>, since" in text


def test_one_step_that_nobody_has_answered_is_told_in_one_sentence() -> None:
    card = order_blocks.posted_card(with_approval(asked(FIRST)), by(MAYA, OMAR))

    assert "Step 1" not in str(as_dicts(card))
    assert str(as_dicts(card)).count("Waits for <@UMAYA> or <@UOMAR>, since") == 1


def test_a_step_that_was_met_by_earlier_approvals_says_so() -> None:
    acts = (said(ActKind.APPROVE, 0, MAYA),)
    approval = asked(FIRST, FIRST, THIRD, position=2, acts=acts)

    assert "Step 2: met by who approved before" in drawn(approval, by(FAY))


def test_a_rejection_ends_the_steps_where_it_was_said() -> None:
    acts = (said(ActKind.APPROVE, 0, MAYA), said(ActKind.REJECT, 1, FAY))
    approval = asked(
        *(FIRST, SECOND, THIRD), position=1, acts=acts, state=ApprovalState.REJECTED, closed_at=NOON
    )

    text = drawn(approval, Awaited(), OrderStatus.REJECTED)

    assert "Step 2: rejected by Fay" in text
    assert "Step 3" not in text


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        (by(MAYA), "Waits for <@UMAYA>, since"),
        (by(MAYA, OMAR), "Waits for <@UMAYA> or <@UOMAR>, since"),
        (by(MAYA, OMAR, lacking=2), "Waits for <@UMAYA> and <@UOMAR>, since"),
        (by(MAYA, OMAR, FAY, lacking=2), "Waits for 2 of <@UMAYA>, <@UOMAR>, <@UFAY>, since"),
        (by(*(MAYA,) * 9, lacking=9), "<@UMAYA> and 4 others, since"),
        (
            Awaited((Approver(OMAR, ("Maya",)), Approver(FAY)), 2),
            "Waits for <@UOMAR> (for Maya) and <@UFAY>, since",
        ),
        (
            by(MAYA, Member(8, "Paul", Role.MANAGER), lacking=2),
            "and Paul (who has no Slack account yet), since",
        ),
    ],
)
def test_an_order_says_for_how_many_and_for_whom_it_waits(waits: Awaited, words: str) -> None:
    assert words in waits_for(ORDER, waits)


def test_the_text_of_a_card_says_which_step_it_is() -> None:
    text = order_blocks.posted_text(with_approval(asked(FIRST, SECOND, position=1)), by(FAY))

    assert "Step 2 of 2. Waits for <@UFAY>, since" in text


@pytest.mark.parametrize("state", ApprovalState)
@pytest.mark.parametrize("text", STRANGE)
def test_slack_takes_the_longest_approval_with_the_strangest_words(
    text: str, state: ApprovalState
) -> None:
    members = tuple(Member(number, text, Role.MANAGER) for number in range(9))
    acts = tuple(
        said(ActKind.APPROVE, position, member, members[0])
        for position in range(9)
        for member in members
    )
    approval = asked(*(SECOND,) * 12, position=9, acts=acts, state=state)
    waits = Awaited(tuple(Approver(member, (text,) * 9) for member in members), 2, (text,) * 9)
    order = replace(strange(text, OrderStatus.PENDING), approval=approval)

    like = Similar(99_999, 10**14, "EUR", OrderStatus.RETURNED, NOON, text * 9)
    background = Background("EUR", 99_999, 10**14, NOON, 9_999, 9_999, -9_999, 9_999, (like,) * 3)
    check_message("x", order_blocks.posted_card(order, waits, background=background))
