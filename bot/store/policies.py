"""The approval policy: versions of it, of which the newest is in force."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile
from bot.domain.policies import Policy, default_policy
from bot.domain.policy_codec import rules_from_json, rules_to_json
from bot.store import workspaces
from bot.store.tables import MemberRow, PolicyRow


@dataclass(frozen=True, slots=True)
class Version:
    """When a version was put in force, and by whom; `by` is None for the command line."""

    number: int
    set_at: datetime
    by: str | None
    rules: int


def in_force(session: Session) -> Policy:
    """Return the newest policy, or the default one (version 0) where none was ever set."""
    row = session.scalars(select(PolicyRow).order_by(PolicyRow.version.desc()).limit(1)).first()
    if row is None:
        return default_policy(workspaces.get(session).currency)
    return Policy(row.version, rules_from_json(row.rules))


def of_version(session: Session, version: int) -> Policy:
    """Return the policy as it was in that version; 0 is the default one."""
    row = session.scalars(select(PolicyRow).where(PolicyRow.version == version)).first()
    if row is None:
        return default_policy(workspaces.get(session).currency)
    return Policy(row.version, rules_from_json(row.rules))


def versions(session: Session, *, limit: int | None = None) -> tuple[Version, ...]:
    """Return the versions that were ever put in force, the newest first."""
    rows = session.execute(
        select(PolicyRow.version, PolicyRow.set_at, MemberRow.name, PolicyRow.rules)
        .outerjoin(MemberRow, MemberRow.id == PolicyRow.set_by_id)
        .order_by(PolicyRow.version.desc())
        .limit(limit)
    )
    return tuple(Version(number, at, by, len(rules)) for number, at, by, rules in rows)


def add_version(session: Session, policy: Policy, *, by_id: int | None, at: datetime) -> Policy:
    """Store `policy.rules` as the version after `policy.version`.

    Raises ChangedMeanwhile when somebody else stored that version first.
    """
    version = policy.version + 1
    rules = rules_to_json(policy.rules)
    try:
        with session.begin_nested():
            session.add(PolicyRow(version=version, rules=rules, set_by_id=by_id, set_at=at))
    except IntegrityError as error:
        raise ChangedMeanwhile(
            "Somebody else changed the approval policy just now. Open it again to see theirs."
        ) from error
    return Policy(version, policy.rules)
