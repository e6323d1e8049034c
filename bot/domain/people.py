"""Members of a workspace and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.domain.errors import NotAllowed


class Role(StrEnum):
    READ_ONLY = "read-only"
    REP = "rep"
    MANAGER = "manager"
    FINANCE = "finance"
    ADMIN = "admin"


# Whose part each role can play. Finance and sales managers stand beside each other.
PLAYS: dict[Role, frozenset[Role]] = {
    Role.READ_ONLY: frozenset({Role.READ_ONLY}),
    Role.REP: frozenset({Role.READ_ONLY, Role.REP}),
    Role.MANAGER: frozenset({Role.READ_ONLY, Role.REP, Role.MANAGER}),
    Role.FINANCE: frozenset({Role.READ_ONLY, Role.REP, Role.FINANCE}),
    Role.ADMIN: frozenset(Role),
}
# One of each, as in "Maya is a manager now".
ONE_OF: dict[Role, str] = {
    Role.READ_ONLY: "a read-only member",
    Role.REP: "a rep",
    Role.MANAGER: "a manager",
    Role.FINANCE: "a finance approver",
    Role.ADMIN: "an admin",
}
# Who can be entrusted with somebody else's decision.
DECIDING = frozenset({Role.MANAGER, Role.FINANCE, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the sales team; `slack_id` is None until linked to a Slack account.

    `external_key` is the id an import gave; `manager_id` another member's id; whoever is not
    `active` has left. `former_email` is what they had before they were linked to an account with
    another address: by it, too, further accounts of theirs are known.
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
    team: str | None = None
    former_email: str | None = None


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
        return cls(0, "", "", Role.READ_ONLY)

    def has(self, role: Role) -> bool:
        """Return whether the actor's role is `role` or stands above it."""
        return role in PLAYS[self.role]


def demand(actor: Actor, role: Role, deed: str) -> None:
    """Raise NotAllowed unless the actor has `role`; `deed` completes "Only a manager can …"."""
    if actor.has(role):
        return
    if role is Role.REP:
        raise NotAllowed(
            f"Your role is read-only, so you cannot {deed}."
            " Ask an admin for another role: `/crm members` shows who is one."
        )
    who = "a sales manager" if role is Role.MANAGER else ONE_OF[role]
    raise NotAllowed(f"Only {who} can {deed}. `/crm members` shows who has which role.")


def demand_decider(actor: Actor, deed: str) -> None:
    """Raise NotAllowed for those who cannot be entrusted with a decision."""
    if actor.role not in DECIDING:
        raise NotAllowed(
            f"Only sales managers, finance approvers and admins can {deed}. `/crm members` shows"
            " who has which role."
        )


def same_person(members: Iterable[Member], ids: Iterable[int]) -> frozenset[int]:
    """Return `ids` and everybody of `members` with an e-mail address of one of them.

    Somebody who has a second account is still the same person to the policy. Through one who has
    two addresses, those with either are one.
    """
    everybody = tuple(members)
    found = frozenset(ids)
    known: set[str | None] = set()
    while True:
        theirs = [member for member in everybody if member.id in found]
        addresses = {mailbox(each.email) for each in theirs}
        addresses |= {mailbox(each.former_email) for each in theirs if each.former_email}
        addresses -= {None}
        if addresses == known:
            return found
        known = addresses
        found |= {
            member.id
            for member in everybody
            if mailbox(member.email) in known
            or (member.former_email and mailbox(member.former_email) in known)
        }


# Whoever is asked is compared with everybody, at each press of a button.
@lru_cache(maxsize=10_000)
def mailbox(email: str | None) -> str | None:
    """Return where mail for this address arrives: without case, blanks and a +tag."""
    local, at, host = (email or "").strip().casefold().rpartition("@")
    name = local.partition("+")[0] or local
    return f"{name}@{host}" if at and name and host else None
