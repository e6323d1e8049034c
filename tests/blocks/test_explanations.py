"""Why an order waits, in words: what was done at a step, by whom and for whom."""

from dataclasses import replace

from bot.blocks.explanations import AskedStep, Why, why_text
from bot.blocks.text import moment
from bot.domain.approvals import Act, ActKind
from bot.domain.people import Member, Role
from bot.domain.policies import Step
from tests.conftest import NOON

MAYA, OMAR = Member(2, "Maya", Role.MANAGER), Member(3, "Omar", Role.MANAGER)


def told(*acts: Act) -> str:
    step = AskedStep(Step(), (MAYA, OMAR), acts, waits=False)
    return why_text("Why", Why(None, (step,), instead="It was sent.")).splitlines()[-1]


def test_it_is_said_who_forwarded_to_whom_and_who_approved_for_whom() -> None:
    forwarded = Act(
        ActKind.FORWARD, 0, 2, NOON, seat_id=2, to_id=3, by="Maya", seat="Maya", to="Omar"
    )
    approved = Act(ActKind.APPROVE, 0, 3, NOON, seat_id=3, by="Omar", seat="Omar")
    instead = replace(approved, seat_id=2, seat="Maya")

    at = moment(NOON)
    assert told(forwarded, approved).endswith(f"Maya forwarded to Omar, {at}; Omar approved, {at}")
    assert told(instead).endswith(f"Omar approved for Maya, {at}")


def test_whoever_was_asked_because_nobody_answered_is_named() -> None:
    escalated = Act(ActKind.ESCALATE, 0, None, NOON, to_id=3, to="Omar")

    assert told(escalated) == f"1. Maya or Omar · Omar was asked as well, {moment(NOON)}"
