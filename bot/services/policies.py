"""Putting an approval policy in force."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.people import Actor, Role, demand
from bot.domain.policies import Policy
from bot.domain.policy_codec import rules_to_json
from bot.store import audit, policies


def put_in_force(session: Session, policy: Policy, *, by: Actor | None, at: datetime) -> Policy:
    """Put `policy.rules` in force as the version after `policy.version`.

    `by` is None for the command line. Raises NotAllowed and ChangedMeanwhile.
    """
    if by is not None:
        demand(by, Role.ADMIN, "change the approval policy")
    if policies.in_force(session) == policy:
        return policy
    stored = policies.add_version(session, policy, by_id=by.member_id if by else None, at=at)
    audit.record(
        session,
        audit.Verb.POLICY_SET,
        by=by,
        at=at,
        version=stored.version,
        rules=rules_to_json(stored.rules),
    )
    return stored
