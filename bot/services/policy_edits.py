"""Changing the policy step by step; nothing of it counts until it is put in force."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.policies import Shown
from bot.domain.errors import ChangedMeanwhile
from bot.domain.people import Actor, Role, demand, demand_decider
from bot.domain.policies import Policy, Rule
from bot.domain.policy_asking import Team
from bot.services import policies as service
from bot.store import policies, policy_drafts
from bot.store.policies import Version
from bot.store.policy_drafts import PolicyDraft

DEED = "change the approval policy"


@dataclass(frozen=True, slots=True)
class Desk:
    """The policy in force and who put it there, the draft that is kept for somebody, and who
    there is to ask.
    """

    policy: Policy
    draft: PolicyDraft | None
    team: Team
    may_change: bool
    version: Version | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.policy.rules if self.draft is None else self.draft.rules

    @property
    def revision(self) -> int:
        return 0 if self.draft is None else self.draft.revision

    @property
    def based_on(self) -> int:
        return self.policy.version if self.draft is None else self.draft.version

    @property
    def shown(self) -> Shown:
        """What a form shows of it."""
        return Shown(
            self.rules,
            self.policy.version,
            self.based_on,
            self.may_change,
            self.is_changed,
            self.version.set_at if self.version else None,
            self.version.by if self.version else None,
        )

    @property
    def is_changed(self) -> bool:
        return self.draft is not None and not service.same(self.draft.rules, self.policy.rules)


def desk(session: Session, *, by: Actor, at: datetime) -> Desk:
    """Return what somebody sees of the policy; raises NotAllowed for those who never decide."""
    demand_decider(by, "see the approval policy")
    return Desk(
        policies.in_force(session),
        policy_drafts.of_member(session, by.member_id),
        service.team(session, at=at),
        by.has(Role.ADMIN),
        next(iter(policies.versions(session, limit=1)), None),
    )


def change(
    session: Session, rules: Sequence[Rule], *, revision: int, by: Actor, at: datetime
) -> Desk:
    """Keep changed rules; `revision` is of the draft that was shown.

    Raises NotAllowed, and ChangedMeanwhile where it was changed elsewhere since.
    """
    demand(by, Role.ADMIN, DEED)
    found = desk(session, by=by, at=at)
    draft = found.draft or policy_drafts.begin(session, found.policy, member_id=by.member_id, at=at)
    if draft.revision != revision:
        raise ChangedMeanwhile("This was changed meanwhile; here is how it stands now.")
    return replace(found, draft=policy_drafts.change(session, draft, rules, at=at))


def take_over(
    session: Session,
    rules: Sequence[Rule],
    *,
    version: int,
    revision: int,
    by: Actor,
    at: datetime,
) -> Desk:
    """Keep the rules of a file as the change to the policy, in place of all that was changed.

    `version` and `revision` are those that were in force and kept when the file was asked for.
    Raises NotAllowed, and ChangedMeanwhile where they are no longer.
    """
    demand(by, Role.ADMIN, DEED)
    found = desk(session, by=by, at=at)
    current = found.policy.version
    if current != version:
        raise ChangedMeanwhile(
            f"Somebody else put version {current} of the policy in force meanwhile, so nothing was"
            " taken over. Look at it first, or add the file again to replace it."
        )
    draft = found.draft or policy_drafts.begin(session, found.policy, member_id=by.member_id, at=at)
    if draft.revision != revision:
        raise ChangedMeanwhile(
            "You changed the rules elsewhere meanwhile, so nothing was taken over. Look at them"
            " first, or add the file again to replace them."
        )
    based = replace(draft, version=current)
    return replace(found, draft=policy_drafts.change(session, based, rules, at=at))


def discard(session: Session, *, by: Actor, at: datetime) -> Desk:
    """Forget what was changed, and return to the policy in force."""
    demand(by, Role.ADMIN, DEED)
    policy_drafts.end(session, by.member_id)
    return desk(session, by=by, at=at)


def save(session: Session, *, by: Actor, at: datetime) -> Policy:
    """Put what was changed in force; raises what `policies.put_in_force` does."""
    found = desk(session, by=by, at=at)
    stored = service.put_in_force(session, Policy(found.based_on, found.rules), by=by, at=at)
    policy_drafts.end(session, by.member_id)
    return stored
