"""How long approval would take by a draft: the pace of people who stood in for others."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.leave import Days
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.services import absences, decisions, policies, rehearsals
from tests.conftest import NOON, Cast
from tests.trade import large_order

HOUR = timedelta(hours=1)


def test_a_stand_in_is_no_slower_for_having_stood_in_before_the_order_came(
    session: Session, cast: Cast
) -> None:
    """Omar decides for Maya from noon on, and after an hour on the order of two days later."""
    both = Step(Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id)))
    rules = (Rule("All", (), (both,)),)
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    absences.leave(
        session,
        Days(NOON.date(), NOON.date() + timedelta(days=3)),
        delegate_id=cast.omar.member.id,
        by=cast.maya.actor,
        at=NOON,
    )
    sent = NOON + 48 * HOUR
    order = large_order(session, cast.ravi, at=sent)
    decisions.decide(session, order.id, YES, by=cast.omar.actor, at=sent + HOUR)

    played = rehearsals.play(session, rules, days=30, at=sent + 2 * HOUR)

    assert (played.waited, played.after) == (1.0, 1.0)
