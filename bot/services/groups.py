"""What Slack tells of its user groups, and what follows for orders that ask them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.policy_asking import Team
from bot.domain.user_groups import LASTING, GroupChange, UserGroup, why_none
from bot.services import following
from bot.services import policies as policy_service
from bot.store import audit, groups, homes, orders, policies


def named(session: Session) -> frozenset[str]:
    """Return the groups that the policy asks, or an order that waits."""
    steps = [step for rule in policies.in_force(session).rules for step in rule.steps]
    for order in orders.waiting(session):
        steps += order.approval.steps if order.approval else ()
    asked = (each for step in steps for each in (step.approvers, step.backup) if each)
    return frozenset(group_id for approvers in asked for group_id in approvers.group_ids)


def take(
    session: Session, found: Iterable[UserGroup], *, lease: datetime, at: datetime
) -> Sequence[GroupChange]:
    """Write down what Slack told; orders that wait ask whoever is in the group now."""
    before = policy_service.team(session, at=at)
    changed = groups.keep(session, found, lease=lease, at=at) or []
    _follow(session, changed, before, at=at)
    return changed


def lose(session: Session, failure: str, *, lease: datetime, at: datetime) -> Sequence[GroupChange]:
    """Note that Slack tells of no groups, in its own word for why.

    Where that lasts, nobody is in any group any more, so that the admins are asked instead:
    to go on with what was known once would let people decide who were taken out since.
    """
    before = policy_service.team(session, at=at)
    forget = failure in LASTING
    changed = groups.lose(session, failure, lease=lease, at=at, forget=forget) or []
    _follow(session, changed, before, at=at, why=why_none(failure))
    return changed


def _follow(
    session: Session,
    changed: Sequence[GroupChange],
    before: Team,
    *,
    at: datetime,
    why: str | None = None,
) -> None:
    for change in changed:
        audit.record(
            session,
            audit.Verb.GROUP_CHANGED,
            by=None,
            at=at,
            group=change.group.slack_id,
            handle=change.group.handle,
            joined=sorted(change.joined),
            left=sorted(change.left),
        )
    if not changed:
        return
    homes.follow_all(session)
    following.people(session, before.roster, at=at)
    policy_service.tell_losses(session, before, by=None, at=at, why=why)
