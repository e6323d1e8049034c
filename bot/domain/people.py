"""Members of a workspace and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import NotAllowed


class Role(StrEnum):
    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


RANK = {Role.REP: 0, Role.MANAGER: 1, Role.ADMIN: 2}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the sales team; `slack_id` is None until linked to a Slack account.

    `external_key` is the id an import gave; `manager_id` another member's id.
    """

    id: int
    name: str
    role: Role
    slack_id: str | None = None
    email: str | None = None
    title: str | None = None
    manager_id: int | None = None
    external_key: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a member with a Slack account. `zone` is an IANA name."""

    member_id: int
    slack_id: str
    name: str
    role: Role
    zone: str = "UTC"

    @classmethod
    def nobody(cls) -> "Actor":
        """Whoever stands behind an event of the workspace as a whole: may do nothing."""
        return cls(0, "", "", Role.REP)

    def has(self, role: Role) -> bool:
        """Return whether the actor's role is `role` or stands above it."""
        return RANK[self.role] >= RANK[role]


def demand(actor: Actor, role: Role, deed: str) -> None:
    """Raise NotAllowed unless the actor has `role`; `deed` completes "Only a manager can …"."""
    if not actor.has(role):
        raise NotAllowed(
            f"Only a sales {role.value} can {deed}. `/crm members` shows who has which role."
            if role is Role.MANAGER
            else f"Only an {role.value} can {deed}. `/crm members` shows who has which role."
        )
