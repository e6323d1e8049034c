"""What a workspace is set to, and which orders need whose approval."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import settings as settings_blocks
from bot.blocks.policies import MOST_PEOPLE, MOST_RULES, NAME_LENGTH
from bot.domain.approvals import Policy, Rule
from bot.domain.errors import InvalidFields, UserError
from bot.domain.money import currency_code
from bot.domain.people import Actor, Role, demand
from bot.domain.zones import time_zone
from bot.store import audit, members, outbox, policies, workspaces
from bot.store.workspaces import Workspace


def change(
    session: Session,
    *,
    currency: str,
    zone: str,
    approvals_channel: str | None,
    by: Actor,
    at: datetime,
) -> Workspace:
    """Set the workspace up; a new channel gets a message, which shows that it can get them.

    Raises NotAllowed, and InvalidFields with "currency" and "zone".
    """
    demand(by, Role.ADMIN, "change the settings")
    before = workspaces.get(session)
    after = replace(before, **_checked(currency, zone), approvals_channel=approvals_channel)
    if after == before:
        return before
    workspaces.set_up(
        session,
        currency=after.currency,
        zone=after.zone,
        approvals_channel=after.approvals_channel,
    )
    audit.record(
        session,
        audit.Verb.SETTINGS_CHANGED,
        by=by,
        at=at,
        currency=after.currency,
        zone=after.zone,
        approvals_channel=after.approvals_channel,
    )
    if approvals_channel and approvals_channel != before.approvals_channel:
        outbox.add(session, settings_blocks.channel_post(approvals_channel, by, at), at=at)
    return after


def _checked(currency: str, zone: str) -> dict[str, str]:
    checked, wrong = {}, {}
    for field, value, check in (
        ("currency", currency, currency_code),
        ("zone", zone, lambda name: time_zone(name).key),
    ):
        try:
            checked[field] = check(value)
        except UserError as error:
            wrong[field] = str(error)
    if wrong:
        raise InvalidFields(wrong)
    return checked


def set_policy(session: Session, policy: Policy, *, by: Actor, at: datetime) -> Policy:
    """Put `policy.rules` in force as the version after `policy.version`.

    Raises NotAllowed, UserError for rules that cannot stand, and ChangedMeanwhile.
    """
    demand(by, Role.MANAGER, "change the approval policy")
    check_rules(session, policy.rules)
    if policies.in_force(session) == policy:
        return policy
    stored = policies.add_version(session, policy, by_id=by.member_id, at=at)
    audit.record(
        session,
        audit.Verb.POLICY_SET,
        by=by,
        at=at,
        version=stored.version,
        rules=[asdict(rule) for rule in stored.rules],
    )
    return stored


def check_rules(session: Session, rules: tuple[Rule, ...]) -> None:
    """Raise UserError where there are too many rules or one of them cannot stand."""
    if len(rules) > MOST_RULES:
        raise UserError(f"A policy has at most {MOST_RULES} rules. Remove one first.")
    known = {member.id for member in members.everybody(session)}
    for rule in rules:
        _check_rule(rule, known)


def _check_rule(rule: Rule, known: set[int]) -> None:
    if not rule.name.strip() or len(rule.name) > NAME_LENGTH:
        raise UserError(f"Give the rule a name of at most {NAME_LENGTH} characters.")
    named = rule.approvers.member_ids
    if len(named) > MOST_PEOPLE:
        raise UserError(f"A rule names at most {MOST_PEOPLE} people. Choose a role instead.")
    if not known.issuperset(named):
        raise UserError(
            f"“{rule.name}” names somebody who has left. Change the rule and name somebody else."
        )
