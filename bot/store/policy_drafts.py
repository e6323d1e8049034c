"""The policy as a member is changing it, one draft each, until it is saved or given up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile
from bot.domain.policies import Policy, Rule
from bot.domain.policy_codec import rules_from_json, rules_to_json
from bot.store.guard import changed_one
from bot.store.tables import PolicyDraftRow

KEEP = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """`version` is the one that it began from; `revision` rises with every change."""

    member_id: int
    version: int
    rules: tuple[Rule, ...]
    revision: int = 0


def of_member(session: Session, member_id: int) -> PolicyDraft | None:
    row = session.scalars(
        select(PolicyDraftRow).where(PolicyDraftRow.member_id == member_id)
    ).first()
    if row is None:
        return None
    return PolicyDraft(row.member_id, row.version, rules_from_json(row.rules), row.revision)


def begin(session: Session, policy: Policy, *, member_id: int, at: datetime) -> PolicyDraft:
    """Keep a draft that is still the policy itself."""
    session.add(
        PolicyDraftRow(
            member_id=member_id,
            version=policy.version,
            rules=rules_to_json(policy.rules),
            revision=0,
            changed_at=at,
        )
    )
    session.flush()
    return PolicyDraft(member_id, policy.version, policy.rules)


def change(
    session: Session, draft: PolicyDraft, rules: Sequence[Rule], *, at: datetime
) -> PolicyDraft:
    """Keep other rules, and from which version the draft begins.

    Raises ChangedMeanwhile where it is no longer as it was read.
    """
    changed = changed_one(
        session,
        update(PolicyDraftRow)
        .where(
            PolicyDraftRow.member_id == draft.member_id,
            PolicyDraftRow.revision == draft.revision,
        )
        .values(
            version=draft.version,
            rules=rules_to_json(rules),
            revision=draft.revision + 1,
            changed_at=at,
        )
        .execution_options(synchronize_session="fetch"),
    )
    if not changed:
        raise ChangedMeanwhile(
            "You have changed the policy elsewhere meanwhile. Open it again to go on from there."
        )
    return replace(draft, rules=tuple(rules), revision=draft.revision + 1)


def forget_old(session: Session, *, now: datetime) -> None:
    """Drop drafts that nobody has gone on with for long: the policy has moved on since."""
    session.execute(delete(PolicyDraftRow).where(PolicyDraftRow.changed_at < now - KEEP))


def end(session: Session, member_id: int) -> None:
    """Forget a member's draft, saved or given up."""
    session.execute(delete(PolicyDraftRow).where(PolicyDraftRow.member_id == member_id))
