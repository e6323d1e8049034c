"""Putting an approval policy in force, once it is checked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.policy_losses import losses_post
from bot.domain import policy_checks
from bot.domain.conditions import Field
from bot.domain.errors import UserError
from bot.domain.people import Actor, Role, demand
from bot.domain.policies import Policy, Rule
from bot.domain.policy_asking import Team
from bot.domain.policy_checks import Finding
from bot.domain.policy_codec import rules_to_json
from bot.domain.policy_losses import losses
from bot.store import audit, customers, outbox, policies, products, rosters

MOST_TOLD = 10


class PolicyRefused(UserError):
    """The rules cannot stand; `findings` says why, one by one."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        told = [each.sentence for each in findings[:MOST_TOLD]]
        more = len(findings) - len(told)
        super().__init__("\n".join([*told, *([f"… and {more} more."] if more else [])]))
        self.findings = tuple(findings)


def team(session: Session, *, at: datetime) -> Team:
    """Return whom a policy can ask at this moment."""
    return Team(rosters.current(session, at=at), rosters.handles(session))


def words_in_use(session: Session) -> dict[Field, frozenset[str]]:
    """Return the words that customers and products have, for those fields that rules name."""
    segments, regions = customers.words_in_use(session)
    return {
        Field.SEGMENT: segments,
        Field.REGION: regions,
        Field.CATEGORY: products.categories(session),
    }


def put_in_force(session: Session, policy: Policy, *, by: Actor | None, at: datetime) -> Policy:
    """Put `policy.rules` in force as the version after `policy.version`.

    `by` is None for the command line. Raises NotAllowed, PolicyRefused for rules that
    cannot stand, and ChangedMeanwhile.
    """
    if by is not None:
        demand(by, Role.ADMIN, "change the approval policy")
    current = policies.in_force(session)
    if current.version == policy.version and current.rules == policy.rules:
        return current
    found = policy_checks.errors(policy_checks.check(policy.rules, team(session, at=at)))
    if found:
        raise PolicyRefused(found)
    tidied = Policy(policy.version, policy_checks.tidied(policy.rules))
    stored = policies.add_version(session, tidied, by_id=by.member_id if by else None, at=at)
    audit.record(
        session,
        audit.Verb.POLICY_SET,
        by=by,
        at=at,
        version=stored.version,
        rules=rules_to_json(stored.rules),
    )
    return stored


def tell_losses(
    session: Session, before: Team, *, by: Actor | None, at: datetime, why: str | None = None
) -> tuple[str, ...]:
    """Tell the admins which rules ask somebody who was there in `before`, and is no longer.

    Return it in sentences for `by`, who did it and is told in the answer.
    """
    after = team(session, at=at)
    told = losses(policies.in_force(session), before, after)
    if told:
        for admin in after.roster.reachable(after.roster.admins()):
            if by is None or admin.id != by.member_id:
                outbox.add(session, losses_post(told, str(admin.slack_id), why, at), at=at)
    return told


def same(one: Sequence[Rule], other: Sequence[Rule]) -> bool:
    """Return whether two lists of rules ask the same in the same order."""
    return policy_checks.tidied(one) == policy_checks.tidied(other)
